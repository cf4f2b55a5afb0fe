"""One line of text edited where it stands in its list: Enter goes on to the next row."""

from __future__ import annotations

from collections.abc import Callable

from blistui.plan.fields import FieldSpec
from screens.fields.text import LineField
from screens.keys.form import ROW


class RowEditor(LineField):
    """Over the row of a list; made once for the list, shown while one of its rows is edited."""

    LABEL = "none"

    BINDINGS = ROW.bindings()

    def __init__(self, spec: FieldSpec, left: Callable[[int, bool], None]) -> None:
        """`left` is called with how many rows the author goes on, and whether no row is edited any more."""
        super().__init__("", spec, "")
        self._left = left
        self.remove_class("field")
        self.display = False

    def begin(self, path: str, value: str) -> None:
        """Edit the text at `path`."""
        self.path = path
        self.show(value)
        self.placeholder = self.spec.help
        self.cursor_position = len(self.value)
        self.display = True
        self.screen.set_focus(self)

    async def action_submit(self) -> None:
        """Enter: on to the next row, or a new one."""
        self._leave(1, False)

    def action_step(self, by: int) -> None:
        """Go to the row above or below."""
        self._leave(by, False)

    def action_leave(self) -> None:
        """Back to the list."""
        self._leave(0, True)

    def _leave(self, by: int, ends: bool) -> None:
        # In its turn: what was typed before is for this row, what is typed after it for the next.
        self.call_later(self._left, by, ends)
