"""A Markdown text as a tree: headings with what stands below them, lists with what they hold.

Understands what plans are written in: ATX headings, lists, fences, tables of GFM, paragraphs. Every node
knows its line and keeps its source, so that whatever is not understood later can be handed back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`]*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])(?:( +)(.*))?$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_DELIMITERS = re.compile(r" *\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")

DEEPEST = 12
"""Levels of nested lists beyond which text is taken as it is: nobody means them."""


@dataclass
class Text:
    """A paragraph, on one line."""

    line: int
    source: str

    @property
    def text(self) -> str:
        """The paragraph with its line breaks taken out."""
        return " ".join(self.source.split())


@dataclass
class Fence:
    """Preformatted lines."""

    line: int
    source: str
    language: str
    content: list[str]


@dataclass
class Table:
    """A table; every row has as many cells as the header."""

    line: int
    source: str
    header: list[str]
    rows: list[tuple[int, list[str]]]


@dataclass
class Entry:
    """An item of a list: its first paragraph, and what else it holds."""

    line: int
    source: str
    marker: str
    text: str
    nodes: list[Node]

    @property
    def entries(self) -> list[Entry]:
        """The items of lists inside it."""
        return [node for node in self.nodes if isinstance(node, Entry)]


Node = Text | Fence | Table | Entry


@dataclass
class Part:
    """A heading and everything up to the next one of its level; level 0 is the whole text."""

    line: int
    level: int
    title: str
    nodes: list[Node] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """The items of its own lists, those below sub-headings left out."""
        return [node for node in self.nodes if isinstance(node, Entry)]

    @property
    def tables(self) -> list[Table]:
        """Its own tables."""
        return [node for node in self.nodes if isinstance(node, Table)]

    def walk(self) -> Iterator[Part]:
        """It and every part below, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def part(self, title: str) -> Part:
        """The part below with that title, in any case; an empty one when there is none."""
        wanted = title.casefold()
        return next((p for p in self.parts if p.title.casefold() == wanted), Part(self.line, 9, title))


def tree(text: str) -> Part:
    """The whole of `text`."""
    root = Part(1, 0, "")
    open_parts = [root]
    lines = text.replace("\r\n", "\n").split("\n")
    start = 0
    fence = ""
    for at, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            closing = line.strip()
            if len(closing) >= len(fence) and not closing.strip(fence[0]):
                fence = ""
            continue
        if mark:
            fence = mark[1]
            continue
        heading = _HEADING.match(line)
        if heading:
            open_parts[-1].nodes.extend(nodes(lines[start:at], start + 1))
            level = len(heading[1])
            while open_parts[-1].level >= level:
                open_parts.pop()
            part = Part(at + 1, level, (heading[2] or "").strip())
            open_parts[-1].parts.append(part)
            open_parts.append(part)
            start = at + 1
    open_parts[-1].nodes.extend(nodes(lines[start:], start + 1))
    return root


def nodes(lines: list[str], first: int, depth: int = 0) -> list[Node]:
    """The blocks of `lines`, the first of which is line `first` of the text."""
    return list(_Blocks(lines, first, depth).read())


class _Blocks:
    def __init__(self, lines: list[str], first: int, depth: int) -> None:
        self.lines = lines
        self.first = first
        self.depth = depth
        self.at = 0

    def read(self) -> Iterator[Node]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip() or _RULE.match(line):
                self.at += 1
            elif fence := _FENCE.match(line):
                yield self._fence(fence)
            elif self._is_item(line):
                yield self._entry()
            elif self._is_table():
                yield self._table()
            else:
                yield self._text()

    def _is_item(self, line: str) -> bool:
        return self.depth < DEEPEST and _ITEM.match(line) is not None

    def _is_table(self) -> bool:
        if "|" not in self.lines[self.at] or self.at + 1 >= len(self.lines):
            return False
        below = self.lines[self.at + 1]
        return "|" in below and _DELIMITERS.match(below) is not None

    def _source(self, start: int) -> str:
        return "\n".join(self.lines[start : self.at])

    def _text(self) -> Text:
        start = self.at
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if (
                not line.strip()
                or _FENCE.match(line)
                or _RULE.match(line)
                or self._is_item(line)
                or self._is_table()
            ):
                break
            self.at += 1
        return Text(self.first + start, self._source(start))

    def _fence(self, opening: re.Match[str]) -> Fence:
        start = self.at
        mark = opening[1]
        content: list[str] = []
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            closing = line.strip()
            if len(closing) >= len(mark) and not closing.strip(mark[0]):
                break
            content.append(line)
        return Fence(self.first + start, self._source(start), opening[2].strip(), content)

    def _table(self) -> Table:
        start = self.at
        header = cells(self.lines[start])
        rows: list[tuple[int, list[str]]] = []
        self.at += 2
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            row = cells(self.lines[self.at])
            row = (
                [*row[: len(header) - 1], " ".join(row[len(header) - 1 :])] if len(row) > len(header) else row
            )
            rows.append((self.first + self.at, [*row, *[""] * (len(header) - len(row))]))
            self.at += 1
        return Table(self.first + start, self._source(start), header, rows)

    def _entry(self) -> Entry:
        start = self.at
        opening = _ITEM.match(self.lines[start])
        assert opening is not None
        indent = len(opening[1]) + len(opening[2]) + (len(opening[3]) if opening[3] else 1)
        inner = [opening[4] or ""]
        self.at += 1
        blank = False
        while self.at < len(self.lines):
            line = self.lines[self.at]
            own = len(line) - len(line.lstrip())
            if not line.strip():
                blank = True
            elif own >= indent or (own > len(opening[1]) and _ITEM.match(line)):
                # What belongs to the item: indented, if only by a little when it is a list.
                blank = False
            elif blank or _ITEM.match(line) or _FENCE.match(line) or _RULE.match(line) or self._is_table():
                break
            inner.append(line[min(own, indent) :])
            self.at += 1
        while not inner[-1].strip() and len(inner) > 1:
            inner.pop()
            self.at -= 1
        below = nodes(inner, self.first + start, self.depth + 1)
        text = ""
        if below and isinstance(below[0], Text) and inner[0].strip():
            text = below.pop(0).text  # type: ignore[union-attr]
        return Entry(self.first + start, self._source(start), opening[2], text, below)


def cells(row: str) -> list[str]:
    """The cells of a row of a table, pipes unescaped."""
    inner = row.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(inner)]
