"""What every list of a form has: rows, a cursor, and the keys that ask for something to be done to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from blistui.plan.fields import FieldSpec
from blistui.plan.paths import segment_of
from screens.fields import table
from screens.fields.field import Field, beside
from screens.keys.form import LISTS
from screens.widgets.clicks import is_acting
from screens.widgets.key_line import Offering
from screens.widgets.lines import ACCENT, GLYPH_STYLES, MUTED, Part, keys

RowAction = Literal[
    "open", "add", "duplicate", "delete", "drop", "up", "down", "capture", "type", "paste", "facts", "place"
]

_ON_A_ROW = (("duplicate",), ("delete",), ("up",), ("down",), ("place",))
_ONLY_OF: dict[tuple[object, ...], str] = {("facts",): "finding", ("place",): "leftover"}
"""What can be done in one list only."""


class ListField(Field, Offering, can_focus=True):
    """Rows with a cursor, of which those on the screen are drawn; the screen does what is asked."""

    BINDINGS = LISTS.bindings()

    FOCUS_ON_CLICK = False
    """The click itself gives the focus: with it the row under the cursor may take more rows."""
    ADD = ("a", "add")
    """The key that adds, and its word."""
    STEPS = "jk"
    is_part = False
    """Whether it is a part of its phase, so that it says what belongs there as long as it is empty."""

    cursor: reactive[int] = reactive(0, init=False)

    @dataclass
    class ActionRequested(Message):
        """The author wants something done to the row at `index` (which may be one past the end)."""

        field: ListField
        action: RowAction
        index: int

    class RowChanged(Message):
        """Another row is under the cursor."""

    def __init__(self, path: str, spec: FieldSpec, value: Sequence[Any]) -> None:
        super().__init__()
        self._value: Sequence[Any] = value
        self.to_delete: Any = None
        """The item that the next `d` deletes: the first one has named it."""
        self.typed: tuple[str, ...] = ()
        """Lines that were typed or pasted here, where letters are commands."""
        self.bind_field(path, spec)

    def row(self, item: Any) -> str:
        """An item in a few words."""
        raise NotImplementedError

    @property
    def rows(self) -> tuple[str, ...]:
        """All items, each in a few words."""
        return tuple(self.row(item) for item in self._value)

    def path_at(self, index: int) -> str:
        """The path of the item at `index`."""
        return f"{self.path}.{segment_of(tuple(self._value), index)}"

    def read(self) -> Any:
        """The items."""
        return self._value

    def show(self, value: Sequence[Any]) -> None:
        """Show `value`."""
        if bool(len(value)) != bool(len(self._value)) and self.has_focus:
            self.screen.refresh_bindings()
        self._value = value
        self.cursor = max(0, min(self.cursor, len(value) - 1))
        self.refresh(layout=True)

    # Drawing: rows are asked for one by one, so a list of thousands costs what is seen of it

    def row_count(self, width: int) -> int:
        """How many rows the list has in `width` cells."""
        wants = self.wanted is not None or self.has_focus or self.is_part
        return len(self._value) or (1 if wants else 0)

    def row_at(self, y: int, width: int) -> Content:
        """Row `y` in `width` cells, for an item."""
        raise NotImplementedError

    @property
    def is_bare(self) -> bool:
        """Whether there are no rows, so that a sentence stands in their place."""
        return not len(self._value)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Its rows."""
        return self.row_count(width)

    def render(self) -> Content:
        """Nothing as a whole: each row is drawn when it is seen."""
        return Content("")

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.size.width
        if not self.is_attached or y >= self.row_count(width):
            return Strip.blank(width, self.visual_style.rich_style)
        row = table.wants_row(self.hint, width) if self.is_bare else self.row_at(y, width)
        return Visual.to_strips(self, row, width, 1, self.visual_style)[0]

    @property
    def hint(self) -> str:
        """What stands in a list without items."""
        return self.blank.removeprefix("○ ") if self.wanted is not None else self.spec.help

    def label(self) -> Content:
        """Its name, with the number of items; where it has none, whether some are wanted."""
        parts: list[Part] = []
        if not len(self._value):
            glyph = "○" if self.wanted is not None else "–" if self._counts is not None else "·"
            parts += [(f"{glyph} ", GLYPH_STYLES[glyph])]
        parts.append((self.title, f"bold {ACCENT}" if self.has_focus else "bold"))
        if len(self._value):
            parts.append((f"  {len(self._value)}", MUTED))
        return Content.assemble(*parts)

    def note(self, brief: bool = False) -> Content:
        """As any field, and the key that adds."""
        note = super().note(brief)
        return Content.assemble(note, "   " if note else "", keys(self.ADD))

    def show_blank(self) -> None:
        """A list without items has a row more when some are wanted."""
        if not len(self._value):
            self.refresh(layout=True)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh(layout=True)
        self.reveal()

    def on_blur(self) -> None:
        """Hide the cursor, and forget what was about to be done."""
        self.to_delete = None
        self.refresh(layout=True)

    def watch_cursor(self) -> None:
        """Keep the cursor's row in view."""
        self.refresh()
        self.reveal()
        self.post_message(self.RowChanged())

    @property
    def place_of_cursor(self) -> tuple[int, int]:
        """The first row under the cursor, and how many it has."""
        return self.cursor, 1

    @property
    def row_looked_at(self) -> int:
        """The row under the cursor, on the screen."""
        return self.content_region.y + self.place_of_cursor[0]

    def reveal(self) -> None:
        """Scroll to the row under the cursor."""
        if self.is_mounted and isinstance(self.parent, Widget):
            place = self.virtual_region
            top, height = self.place_of_cursor
            # The first row comes with the label above it.
            first = place.y + (self.gutter.top + top if top else 0)
            last = place.y + self.gutter.top + top + height
            row = Region(place.x, first, place.width, last - first)
            self.parent.scroll_to_region(row, animate=False, force=True)

    # Keys

    def action_step(self, by: int) -> None:
        """Go to the next row; from the first or last row, to the next field."""
        self.to_delete = None
        to = max(0, min(self.cursor + by, len(self._value) - 1))
        if len(self._value) and to != self.cursor:
            self.cursor = to
        elif abs(by) == 1:
            self.leave(by)

    def leave(self, by: int) -> None:
        """Go to the field behind or before this list."""
        go_on(self, by)

    def enter(self, by: int) -> None:
        """The author comes from the field before or behind: to the first or the last row."""
        self.action_step(-10000 * by)

    def action_page(self, by: int) -> None:
        """Go as many rows on as the form shows."""
        height = self.parent.size.height if isinstance(self.parent, Widget) else 10
        self.action_step(by * max(height - 2, 2))

    @property
    def has_row(self) -> bool:
        """Whether there is an item under the cursor."""
        return bool(len(self._value))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done to a row needs one; the code offers findings only, and an import left texts."""
        if parameters in _ON_A_ROW and not self.has_row:
            return False
        return _ONLY_OF.get(parameters, self.path) == self.path

    def offers(self, action: str, parameters: tuple[Any, ...]) -> bool:
        """Enter opens a row; where there is none it adds one, and the key for that is there."""
        return action != "enter" or self.has_row

    def action_enter(self) -> None:
        """Open the item under the cursor."""
        self.action_act("open")

    def action_act(self, action: RowAction) -> None:
        """Ask the screen to do something to the row under the cursor."""
        if action != "delete":
            self.to_delete = None
        if action in ("add", "capture", "type", "paste", "facts"):
            index = min(self.cursor + 1, len(self._value))
        elif len(self._value):
            index = self.cursor
        elif action == "open":
            action, index = "add", 0
        else:
            return
        self.ask(self.ActionRequested(self, action, index))

    def take_text(self, text: str) -> None:
        """Text is none of the commands: keep its lines, and say what can be done with them."""
        self.typed = tuple(line.strip() for line in text.splitlines() if line.strip())
        if self.typed:
            count = "a new item" if len(self.typed) == 1 else f"{len(self.typed)} new items, one a line"
            self.say(f"“{short(self.typed[0])}” was not read as commands. p adds it as {count}.")

    def say(self, text: str) -> None:
        """Say why what was typed did nothing."""
        self.notify(text, severity="warning", markup=False, timeout=8)

    def on_click(self, event: Click) -> None:
        """A click goes to the row; on the row under the cursor it opens it."""
        if is_acting(event):
            self.screen.set_focus(self)
            return
        event.stop()
        row = event.get_content_offset(self)
        if row is None or not len(self._value):
            self.screen.set_focus(self)
            return
        again = self.has_focus and self.cursor == row.y
        self.screen.set_focus(self)
        self.cursor = min(row.y, len(self._value) - 1)
        if again or event.chain > 1:
            self.action_enter()


def go_on(widget: Widget, by: int) -> None:
    """Go to the field after `widget` or before it; at the ends of the form the focus stays."""
    there = beside(widget, by)
    if there is not None:
        widget.screen.set_focus(there)
        if isinstance(there, ListField):
            there.enter(by)


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"
