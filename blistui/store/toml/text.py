"""A TOML text cut at its table headers, so that an edit touches only the table it is about.

Every chunk keeps its bytes until something in it changes; a changed `key = value` is parsed, edited and
written by tomlkit, so its comments and layout survive. Tables move as whole chunks, with the comments
that stand directly above them.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import Array

from blistui.store.toml import values
from blistui.store.toml.scan import DataPath, Statement, sections, statements


@dataclass(slots=True)
class Chunk:
    """One table: where its data is, what stands above its header, the header line, and its pairs."""

    path: DataPath
    lead: str
    header: str
    body: str

    @property
    def text(self) -> str:
        """The chunk as it stands in the file."""
        return self.lead + self.header + self.body


class TomlText:
    """The chunks of a TOML text, in order; `str()` gives the text back."""

    def __init__(self, text: str) -> None:
        self.chunks: list[Chunk] = []
        self.tail = ""
        self.restructured = False
        self._cut(text)

    def __str__(self) -> str:
        return "".join(chunk.text for chunk in self.chunks) + self.tail

    def _cut(self, text: str) -> None:
        lead = ""
        for section in sections(text):
            body, trivia = _parted(text[section.body : section.end], section.header is None)
            self.chunks.append(Chunk(section.path, lead, text[section.start : section.body], body))
            lead = trivia
        self.tail = lead

    def find(self, path: DataPath) -> int | None:
        """Position of the chunk that is the table at `path`."""
        for index, chunk in enumerate(self.chunks):
            if chunk.path == path:
                return index
        return None

    def block(self, path: DataPath) -> list[Chunk]:
        """The chunks of the table at `path` and of everything below it."""
        return [chunk for chunk in self.chunks if chunk.path[: len(path)] == path]

    def position_of(self, path: DataPath) -> int | None:
        """Position of the first chunk at or below `path`."""
        return next((i for i, chunk in enumerate(self.chunks) if chunk.path[: len(path)] == path), None)

    def end_of(self, path: DataPath) -> int:
        """Position behind the last chunk at or below `path`; 0 when there is none."""
        for index in range(len(self.chunks), 0, -1):
            if self.chunks[index - 1].path[: len(path)] == path:
                return index
        return 0

    def holder(self, path: DataPath) -> tuple[Chunk, Statement, DataPath] | None:
        """The pair in which the value at `path` is written, with what is left of the path inside it."""
        for depth in range(len(path) - 1, -1, -1):
            index = self.find(path[:depth])
            if index is None:
                continue
            chunk = self.chunks[index]
            rest = path[depth:]
            for statement in statements(chunk.body):
                size = len(statement.key)
                if 0 < size <= len(rest) and rest[:size] == statement.key:
                    return chunk, statement, rest[size:]
        return None

    def is_empty_list(self, held: tuple[Chunk, Statement, DataPath]) -> bool:
        """Whether the pair that was found holds `[]`."""
        chunk, statement, _ = held
        return chunk.body[statement.value : statement.value_end].replace(" ", "") == "[]"

    def set_value(self, path: DataPath, value: Any, order: Sequence[str] = ()) -> None:
        """Write `value` at `path`; a key that is new goes behind the last one that precedes it in `order`."""
        held = self.holder(path)
        if held is not None:
            chunk, statement, rest = held
            old = chunk.body[statement.start : statement.end]
            new = _set_in_pair(old, statement, rest, value)
            chunk.body = chunk.body[: statement.start] + new + chunk.body[statement.end :]
            return
        key = path[-1]
        assert isinstance(key, str)
        pair = f"{values.key(key)} = {values.render(value)}\n"
        index = self.find(path[:-1])
        if index is None:
            self._add_dotted(path, value)
            return
        chunk = self.chunks[index]
        before = set(order[: order.index(key)]) if key in order else set(order)
        at = 0
        for statement in statements(chunk.body):
            if statement.key and statement.key[0] in before:
                at = statement.end
        if chunk.body[:at] and not chunk.body[:at].endswith("\n"):
            pair = "\n" + pair
        elif chunk.header and not chunk.header.endswith("\n"):
            chunk.header += "\n"
        chunk.body = chunk.body[:at] + pair + chunk.body[at:]

    def dotted_home(self, table: DataPath) -> tuple[Chunk, Statement, DataPath] | None:
        """Where the table at `table` is written as dotted keys, `a.b = 1`: the last such pair."""
        found = None
        for depth in range(len(table)):
            index = self.find(table[:depth])
            rest = table[depth:]
            if index is None:
                continue
            for statement in statements(self.chunks[index].body):
                if statement.key and statement.key[: len(rest)] == rest:
                    found = self.chunks[index], statement, rest
        return found

    def _add_dotted(self, path: DataPath, value: Any) -> None:
        home = self.dotted_home(path[:-1])
        if home is None:
            raise LookupError(path)
        chunk, statement, rest = home
        key = ".".join(values.key(str(part)) for part in (*rest, path[-1]))
        before = chunk.body[: statement.end]
        ended = before if before.endswith("\n") else before + "\n"
        chunk.body = f"{ended}{key} = {values.render(value)}\n" + chunk.body[statement.end :]

    def drop_value(self, path: DataPath) -> None:
        """Remove the pair, or the part of an inline table, at `path`."""
        held = self.holder(path)
        if held is None:
            return
        chunk, statement, rest = held
        if rest:
            old = chunk.body[statement.start : statement.end]
            new = _edit_pair(old, (*statement.key, *rest), _remove)
            chunk.body = chunk.body[: statement.start] + new + chunk.body[statement.end :]
        else:
            chunk.body = chunk.body[: statement.start] + chunk.body[statement.end :]

    def place(self, index: int, chunks: list[Chunk]) -> None:
        """Put `chunks` at position `index`, after making sure that the line before is ended."""
        if not chunks:
            return
        self.restructured = True
        before = self.chunks[index - 1] if index else None
        if before is not None and before.text and not before.text.endswith("\n"):
            if before.body:
                before.body += "\n"
            else:
                before.header += "\n"
        last = chunks[-1]
        if (index < len(self.chunks) or self.tail) and not last.text.endswith("\n"):
            last.body += "\n"
        self.chunks[index:index] = chunks

    def take(self, path: DataPath) -> int:
        """Remove the table at `path` with everything below; gives its position.

        Comments set apart by a blank line from the header are about more than this table, and stay.
        """
        first = self.position_of(path)
        if first is None:
            return len(self.chunks)
        self.restructured = True
        kept = _detached(self.chunks[first].lead)
        self.chunks = [chunk for chunk in self.chunks if chunk.path[: len(path)] != path]
        if kept.strip():
            if first < len(self.chunks):
                self.chunks[first].lead = kept + self.chunks[first].lead.lstrip("\n")
            else:
                self.tail = kept + self.tail
        return first


def _detached(lead: str) -> str:
    if lead.endswith("\n\n"):
        return lead
    end = lead.rfind("\n\n")
    return lead[: end + 2] if end >= 0 else ""


def _parted(body: str, root: bool) -> tuple[str, str]:
    """The body of a table, and the blank lines and comments at its end that are about what comes next.

    Comments that follow a pair directly belong to it; from a blank line on, to what comes next. Before the
    first table there may be nothing but comments: they stand above it.
    """
    end, blank_seen, pair_seen = 0, False, not root
    for statement in statements(body):
        if statement.key:
            pair_seen, blank_seen = True, False
        blank_seen = blank_seen or not body[statement.start : statement.end].strip()
        if not blank_seen:
            end = statement.end
    return (body[:end], body[end:]) if pair_seen else ("", body)


def _set_in_pair(old: str, statement: Statement, rest: DataPath, value: Any) -> str:
    path = (*statement.key, *rest)
    new = _edit_pair(old, path, lambda node, key: _assign(node, key, value))
    if _value_at(new, path) == _plain(value):
        return new
    if rest:
        raise ValueError(f"`{'.'.join(map(str, path))}` could not be written")
    # tomlkit laid the list out wrongly: the value is written again, at the cost of comments inside it.
    return old[: statement.value - statement.start] + values.render(value) + "\n"


def _value_at(text: str, path: DataPath) -> Any:
    found: Any = tomllib.loads(text)
    for key in path:
        found = found[key]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return value


def _edit_pair(text: str, path: DataPath, change: Any) -> str:
    document = tomlkit.parse(text)
    node: Any = document
    for key in path[:-1]:
        node = node[key]
    change(node, path[-1])
    return document.as_string()


def _remove(node: Any, key: str | int) -> None:
    del node[key]


def _item(value: Any) -> Any:
    return tomlkit.value(values.render(value))


def _assign(node: Any, key: str | int, value: Any) -> None:
    held = node.get(key) if isinstance(key, str) else node[key]
    if isinstance(held, Array) and isinstance(value, (list, tuple)) and value and len(held):
        _merge_array(held, value)
    else:
        node[key] = _item(value)


def _merge_array(held: Array, value: Sequence[Any]) -> None:
    """Change only the entries that differ, so that comments beside the others stay where they are."""
    old = [repr(_plain(entry)) for entry in held.unwrap()]
    new = [repr(_plain(entry)) for entry in value]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for op, first, last, start, end in reversed(matcher.get_opcodes()):
        if op == "equal":
            continue
        shared = min(last - first, end - start) if op == "replace" else 0
        for offset in range(shared):
            held[first + offset] = _item(value[start + offset])
        for index in range(last - 1, first + shared - 1, -1):
            del held[index]
        for offset in range(end - start - shared):
            held.insert(first + shared + offset, _item(value[start + shared + offset]))
