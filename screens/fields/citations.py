"""Citations of code: captured from the code pane, or typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blistui.plan.fields import FieldSpec
from screens.fields.lists import ListField, short
from screens.keys.form import CITATIONS


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
        self.say(f"“{short(text)}” was not read as commands. t asks for path:lines to cite.")

    def row(self, item: Any) -> str:
        """Lines and symbols."""
        return f"{item.at}  {', '.join(item.symbols)}".replace("\n", "␊")


def _as_list(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
