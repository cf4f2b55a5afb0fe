"""Where the statements of a TOML text are, without building its values.

One pass of one regular expression; used to splice edits into a file without touching anything else. The
text is assumed valid (tomllib has read it).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from blistui.store.toml.scan import STRING, key_at, value_at

_TOKEN = re.compile(rf"{STRING}|#[^\n]*|[\[\]{{}}\n]")

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


def value_offset(text: str, pair: Statement) -> int:
    """Where the value of `pair` begins."""
    found = value_at(text, _first(text, pair.start, pair.end))
    assert found is not None
    return found


def _statement(text: str, start: int, end: int) -> Statement:
    first = _first(text, start, end)
    if first == end or text[first] == "#":
        return Statement("trivia", (), start, end)
    if text.startswith("[[", first):
        return Statement("array", _key(text, first + 2), start, end)
    if text[first] == "[":
        return Statement("table", _key(text, first + 1), start, end)
    return Statement("pair", _key(text, first), start, end)


def _first(text: str, start: int, end: int) -> int:
    """The first character between the offsets that is not blank."""
    while start < end and text[start] in " \t\r\n":
        start += 1
    return start


def _key(text: str, offset: int) -> tuple[str, ...]:
    while text[offset] in " \t":
        offset += 1
    parts, _ = key_at(text, offset)
    return tuple(str(part.name) for part in parts)
