"""A list of very many rows under a highlight; only the rows on screen are ever made."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive

from screens.keys.code import ROWS
from screens.widgets.row_view import RowView

Item = TypeVar("Item")

PARTS = ("label", "head", "detail", "match", "mark", "good", "folder", "added", "removed", "place", "code")

Piece = tuple[str, str]
"""A text, printable already, and its part: one of `PARTS`. Of a row too long for the list the end is cut off,
but of a `place`, a path at the end of its row, the start.
"""

_HIGHLIGHT = "▌"


class VirtualList(RowView, Generic[Item], can_focus=True):
    """Rows of any kind of item, each drawn from the pieces that `pieces_of` makes of it."""

    DEFAULT_CSS = """
    VirtualList {
        & > .list--label { color: $foreground; }
        & > .list--head { color: $foreground; text-style: bold; }
        & > .list--good { color: $text-success; }
        & > .list--detail { color: $text-muted; }
        & > .list--match { color: $text-accent; text-style: bold; }
        & > .list--mark { color: $text-warning; text-style: bold; }
        & > .list--added { color: $text-success; }
        & > .list--removed { color: $text-error; }
        & > .list--code { color: $text-secondary; }
        & > .list--folder { color: $text-muted; }
        & > .list--place { color: $text-muted; }
        & > .list--bar { color: $text-accent; }
        & > .list--highlight { background: $block-cursor-blurred-background; }
        &:focus > .list--highlight { background: $block-cursor-background; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"list--{part}" for part in (*PARTS, "highlight", "bar")}

    BINDINGS = ROWS.bindings()

    highlighted: reactive[int] = reactive(0)
    """Row under the highlight, counted from 0; 0 too when there are no rows."""

    @dataclass
    class Highlighted(Message):
        """The highlight is on another row."""

        virtual_list: VirtualList[Any]
        row: int

        @property
        def control(self) -> VirtualList[Any]:
            """The list."""
            return self.virtual_list

    @dataclass
    class Chosen(Message):
        """A row was clicked, or Enter pressed on it."""

        virtual_list: VirtualList[Any]
        row: int

        @property
        def control(self) -> VirtualList[Any]:
            """The list."""
            return self.virtual_list

    def __init__(
        self,
        pieces_of: Callable[[Item], Sequence[Piece]],
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.items: Sequence[Item] = ()
        self._pieces_of = pieces_of
        self._to_show = False

    def set_items(self, items: Sequence[Item], highlighted: int = 0) -> None:
        """Show other items; the sequence is kept, not copied."""
        self.items = items
        self.row_count = len(items)
        self.highlighted = highlighted
        self._show_highlight()

    @property
    def item(self) -> Item | None:
        """The item under the highlight."""
        return self.items[self.highlighted] if self.items else None

    def move(self, step: int) -> None:
        """Move the highlight by so many rows, no further than the ends."""
        self.highlighted += step

    def validate_highlighted(self, row: int) -> int:
        """Keep the highlight on a row."""
        return max(0, min(row, len(self.items) - 1))

    def watch_highlighted(self, row: int) -> None:
        """Scroll to the highlight and post a message."""
        self._show_highlight()
        self.post_message(self.Highlighted(self, row))

    def look_of(self, row: int) -> tuple[int, bool]:
        """The row, and whether it is highlighted."""
        return row, row == self.highlighted

    def paint(self, look: Hashable, width: int) -> list[Segment]:
        """Segments of one row."""
        assert isinstance(look, tuple)
        row, highlighted = look
        ground = self.ground
        if highlighted:
            lit = self.get_component_rich_style("list--highlight")
            ground += lit.without_color + lit.background_style
        segments = [Segment(_HIGHLIGHT if highlighted else " ", ground + self.ink("list--bar"))]
        pieces = _cut(self._pieces_of(self.items[row]), width - 1)
        segments += [Segment(text, ground + self.ink(f"list--{part}")) for text, part in pieces]
        return Segment.adjust_line_length(segments, width, ground)

    def _show_highlight(self) -> None:
        row, height = self.highlighted, self.size.height
        # A list that is hidden has no height: its highlight is shown once it has one.
        self._to_show = not height
        if height:
            # A step scrolls by a line; a jump puts the row into the middle.
            far = not self.top - 2 < row <= self.top + height
            self.top = row - height // 2 if far else min(max(self.top, row - height + 1), row)

    def on_resize(self) -> None:
        """Show the highlight if it could not be shown before."""
        if self._to_show:
            self._show_highlight()

    def on_focus(self) -> None:
        """The highlight looks otherwise in the focus."""
        self.repaint()

    def on_blur(self) -> None:
        """The highlight looks otherwise out of the focus."""
        self.repaint()

    def action_move(self, step: int) -> None:
        """Move the highlight."""
        self.move(step)

    def action_page(self, direction: int) -> None:
        """Move the highlight by a page."""
        self.move(direction * max(self.size.height - 1, 1))

    def action_ends(self, last: bool) -> None:
        """Move the highlight to the first or the last row."""
        self.highlighted = len(self.items) - 1 if last else 0

    def action_choose(self) -> None:
        """Choose the row under the highlight."""
        if self.items:
            self.post_message(self.Chosen(self, self.highlighted))

    def on_click(self, event: events.Click) -> None:
        """Choose the row clicked."""
        row = self.top + event.y
        if row < len(self.items) and not self.is_on_bar(event.x):
            self.highlighted = row
            self.action_choose()


def _cut(pieces: Sequence[Piece], width: int) -> Sequence[Piece]:
    """The pieces without what is too much, where an ellipsis is shown instead."""
    excess = sum(cell_len(text) for text, _ in pieces) - width
    if excess <= 0:
        return pieces
    *before, (text, part) = pieces
    if part == "place" and cell_len(text) > excess + 1:
        return [*before, (_end_of(text, cell_len(text) - excess), part)]
    space = width
    kept: list[Piece] = []
    for text, part in pieces:
        size = cell_len(text)
        if size >= space:
            return [*kept, (set_cell_size(text, max(space - 1, 0)) + "…", part)]
        kept.append((text, part))
        space -= size
    return kept


def _end_of(text: str, width: int) -> str:
    """The end of a path in so many cells."""
    kept = text
    while kept and cell_len(kept) > width - 1:
        kept = kept[1:]
    return set_cell_size(f"…{kept}", width)


if __name__ == "__main__":
    from textual.app import App, ComposeResult

    class VirtualListDemo(App[None]):
        """Shows 200,000 rows: python -m screens.widgets.virtual_list."""

        def compose(self) -> ComposeResult:
            """One list."""
            yield VirtualList[int](lambda number: [(f"row {number} ", "label"), ("of many", "detail")])

        def on_mount(self) -> None:
            """Fill it."""
            self.query_one(VirtualList).set_items(range(200_000))

    VirtualListDemo().run()
