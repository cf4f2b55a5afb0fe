"""Items of the plan as a table, under the headings of the template; each opens a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive

from blistui.plan.fields import FieldSpec, specs
from blistui.plan.paths import segments_of
from blistui.rules.rule import Finding
from screens.fields import table
from screens.fields.lists import ListField, RowAction
from screens.fields.marks import Mark, marks_of_rows, proof_cells
from screens.fields.pick import Known
from screens.fields.summary import columns_of, summary, value_of, words
from screens.fields.table import Heading, Layout, Widths
from screens.widgets.clicks import is_acting

_WIDE = 110
_NOTHING = Mark()


class ItemsField(ListField):
    """Items of the plan; the row under the cursor is unfolded while the list has the focus."""

    slot: reactive[str] = reactive("", init=False)
    """The heading without items that the cursor is on; empty on an item."""
    as_a_whole = False
    """Whether the author was led to the list, and has not moved to another row since."""

    def __init__(self, path: str, spec: FieldSpec, value: Sequence[Any], known: Known) -> None:
        self._known = known
        self._made: tuple[Any, bool, Layout] | None = None
        self._kept: dict[object, tuple[Any, list[Content]]] = {}
        self._marks: dict[int, Mark] | None = None
        self._proof = 0
        self.columns = columns_of(spec.item)
        first = specs(spec.item)[self.columns.texts[0]] if spec.item and self.columns.texts else None
        self._named = first if first is not None and first.widget == "ref" else None
        """The field that names another item, where an item is called by that."""
        if self.columns.under:
            self.LABEL = "none"
        super().__init__(path, spec, value)
        held = (one.items for one in table.headings(spec.item, value) if one.items)
        self.set_reactive(ItemsField.cursor, next(held, (0,))[0])

    def row(self, item: BaseModel) -> str:
        """Id and the first texts."""
        return summary(item)

    @property
    def layout_of_rows(self) -> Layout:
        """What stands in which row."""
        airy = self.app.size.width >= _WIDE if self.is_attached else False
        if self._made is None or self._made[0] is not self._value or self._made[1] != airy:
            self._made = (self._value, airy, Layout(self.spec.item, self._value, airy=airy))
        return self._made[2]

    @property
    def widths(self) -> Widths:
        """Cells of the columns, with space for what is found in citations."""
        found = self.layout_of_rows.widths
        return found._replace(proof=self._proof) if self._proof > found.proof else found

    @property
    def _lit(self) -> int | str | None:
        """The item or heading under the cursor, in the focus."""
        return self.slot or self.cursor if self.is_lit else None

    @property
    def is_lit(self) -> bool:
        """Whether the row under the cursor is drawn as the one that has the focus."""
        return self.has_focus

    def unfolded(self, width: int) -> tuple[int, list[Content]]:
        """Where the item under the cursor begins, and its rows; none where it is on no item."""
        at = self._lit
        if not isinstance(at, int) or at not in self.layout_of_rows.tops:
            return -1, []
        return self.layout_of_rows.tops[at], self._item_rows(at, width, lit=True)

    @property
    def names_above(self) -> int:
        """Rows with the names of columns above the items."""
        return 1 if any(self.widths.more) and not self.layout_of_rows.headings else 0

    def row_count(self, width: int) -> int:
        """Rows of the table; where there is nothing, one that says what is wanted."""
        rows = len(self.layout_of_rows.rows)
        if not rows:
            return super().row_count(width)
        return rows + self.names_above + max(len(self.unfolded(width)[1]) - 1, 0)

    @property
    def is_bare(self) -> bool:
        """Headings are rows without items, too."""
        return not self.layout_of_rows.rows

    def row_at(self, y: int, width: int) -> Content:
        """Row `y` in `width` cells."""
        found = self.layout_of_rows
        y -= self.names_above
        if y < 0:
            return table.names_row(self.widths, width)
        top, rows = self.unfolded(width)
        if rows and top <= y < top + len(rows):
            return rows[y - top]
        row = found.rows[y - max(len(rows) - 1, 0) if rows and y >= top else y]
        if isinstance(row, Heading):
            of = None if self._marks is None else [self._mark_of(index) for index in row.items]
            return table.heading_row(row, of, width, self._lit in (row.items or (row.key,)))
        if isinstance(row, int):
            return self._item_rows(row, width, lit=False)[0]
        return table.wants_row(row or "", width)

    def _item_rows(self, index: int, width: int, *, lit: bool) -> list[Content]:
        # An item is never changed in place: its rows are, until it or the table looks otherwise.
        item, mark = self._value[index], self._mark_of(index)
        meant = self._meant(item)
        key = (id(item), mark, self.widths, width, lit, meant)
        found = self._kept.get(key)
        if found is None or found[0] is not item:
            if len(self._kept) > 400:
                self._kept.clear()
            rows = table.item_rows(item, mark, self.widths, width, lit, meant)
            found = self._kept[key] = (item, rows)
        return found[1]

    def _meant(self, item: Any) -> str:
        """What the item says that `item` names and says nothing of."""
        named = self._named
        if named is None or any(value_of(item, key) for key in self.columns.texts[1:]):
            return ""
        found = self._known(named.refs).get(value_of(item, named.key))
        return found.label if found is not None else ""

    def _mark_of(self, index: int) -> Mark:
        mark = (self._marks or {}).get(index, _NOTHING)
        # Nothing is right of which nothing is written.
        is_empty = not words(self._value[index]) and not any(mark[:3])
        return mark._replace(to_write=1) if is_empty else mark

    def on_focus(self) -> None:
        """Unfold the row under the cursor."""
        if not self.slot and not len(self._value) and self.layout_of_rows.stops:
            self.slot = str(self.layout_of_rows.stops[0])
        super().on_focus()

    def show(self, value: Sequence[Any]) -> None:
        """Show `value`; from a heading that has items now, the cursor goes to the first of them."""
        super().show(value)
        self.as_a_whole = False
        if self.slot and self.slot not in self.layout_of_rows.stops:
            items = next((one.items for one in self.layout_of_rows.headings if one.key == self.slot), ())
            self.slot, self.cursor = "", items[0] if items else self.cursor

    def watch_cursor(self) -> None:
        """Unfold the row under the cursor, and keep it in view."""
        self.slot, self.as_a_whole = "", False
        self.refresh(layout=True)
        super().watch_cursor()

    def watch_slot(self) -> None:
        """Show the cursor on the heading."""
        self.as_a_whole = False
        self.refresh(layout=True)
        self.reveal()
        self.post_message(self.RowChanged())

    @property
    def place_of_cursor(self) -> tuple[int, int]:
        """The first row under the cursor, and how many it has; a heading comes with what it wants."""
        at: int | str = self.slot or self.cursor
        top = self.layout_of_rows.tops.get(at, 0) + self.names_above
        if isinstance(at, str):
            return top, 2
        above = 1 if top and isinstance(self.layout_of_rows.rows[top - self.names_above - 1], Heading) else 0
        return top - above, max(len(self.unfolded(self.size.width)[1]), 1) + above

    def action_step(self, by: int) -> None:
        """Go to the next row, headings without items included; beyond the ends, to another field."""
        self.to_delete = None
        found = self.layout_of_rows
        now = found.order.get(self.slot or self.cursor, 0)
        to = max(0, min(now + by, len(found.stops) - 1))
        if found.stops and to != now:
            self._stand_on(found.stops[to])
        elif abs(by) == 1:
            self.leave(by)

    def _stand_on(self, stop: int | str) -> None:
        """Put the cursor on an item or on a heading without items."""
        if isinstance(stop, str):
            self.slot = stop
        else:
            self.slot, self.cursor = "", stop

    @property
    def lacking(self) -> list[str]:
        """The headings without items, where some are wanted."""
        if self.wanted is None:
            return []
        return [stop for stop in self.layout_of_rows.stops if isinstance(stop, str)]

    def go_to(self, path: str) -> None:
        """Put the cursor on the item that holds `path`; for the list itself, where an item is to be added.

        That is the first heading without items; where there is none, the last row.
        """
        names = segments_of(self._value)
        segment = path[len(self.path) + 1 :].split(".")[0]
        if segment in names:
            self.slot, self.cursor = "", names.index(segment)
        elif path == self.path:
            self._stand_on(next(iter(self.lacking or self.layout_of_rows.stops[-1:]), 0))
            self.as_a_whole = True

    def go_to_next_lacking(self) -> bool:
        """From a heading without items, go to the next one; False where the cursor is not before one."""
        behind = self.lacking[self.lacking.index(self.slot) + 1 :] if self.slot in self.lacking else []
        if behind:
            self.slot = behind[0]
        return bool(behind)

    @property
    def stands_at(self) -> str:
        """What the author looks at: the item under the cursor, or the list."""
        return self.path if self.as_a_whole else self.path_of_cursor or self.path

    def action_act(self, action: RowAction) -> None:
        """As any list; on a heading, adding is all that there is to do."""
        if self.slot and action == "open":
            action = "add"
        if not self.slot or action in ("add", "paste", "facts"):
            super().action_act(action)

    @property
    def has_row(self) -> bool:
        """A heading without items is none."""
        return not self.slot and super().has_row

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter opens the page of an item: another key for it is not needed."""
        return parameters != ("open",) and super().check_action(action, parameters)

    @property
    def path_of_cursor(self) -> str:
        """The path of the item under the cursor; empty on a heading, and where there are no items."""
        return "" if self.slot or not self._value else self.path_at(min(self.cursor, len(self._value) - 1))

    @property
    def filled_in(self) -> dict[str, str]:
        """What a new item begins with: the heading that the cursor is under."""
        under = self.columns.under
        for heading in self.layout_of_rows.headings:
            if heading.key and (heading.key == self.slot or (not self.slot and self.cursor in heading.items)):
                return {under: heading.key} if under != "id" or self.slot else {}
        return {}

    @property
    def begun(self) -> tuple[int, int]:
        """How many of the template's headings have items, and how many there are; zeros without headings."""
        found = self.layout_of_rows.headings
        return sum(bool(heading.items) for heading in found), len(found)

    def _row_at(self, y: int) -> int | Heading | None:
        """The item or the heading at row `y`."""
        found = self.layout_of_rows
        y -= self.names_above
        top, rows = self.unfolded(self.size.width)
        if rows and y >= top:
            y = max(top, y - len(rows) + 1)
        if not 0 <= y < len(found.rows):
            return None
        row = found.rows[y]
        if isinstance(row, str) and y:
            row = found.rows[y - 1]
        return row if isinstance(row, int | Heading) else None

    def on_click(self, event: Click) -> None:
        """A click goes to the row; on the row under the cursor it opens it, or adds under its heading.

        On a heading with items it goes to the last of them, and a double click adds another.
        """
        event.prevent_default()
        place = event.get_content_offset(self)
        row = self._row_at(place.y) if place is not None else None
        if is_acting(event):
            self.screen.set_focus(self)
            # The key at the right of a heading adds under it.
            self.slot = row.key if isinstance(row, Heading) and not row.items else ""
            return
        event.stop()
        was = (self.slot or self.cursor) if self.has_focus else None
        self.screen.set_focus(self)
        match row:
            case Heading(items=(*_, last)):
                self._stand_on(last)
                if event.chain > 1:
                    self.action_act("add")
            case Heading(key=stop) | (int() as stop):
                self._stand_on(stop)
                if was == stop or event.chain > 1:
                    self.action_enter()
            case None:
                pass

    def mark(self, findings: Sequence[Finding]) -> None:
        """Mark the label, and each row by what is found in it."""
        super().mark(findings)
        marks = marks_of_rows(self.path, self._value, findings)
        if marks != self._marks:
            self._marks, self._proof = marks, proof_cells(marks.values())
            self.refresh()
