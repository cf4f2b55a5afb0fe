"""What reaches the terminal is printable, whatever a plan or a file holds."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from screens.printable import UNSEEN, printable


class VisibleControls(LineFilter):
    """Shows control characters as pictures in every widget; a line keeps its width in cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, with nothing in them that could act on the terminal."""
        if not any(UNSEEN.search(text) for text, _, control in segments if not control):
            return segments
        width = sum(cell_len(text) for text, _, control in segments if not control)
        shown = [
            segment if segment.control else Segment(printable(segment.text), segment.style)
            for segment in segments
        ]
        return Segment.adjust_line_length(shown, width)
