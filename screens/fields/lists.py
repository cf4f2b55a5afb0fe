"""What every list of a form has: rows, a cursor, and the keys that ask for something to be done to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from blistui.plan.fields import FieldSpec
from screens.fields import table
from screens.fields.field import Field
from screens.keys.form import LISTS
from screens.widgets.lines import GLYPH_STYLES

RowAction = Literal["open", "add", "duplicate", "delete", "up", "down", "capture", "type", "paste"]


class ListField(Field, can_focus=True):
    """Rows, one an item, with a cursor; what is to be done to one is the screen's to do."""

    BINDINGS = LISTS.bindings()

    EMPTY = "none yet; a adds one"
    STEPS = "jk"
    TITLE_INDENT = " "

    rows: reactive[tuple[str, ...]] = reactive((), layout=True)
    cursor: reactive[int] = reactive(0)

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
        self._marks: dict[int, str] = {}
        self.to_delete: Any = None
        """The item that the next `d` deletes: the first one has named it."""
        self.typed: tuple[str, ...] = ()
        """Lines that were typed or pasted here, where letters are commands."""
        self.bind_field(path, spec)
        self.set_reactive(ListField.rows, tuple(self.row(item) for item in value))

    def row(self, item: Any) -> str:
        """How an item is shown on its line."""
        raise NotImplementedError

    def read(self) -> Any:
        """The items."""
        return self._value

    def show(self, value: Sequence[Any]) -> None:
        """Show `value`."""
        self._value = value
        self.rows = tuple(self.row(item) for item in value)
        self.cursor = max(0, min(self.cursor, len(value) - 1))

    def mark_rows(self, marks: dict[int, str]) -> None:
        """Show glyphs of severity before rows."""
        if marks != self._marks:
            self._marks = marks
            self.refresh()

    def render(self) -> Content:
        """The rows, the one under the cursor with the bar of the focus."""
        if not self.rows:
            return Content.styled(f"  {self.EMPTY}", "$text-muted")
        lines = []
        for index, text in enumerate(self.rows):
            at = index == self.cursor and self.has_focus
            mark = self._marks.get(index, " ")
            row = Content.assemble("  ", (mark, GLYPH_STYLES.get(mark, "")), f" {text}")
            lines.append(table.lighted(row) if at else row)
        return Content("\n").join(lines)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()
        self.reveal()

    def on_blur(self) -> None:
        """Hide the cursor, and forget what was about to be done."""
        self.to_delete = None
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor's row in view."""
        self.reveal()
        self.post_message(self.RowChanged())

    @property
    def place_of_cursor(self) -> tuple[int, int]:
        """The first row under the cursor, and how many it has."""
        return self.cursor, 1

    def reveal(self) -> None:
        """Scroll to the row under the cursor."""
        if self.is_mounted and isinstance(self.parent, Widget):
            place = self.virtual_region
            top, height = self.place_of_cursor
            row = Region(place.x, place.y + self.gutter.top + top, place.width, height)
            self.parent.scroll_to_region(row, animate=False, force=True)

    def action_step(self, by: int) -> None:
        """Go to the next row; from the first or last row, to the next field."""
        self.to_delete = None
        to = max(0, min(self.cursor + by, len(self.rows) - 1))
        if self.rows and to != self.cursor:
            self.cursor = to
        elif abs(by) > 1:
            return
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_act(self, action: RowAction) -> None:
        """Ask the screen to do something to the row under the cursor."""
        if action != "delete":
            self.to_delete = None
        if action in ("add", "capture", "type", "paste"):
            index = min(self.cursor + 1, len(self.rows))
        elif self.rows:
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
        event.stop()
        row = event.get_content_offset(self)
        if row is None or not self.rows:
            self.focus()
            return
        again = self.has_focus and self.cursor == row.y
        self.focus()
        self.cursor = min(row.y, len(self.rows) - 1)
        if again or event.chain > 1:
            self.action_act("open")


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"
