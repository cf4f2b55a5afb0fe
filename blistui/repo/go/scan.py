"""The declarations of a Go file found fast: what a full parse finds, at a fraction of its price.

Where the layout is plain, functions, constants and variables are read off their first lines; types, and
whatever is laid out unusually, go to the parser by themselves. A file of any other layout goes to the
parser whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from blistui.patterns import pattern
from blistui.repo.go.layout import (
    AT_MARGIN,
    BLANKS_AND_MARKS,
    MARK,
    STRING,
    open_structure,
    structure_is_plain,
    without_tokens,
)
from blistui.repo.go.outline import Declared, Row, Symbol, declared_in, function_kind, strictly_declared_in

_AT_ONE_TAB = pattern(rb"\n\t(?=[A-Za-z_])")
_FUNCTION = pattern(rb"func (?:\(([^()\n]*)\) )?([A-Za-z_]\w*)(?=[(\[])")
_RECEIVER = pattern(rb"(?:[A-Za-z_]\w* )?\*?([A-Za-z_]\w*)(?:\[[\w, ]*\])?\Z")
_TEST_PARAMETERS = pattern(rb"\(\s*(?:\w+\s+\*testing\.[TBFM]\s*,?\s*)?\)(?=\s*(?:\{|\Z))")
_NAMES = rb"([A-Za-z_]\w*(?:, [A-Za-z_]\w*)*)"
_SINGLE = pattern(rb"(?:var|const) " + _NAMES + rb"(?=[ \n]|\Z)")
# A string ends it on its first line; only strings and comments may follow.
_ONE_LINE = pattern(rb"""[^\n]*"[ \t\r]*(?:\n[ \t\r\n"]*)?\Z""")
# After these a newline ends a statement.
_COMPLETE = frozenset(b")]}_0123456789" + bytes(range(65, 91)) + bytes(range(97, 123)))
_GROUP = pattern(rb"(?:var|const) \([ \t]*\n")
_SPEC = pattern(rb"\t" + _NAMES + rb"(?=[ \t]|\Z)")
# A group of one name a line, comments on lines of their own or after it.
_PLAIN_GROUP = pattern(
    rb"""(?:var|const)[ ]\([ \t\r]*\n
    (?:(?:\t[A-Za-z_]\w*(?:[ \t][^\n]*[\w)\]}"])?|[ \t]*"?)[ \t\r]*\n)*
    \)[ \t\r\n"]*\Z""",
    re.VERBOSE,
)
_PLAIN_NAME = pattern(rb"\n(?:\t([A-Za-z_]\w*))?")
# Where a mark may be a comment inside an expression that goes on, or a string that ends one.
_DOUBTFUL = pattern(rb"""[-+*/%&|^<>!,.(\[{:~][ \t]*"[ \t\r]*\n|=[ \t]*"[ \t\r]*\n[ \t]*\"""")
_PART_OF_SPEC = pattern(rb"\t[\t})\]]|[ \t]*\Z")
_PACKAGE = pattern(rb"package ([A-Za-z_]\w*)[ \t\r]*(?:\n|\"|\Z)")


def scan(source: bytes, with_fields: bool = True) -> Declared:
    """The declarations of a Go file; equal to `declared_in` for every file that parses without error.

    The fields cost more than all else in a short file, and only the index of symbols keeps them.
    """
    code = without_tokens(source)
    if code is not None and structure_is_plain(code):
        found = _Scan(source, code, with_fields).declared()
        if found is not None:
            return found
    return declared_in(source, with_fields)


def outline_in_short(source: bytes) -> tuple[Symbol, ...]:
    """The outline without signatures, several times faster than with them."""
    lines = source.split(b"\n")
    openings = [number for number, line in enumerate(lines, 1) if b"/*" in line] if b"*/" in source else []
    return tuple(
        Symbol(name, kind, receiver, start, end, _doc_start(lines, openings, start), "")
        for name, kind, receiver, start, end in scan(source, with_fields=False).rows
    )


def _doc_start(lines: list[bytes], openings: list[int], start: int) -> int:
    """The first line of the comment that ends right above line `start`, or `start`.

    `openings` are the lines in which a comment of several lines may begin.
    """
    at = start
    while at > 1:
        above = lines[at - 2].strip()
        if above.startswith(b"//"):
            at -= 1
        elif above.endswith(b"*/"):
            before = bisect_left(openings, at)
            if not before or not lines[openings[before - 1] - 1].lstrip().startswith(b"/*"):
                break
            at = openings[before - 1]
        else:
            break
    return at


_F, _I, _P, _T, _V = b"fiptv"


