"""A sheet of cells to draw boxes and lines on, and what a drawing is made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from screens.widgets.lines import MUTED

_Cell = tuple[str, str]
_BLANK: _Cell = (" ", "")


class Box(NamedTuple):
    """A box on a sheet, in cells from its top left corner; `path` is the item that it stands for."""

    path: str
    x: int
    y: int
    width: int
    height: int


class Drawing(NamedTuple):
    """Lines to be shown as they are, and the boxes among them."""

    lines: tuple[Content, ...]
    boxes: tuple[Box, ...] = ()


class Sheet:
    """Cells by row, each a character and its style; it grows as it is drawn on."""

    def __init__(self) -> None:
        self._rows: list[list[_Cell]] = []

    @property
    def width(self) -> int:
        """Cells of the longest row."""
        return max(map(len, self._rows), default=0)

    def put(self, x: int, y: int, text: Content | str, style: str = "") -> None:
        """Write a text that begins in column `x` of row `y`."""
        row = self._row(y)
        for character, own in _cells(text, style):
            size = cell_len(character)
            if size:
                row.extend([_BLANK] * (x + size - len(row)))
                row[x : x + size] = [(character, own)] + [("", own)] * (size - 1)
                x += size

    def sign(self, x: int, y: int, character: str) -> None:
        """Put one narrow character of a line in its cell."""
        row = self._row(y)
        if len(row) <= x:
            row.extend([_BLANK] * (x + 1 - len(row)))
        row[x] = (character, MUTED)

    def _row(self, y: int) -> list[_Cell]:
        while len(self._rows) <= y:
            self._rows.append([])
        return self._rows[y]

    def box(self, path: str, x: int, y: int, width: int, rows: Sequence[Content], height: int) -> Box:
        """Draw a box `width` cells wide and `height` rows high, its frame included, around texts."""
        self.put(x, y, f"┌{'─' * (width - 2)}┐", MUTED)
        for number in range(height - 2):
            self.put(x, y + 1 + number, f"│{' ' * (width - 2)}│", MUTED)
            if number < len(rows):
                self.put(x + 2, y + 1 + number, rows[number])
        self.put(x, y + height - 1, f"└{'─' * (width - 2)}┘", MUTED)
        return Box(path, x, y, width, height)

    def lines(self) -> list[Content]:
        """The sheet from its top."""
        return [
            Content.assemble(
                *(
                    ("".join(character for character, _ in run), style)
                    for style, run in groupby(row, key=lambda cell: cell[1])
                )
            )
            for row in self._rows
        ]


def _cells(text: Content | str, style: str) -> list[_Cell]:
    if isinstance(text, str):
        return [(character, style) for character in text]
    styles = [style] * len(text.plain)
    for span in text.spans:
        styles[span.start : span.end] = [str(span.style)] * len(styles[span.start : span.end])
    return list(zip(text.plain, styles, strict=True))


_HEAVY = str.maketrans("┌─┐│└┘", "┏━┓┃┗┛")


def framed(lines: Sequence[Content], box: Box) -> list[Content]:
    """The lines of a sheet with the frame of one of its boxes heavy, and in the accent."""
    found = list(lines)
    for y in range(box.y, box.y + box.height):
        line = found[y]
        start, end = (_offset(line.plain, cell) for cell in (box.x, box.x + box.width))
        edges = (
            [(start, end)] if y in (box.y, box.y + box.height - 1) else [(start, start + 1), (end - 1, end)]
        )
        for first, last in edges:
            text = line.plain
            heavy = text[:first] + text[first:last].translate(_HEAVY) + text[last:]
            line = Content(heavy, list(line.spans)).stylize("$accent", first, last)
        found[y] = line.stylize("bold", start + 1, end - 1) if y == box.y + 1 else line
    return found


def _offset(text: str, cell: int) -> int:
    """The character of `text` that is in this cell."""
    at = 0
    for number, character in enumerate(text):
        if at >= cell:
            return number
        at += cell_len(character)
    return len(text)
