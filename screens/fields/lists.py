"""Editors for lists: items that open a page of their own, and citations of code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from blistui.plan.fields import FieldSpec, specs
from blistui.plan.paths import segment_of
from blistui.rules.rule import Finding
from screens.fields import table
from screens.fields.field import GLYPHS, Field
from screens.keys.form import CITATIONS, LISTS
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
            self._say(f"“{_short(self.typed[0])}” was not taken for commands. p adds it as {count}.")

    def _say(self, text: str) -> None:
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


class ItemsField(ListField):
    """Items of the plan, each by its id and what it says."""

    def __init__(self, path: str, spec: FieldSpec, value: Sequence[Any]) -> None:
        self._widths_of: Sequence[Any] | None = None
        self._widest = (0, 0)
        self._kept: dict[object, tuple[Any, list[Content]]] = {}
        super().__init__(path, spec, value)

    def row(self, item: BaseModel) -> str:
        """Id and the first texts."""
        return summary(item)

    slot: reactive[str] = reactive("")
    """The heading without items that the cursor is on; empty on an item."""

    def _lines(self, width: int) -> tuple[list[Content], dict[int | str, tuple[int, int]]]:
        """The rows in `width` cells, and of each item or empty heading the first row and how many it has."""
        held = self._value
        widths = self._widths(held)
        lines: list[Content] = []
        places: dict[int | str, tuple[int, int]] = {}
        for heading, index in table.layout(table.headings(self.spec.item, held), held):
            top = len(lines)
            if index is not None:
                lit = self.has_focus and index == self.cursor and not self.slot
                lines += self._item_rows(held[index], self._marks.get(index, ""), widths, width, lit)
                places[index] = (top, len(lines) - top)
            else:
                assert heading is not None
                lit = self.has_focus and heading.key == self.slot and not heading.items
                lines.append(table.heading_row(heading, width, lit))
                if not heading.items:
                    places[heading.key] = (top, 1)
        return lines, places

    def _item_rows(
        self, item: Any, mark: str, widths: tuple[int, int], width: int, lit: bool
    ) -> list[Content]:
        # An item is never changed in place: its rows are, until it or the table looks otherwise.
        key = (id(item), mark, widths, width, lit)
        found = self._kept.get(key)
        if found is None or found[0] is not item:
            if len(self._kept) > 2 * len(self._value) + 100:
                self._kept.clear()
            found = self._kept[key] = (item, table.item_rows(item, mark, widths, width, lit))
        return found[1]

    def _widths(self, held: Sequence[Any]) -> tuple[int, int]:
        if self._widths_of is not held:
            self._widths_of, self._widest = held, table.widths_of(held)
        return self._widest

    @property
    def stops(self) -> list[int | str]:
        """Where the cursor can be, in the order of the rows: items, and headings without items."""
        found = table.layout(table.headings(self.spec.item, self._value), self._value)
        stops: list[int | str] = []
        for heading, index in found:
            if index is not None:
                stops.append(index)
            elif heading is not None and not heading.items:
                stops.append(heading.key)
        return stops

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Rows of the table; one where there is nothing."""
        return max(len(self._lines(width)[0]), 1)

    def render(self) -> Content:
        """The table; the row under the cursor is unfolded while the list has the focus."""
        lines = self._lines(self.content_size.width)[0]
        return Content("\n").join(lines) if lines else Content.styled(f"  {self.EMPTY}", "$text-muted")

    def on_focus(self) -> None:
        """Unfold the row under the cursor."""
        if not self.slot and not self._value and self.stops:
            self.slot = str(self.stops[0])
        self.refresh(layout=True)
        super().on_focus()

    def on_blur(self) -> None:
        """Fold it again."""
        super().on_blur()
        self.refresh(layout=True)

    def watch_cursor(self) -> None:
        """Unfold the row under the cursor, and keep it in view."""
        self.slot = ""
        self.refresh(layout=True)
        super().watch_cursor()

    def watch_slot(self) -> None:
        """Show the cursor on the heading."""
        self.post_message(self.RowChanged())
        self.refresh(layout=True)
        self.reveal()

    @property
    def place_of_cursor(self) -> tuple[int, int]:
        """The first row under the cursor, and how many it has."""
        where = self._lines(self.content_size.width)[1]
        return where.get(self.slot or self.cursor, (0, 1))

    def action_step(self, by: int) -> None:
        """Go to the next row, headings without items included; beyond the ends, to another field."""
        self.to_delete = None
        stops = self.stops
        at = self.slot or self.cursor
        now = stops.index(at) if at in stops else 0
        to = max(0, min(now + by, len(stops) - 1))
        if stops and to != now:
            wanted = stops[to]
            if isinstance(wanted, str):
                self.slot = wanted
            else:
                self.slot = ""
                self.cursor = wanted
        elif abs(by) == 1:
            (self.screen.focus_next if by > 0 else self.screen.focus_previous)()

    def action_act(self, action: RowAction) -> None:
        """As any list; on a heading, adding is all that there is to do."""
        if self.slot and action == "open":
            action = "add"
        if not self.slot or action in ("add", "paste"):
            super().action_act(action)

    @property
    def filled_in(self) -> dict[str, str]:
        """What a new item begins with: the heading that the cursor is under."""
        found = table.headings(self.spec.item, self._value)
        for heading in found:
            if heading.key and (heading.key == self.slot or (not self.slot and self.cursor in heading.items)):
                return {heading.field: heading.key} if heading.field != "id" or self.slot else {}
        return {}

    def row_at(self, y: int) -> int | str | None:
        """The item or the heading without items at row `y`."""
        where = self._lines(self.content_size.width)[1].items()
        return next((stop for stop, (top, size) in where if top <= y < top + size), None)

    def on_click(self, event: Click) -> None:
        """A click goes to the row; on the row under the cursor it opens it, or adds under its heading."""
        event.stop()
        event.prevent_default()
        row = event.get_content_offset(self)
        stop = self.row_at(row.y) if row is not None else None
        again = self.has_focus and stop is not None and stop == (self.slot or self.cursor)
        self.focus()
        if isinstance(stop, str):
            self.slot = stop
        elif stop is not None:
            self.slot, self.cursor = "", stop
        if again or (event.chain > 1 and stop is not None):
            self.action_act("open")

    def mark(self, findings: Sequence[Finding]) -> None:
        """Mark the title, and each row by the most severe finding in it."""
        super().mark(findings)
        names = {segment_of(tuple(self._value), index): index for index in range(len(self._value))}
        marks: dict[int, str] = {}
        for level in reversed(GLYPHS):
            for finding in findings:
                rest = finding.place[len(self.path) + 1 :]
                if finding.level == level and (index := names.get(rest.split(".")[0])) is not None:
                    marks[index] = GLYPHS[level]
        self.mark_rows(marks)