class _Scan:
    """Reads the items of a plainly laid out file; `code` is `source` without strings and comments."""

    def __init__(self, source: bytes, code: bytes, with_fields: bool) -> None:
        self._source, self._code, self._with_fields = source, code, with_fields
        self._rows: list[Row] = []
        # Lines (first, past the last) of items that only the parser can read.
        self._hard: list[tuple[int, int]] = []

    def declared(self) -> Declared | None:
        """All declarations; None when an item is not what it seemed."""
        code = self._code
        clause = AT_MARGIN.search(b"\n" + code)
        if clause is None or code[: clause.start()].strip(BLANKS_AND_MARKS) or code[clause.start()] != _P:
            return None
        for start, end, line, next_line in self._items(clause.start()):
            first = code[start]
            if first == _F:
                if not self._function(start, end, line):
                    return None
            elif first == _P:
                if not self._package(start, line):
                    return None
            elif first == _T:
                self._hard.append((line, next_line))
            elif first != _I:
                word, text = "var" if first == _V else "const", code[start:end]
                rows = self._plain_values(word, text, line)
                if rows is None:
                    rows = _values(word, self._decommented(line, next_line), line)
                if rows is None:
                    self._hard.append((line, next_line))
                else:
                    self._rows += rows
        return self._with_hard_items()

    def _items(self, first: int) -> Iterator[tuple[int, int, int, int]]:
        """Each item from `first` on: where it starts and ends in the code, its line and the next item's."""
        code = self._code
        starts = [first, *(match.end() for match in AT_MARGIN.finditer(code, first)), len(code)]
        line = 1 + code.count(b"\n", 0, starts[0])
        for start, end in pairwise(starts):
            next_line = line + code.count(b"\n", start, end)
            yield start, end, line, next_line + (end == len(code))
            line = next_line

    def _plain_values(self, word: str, text: bytes, line: int) -> list[Row] | None:
        """The names of a var or const declaration of the commonest shapes, from its code; None for others."""
        single = _SINGLE.match(text)
        if single is not None:
            code = text.rstrip(BLANKS_AND_MARKS)
            if code[-1] not in _COMPLETE:
                # A string ends it, or a comment is in the middle of an expression.
                source = self._lines[line - 1]
                if b"//" in source or b"/*" in source or not _ONE_LINE.match(text):
                    return None
            return [(name, word, "", line, line + code.count(b"\n")) for name in _names(single[1])]
        if not _PLAIN_GROUP.match(text) or _DOUBTFUL.search(text):
            return None
        if open_structure(_AT_ONE_TAB.sub(b"\n@", text)).replace(b"@", b"") != b"()":
            return None
        names = enumerate(_PLAIN_NAME.findall(text), line + 1)
        return [(name.decode(), word, "", at, at) for at, name in names if name and name != b"_"]

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._source.split(b"\n")

    def _decommented(self, line: int, next_line: int) -> bytes:
        return STRING.sub(_strings_only, b"\n".join(self._lines[line - 1 : next_line - 1]))

    def _function(self, start: int, end: int, line: int) -> bool:
        code = self._code
        head = _FUNCTION.match(code, start, end)
        if head is None:
            return False
        receiver = b""
        if head[1] is not None:
            found = _RECEIVER.match(head[1])
            if found is None:
                return False
            receiver = found[1]
        last = code.rfind(b"}", start, end)
        if last < 0 or code[last + 1 : end].strip(BLANKS_AND_MARKS):
            # No body, as for a function written in assembly.
            last = start + len(code[start:end].rstrip(BLANKS_AND_MARKS))
            if b"\n" in code[start:last]:
                return False
        if head[2] == b"_":
            return True
        name, kind = head[2].decode(), "method"
        if not receiver:
            parameters = _TEST_PARAMETERS.match(code, head.end(), end)
            shown = " ".join(parameters[0].decode().split()) if parameters else "?"
            kind = function_kind(name, f"func {name}{shown}")
        self._rows.append((name, kind, receiver.decode(), line, line + code.count(b"\n", start, last)))
        return True

    def _package(self, start: int, line: int) -> bool:
        found = _PACKAGE.match(self._code, start)
        if found is None:
            return False
        self._rows.append((found[1].decode(), "package", "", line, line))
        return True

    def _with_hard_items(self) -> Declared | None:
        fields: tuple[str, ...] = ()
        if self._hard:
            pieces: list[bytes] = []
            at = 1
            for line, next_line in self._hard:
                pieces.append(b"\n" * (line - at) + b"\n".join(self._lines[line - 1 : next_line - 1]) + b"\n")
                at = next_line
            found = strictly_declared_in(b"".join(pieces), self._with_fields)
            if found is None:
                return None
            self._rows += found.rows
            fields = found.fields
        self._rows.sort(key=lambda row: row[3])
        return Declared(tuple(self._rows), fields)


def _strings_only(token: re.Match[bytes]) -> bytes:
    return b"\n" * token[0].count(b"\n") + (MARK if token[1] is not None else b"")


def _values(word: str, text: bytes, line: int) -> list[Row] | None:
    """The names that a var or const declaration gives, from its text without comments; None if unusual."""
    text = text.rstrip()
    single = _SINGLE.match(text)
    if single is not None:
        end = line + text.count(b"\n")
        return [(name, word, "", line, end) for name in _names(single[1])]
    if not _GROUP.match(text) or not text.endswith(b"\n)"):
        return None
    if open_structure(_AT_ONE_TAB.sub(b"\n@", text)).replace(b"@", b"") != b"()":
        # A name at one tab is inside brackets: this is not formatted Go.
        return None
    rows: list[Row] = []
    names: list[str] = []
    first = last = line
    previous = b"("
    for number, content in enumerate(text.split(b"\n")[1:-1], line + 1):
        spec = _SPEC.match(content)
        if spec is not None:
            if names and previous[-1] not in _COMPLETE and not previous.endswith(MARK):
                return None
            rows += [(name, word, "", first, last) for name in names]
            names, first = _names(spec[1]), number
        elif not _PART_OF_SPEC.match(content):
            return None
        if content.strip():
            previous, last = content.rstrip(), number
    return rows + [(name, word, "", first, last) for name in names]


def _names(text: bytes) -> list[str]:
    return [name for name in text.decode().split(", ") if name != "_"]
