"""What reaches the terminal is printable, whatever a plan or a file holds."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from screens.code_view.cells import printable

# Control characters, what is invisible or turns the direction of text, and bytes that are not UTF-8.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


class VisibleControls(LineFilter):
    """Shows control characters as pictures in every widget; a line keeps its width in cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, with nothing in them that could act on the terminal."""
        if not any(_UNSEEN.search(text) for text, _, control in segments if not control):
            return segments
        width = sum(cell_len(text) for text, _, control in segments if not control)
        shown = [
            segment if segment.control else Segment(printable(segment.text), segment.style)
            for segment in segments
        ]
        return Segment.adjust_line_length(shown, width)
