"""What opens and closes blocks in the languages and formats that a repository has: brackets, headings, words.

Nothing is parsed: a look at each line is enough to tell one entry or section from the next.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from functools import lru_cache

from blistui.patterns import pattern
from blistui.repo.location import Range
from blistui.repo.text import SourceText

_MARKDOWN = frozenset({".md", ".markdown", ".mdx"})
_SECTIONED = frozenset({".toml", ".ini", ".cfg", ".conf", ".properties"})
_PROSE = _MARKDOWN | {".txt", ".rst", ".adoc"}
_CODE = frozenset(
    {".py", ".sh", ".bash", ".js", ".jsx", ".ts", ".tsx", ".java", ".kt", ".c", ".h", ".cc", ".cpp", ".hpp"}
    | {".cs", ".rs", ".rb", ".php", ".pl", ".lua", ".swift", ".scala"}
)
_DECLARATION = pattern(
    r"(?:.*\b)?(?:def|class|function|fn|sub|interface|struct|enum|impl|module)\s|\s*\w+\s*\(\)\s*\{?\s*\Z"
)
_YAML = frozenset({".yaml", ".yml"})
_STYLES = frozenset({".css", ".scss", ".less"})
_SECTION = pattern(r"\s*\[.*\]\s*(?:[#;].*)?\Z")
_STAGE = pattern(r"(?i)FROM\s")
_DOCUMENT = pattern(r"---(?:\s|\Z)")
_HEADING = pattern(r" {0,3}(#{1,6})(?:\s|\Z)")
_FENCE = pattern(r" {0,3}(`{3,}|~{3,})")
_UNDERLINE = pattern(r" {0,3}(=+|-+)\s*\Z")
_NO_PARAGRAPH = pattern(r"\s*(?:[|>#]|[-*+] |[0-9]+[.)] |\Z)")
_NOTE = pattern(r"\s*(?:#|//|/\*|\*/|\*(?:\s|\Z)|<!--|--(?:\s|\Z)|;(?!;)|\{\{|\{%)")
_STYLE_NOTE = pattern(r"\s*(?://|/\*|\*/)")
_ITEM = pattern(r"\s*-(?:\s|\Z)")
_VALUE = pattern(r"[^#]*:\s+[^\s&!|>#]")
_PART = pattern(
    r"""\s*(?: [)\]}] | </                                       # what closes a block is in it
    | case\s.*:\s*(?://.*)?\Z | default:
    | (?:else|elif|except|finally)\b (?!\s*[:=]\s*\S)
    | (?:fi|done|esac|endif|endef|end) \s* (?:[;)|&>\#].*)?\Z | ;;
    | [^\s()]+\)\s*\Z )""",
    re.VERBOSE,
)
_CLOSING = (")", "]", "}")
_GO_OPENS = pattern(r"\s|(?:package|import|func|type|var|const)\b")
_GO_LABEL = pattern(r"\s*\w+:\s*\Z")
_TOKEN = pattern(
    r"""(?P<quoted> "(?>(?:[^"\\\n]|\\.)*)" | '(?>(?:[^'\\\n]|\\.)*)' )
    | (?P<note> (?:(?<=\s)|^)(?:\#(?!if|endif)|//)[^\n]* )
    | (?P<open> [(\[{] | ^[ ]*(?:ifn?eq|ifn?def|define|\#if\w*)\b )
    | (?P<close> [)\]}] | ^[ ]*(?:endif|endef|\#endif)\b )
    | (?P<end> \n )""",
    re.VERBOSE | re.MULTILINE,
)


def suffix_of(text: SourceText) -> str:
    """What the name of its file ends with, from the last dot on, in small letters."""
    return _suffix_of_path(text.path)


@lru_cache(maxsize=256)
def _suffix_of_path(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def is_go(text: SourceText) -> bool:
    """Whether the text is Go, whose declarations are known by their symbols."""
    return text.path.endswith(".go")


def is_reworded(text: SourceText, opening: int) -> bool:
    """Whether a line that opens a block may read differently and still open the same one.

    So may a condition of code and a heading of prose; the name of an entry or a declaration is what it is.
    """
    suffix = suffix_of(text)
    if suffix in _PROSE or is_go(text):
        return True
    return suffix in _CODE and not _DECLARATION.match(text.lines[opening - 1])


def is_comment(text: SourceText, number: int) -> bool:
    """Whether a line is a comment, or a mark of a template, which has no place of its own among blocks."""
    line = text.lines[number - 1]
    suffix = suffix_of(text)
    if suffix in _MARKDOWN:
        return line.lstrip().startswith("<!--")
    return bool((_STYLE_NOTE if suffix in _STYLES else _NOTE).match(line))


def opens_nothing(text: SourceText, number: int) -> bool:
    """Whether a line opens no block, whatever the indentation of the lines below it."""
    line = text.lines[number - 1]
    suffix = suffix_of(text)
    if is_go(text) and (not _GO_OPENS.match(line) or _is_label(line)):
        return True
    if suffix in _YAML and (_DOCUMENT.match(line) or (_VALUE.match(line) and not _ITEM.match(line))):
        return True
    return is_comment(text, number)


def _is_label(line: str) -> bool:
    return bool(_GO_LABEL.match(line)) and line.strip() != "default:"


def is_part_of_block(text: SourceText, number: int) -> bool:
    """Whether a line is in the block that a line with the same indentation opens.

    So are closing brackets, the arms of a switch, and the items of a YAML list.
    """
    suffix = suffix_of(text)
    line = text.lines[number - 1]
    if suffix in _YAML:
        return bool(_ITEM.match(line))
    if suffix in _MARKDOWN or not _PART.match(line):
        return False
    # Where brackets are known, they say what a closing one closes.
    return line.lstrip()[:1] not in _CLOSING or not bracket_openings(text)


@lru_cache(maxsize=64)
def headings(text: SourceText) -> tuple[list[int], dict[int, int]]:
    """The lines of all headings, sorted, and the level of each, 1 for the outermost."""
    suffix = suffix_of(text)
    if suffix in _SECTIONED:
        levels = {n: 1 for n, line in enumerate(text.lines, 1) if _SECTION.match(line)}
    elif suffix in _MARKDOWN:
        levels = _markdown_headings(text)
    elif "Dockerfile" in text.path:
        levels = {n: 1 for n, line in enumerate(text.lines, 1) if _STAGE.match(line)}
    else:
        return [], {}
    return sorted(levels), levels


def _markdown_headings(text: SourceText) -> dict[int, int]:
    levels: dict[int, int] = {}
    fence = before = ""
    in_comment = False
    for number, line in enumerate(text.lines, 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif in_comment or "<!--" in line:
            in_comment = line.rfind("-->") < line.rfind("<!--") if "<!--" in line else "-->" not in line
        elif mark:
            fence = mark[1]
        elif heading := _HEADING.match(line):
            levels[number] = len(heading[1])
        elif (rule := _UNDERLINE.match(line)) and not _NO_PARAGRAPH.match(before):
            levels[number - 1] = 1 if rule[1][0] == "=" else 2
        before = line if not fence else ""
    return levels


def bracket_openings(text: SourceText) -> dict[int, int]:
    """For each line that begins inside brackets, the line that opened the innermost of them.

    Nothing where brackets do not match, as in prose, and in Go, which is indented as its brackets say.
    """
    return _brackets(text)[0]


def block_lines(text: SourceText, opening: int) -> Range | None:
    """The lines of the block that a heading or a bracket opens; None for any other line."""
    marks, levels = headings(text)
    if opening in levels:
        later = marks[bisect_right(marks, opening) :]
        end = next((n for n in later if levels[n] <= levels[opening]), len(text.lines) + 1)
        return opening + 1, end - 1
    end = _brackets(text)[1].get(opening, 0)
    return (opening + 1, end) if end else None


@lru_cache(maxsize=64)
def _brackets(text: SourceText) -> tuple[dict[int, int], dict[int, int]]:
    """What `bracket_openings` says, and for each opening line the line where its block is closed."""
    suffix = suffix_of(text)
    if suffix in _MARKDOWN or is_go(text):
        return {}, {}
    inside: dict[int, int] = {}
    ends: dict[int, int] = {}
    stack: list[int] = []
    number = 1
    for token in _TOKEN.finditer(text.flat[1:]):
        if token["open"]:
            stack.append(number)
        elif token["close"]:
            if not stack:
                return {}, {}
            opened = stack.pop()
            if opened < number:
                ends[opened] = number
        elif token["end"]:
            number += 1
            if stack:
                inside[number] = stack[-1]
    return ({}, {}) if stack else (inside, ends)
