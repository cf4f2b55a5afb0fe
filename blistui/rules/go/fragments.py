"""Pieces of bare prose that could be Go, by shapes that sentences do not have; a parser decides on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from blistui.patterns import pattern

TYPE_NAMES = r"u?int(?:8|16|32|64)|float(?:32|64)|complex(?:64|128)|uintptr"
"""Predeclared types that are no words, as a part of a pattern."""
ANY_TYPE = rf"(?:{TYPE_NAMES}|u?int|bool|string|error|any|byte|rune)\b"
"""Predeclared types, as a part of a pattern."""
_WHOLE_TYPE = r"[*\[\]\w.]+"
_COMPOSED = r"(?:\[\d*\]|map\[[\w.*]+\]|<-chan\ |chan(?:<-)?\ |\*)"
_FIELD_TYPE = (
    rf"(?:{_COMPOSED}+(?:struct\{{\}}|interface\{{\}}|[\w.]+)|{ANY_TYPE}"
    r"|(?:time|sync|context|io|http|zap|atomic)\.[A-Z]\w*)"
)
_NO_FIELD = (
    r"(?!(?:an?|the|of|in|as|each|every|any|no|some|one|two|both|and|or|is|are|to|with|by|from|uses?|stores?|new"
    r"|returns?|is|signed|empty|plain|prefers?|takes?|gives?|keeps?|holds?|type|types)\b)"
)
_NO_VARIABLE = (
    r"(?!(?i:be|is|are|was|were|to|of|the|an|with|using|uses?|no|and|or|not|by|in|on|for|operator)\ ?:=)"
    r"(?!\w+\ ?:=\ (?:is|are|was|and|or|in|instead|must|may|has|does|forms?)\b)"
)
_FIELD = rf"\b(?i:{_NO_FIELD})[A-Za-z]\w*\s+{_FIELD_TYPE}(?!\w|\ (?:values?|fields?|types?|numbers?|param))"
_NEXT = r"(?:,?\s+and|\s*,|;)\s+"
_OF_TYPE = r"(?:\ \((?:of\ type\ )?|:\ |,?\ of\ type\ |\ as\ an?\ )"
_TOLD_FIELD = rf"[A-Z]\w*{_OF_TYPE}{_FIELD_TYPE}(?!\w)\)?"
_NAMED = r"[A-Za-z]\w*\s+\*?[A-Z]\w*"
_TYPE_PARAMETERS = r"(?:\[(?:[^\[\]\n]|\[[^\[\]\n]*\]){1,80}\])?"
_PARAMETERS = r"\((?:[^()\n]|\([^()\n]*\)){0,300}\)"
_RESULTS = r"(?:\([^()\n]*\)|<-chan\ [\w.*]+|map\[[\w.*]+\][\w.*]+|[*\[\w][\w.*\[\]]*)"

_PIECES = rf"""
      (?P<braced>(?:\b(?:type\ \w+{_TYPE_PARAMETERS}\ (?:struct|interface)|struct|interface)
        |\bfunc\ ?(?:(?:\([^()\n]*\)\ ?)?\w+{_TYPE_PARAMETERS})?{_PARAMETERS}(?:\ {_RESULTS})?
        |\b(?:if|for|switch)\b
         (?=[^\n{{]{{0,100}}
          (?:\ [<>]\ [^\n{{]{{1,60}}\{{\ ?(?:return|continue|break)\b|:=|\brange\b|\bnil\b|[<>=!]=|\blen\()
          |\ [\w.]+\([\w.]*\)\ [<>])
         [^\n{{]{{1,100}})\ ?\{{(?!\}}))
    | (?P<declared>\btype\ [A-Z]\w*\ (?:(?:struct|interface)\b|{ANY_TYPE}|func{_PARAMETERS}(?:\ {_RESULTS})?))
    | (?P<list>{_FIELD}(?:{_NEXT}(?:{_NAMED}{_NEXT})?{_FIELD})+)
    | (?P<told>\b{_TOLD_FIELD}(?:{_NEXT}(?:(?:an?|the|its)\ )?{_TOLD_FIELD})+)
    | (?P<loop>\bfor\ (?:\w+,\ )?\w+\ :=\ range\ [\w.()]*\w)
    | (?P<iota>\b[A-Z]\w*(?:\ [A-Z]\w*)?\ =\ iota\b)
    | (?P<assign>\b{_NO_VARIABLE}[A-Za-z_]\w*(?:,\ ?\w+){{0,4}}\ ?:=\ ?(?:&?[\w.]+{_PARAMETERS}|[^\s,;]+))
    | (?P<steps>\b(?P<set>[a-z]\w*)\ =\ [^;=\n]{{1,120}};\s*return\ (?P=set)\b)
    | (?P<constant>\b(?:const|var)\ [A-Za-z_]\w*(?:\ {_WHOLE_TYPE})?\ =\ (?:[\w.]+{_PARAMETERS}|[^\s,;]+))
    | (?P<deferred>\b(?:defer|go)\ (?:[a-z]\w*(?:\.\w+)+{_PARAMETERS}|close\(\w+\)))
    | (?P<type>(?:\b(?i:{_NO_FIELD})[A-Z]\w*\ )?(?<![\w\])])
        (?:\bmap\[[\w*.…]+\]|\[\](?=[*\[\w])|\[\d+\](?=\*?{ANY_TYPE}))[*\[\]\w.]*
        (?:\{{[^\n{{}}]*\}}|\(\w+\))?
        |~{ANY_TYPE}(?:\ ?\|\ ?~?[\w.]+)*|\btype\ [A-Z]\w*\ =\ \*?[A-Z]\w*
        |\bchan\ [A-Z]\w*|<-chan\ \w+|\b(?:interface|struct)\{{\}})
    | (?P<results>(?<![\w.])\({_WHOLE_TYPE},\ {_WHOLE_TYPE}(?:,\ {_WHOLE_TYPE})*\))
    | (?P<field>(?:(?<=\bgets\ )|(?<=\bgains\ )|(?<=\bcarries\ )|(?<=\bkeeps\ )|(?<=\bfield\ )
        |(?<=\brecords\ ))[A-Z]\w*\ \*?(?:{TYPE_NAMES})\b(?!\ (?:values?|fields?|types?|numbers?|param))
        |\b[A-Za-z](?=[\w.]{{0,80}}?(?:[a-z\d][A-Z]|[_.]))[\w.]{{0,80}}\ \*?(?:{TYPE_NAMES})\b
        (?!\ (?:values?|fields?|types?|numbers?|param)))
    | (?P<func>\bfunc\ ?(?:(?:\([^()\n]*\)\ ?)?\w+{_TYPE_PARAMETERS})?{_PARAMETERS}(?:\ {_RESULTS})?)
    | (?P<call>\b(?:[A-Za-z]\w*\.){{0,3}}[A-Za-z_]\w*{_TYPE_PARAMETERS}(?=\((?:[^)\n]|\)\ {_RESULTS})))
    | (?P<nil>\b[\w.]{{1,80}}(?:\([^()\n]{{0,80}}\))?\ [!=]=\ nil\b)
    | (?P<make>\bmake\((?:\[\]|map\[|chan\ )[^()\n]*\)
        |(?:&(?:\w+\.)?\w+|(?:\b[a-z]\w*\.)?\b[A-Z]\w*)\{{[^{{}}\n]*\}}|(?<![\w/.-])\w+\.\(\*?[\w.]+\)(?!\.?\w))
    """
_PIECE = pattern(_PIECES, re.VERBOSE)
_FRAGMENT = pattern(
    rf"""(?P<block>^[ \t]*(?:func|type|var|const|if|for|switch|select|go|defer)\b[^\n]*[{{(][ \t]*$)
    | (?P<line>^[ \t]*(?:func\b|type\ \w+\ (?:struct|interface|func)\b|var\ \w+\ |defer\ \w|return\ \w[^\n]*,
        |if\ [^\n]*\{{|for\ [^\n]*\{{|switch\ [^\n]*\{{|[A-Za-z]\w*\ {_WHOLE_TYPE}[ \t]*$|\w[\w.]*\()[^\n]*)
    | {_PIECES}""",
    re.VERBOSE | re.MULTILINE,
)

_TRIGGERS = (
    *("[]", "map[", ":=", "func", "chan ", "{", "make(", "&", ".(", "(*", ") *", "== nil", "!= nil", "(\n"),
    *("int8", "int16", "int32", "int64", "float32", "float64", "uintptr", "complex"),
    *("type ", "var ", "const ", "defer ", "return ", " iota"),
)
_CALL = pattern(
    r"\((?<=\w\()(?:(?:\w+, ?){0,8}\w+ [*\[\w]|\"|[A-Z]\w*[a-z][A-Z]|[^()\n]{0,80}\w\.[A-Z])"
    r"|\bgo [a-z]\w*\.\w+\(|\) (?:error|string|bool|u?int)\b|\) \(|, error\)|\(\) \*?\w+\.[A-Z]"
)
_TYPED_NAME = pattern(
    r"[A-Z]\w* \*?[a-z]+\.[A-Z]\w*[*_]"
    r"|[A-Za-z] (?:u?int|string|bool|byte|rune|error|(?:time|sync|context|io)\.[A-Z]\w*)[,;. *]"
    r"|~(?:u?int|float|string|bool|byte)|\[\d+\](?:\*|u?int|float|byte|string|bool)"
)
"""Without one of these no fragment can be Go; looking for them costs a twentieth of looking for it."""

_PLAIN_TYPES = pattern(rf"\((?:(?:{TYPE_NAMES}|u?int|bool|string|byte|rune|any)(?:, |\)))+\Z")
_BEFORE_RESULTS = pattern(
    r"(?:\b(?:return\w*|results?|answers?|gives?|yields?|is|are|as|of|to|with|a|the|pair|tuple|and)|\)|[:*_`]|^)"
    r"[ *_`]*\Z"
)
_ASSIGNED_IN_GO = pattern(r"\w, ?\w+ :=|:= ?(?:&|<-|\w+\.\w+\(|make\(|append\()")
"""Beside it, `:=` is of pseudo code as well."""
_BRACKET = pattern(r"[{}()]")
_PARENTHESIS = pattern(r"[()\n]")
_RESULT = pattern(rf"\ {_RESULTS}")
_EMPHASIS = pattern(
    r"(?<![\w*])(?P<stars>\*{1,3})(?=\w)(?P<inside>(?:[^*\n]|\*(?=[\w\[])){1,200}?)(?P=stars)(?![\w*])"
    r"|(?<![\w_])_(?=[A-Za-z])(?P<underlined>[^_\n]{1,200})_(?!\w)"
)
_EMPHASISED_FIELD = pattern(rf"[A-Z]\w* (?:{_COMPOSED}*(?:{TYPE_NAMES}|u?int|bool)|\*?[a-z]+\.[A-Z]\w*)\Z")
_AND = pattern(r",?\s+and\s+|\s*[,;]\s+")
_AS_FIELD = pattern(_OF_TYPE)
_ARTICLE = pattern(r"(?<=, )(?:an?|the|its) ")
_LONGEST_BLOCK = 8000
_LONGEST_CALL = 500


class Fragment(NamedTuple):
    """A piece of text, where it begins and ends; whether it is a whole line.

    `in_diagrams` says whether it is Go in a block of no language too, where arrows may carry the name of a
    type, and other languages have constants. `shorter` is where it ends without what may be the next word of
    the sentence, `inside` where to look on when it is no Go.
    """

    text: str
    start: int
    end: int
    is_line: bool
    in_diagrams: bool
    shorter: int
    inside: int


def may_hold_go(text: str) -> bool:
    """Whether it is worth looking for Go in bare prose."""
    return bool(any(map(text.__contains__, _TRIGGERS)) or _CALL.search(text) or _TYPED_NAME.search(text))


def without_emphasis(text: str) -> str:
    """The text with spaces for the marks of *italics* and **bold**; positions stay."""
    if "*" not in text and "_" not in text:
        return text
    return _EMPHASIS.sub(_spaced, text)


def emphasised_fields(text: str) -> Iterator[tuple[str, int]]:
    """Names with their types as a whole in *italics* or **bold**, each with its position.

    Between words `Retries int` could be two of them; emphasised it is one piece.
    """
    if "*" in text or "_" in text:
        for found in _EMPHASIS.finditer(text):
            group = "inside" if found["stars"] else "underlined"
            if _EMPHASISED_FIELD.match(found[group]):
                yield found[group], found.start(group)


def _spaced(found: re.Match[str]) -> str:
    if found["stars"]:
        marks = " " * len(found["stars"])
        return f"{marks}{found['inside']}{marks}"
    return f" {found['underlined']} "


def fragment_at(text: str, at: int) -> Fragment | None:
    """The first fragment of `text` from position `at` on."""
    found = _FRAGMENT.search(text, at)
    while found and ((found["type"] and _is_cell(text, found)) or _are_remarks(text, found)):
        # A flag's type, say; a table of fields is found as a whole.
        found = _FRAGMENT.search(text, found.end())
    return _fragment(text, found) if found else None


def _is_cell(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 20) : found.start()].rstrip(" `*")
    return before.endswith("|") and text[found.end() : found.end() + 20].lstrip(" `*").startswith("|")


def _are_remarks(text: str, found: re.Match[str]) -> bool:
    """Whether types in parentheses only say of which types the things before are."""
    if not found["results"] or not _PLAIN_TYPES.match(found[0]):
        return False
    return not _BEFORE_RESULTS.search(text, max(0, found.start() - 30), found.start())


def piece_at(text: str, at: int) -> Fragment | None:
    """The fragment that begins at `at`, or behind the spaces there, and is not taken as a whole line."""
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    found = _PIECE.match(text, at)
    return _fragment(text, found) if found else None


def _fragment(text: str, found: re.Match[str]) -> Fragment:
    groups = found.groupdict()
    start, end = found.span()
    fragment = found[0]
    shorter, inside = 0, end
    if groups.get("block"):
        fragment = _whole_block(text, start, at_line_end=True)
    elif groups["braced"]:
        fragment = _whole_block(text, start, at_line_end=False)
    elif groups["call"]:
        inside = end + 1
        end = _closed(text, end)
        if result := _RESULT.match(text, end):
            shorter, end = end, result.end()
        fragment = text[start:end]
    elif groups["list"]:
        fragment = _AND.sub(", ", fragment)
    elif groups["told"]:
        # `an Interval (int64) and a Target: float64`, as a list of fields.
        fragment = _ARTICLE.sub("", _AS_FIELD.sub(" ", _AND.sub(", ", fragment))).replace(")", "")
    elif groups["iota"]:
        fragment = f"const {fragment}"
    fragment = fragment.strip().rstrip(".,;:")
    if groups.get("block") or groups["braced"]:
        inside, end = end, max(end, start + len(fragment))
    is_line = bool(groups.get("block") or groups.get("line"))
    pseudo = groups["assign"] and not _ASSIGNED_IN_GO.search(fragment)
    in_diagrams = not (groups["type"] or groups["constant"] or pseudo)
    return Fragment(fragment, start, end, is_line, in_diagrams, shorter, inside)


def _closed(text: str, at: int) -> int:
    """Behind the parenthesis that closes the one at `at`; behind this one when the line or a call of
    normal length ends before."""
    depth = 0
    for found in _PARENTHESIS.finditer(text, at, at + _LONGEST_CALL):
        if found[0] == "\n":
            break
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            return found.end()
    return at + 1


def _whole_block(text: str, start: int, *, at_line_end: bool) -> str:
    """From `start` to where its brackets are closed (at the end of a line), if that is near."""
    end = min(len(text), start + _LONGEST_BLOCK)
    depth = 0
    for found in _BRACKET.finditer(text, start, end):
        depth += 1 if found[0] in "{(" else -1
        closed = text[found.end() : found.end() + 1] in ("", "\n") if at_line_end else found[0] == "}"
        if depth == 0 and closed:
            return text[start : found.end()]
    return text[start:end]


_RULER = pattern(r"[\s|:-]+\Z")
_TYPE_CELL = pattern(
    rf"[*\[\]]*(?:(?:{TYPE_NAMES}|u?int|bool|string|error|any|byte|rune)|\*?[a-z]\w*\.[A-Z]\w*|[A-Z]\w*"
    r"|map\[.+|chan\s.+|func\(.*)\Z"
)
_ONLY_GO = pattern(rf"(?:[*\[\]]+\w.*|{TYPE_NAMES}|u?int|\*?[a-z]\w*\.[A-Z]\w*|map\[.+|chan\s.+|func\(.*)\Z")
_SURELY_GO = pattern(rf"\*?(?:\[\]|map\[|[a-z]\w*\.[A-Z]|\*[A-Z]|(?:{TYPE_NAMES})\Z)")
_FIELD_CELL = pattern(r"[A-Z]\w*\Z|[a-z]+(?:[A-Z]\w*)?\Z")
_FIELD_TITLES = frozenset({"field", "fields", "name", "member", "attribute", "struct field", "parameter"})
_LEAST_ROWS = 2


def typed_tables(text: str) -> Iterator[tuple[int, str]]:
    """Tables that list fields with their Go types, each as (line, its first row).

    A table of flags or of keys of configuration has other names, or types of every language.
    """
    if "|" not in text:
        return
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate((*text.split("\n"), ""), 1):
        stripped = line.strip()
        if stripped.startswith("|"):
            cells = [cell.strip().strip("`*") for cell in stripped.strip("|").split("|")]
            if not header:
                header = [cell.casefold() for cell in cells]
            elif not _RULER.match(stripped):
                rows.append((number, cells))
            continue
        if header and _lists_fields(header, [cells for _, cells in rows]):
            first, cells = rows[0]
            yield first, " ".join(cells[:2])
        header, rows = [], []


def _lists_fields(header: list[str], rows: list[list[str]]) -> bool:
    at = next((index for index, title in enumerate(header) if title in ("type", "go type", "types")), 0)
    if not at or len(rows) < _LEAST_ROWS:
        return False
    if header[0] not in _FIELD_TITLES:
        return False
    pairs = [(cells[0], cells[at]) for cells in rows if len(cells) > at]
    if not all(_FIELD_CELL.match(name) and _TYPE_CELL.match(of) for name, of in pairs):
        return False
    if len(pairs) < len(rows):
        return False
    # One type that no other language writes so is enough where all fields are exported.
    exported = all(name[:1].isupper() for name, _ in pairs) and any(_SURELY_GO.match(of) for _, of in pairs)
    return exported or sum(bool(_ONLY_GO.match(of)) for _, of in pairs) >= _LEAST_ROWS
