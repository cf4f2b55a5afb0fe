"""Prose of an author, which may be Markdown, taken apart into the blocks that a plan can carry."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from blistui.markdown.inline import inline, visible

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^`]*$")
_ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?$")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")


class Paragraph(NamedTuple):
    """Inline Markdown on one line."""

    text: str


class ListItem(NamedTuple):
    """An item of a list, `depth` levels down; `marker` is `-`, or a number with a point."""

    depth: int
    marker: str
    text: str


class Code(NamedTuple):
    """Preformatted lines: a diagram, an example."""

    language: str
    lines: tuple[str, ...]


class Table(NamedTuple):
    """A table the author drew: header and rows of inline Markdown."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | ListItem | Code | Table


@lru_cache(maxsize=1 << 12)
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of `text`. Nothing is left out, and no block can be taken for a heading."""
    if "\n" not in text and not _ITEM.match(text) and not _FENCE.match(text):
        only = inline(text)
        return (Paragraph(only),) if only else ()
    return tuple(_Reader(visible(text).expandtabs(4).split("\n")).read())


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.found: list[Block] = []
        self.gathered: list[str] = []
        self.item: tuple[int, str] | None = None
        self.indents: list[int] = []

    def read(self) -> list[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            stripped = line.strip()
            if not stripped:
                self._close()
                continue
            fence = _FENCE.match(stripped)
            item = None if fence else _ITEM.match(line)
            if fence:
                self._close()
                self.found.append(self._code(fence[1], fence[2], len(line) - len(line.lstrip())))
            elif item and not self._underline(stripped):
                self._close()
                self._open_item(len(item[1]), item[2])
                self.gathered = [item[3] or ""]
            elif _HEADING.match(line):
                self._close()
                self.found.append(Paragraph(inline(stripped)))
            elif stripped.startswith("|") and self._is_table():
                self._close()
                self.found.append(self._table(stripped))
            else:
                self.gathered.append(stripped)
        self._close()
        return self.found

    def _underline(self, stripped: str) -> bool:
        # `- - -` is a rule, not an empty list; as text it harms nothing.
        return len(stripped) > 2 and not stripped.strip("-* ")

    def _open_item(self, indent: int, marker: str) -> None:
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or indent >= self.indents[-1] + 2:
            self.indents.append(indent)
        number = marker[:-1]
        self.item = (len(self.indents) - 1, f"{number}." if number else "-")

    def _close(self) -> None:
        text = inline(" ".join(self.gathered))
        if self.item is not None and text:
            self.found.append(ListItem(self.item[0], self.item[1], text))
        elif text:
            self.found.append(Paragraph(text))
            self.indents = []
        self.gathered = []
        self.item = None

    def _code(self, fence: str, language: str, indent: int) -> Code:
        lines: list[str] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            closing = line.strip()
            if len(closing) >= len(fence) and not closing.strip(fence[0]):
                break
            lines.append(line[min(indent, len(line) - len(line.lstrip())) :].rstrip())
        return Code(language, tuple(lines))

    def _is_table(self) -> bool:
        if self.at >= len(self.lines):
            return False
        below = self.lines[self.at].strip()
        return "|" in below and _DELIMITERS.match(below) is not None

    def _table(self, header: str) -> Table:
        self.at += 1
        first = _cells(header)
        rows: list[tuple[str, ...]] = []
        while self.at < len(self.lines) and self.lines[self.at].strip().startswith("|"):
            cells = _cells(self.lines[self.at])
            # Cells beyond the header would vanish when rendered: they are kept in the last one.
            kept = (
                cells[: len(first)]
                if len(cells) <= len(first)
                else (
                    *cells[: len(first) - 1],
                    " ".join(cells[len(first) - 1 :]),
                )
            )
            rows.append((*kept, *("",) * (len(first) - len(kept))))
            self.at += 1
        return Table(first, tuple(rows))


def _cells(row: str) -> tuple[str, ...]:
    inner = row.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(inline(cell.replace("\\|", "|")) for cell in _PIPE.split(inner))
