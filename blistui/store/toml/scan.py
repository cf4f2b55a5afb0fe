"""The one scanner of TOML text: tables, keys and list entries with their offsets, without their values.

It reads any text without raising, in time that grows with its length: what is no TOML is passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Generator, Iterator
from typing import NamedTuple

from blistui.patterns import pattern

DataPath = tuple[str | int, ...]
"""Keys and list positions, as in the data that tomllib reads."""

DEEPEST = 64
"""Length of the longest data path that is given; no plan nests so deep."""

# Atomic groups where possessive repeats of a group would read better: Python before 3.11.5, as in Debian 12,
# matches those wrongly. A single character class may well be repeated possessively.
STRING = (
    r'(?>"""(?:[^\\"]++|\\[\s\S]|"(?!""))*(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\.)*"?'
    r"|'[^'\n]*+'?)"
)
"""A string of any of the four kinds; one that is not ended goes on to the end of its line, or of the text."""
_PART = pattern(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]++|\\.)*"|'[^'\n]*+'""")
_DOT = pattern(r"[ \t]*\.[ \t]*")
_EQUALS = pattern(r"[ \t]*=[ \t]*")
_BARE_KEY = pattern(r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*")
_BLANKS = pattern(r"[ \t]*")
_TRIVIA = pattern(r"(?:[\s,]++|#[^\n]*+)*")
_SCALAR = pattern(rf"{STRING}|\d{{4}}-\d\d-\d\d[ ]\d\d:[^\s,\]}}#]++|[^\s,#\[\]{{}}\"']++")
_REST_OF_LINE = pattern(r"[^\n]*\n?")
_IN_BRACKETS = pattern(rf"(?:[^\[\]{{}}\"'#]++|{STRING}|#[^\n]*+)*([\[\]{{}}])")
_NEXT_BRACKET = pattern(rf"(?:[^\[\]\"'#]++|{STRING}|#[^\n]*+)*([\[\]])")


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


class Section(NamedTuple):
    """A table as it is in the text: from the start of its header line to the next header line.

    `steps` are the data paths on the way to the table, itself last, each with the offset of the part of the
    header that names it; none for the root, which has no header. `body` is the offset after the header line.
    """

    steps: tuple[tuple[DataPath, int], ...]
    header: Header | None
    start: int
    body: int
    end: int

    @property
    def path(self) -> DataPath:
        """Where the table's data is: keys, and positions in lists of tables."""
        return self.steps[-1][0] if self.steps else ()


class Statement(NamedTuple):
    """A `key = value` in the body of a table, or a line without one, whose key is empty.

    The offsets: of the start of its line, of its value, after its value, and after its newline.
    """

    key: tuple[str, ...]
    start: int
    value: int
    value_end: int
    end: int


def sections(text: str) -> Iterator[Section]:
    """`text` cut at its table headers, in order and without gaps."""
    counts: dict[DataPath, int] = {}
    steps: list[tuple[DataPath, int]] = []
    before: Header | None = None
    for header in headers(text):
        yield _section(steps, before, header.start)
        before, steps = header, []
        path: DataPath = ()
        last = len(header.key) - 1
        for depth, part in enumerate(header.key):
            path = (*path, part.name)
            steps.append((path, part.start))
            if header.array and depth == last:
                counts[path] = counts.get(path, 0) + 1
            if path in counts:
                path = (*path, counts[path] - 1)
                steps.append((path, part.start))
    yield _section(steps, before, len(text))


def _section(steps: list[tuple[DataPath, int]], header: Header | None, end: int) -> Section:
    start, body = (header.start, header.end) if header is not None else (0, 0)
    return Section(tuple(steps), header, start, body, end)


def statements(text: str) -> Iterator[Statement]:
    """The statements of a table's body, in order and without gaps."""
    at = 0
    while at < len(text):
        key, value, behind = key_and_value(text, _end(_BLANKS, text, at))
        end = _end(_REST_OF_LINE, text, behind if key else at)
        yield Statement(key, at, value, behind, end) if key else Statement((), at, end, end, end)
        at = end


def key_and_value(text: str, at: int) -> tuple[tuple[str, ...], int, int]:
    """The key of the pair that begins at `at`, and where its value begins and ends; no key when none does."""
    key, behind = _key_of_pair(text, at)
    return tuple(str(part.name) for part in key), behind, value_end(text, behind) if key else at


def value_end(text: str, at: int) -> int:
    """Where the value that begins at `at` ends."""
    if text[at : at + 1] not in ("[", "{"):
        return _end(_SCALAR, text, at)
    depth = 0
    while found := _IN_BRACKETS.match(text, at):
        at = found.end()
        depth += 1 if found[1] in "[{" else -1
        if depth == 0:
            return at
    return len(text)


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


def _key_of_pair(text: str, at: int) -> tuple[tuple[Part, ...], int]:
    """The key of the pair that begins at `at`, and where its value begins; no parts when none does."""
    # Nearly every key is one bare word.
    if found := _BARE_KEY.match(text, at):
        return (Part(found[1], at),), found.end()
    key, behind = key_at(text, at)
    equals = _EQUALS.match(text, behind) if key else None
    return (key, equals.end()) if equals else ((), at)


def pairs(text: str, start: int, end: int, table: DataPath) -> Iterator[tuple[DataPath, int]]:
    """All keys, and all entries of lists, between the offsets, whose table is `table`; nested ones too."""
    at = _end(_TRIVIA, text, start)
    while at < end:
        key, behind = _key_of_pair(text, at)
        if not key:
            at = _end(_TRIVIA, text, _end(_REST_OF_LINE, text, at))
            continue
        path = yield from _below(table, key)
        behind = yield from _value(text, behind, path)
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
            key, behind = _key_of_pair(text, at)
            if not key:
                at += 1
                continue
            inner = yield from _below(inner, key)
            at = behind
        if text[at : at + 1] in ("[", "{"):
            open_ones.append((inner, text[at] == "["))
            counts.append(0)
            at += 1
        else:
            at = max(_end(_SCALAR, text, at), at + 1)
    return at


def text_at(text: str, offset: int) -> str:
    """The text that the pair whose key begins at `offset` holds; empty when it holds no text."""
    key, behind = _key_of_pair(text, offset)
    found = _SCALAR.match(text, behind) if key else None
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
