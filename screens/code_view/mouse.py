"""Line selection by mouse: click, drag beyond the edges, Shift to extend, Ctrl for the definition."""

from __future__ import annotations

from typing import Literal

from textual import events
from textual.timer import Timer

from screens.code_view.motion import Place
from screens.code_view.surface import CodeSurface

_AUTOSCROLL_SECONDS = 0.04

Meaning = Literal["selection", "definition", "citation"]
"""What a press asked for: only a selection, the definition of the word, or what cites the line."""


class LineDrag:
    """One press of the left button over a code view, from down to up."""

    def __init__(self, surface: CodeSurface, event: events.MouseDown) -> None:
        self._view = view = surface
        self._moved = False
        self._pointer = event.get_content_offset_capture(view)
        self._timer: Timer | None = None
        pressed = self._pointed()
        selection, cursor = view.selection, view.place.line
        if event.shift:
            selection.start(cursor)
        else:
            selection.end()
        self._origin = pressed.line
        view.place = pressed

    def drag(self, event: events.MouseMove) -> None:
        """Select up to the pointer; keep scrolling while it is above or below the view."""
        self._pointer = event.get_content_offset_capture(self._view)
        self._follow()
        outside = not 0 <= self._pointer.y < self._view.size.height
        if outside and self._timer is None:
            self._timer = self._view.set_interval(_AUTOSCROLL_SECONDS, self._follow)
        elif not outside:
            self._rest()

    def drop(self, event: events.MouseUp) -> Meaning:
        """Finish, and give what was meant: a press that went nowhere is a click."""
        self._rest()
        view = self._view
        if self._moved or event.shift:
            return "selection"
        if event.ctrl and view.word_at_cursor:
            return "definition"
        on_mark = self._pointer.x <= view.gutter_width - 2 and self._origin in view.cited
        return "citation" if on_mark else "selection"

    def _follow(self) -> None:
        view = self._view
        height = view.size.height
        if self._pointer.y < 0:
            view.top += self._pointer.y
        elif self._pointer.y >= height:
            view.top += self._pointer.y - height + 1
        place = self._pointed()
        if place.line != self._origin and not self._moved:
            self._moved = True
            view.selection.start(self._origin)
        view.place = place

    def _pointed(self) -> Place:
        view = self._view
        x, y = self._pointer
        row = view.top + min(max(y, 0), max(view.size.height - 1, 0))
        line = max(1, min(row + 1, view.text.line_count))
        cells = view.cells(line)
        index = cells.index_at(max(x - view.gutter_width, 0) + view.left)
        return Place(line, index, cells.cell_of(index))

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
