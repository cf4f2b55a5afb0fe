"""A view of many drawn lines, scrolled both ways; only the lines on screen are ever painted."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual


class Canvas(ScrollView, can_focus=True):
    """Shows lines that were drawn elsewhere; none is wrapped, and none is cut."""

    DEFAULT_CSS = """
    Canvas { background: $background; color: $text; scrollbar-size: 1 1; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.lines: Sequence[Content] = ()
        """What is shown, from the top."""
        self._strips: dict[int, Strip] = {}

    def draw(self, lines: Sequence[Content]) -> None:
        """Show other lines, at the place where the view is."""
        self.lines = lines
        self._strips.clear()
        size = Size(max((line.cell_length for line in lines), default=0), len(lines))
        if size != self.virtual_size:
            self.virtual_size = size
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The part of a line that is in sight."""
        left, top = self.scroll_offset
        return self._strip(top + y).crop_extend(left, left + self.size.width, self.rich_style)

    def _strip(self, row: int) -> Strip:
        if row >= len(self.lines):
            return Strip([], 0)
        strip = self._strips.get(row)
        if strip is None:
            line = self.lines[row]
            width = max(line.cell_length, 1)
            strip = self._strips[row] = Visual.to_strips(self, line, width, 1, self.visual_style)[0]
        return strip

    def notify_style_update(self) -> None:
        """Another theme, or the focus: everything is painted again."""
        self._strips.clear()
        super().notify_style_update()