class CitesField(ListField):
    """Citations: captured from the code pane, or typed."""

    BINDINGS = CITATIONS.bindings()

    EMPTY = "none yet; a picks lines in the code, t types path:lines"

    def __init__(self, path: str, spec: FieldSpec, value: Any) -> None:
        super().__init__(path, spec, _as_list(value))

    def show(self, value: Any) -> None:
        """Show the citations, or the one."""
        super().show(_as_list(value))

    def take_text(self, text: str) -> None:
        """Text is none of the commands."""
        self._say(f"“{_short(text)}” was not taken for commands. t asks for path:lines to cite.")

    def row(self, item: Any) -> str:
        """Lines and symbols."""
        return f"{item.at}  {', '.join(item.symbols)}".replace("\n", "␊")


def _as_list(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def is_blank(item: Any) -> bool:
    """Whether nothing has been written into an item yet."""
    if not isinstance(item, BaseModel):
        return False
    return all(
        getattr(item, name) in ("", (), None, False, info.get_default(call_default_factory=True))
        for name, info in type(item).model_fields.items()
        if name not in ("id", "uid")
    )


def parts(item: Any) -> str:
    """What an item holds besides its own texts: `2 events, 1 invariants`; empty when there is nothing."""
    if not isinstance(item, BaseModel):
        return ""
    return ", ".join(
        f"{spec.title.lower()} ({len(value)})"
        for spec in specs(type(item)).values()
        if spec.widget in ("items", "cites") and (value := getattr(item, spec.attr))
    )


def text_of(item: type[BaseModel]) -> str:
    """The key of the field that says what an item of this kind is; empty where there is none."""
    fields = specs(item).items()
    return next((k for k, s in fields if k not in ("id", "uid") and s.widget in ("line", "prose")), "")


def summary(item: BaseModel) -> str:
    """One line by which people know the item: its id, its first choice, its first words."""
    fields = specs(type(item))
    choice = next((spec for spec in fields.values() if spec.widget == "choice"), None)
    parts = [str(getattr(item, "id", "")), str(getattr(item, choice.attr)) if choice is not None else ""]
    for key, spec in fields.items():
        if key in ("id", "uid") or spec.widget not in ("line", "prose", "file", "ref", "refs"):
            continue
        value = getattr(item, spec.attr)
        text = ", ".join(value) if isinstance(value, tuple) else value
        if text:
            parts.append(text)
        # What an item names says little without what it says of it.
        if text and spec.widget not in ("ref", "refs"):
            break
    return "  ".join(part.replace("\n", " ")[:120] for part in dict.fromkeys(parts) if part) or "(empty)"
