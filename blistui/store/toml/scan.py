"""How TOML text is read here without building its values: keys, strings, and a walk over all of them.

The walk gives each key and list entry with its character offset. It reads any text without raising, in time
that grows with its length: what is no TOML is passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Generator, Iterator
from typing import NamedTuple

DataPath = tuple[str | int, ...]
"""Keys and list positions, as in the data that tomllib reads."""

DEEPEST = 64
"""Length of the longest data path that is told; no plan nests so deep."""

STRING = (
    r'"""(?:\\[\s\S]|[^\\"]|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
)
"""A string of any of the four kinds; one that is not ended goes on to the end of its line, or of the text."""
_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_BLANKS = re.compile(r"[ \t]*")
_TRIVIA = re.compile(r"(?:[\s,]++|#[^\n]*+)*+")
_SCALAR = re.compile(rf"{STRING}|\d{{4}}-\d\d-\d\d[ ]\d\d:[^\s,\]}}#]++|[^\s,#\[\]{{}}\"']++")
_REST_OF_LINE = re.compile(r"[^\n]*\n?")
_NEXT_BRACKET = re.compile(rf"(?:[^\[\]\"'#]++|{STRING}|#[^\n]*+)*+([\[\]])")


class Part(NamedTuple):
    """One part of a dotted key, or a position in a list, and where it begins."""

    name: str | int
    start: int


class Header(NamedTuple):
    """A `[table]` or `[[array]]` line: its key, and the offsets of its line's start and end."""

    key: tuple[Part, ...]
    array: bool
    start: int
    end: int


def headers(text: str) -> Iterator[Header]:
    """The table headers of `text`, in order."""
    depth = at = 0
    while found := _NEXT_BRACKET.match(text, at):
        at = found.end()
        line = text.rfind("\n", 0, at) + 1
        if found[1] == "]":
            depth = max(depth - 1, 0)
        elif depth == 0 and not text[line : at - 1].strip():
            array = text[at : at + 1] == "["
            key, _ = key_at(text, _end(_BLANKS, text, at + array))
            end = _end(_REST_OF_LINE, text, at)
            if key:
                yield Header(key[:DEEPEST], array, line, end)
            at = end
        else:
            depth += 1


def key_at(text: str, offset: int) -> tuple[tuple[Part, ...], int]:
    """The dotted key that begins at `offset`, and where it ends; no parts when none begins there."""
    parts: list[Part] = []
    while found := _PART.match(text, offset):
        parts.append(Part(_unquoted(found[0]), offset))
        offset = found.end()
        dot = _DOT.match(text, offset)
        if dot is None:
            break
        offset = dot.end()
    return tuple(parts), offset


def pairs(text: str, start: int, end: int, table: DataPath) -> Iterator[tuple[DataPath, int]]:
    """All keys, and all entries of lists, between the offsets, whose table is `table`; nested ones too."""
    at = _end(_TRIVIA, text, start)
    while at < end:
        key, behind = key_at(text, at)
        equals = _EQUALS.match(text, behind)
        if not key or equals is None:
            at = _end(_TRIVIA, text, _end(_REST_OF_LINE, text, at))
            continue
        path = yield from _below(table, key)
        behind = yield from _value(text, equals.end(), path)
        # On to the next line, but not past a value that ended at one already.
        at = _end(_TRIVIA, text, _end(_REST_OF_LINE, text, behind))


def _below(path: DataPath, key: tuple[Part, ...]) -> Generator[tuple[DataPath, int], None, DataPath]:
    for part in key[: DEEPEST - len(path)]:
        path = (*path, part.name)
        yield path, part.start
    return path


def _value(text: str, at: int, path: DataPath) -> Generator[tuple[DataPath, int], None, int]:
    """What is inside the value at `at`; gives its end. Nesting is kept in a list: it may be deep."""
    if text[at : at + 1] not in ("[", "{"):
        return _end(_SCALAR, text, at)
    open_ones: list[tuple[DataPath, bool]] = [(path, text[at] == "[")]
    counts = [0]
    at += 1
    while open_ones:
        at = _end(_TRIVIA, text, at)
        if at >= len(text):
            break
        if text[at] in "]}":
            open_ones.pop()
            counts.pop()
            at += 1
            continue
        inner, is_list = open_ones[-1]
        if is_list:
            inner = yield from _below(inner, (Part(counts[-1], at),))
            counts[-1] += 1
        else:
            key, behind = key_at(text, at)
            equals = _EQUALS.match(text, behind)
            if not key or equals is None:
                at += 1
                continue
            inner = yield from _below(inner, key)
            at = equals.end()
        if text[at : at + 1] in ("[", "{"):
            open_ones.append((inner, text[at] == "["))
            counts.append(0)
            at += 1
        else:
            at = max(_end(_SCALAR, text, at), at + 1)
    return at


def value_at(text: str, offset: int) -> int | None:
    """Where the value of the pair whose key begins at `offset` begins; None when there is no such pair."""
    key, behind = key_at(text, offset)
    equals = _EQUALS.match(text, behind)
    return equals.end() if key and equals else None


def text_at(text: str, offset: int) -> str:
    """The text that the pair whose key begins at `offset` holds; empty when it holds no text."""
    value = value_at(text, offset)
    found = _SCALAR.match(text, value) if value is not None else None
    return _unquoted(found[0]) if found and found[0][0] in "\"'" else ""


def _unquoted(written: str) -> str:
    if written[0] not in "\"'":
        return written
    if "\\" not in written and not written.startswith(('"""', "'''")):
        return written[1:-1]
    try:
        return str(tomllib.loads(f"v = {written}")["v"])
    except tomllib.TOMLDecodeError:
        return written


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
