"""How a Go file is laid out, seen without parsing it: strings and comments cut out, brackets checked.

A lexer of one regular expression leaves a mark in place of each string and comment. What is left is plain
when each line that begins with a word at the left margin is outside all brackets and begins a
declaration, and no declaration begins anywhere else. Formatted Go is like that.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from blistui.patterns import pattern

_TEXT = rb'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"' + rb"|'[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'"
# One match for each string, rune or comment. A group costs three times as much, so only one of the two,
# for files with what may span lines, captures that.
_TOKEN = pattern(_TEXT + rb"|//[^\n]*")
_ANY_TOKEN = pattern(_TEXT + rb"|//[^\n]*|(`[^`]*`|/\*(?s:.*?)\*/)")
# What is in the code in place of each.
MARK = b'"'
# The same, with strings captured and comments not.
STRING = pattern(b"(" + _TEXT + rb"|`[^`]*`)|//[^\n]*|/\*(?s:.*?)\*/")

AT_MARGIN = pattern(rb"\n(?=(?:func|var|type|const|import|package)\b)")
# A declaration that is indented, or a word at the margin that begins none, such as a label.
_ASTRAY = pattern(rb"\n(?:[ \t\r]+(?:func|var|type|const|import)\b|[A-Za-z_])")
_NOT_STRUCTURE = bytes(byte for byte in range(256) if byte not in b"{}()[]@#;")
_CLOSED = pattern(rb"\{[#;]*\}|\([#;]*\)|\[[#;]*\]")

BLANKS_AND_MARKS = b' \t\r\n"'
_CLAUSES = b"pi"
"""What `package` and `import` begin with: no symbol is declared there."""

# Deeper nesting, and lines about this long, are left to the parser: here they would take quadratic time.
_DEEPEST = 200
_LONG_LINE = 10_000
_MOST_OPEN = 50


def without_tokens(source: bytes) -> bytes | None:
    """`source`, line by line, with a mark for each string and comment; None if one stays open."""
    if _takes_long(source):
        return None
    if b"`" in source or b"/*" in source:
        parts = _ANY_TOKEN.split(source)
        for number in [number for number, token in enumerate(parts[1::2]) if token]:
            parts[2 * number] += b"\n" * parts[2 * number + 1].count(b"\n")
        code, count = MARK.join(parts[::2]), len(parts) // 2
    else:
        code, count = _TOKEN.subn(MARK, source)
    if code.count(MARK) != count or b"'" in code or b"`" in code or b"/*" in code:
        return None
    return code


def _takes_long(source: bytes) -> bool:
    """Whether the lexer would look at the same bytes again and again."""
    for start in range(0, len(source) - _LONG_LINE, _LONG_LINE):
        if source.find(b"\n", start, start + _LONG_LINE) < 0:
            return True
    # What opens a comment after the last end of one is no comment, or never ends.
    return b"/*" in source and source.count(b"/*", source.rfind(b"*/") + 1) > _MOST_OPEN


def structure_is_plain(code: bytes) -> bool:
    """Whether declarations begin at the left margin outside all brackets, and nowhere else."""
    if b"@" in code or b"#" in code:
        return False
    marked = _ASTRAY.sub(b"\n#", AT_MARGIN.sub(b"\n@", b"\n" + code))
    return not open_structure(marked).strip(b"@")


def open_structure(marked: bytes) -> bytes:
    """The brackets and marks left when all closed pairs without a declaration in them are removed."""
    structure = marked.translate(None, _NOT_STRUCTURE)
    # Most pairs are empty, and plain replacement is the fastest way to be rid of those.
    structure = structure.replace(b"()", b"").replace(b"[]", b"").replace(b"{}", b"").replace(b"()", b"")
    for _ in range(_DEEPEST):
        length = len(structure)
        structure = _CLOSED.sub(b"", structure)
        if len(structure) == length:
            break
    return structure


class Layout(NamedTuple):
    """How a file is laid out: `short` is the file with its functions' bodies emptied, line for line, where
    that is certain to be right; `begin` are the bytes at which declarations begin, the comment above
    included, except on the first line of the file, and nothing where that is not certain.
    """

    short: bytes
    begin: tuple[int, ...]


def laid_out(source: bytes) -> Layout:
    """The layout of a file."""
    code = without_tokens(source)
    if code is None or not structure_is_plain(code):
        return Layout(source, ())
    lines = source.split(b"\n")
    lengths = list(map(len, lines))
    begin: list[int] = []
    line, at, byte = 1, 0, 0
    for start, end in pairwise([*(item.end() for item in AT_MARGIN.finditer(code)), len(code)]):
        passed = code.count(b"\n", at, start)
        byte += sum(lengths[line - 1 : line - 1 + passed]) + passed
        line, at = line + passed, start
        above = line - 1
        if code[start] not in _CLAUSES:
            above = _comment_above(lines, above)
        begin.append(byte - sum(lengths[above : line - 1]) - (line - 1 - above))
        head_end = code.find(b"\n", start, end)
        if code[start : start + 5] != b"func " or code[start:head_end].rstrip(BLANKS_AND_MARKS)[-1:] != b"{":
            continue
        # What the first line opens, the only brace at the margin closes, and nothing follows: the body.
        closing = code.find(b"\n}", head_end, end)
        if closing < 0 or code[closing + 2 : end].strip(BLANKS_AND_MARKS):
            continue
        last = line + code.count(b"\n", start, closing)
        lines[line:last] = [b""] * (last - line)
    return Layout(b"\n".join(lines), tuple(begin))


def _comment_above(lines: list[bytes], at: int) -> int:
    """The index of the first line of the comment that ends right above the line with index `at`, or `at`."""
    while at and lines[at - 1].startswith(b"//"):
        at -= 1
    if at and lines[at - 1].rstrip().endswith(b"*/"):
        opening = at - 1
        while opening and b"/*" not in lines[opening]:
            opening -= 1
        return opening if lines[opening].startswith(b"/*") else at
    return at
