"""A scrolling view of very many rows that paints and keeps only those on screen."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

_KEPT_ROWS = 2000
_AHEAD_SECONDS = 0.01
_THUMB = "▐"


class RowView(ScrollView, can_focus=False):
    """Paints rows of equal height 1 and a position bar at the right edge.

    Textual's own scrollbar and style cache are left out: they paint as much again as the rows themselves,
    on every page.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    RowView {
        overflow: hidden;
        background: $surface;
        color: $foreground;
        & > .row--thumb { color: $scrollbar; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--thumb"}

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._painted: dict[Hashable, list[Segment]] = {}
        self._strips: dict[tuple[Hashable, bool], Strip] = {}
        self._filtered: dict[Style | None, Style | None] = {}
        self._inks: dict[str, Style] = {}
        self._ahead: asyncio.TimerHandle | None = None
        self._bar_held = False
        self._row_count = 0

    def look_of(self, row: int) -> Hashable:
        """All that decides how row `row`, counted from 0, is painted and may change without `repaint`."""
        raise NotImplementedError

    def paint(self, look: Hashable, width: int) -> list[Segment]:
        """Segments, `width` cells together, of a row that looks like this."""
        raise NotImplementedError

    def prepare(self, first: int, last: int) -> None:
        """Make ready the rows `first` to `last`, both included, which are about to be painted."""

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._row_count

    @row_count.setter
    def row_count(self, count: int) -> None:
        # Not by `virtual_size`, which would lay out the whole screen again: the size on screen stays.
        self._row_count = count
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        self.repaint()

    @property
    def max_scroll_y(self) -> int:
        """The last row that can be the first one shown."""
        return max(0, self._row_count - self.size.height)

    @property
    def top(self) -> int:
        """The first row shown."""
        return self.scroll_offset.y

    @top.setter
    def top(self, row: int) -> None:
        self.scroll_to(y=max(0, min(row, self.max_scroll_y)), animate=False, force=True)

    @property
    def row_width(self) -> int:
        """Cells a row has; the last column is the position bar's."""
        return max(self.size.width - 1, 0)

    def repaint(self) -> None:
        """Forget what was painted and paint again."""
        self._painted.clear()
        self._strips.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Strips of the rows in `crop`."""
        # Asked once: a widget works its size out again each time.
        top, count, height, width = self.top, self.row_count, self.size.height, self.row_width
        first, last = top + crop.y, min(top + crop.bottom, count) - 1
        if first <= last:
            self.prepare(first, last)
        size = max(1, height * height // max(count, 1)) if count > height else 0
        start = top + top * (height - size) // max(count - height, 1)
        strips = [
            self._strip(row if row <= last else None, start <= row < start + size, width)
            for row in range(first, top + crop.bottom)
        ]
        if crop.column_span != (0, width + 1):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _strip(self, row: int | None, thumb: bool, width: int) -> Strip:
        look = None if row is None else self.look_of(row)
        strip = self._strips.get((look, thumb))
        if strip is None:
            if len(self._strips) > _KEPT_ROWS:
                self._strips.clear()
            bar = Segment(_THUMB if thumb else " ", self._filter(self.ground + self.ink("row--thumb")))
            strip = Strip([*self._segments(look, width), bar], width + 1)
            self._strips[look, thumb] = strip
        return strip

    def _segments(self, look: Hashable, width: int) -> list[Segment]:
        segments = self._painted.get(look)
        if segments is None:
            segments = [Segment(" " * width, self.ground)] if look is None else self.paint(look, width)
            if len(self._painted) > _KEPT_ROWS:
                self._painted.clear()
            segments = [Segment(text, self._filter(style)) for text, style, _ in segments]
            self._painted[look] = segments
        return segments

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Show the rows at the new place, and soon after paint the page that comes next in this direction."""
        super().watch_scroll_y(old_value, new_value)
        if self._ahead is not None:
            self._ahead.cancel()
        loop = asyncio.get_running_loop()
        self._ahead = loop.call_later(_AHEAD_SECONDS, self._paint_ahead, new_value >= old_value)

    def _paint_ahead(self, down: bool) -> None:
        if not self.is_attached:
            return
        height, width = self.size.height, self.row_width
        first = self.top + height if down else max(self.top - height, 0)
        last = min(first + height, self.row_count) - 1
        if first <= last:
            self.prepare(first, last)
            for row in range(first, last + 1):
                self._segments(self.look_of(row), width)

    @property
    def ground(self) -> Style:
        """The style of the view itself: what rows are painted on."""
        if "" not in self._inks:
            self._inks[""] = self.rich_style
        return self._inks[""]

    def ink(self, component: str) -> Style:
        """The style of a component without its background, to be added to a ground."""
        if component not in self._inks:
            # Translucent colours must be blended with their ground, which only the full style does.
            style = self.get_component_rich_style(component)
            self._inks[component] = style.without_color + Style(color=style.color)
        return self._inks[component]

    def _filter(self, style: Style | None) -> Style | None:
        """The style as the filters in force (NO_COLOR, say) leave it: they change styles, never text."""
        if style not in self._filtered:
            segments = [Segment(" ", style)]
            for line_filter in self.get_line_filters():
                segments = line_filter.apply(segments, self.background_colors[1])
            self._filtered[style] = segments[0].style
        return self._filtered[style]

    def notify_style_update(self) -> None:
        """The theme or the classes changed: nothing painted is true any more."""
        super().notify_style_update()
        self._filtered.clear()
        self._inks.clear()
        self.repaint()

    def on_resize(self) -> None:
        """Rows have another width now."""
        self.repaint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.top += round(self.app.scroll_sensitivity_y) or 1

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.top -= round(self.app.scroll_sensitivity_y) or 1

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the position bar."""
        if self.is_on_bar(event.x):
            event.stop()
            self.capture_mouse()
            self._bar_held = True
            self._scroll_to_bar(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the position bar."""
        if self._bar_held:
            self._scroll_to_bar(event.y)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go of the position bar."""
        if self._bar_held:
            self._bar_held = False
            self.release_mouse()

    def is_on_bar(self, x: int) -> bool:
        """Whether column `x` is the position bar's."""
        return x >= self.row_width and self.row_count > self.size.height

    def _scroll_to_bar(self, y: int) -> None:
        self.top = y * (self.row_count - self.size.height) // max(self.size.height - 1, 1)
