"""A list of items whose text is all there is to write: it is edited in its row, one row after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.content import Content

from blistui.plan.fields import FieldSpec, specs
from blistui.plan.paths import segments_of
from screens.fields.items import ItemsField
from screens.fields.pick import Known
from screens.fields.row_editor import RowEditor
from screens.fields.summary import is_blank, value_of


class EditedInRow(ItemsField):
    """The row that is edited has the editor over it; the list is drawn as if it had the focus meanwhile."""

    def __init__(self, path: str, spec: FieldSpec, value: Sequence[Any], known: Known) -> None:
        super().__init__(path, spec, value, known)
        assert spec.item is not None
        self.editor = RowEditor(specs(spec.item)[self.columns.in_row], self.go_on)
        """Edits the text of an item in its row."""

    def compose(self) -> ComposeResult:
        """What edits a text in its row."""
        yield self.editor

    @property
    def is_editing(self) -> bool:
        """Whether the text of the item under the cursor is being edited in its row."""
        return self.editor.has_focus

    @property
    def is_lit(self) -> bool:
        """Also while the editor has the focus."""
        return self.has_focus or self.is_editing

    def unfolded(self, width: int) -> tuple[int, list[Content]]:
        """As any list; a row that is edited is one row."""
        top, rows = super().unfolded(width)
        return top, rows[:1] if self.is_editing else rows

    def edit(self, index: int) -> None:
        """Edit the text of an item in its row."""
        self.slot, self.cursor = "", index
        key = self.columns.in_row
        self.editor.handle = self.handle
        self._place_editor()
        self.editor.begin(f"{self.path_at(index)}.{key}", value_of(self._value[index], key))
        self.refresh(layout=True)

    def _place_editor(self) -> None:
        """Over the text of the row under the cursor."""
        widths = self.widths
        start = 4 + (widths.id + 2 if widths.id else 0)
        self.editor.styles.offset = (start, self.layout_of_rows.tops[self.cursor] + self.names_above)
        self.editor.styles.width = max(self.size.width - start - 2, 8)

    def on_resize(self) -> None:
        """Another width has other rows."""
        if self.is_editing:
            self._place_editor()

    def show(self, value: Sequence[Any]) -> None:
        """Show `value`, and in the row that is edited its text."""
        super().show(value)
        if self.is_editing:
            names = [f"{self.path}.{segment}.{self.columns.in_row}" for segment in segments_of(value)]
            if self.editor.path in names:
                index = names.index(self.editor.path)
                self.editor.show(value_of(value[index], self.columns.in_row))
            else:
                self._end_edit()

    def go_on(self, by: int, ends: bool) -> None:
        """To another row; a row that was left empty goes, and below the last one a new one is made."""
        at = self.cursor
        is_empty = at < len(self._value) and is_blank(self._value[at])
        to = at + by
        if ends or not 0 <= to <= len(self._value) or (is_empty and to == len(self._value)):
            self._end_edit()
            if is_empty:
                self.ask(self.ActionRequested(self, "drop", at))
        elif to == len(self._value):
            self.ask(self.ActionRequested(self, "add", to))
        else:
            self.edit(to)

    def _end_edit(self) -> None:
        self.screen.set_focus(self)
        self.editor.display = False

    def on_descendant_blur(self) -> None:
        """The row is not edited any more."""
        if not self.editor.has_focus:
            self.editor.display = False
            self.refresh(layout=True)

    def action_enter(self) -> None:
        """Edit the row under the cursor; add the first one."""
        if len(self._value) and not self.slot:
            self.edit(self.cursor)
        else:
            super().action_enter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a text is edited in its row, keys are for that; else a key of its own opens the page."""
        if self.is_editing and action in ("step", "page", "act", "enter"):
            return False
        return parameters == ("open",) or super().check_action(action, parameters)
