"""Where the characters of one line land on the screen: tabs, wide characters, and invisible characters.

What reaches the terminal is always printable: a control character, a direction override or a stray byte in
a source file must neither act on the terminal nor hide.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from screens.printable import shown_as

LONGEST = 200_000
"""Characters of a line that are shown; what is longer is data, and laying all of it out would be felt."""

_CHUNK = 2048


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Layout of up to 2048 characters: text shown, and per character its place in it and its cell.

    `places` and `cells` have one entry more than there are characters: the end.
    """

    shown: str
    places: range | list[int]
    cells: range | list[int]


class LineCells:
    """Maps the characters of one line to screen cells, both counted from 0, working out only what is asked.

    Laid out chunk by chunk so that the first screen of a long line costs no more than a short line; a line
    longer than `LONGEST` ends there with a remark.
    """

    def __init__(self, line: str, tab_size: int) -> None:
        rest = len(line) - LONGEST
        self.line = line if rest <= 0 else f"{line[:LONGEST]} … and {rest:,} characters more"
        self.tab_size = tab_size
        self._chunks: list[_Chunk] = []

    def cell_of(self, index: int) -> int:
        """First cell of the character at `index`; the width of the line for its end."""
        index = min(max(index, 0), len(self.line))
        if not self.line:
            return 0
        number, rest = divmod(index, _CHUNK)
        if rest == 0 and index == len(self.line):
            number, rest = number - 1, _CHUNK
        return self._reach(number).cells[rest]

    def index_at(self, cell: int) -> int:
        """Index of the character shown at `cell`; the length of the line when it ends before that cell."""
        last = (len(self.line) - 1) // _CHUNK
        for number in range(last + 1):
            cells = self._reach(number).cells
            if cells[-1] > cell:
                # The last that starts there: an accent shares the cell after its letter with the next letter.
                return number * _CHUNK + max(bisect_right(cells, cell) - 1, 0)
        return len(self.line)

    def shown(self, start: int, end: int) -> str:
        """What the characters from `start` to `end` (excluded) look like on the screen."""
        parts = []
        while start < min(end, len(self.line)):
            number, first = divmod(start, _CHUNK)
            chunk = self._reach(number)
            last = min(first + end - start, len(chunk.places) - 1)
            parts.append(chunk.shown[chunk.places[first] : chunk.places[last]])
            start += last - first
        return "".join(parts)

    def _reach(self, number: int) -> _Chunk:
        while len(self._chunks) <= number:
            start = len(self._chunks) * _CHUNK
            cell = self._chunks[-1].cells[-1] if self._chunks else 0
            self._chunks.append(_lay_out(self.line[start : start + _CHUNK], cell, self.tab_size))
        return self._chunks[number]


def _lay_out(part: str, cell: int, tab_size: int) -> _Chunk:
    length = len(part)
    if part.isascii() and part.isprintable():
        return _Chunk(part, range(length + 1), range(cell, cell + length + 1))
    shown: list[str] = []
    places, cells = [0], [cell]
    place = 0
    for character in part:
        if character == "\t":
            width = tab_size - cell % tab_size
            picture = " " * width
        else:
            picture, width = shown_as(character)
        shown.append(picture)
        place += len(picture)
        cell += width
        places.append(place)
        cells.append(cell)
    return _Chunk("".join(shown), places, cells)
