"""One line of text edited where it stands in its list: Enter goes on to the next row."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from blistui.plan.fields import FieldSpec
from screens.fields.text import LineField
from screens.keys.form import ROW


class RowEditor(LineField):
    """Over the row of a list; made once for the list, shown while one of its rows is edited."""

    LABEL = "none"

    BINDINGS = ROW.bindings()

    @dataclass
    class Left(Message):
        """The author is done with the row, and goes `by` rows on; `ends` when no row is edited any more."""

        by: int
        ends: bool = False

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__("", spec, "")
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
        self.post_message(self.Left(1))

    def action_step(self, by: int) -> None:
        """Go to the row above or below."""
        self.post_message(self.Left(by))

    def action_leave(self) -> None:
        """Back to the list."""
        self.post_message(self.Left(0, ends=True))
