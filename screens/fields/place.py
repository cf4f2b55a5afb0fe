"""An editor for the path of any item of the plan: picked from all that there are, never typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import BaseModel
from textual.content import Content

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec
from blistui.plan.ids import KINDS, items_of
from blistui.plan.tables.living import NOTES
from screens.dialogs.option import Option
from screens.fields.pick import PickField
from screens.fields.summary import kind_word, words
from screens.widgets.lines import MUTED


class PlaceField(PickField):
    """The path of an item, with what the item says."""

    def __init__(self, path: str, spec: FieldSpec, value: Any, plan: Callable[[], Plan]) -> None:
        super().__init__(path, spec, value)
        self._plan = plan

    def options(self) -> Sequence[Option]:
        """Every item of the plan itself; notes on the plan are about those."""
        plan = self._plan()
        return [
            Option(path, words(item), kind_word(item))
            for name, kind in KINDS.items()
            if kind.at[0] not in NOTES
            for path, item in items_of(plan, name)
        ]

    def render(self) -> Content:
        """The path, and what stands there."""
        if not self.shown:
            return self.unset()
        try:
            item = paths.get(self._plan(), self.shown)
        except paths.PathError:
            return Content.assemble(self.shown, "  ", ("✗ nothing is there", "$error"))
        label = words(item) if isinstance(item, BaseModel) else ""
        return Content.assemble(self.shown, "  ", (label, MUTED))
