"""Paints one line of code as a strip: gutter, highlighted text, matches, cursor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rich.segment import Segment
from rich.style import Style

from screens.code_view.cells import LineCells
from screens.code_view.highlight import Span

SELECTED, ADDED = "┃", "+"
CUT_LEFT, CUT_RIGHT = "‹", "›"

State = Literal["plain", "cursor", "selected"]
STATES: tuple[State, ...] = ("plain", "cursor", "selected")


@dataclass(frozen=True)
class CodeStyles:
    """Styles of a code surface, resolved from its component classes for the theme in force.

    `text` maps a state and a token kind (or "") to a style, `cited` the state of a citation, and `cut` is of
    the marks at the edges.
    """

    text: dict[tuple[State, str], Style]
    gutter: dict[State, Style]
    cited: dict[str, Style]
    cut: Style
    match: Style
    caret: Style


@dataclass(frozen=True, slots=True)
class LineLook:
    """All that decides how one line looks, beside its text."""

    number: int
    state: State = "plain"
    bar: str = " "
    """Glyph between number and text: selected, added, or nothing."""
    mark: str = " "
    """Glyph before the number: start or rest of cited lines, or nothing."""
    cited: str = ""
    """State of the citation that the mark is of; empty without one."""
    caret: int | None = None
    """Index of the character the cursor is on; the end of the line is a place too."""


class LinePainter:
    """Paints lines into a view `width` cells wide whose first text cell is `left`."""

    def __init__(self, styles: CodeStyles, digits: int, width: int, left: int) -> None:
        self._styles = styles
        self._digits = digits
        self._width = width
        self._left = left

    def paint(
        self, look: LineLook, cells: LineCells, spans: Iterable[Span], matches: Iterable[tuple[int, int]]
    ) -> list[Segment]:
        """Segments of exactly `width` cells together."""
        styles = self._styles
        gutter = styles.gutter[look.state]
        segments = [
            Segment(look.mark, gutter + styles.cited[look.cited] if look.cited else gutter),
            Segment(f"{look.number:>{self._digits}}{look.bar}", gutter),
        ]
        space = self._width - self._digits - 2
        if space > 2:
            return segments + self._text(look, cells, spans, matches, space)
        return list(Segment.adjust_line_length(segments, self._width))

    def _text(
        self,
        look: LineLook,
        cells: LineCells,
        spans: Iterable[Span],
        matches: Iterable[tuple[int, int]],
        space: int,
    ) -> list[Segment]:
        blank = self._styles.text[look.state, ""]
        cut_mark = blank + self._styles.cut
        low, high = self._left, self._left + space
        cut_left = low > 0 and bool(cells.line)
        cut_right = cells.index_at(high) < len(cells.line)
        low, high = low + cut_left, high - cut_right
        start, end = cells.index_at(low), cells.index_at(high)
        # A wide character or tab that an edge cuts in two shows its visible half as blank.
        start += cells.cell_of(start) < low and start < end
        segments = [Segment(CUT_LEFT, cut_mark)] if cut_left else []
        cell = min(max(cells.cell_of(start), low), high) if start < end else low
        if cell > low:
            segments.append(Segment(" " * (cell - low), blank))
        if start < end:
            for begin, stop, style in self._pieces(look, start, end, spans, matches):
                if shown := cells.shown(begin, stop):
                    segments.append(Segment(shown, style))
            cell = cells.cell_of(end)
        if look.caret is not None and look.caret >= len(cells.line) == end and cell < high:
            segments.append(Segment(" ", blank + self._styles.caret))
            cell += 1
        if cell < high:
            segments.append(Segment(" " * (high - cell), blank))
        if cut_right:
            segments.append(Segment(CUT_RIGHT, cut_mark))
        return segments

    def _pieces(
        self,
        look: LineLook,
        start: int,
        end: int,
        spans: Iterable[Span],
        matches: Iterable[tuple[int, int]],
    ) -> list[tuple[int, int, Style]]:
        """Characters `start` to `end` (excluded) as runs of one style."""
        styles, state = self._styles.text, look.state
        pieces: list[tuple[int, int, Style]] = []
        place = start
        plain = styles[state, ""]
        for begin, stop, kind in spans:
            if begin < place:
                begin = place
            if stop > end:
                stop = end
            if begin < stop:
                if begin > place:
                    pieces.append((place, begin, plain))
                pieces.append((begin, stop, styles[state, kind]))
                place = stop
        if place < end:
            pieces.append((place, end, plain))
        for begin, stop in matches:
            pieces = _overlay(pieces, begin, stop, self._styles.match)
        if look.caret is not None:
            pieces = _overlay(pieces, look.caret, look.caret + 1, self._styles.caret)
        return pieces


def _overlay(
    pieces: list[tuple[int, int, Style]], start: int, end: int, style: Style
) -> list[tuple[int, int, Style]]:
    """The pieces with `style` laid over the characters `start` to `end`."""
    result: list[tuple[int, int, Style]] = []
    for begin, stop, base in pieces:
        first, last = max(begin, start), min(stop, end)
        if first >= last:
            result.append((begin, stop, base))
            continue
        if begin < first:
            result.append((begin, first, base))
        result.append((first, last, base + style))
        if last < stop:
            result.append((last, stop, base))
    return result
