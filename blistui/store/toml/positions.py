"""Where each field of a plan is in its TOML text, as line and column for people.

Only what is asked for is read: the text is cut at its table headers in one pass, and a table is looked into
when a field of it is asked about. Nothing raises, whatever the text: a field that is not found is where the
nearest table around it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from blistui.store.toml.scan import DataPath, pairs, sections, text_at


class Position(NamedTuple):
    """A place in a text; both count from 1, the column in characters."""

    line: int
    column: int


def position_of(text: str, path: str) -> Position:
    """Where the field at `path` begins in `text`; for many fields of one text, keep a `Positions`."""
    return Positions(text).of(path)


class Positions:
    """The positions of all fields of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._bodies: dict[DataPath, list[tuple[int, int]]] = {}
        self._tables: dict[DataPath, int] = {}
        self._implied: dict[DataPath, int] = {}
        self._counts: dict[DataPath, int] = {}
        self._inside: dict[DataPath, dict[DataPath, int]] = {}
        self._ids: dict[DataPath, dict[str, int]] = {}
        self._cut()

    def of(self, path: str) -> Position:
        """Where the field at `path` begins: its key, or its value in a list.

        `path` is a field path such as `pr.PR2.guarantees.BC-2-1.text` or `pr.@1.title`. A field that the
        text does not have is where its nearest ancestor is; at line 1 when it has none.
        """
        return self.at(self.data_path(path))

    def data_path(self, path: str) -> DataPath:
        """A field path as keys and list positions, as far as the text has it."""
        data: DataPath = ()
        for segment in path.split(".") if path else ():
            step = self._step(data, segment)
            if step is None:
                break
            data = (*data, step)
        return data

    def at(self, data: DataPath) -> Position:
        """As `of`, for a path of keys and list positions, as in the data that tomllib reads."""
        while data:
            offset = self._offset(data)
            if offset is not None:
                return self._position(offset)
            data = data[:-1]
        return Position(1, 1)

    def _position(self, offset: int) -> Position:
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def _cut(self) -> None:
        """Find the tables: where their headers and bodies are."""
        for section in sections(self._text):
            table = section.path
            self._bodies.setdefault(table, []).append((section.body, section.end))
            for path, offset in section.steps:
                self._implied.setdefault(path, offset)
            if section.header is not None:
                self._tables.setdefault(table, section.steps[-1][1])
                if section.header.array and isinstance(table[-1], int):
                    self._counts[table[:-1]] = table[-1] + 1

    def _offset(self, data: DataPath) -> int | None:
        if data in self._tables:
            return self._tables[data]
        for depth in range(len(data) - 1, -1, -1):
            table = data[:depth]
            if table in self._bodies and (found := self._pairs(table).get(data)) is not None:
                return found
        return self._implied.get(data)

    def _pairs(self, table: DataPath) -> dict[DataPath, int]:
        """What is in the body of `table`, with offsets."""
        if table not in self._inside:
            found: dict[DataPath, int] = {}
            for start, end in self._bodies[table]:
                for data, offset in pairs(self._text, start, end, table):
                    found.setdefault(data, offset)
            self._inside[table] = found
        return self._inside[table]

    def _step(self, data: DataPath, segment: str) -> str | int | None:
        """What `segment` names below `data`: a key, or a position in a list; None when it names nothing."""
        count = self._count(data)
        if count == 0:
            return segment
        if segment.startswith("@") and segment[1:].isdecimal():
            return int(segment[1:])
        if data not in self._ids:
            ids = {self._id((*data, number)): number for number in range(count - 1, -1, -1)}
            self._ids[data] = ids
        named = self._ids[data].get(segment)
        if named is None and segment.isdecimal():
            return int(segment)
        return named

    def _count(self, data: DataPath) -> int:
        """How many entries the list at `data` has; 0 when it is no list."""
        if data in self._counts or not data:
            return self._counts.get(data, 0)
        count = 0
        while self._offset((*data, count)) is not None:
            count += 1
        self._counts[data] = count
        return count

    def _id(self, item: DataPath) -> str:
        wanted = (*item, "id")
        if item in self._bodies and item not in self._inside:
            # The id is most often the first key: no need to read the rest of every item.
            for start, end in self._bodies[item]:
                for data, offset in pairs(self._text, start, end, item):
                    if data == wanted:
                        return text_at(self._text, offset)
        at = self._offset(wanted)
        return text_at(self._text, at) if at is not None else ""
