"""Which editor a field of the plan has, by its widget in the models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.message import Message
from textual.suggester import SuggestFromList

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec
from blistui.plan.ids import kind_of_list
from screens.fields.citations import CitesField
from screens.fields.edited_in_row import EditedInRow
from screens.fields.field import Field
from screens.fields.items import ItemsField
from screens.fields.pick import ChoiceField, FlagField, IdField, Known, RefField
from screens.fields.place import PlaceField
from screens.fields.prose import LinesField, ProseField
from screens.fields.summary import columns_of
from screens.fields.text import DateField, EntryField, LineField, NumberField, ReasonField
from screens.form.rows import Row


@dataclass(frozen=True)
class Surroundings:
    """What editors ask about the world around the form."""

    plan: Callable[[], Plan]
    known: Known
    files: Callable[[], Sequence[str]]
    columns: Callable[[], Sequence[str]]
    handle: Callable[[Message], object]
    """Does what a field asks for."""
    width: Callable[[], int]
    """Cells across the form, also before it was laid out."""


_PLAIN: Mapping[str, Callable[[str, FieldSpec, Any], Field]] = {
    "prose": ProseField,
    "lines": LinesField,
    "flag": FlagField,
    "number": NumberField,
    "date": DateField,
    "cite": CitesField,
    "cites": CitesField,
}
"""Editors that need nothing but the field and its value."""


def editor_of(row: Row, around: Surroundings) -> Field:
    """The editor of the field that a row of the form stands for."""
    spec, at, value = row.spec, row.path, row.value
    if spec.key == "id" and spec.widget == "line" and kind_of_list(_up(_up(at))):
        return IdField(at, spec, value)
    if spec.widget in _PLAIN:
        return _PLAIN[spec.widget](at, spec, value)
    match spec.widget:
        case "mapping":
            return EntryField(at, spec, row.entry, lambda: paths.get(around.plan(), at))
        case "choice":
            columns = columns_of(row.model)
            return ChoiceField(at, spec, value, columns.headings if columns.under == spec.key else {})
        case "ref" | "refs":
            return RefField(at, spec, value, around.known)
        case "items" if columns_of(spec.item).in_row:
            return EditedInRow(at, spec, value, around.known)
        case "items":
            return ItemsField(at, spec, value, around.known)
        case "line" if spec.place == "item":
            return PlaceField(at, spec, value, around.plan)
        case "line" if spec.key.endswith("none_because"):
            return ReasonField(at, spec, value)
        case "file":
            return LineField(at, spec, value, SuggestFromList(around.files()))
        case _:
            return LineField(at, spec, value)


def _up(path: str) -> str:
    return path.rpartition(".")[0]
