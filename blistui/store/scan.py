"""Where the statements of a TOML text are, without building its values.

One pass of one regular expression; used to splice edits into a file without touching anything else, and
to tell people the line of a field. The text is assumed valid (tomllib has read it).
"""

from __future__ import annotations

import re
import tomllib
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{1,2}(?!"))?'
    r"|'''.*?'''(?:'{1,2}(?!'))?"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}\n]",
    re.DOTALL,
)
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = re.compile(rf"[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\Z")

Kind = Literal["pair", "table", "array", "trivia"]


class Statement(NamedTuple):
    """A key with its value (`pair`), a `[table]` or `[[array]]` header, or `trivia`: blank, comment.

    `start` and `end` are character offsets; a statement ends behind its newline.
    """

    kind: Kind
    key: tuple[str, ...]
    start: int
    end: int


def statements(text: str) -> list[Statement]:
    """Every statement of `text`, in order and without gaps."""
    found: list[Statement] = []
    start = depth = 0
    for token in _TOKEN.finditer(text):
        match token.group()[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case "\n" if depth == 0:
                found.append(_statement(text, start, token.end()))
                start = token.end()
    if start < len(text):
        found.append(_statement(text, start, len(text)))
    return found


def _statement(text: str, start: int, end: int) -> Statement:
    first = start
    while first < end and text[first] in " \t\r\n":
        first += 1
    if first == end or text[first] == "#":
        return Statement("trivia", (), start, end)
    if text.startswith("[[", first):
        return Statement("array", key_at(text, first + 2), start, end)
    if text[first] == "[":
        return Statement("table", key_at(text, first + 1), start, end)
    return Statement("pair", key_at(text, first), start, end)


def key_at(text: str, offset: int) -> tuple[str, ...]:
    """The dotted key that begins at `offset`, in parts."""
    found = _KEY.match(text, offset)
    if found is None:
        raise ValueError(f"no key at offset {offset}")
    key = found.group(1)
    if _BARE.match(key):
        return tuple(key.split("."))
    parts: list[str] = []
    table = tomllib.loads(f"{key} = 0")
    while isinstance(table, dict):
        [(part, table)] = table.items()
        parts.append(part)
    return tuple(parts)


def value_offset(text: str, pair: Statement) -> int:
    """Where the value of `pair` begins."""
    found = _KEY.match(text, pair.start)
    assert found is not None
    equals = text.index("=", found.end())
    at = equals + 1
    while text[at] in " \t":
        at += 1
    return at
