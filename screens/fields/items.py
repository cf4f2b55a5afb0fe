"""Items of the plan as a table; each opens a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.reactive import reactive

from blistui.plan.fields import FieldSpec
from blistui.plan.paths import segment_of
from blistui.rules.rule import Finding
from screens.fields import table
from screens.fields.field import GLYPHS
from screens.fields.lists import ListField, RowAction
from screens.fields.summary import summary


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
