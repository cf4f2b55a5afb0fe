"""The form of a phase or of one item, made from the models: no field is known here by name but `id`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.ids import KINDS
from blistui.rules.rule import Finding
from screens.dialogs.picker import Option
from screens.fields.citations import CitesField
from screens.fields.field import Field
from screens.fields.items import ItemsField
from screens.fields.lists import ListField
from screens.fields.pick import ChoiceField, FlagField, IdField, RefField
from screens.fields.text import DateField, EntryField, LineField, LinesField, NumberField, ProseField
from screens.form.phases import BY_KEY
from screens.keys.form import FORM, LINK


@dataclass(frozen=True)
class Surroundings:
    """What editors ask about the world around the form."""

    plan: Callable[[], Plan]
    known: Callable[[tuple[str, ...]], Sequence[Option]]
    files: Callable[[], Sequence[str]]
    columns: Callable[[], Sequence[str]]
    handle: Callable[[Message], object]
    """Does what a field asks for."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a form shows: a station's tables (`path` is empty), or the item at `path`; a PR has two tiers."""

    station: str
    path: str = ""
    tier: int = 1


@dataclass(frozen=True, slots=True)
class _Row:
    """One editor or heading; rows with other values are the same."""

    spec: FieldSpec = dataclasses.field(compare=False)
    path: str
    value: Any = dataclasses.field(compare=False)
    entry: str = ""
    heading: bool = False


class Link(Static, can_focus=True):
    """A line that posts a message when it is followed, by default that the author wants to go to a place."""

    BINDINGS = LINK.bindings()

    @dataclass
    class Followed(Message):
        """The author wants to go to `place`."""

        place: Place

    def __init__(self, text: str, message: Callable[[], Message]) -> None:
        super().__init__(Content(text), classes="link")
        self._message = message

    def action_follow(self) -> None:
        """Post the message."""
        self.post_message(self._message())

    def on_click(self) -> None:
        """Post the message."""
        self.action_follow()


class Form(VerticalScroll, can_focus=False):
    """Editors for the fields of one place, refreshed from the plan; every change is handed on at once."""

    BINDINGS = FORM.bindings()

    class ItemGone(Message):
        """The item of this place was removed before its form was made."""

    class FactsWanted(Message):
        """The author wants to see what the code offers for Phase 0."""

    def __init__(self, place: Place, around: Surroundings) -> None:
        super().__init__()
        self.place = place
        self._around = around
        self.fields: list[Field] = []
        """The editors, in order."""
        self._made: dict[_Row, Widget] = {}
        self._sought: Field | None = None

    def compose(self) -> ComposeResult:
        """One editor a field, under the headings of its groups; none when the item went meanwhile."""
        try:
            rows = list(self._rows())
        except paths.PathError:
            self.post_message(self.ItemGone())
            return
        if self.place == Place("phase0"):
            yield Link("→ Accept facts from the code, with their citations", self.FactsWanted)
        for row in rows:
            yield self._widget(row)
        if self._tiered:
            other = 2 if self.place.tier == 1 else 1
            label = "Tier 2, the implementation guide" if other == 2 else "Tier 1, the review summary"
            there = Place(self.place.station, self.place.path, other)
            yield Link(f"→ {label}", lambda: Link.Followed(there))

    def _widget(self, row: _Row) -> Widget:
        made = Static(Content(row.spec.title), classes="group") if row.heading else self._editor(row)
        self._made[row] = made
        if isinstance(made, Field):
            made.handle = self._around.handle
            self.fields.append(made)
        return made

    def refit(self) -> bool:
        """Add and remove fields as the current plan asks, keeping the others with their focus.

        False when the form no longer fits the plan and must be made again.
        """
        if self.fits():
            return True
        try:
            rows = list(self._rows())
        except paths.PathError:
            return False
        if not rows or rows[0] not in self._made:
            return False
        for row in [row for row in self._made if row not in rows]:
            self._made.pop(row).remove()
        before: Widget | None = None
        for row in rows:
            made = self._made.get(row)
            if made is None:
                made = self._widget(row)
                self.mount(made, after=before)
            before = made
        self.fields = [made for row in rows if isinstance(made := self._made[row], Field)]
        return True

    @property
    def _tiered(self) -> bool:
        item = paths.get(self._around.plan(), self.place.path) if self.place.path else None
        return isinstance(item, BaseModel) and any(spec.tier for spec in specs(type(item)).values())

    def _rows(self) -> Iterator[_Row]:
        """What the form should hold now: a choice may add other fields."""
        plan = self._around.plan()
        if self.place.path:
            yield from self._rows_of(paths.get(plan, self.place.path), self.place.path, self._tiered)
            return
        tables = specs(Plan)
        for key in BY_KEY[self.place.station].tables:
            if tables[key].widget == "group":
                yield from self._rows_of(getattr(plan, key), key, tiered=False)
            else:
                yield _Row(tables[key], key, getattr(plan, key))

    def _rows_of(self, item: BaseModel, path: str, tiered: bool) -> Iterator[_Row]:
        for key, spec in specs(type(item)).items():
            if spec.widget == "hidden" or not spec.applies(item):
                continue
            if tiered and (spec.tier or 1) != self.place.tier:
                continue
            value, at = getattr(item, spec.attr), f"{path}.{key}"
            if spec.widget == "group":
                yield _Row(spec, at, None, heading=True)
                yield from self._rows_of(value, at, tiered)
            elif spec.widget == "mapping":
                yield _Row(spec, at, None, heading=True)
                for column in dict.fromkeys([*self._around.columns(), *value]):
                    yield _Row(spec, at, value, entry=column)
            else:
                yield _Row(spec, at, value)

    def _editor(self, row: _Row) -> Field:
        spec, at, value = row.spec, row.path, row.value
        if spec.key == "id" and spec.widget == "line" and self._is_item(at):
            return IdField(at, spec, value)
        match spec.widget:
            case "mapping":
                return EntryField(at, spec, row.entry, lambda: paths.get(self._around.plan(), at))
            case "prose":
                return ProseField(at, spec, value)
            case "lines":
                return LinesField(at, spec, value)
            case "choice":
                return ChoiceField(at, spec, value)
            case "flag":
                return FlagField(at, spec, value)
            case "number":
                return NumberField(at, spec, value)
            case "date":
                return DateField(at, spec, value)
            case "ref" | "refs":
                return RefField(at, spec, value, self._around.known)
            case "cite" | "cites":
                return CitesField(at, spec, value)
            case "items":
                return ItemsField(at, spec, value)
            case "file":
                return LineField(at, spec, value, SuggestFromList(self._around.files()))
            case _:
                return LineField(at, spec, value)

    def _is_item(self, at: str) -> bool:
        path = at.rpartition(".")[0]
        return kind_of(path) in KINDS

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter goes to the next field."""
        event.stop()
        self.screen.focus_next()

    def follow(self, before: Plan) -> bool:
        """Show what is no longer as in the plan `before`; False when the form must be made again.

        Only a field whose value in the plan has changed is given a value.
        """
        plan = self._around.plan()
        try:
            for field in self.fields:
                value = paths.get(plan, field.path)
                if field.part_of(value) != field.part_of(paths.get(before, field.path)):
                    field.show(value)
        except paths.PathError:
            return False
        return self.refit()

    def fits(self) -> bool:
        """Whether these are the fields that the current plan asks for: a choice may add others."""
        try:
            wanted = [(row.path, row.entry) for row in self._rows() if not row.heading]
        except paths.PathError:
            return False
        return wanted == [(field.path, field.entry) for field in self.fields]

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show at each field how many findings there are at or below it."""
        for field in self.fields:
            field.mark([finding for finding in findings if finding.is_about(field.path)])

    def focus_path(self, path: str) -> None:
        """Focus the field at `path`, or the nearest one that holds it."""
        fields = [field for field in self.fields if path == field.path or path.startswith(field.path + ".")]
        target = max(fields, key=lambda field: len(field.path), default=None)
        if target is None:
            # An item opens at the first field after its id, which was chosen already.
            target = next((field for field in self.fields if not isinstance(field, IdField)), None)
        if target is not None:
            self.screen.set_focus(target)
            self._sought = target
            if isinstance(target, ItemsField) and path != target.path:
                segment = path[len(target.path) + 1 :].split(".")[0]
                held = tuple(target.read())
                names = [paths.segment_of(held, index) for index in range(len(held))]
                if segment in names:
                    target.cursor = names.index(segment)

    def watch_virtual_size(self) -> None:
        """Show the field that was focused before it had a place."""
        if self._sought is not None and self._sought.has_focus:
            self.scroll_to_widget(self._sought, animate=False, force=True)
            if isinstance(self._sought, ListField):
                self._sought.reveal()
        self._sought = None


def kind_of(path: str) -> str:
    """The kind of the item at `path`; empty for nested tables, which have no ids."""
    parts = path.split(".")
    keys = tuple(parts[:-1])
    for kind in KINDS.values():
        pattern = kind.at
        if len(pattern) == len(keys) and all(p in ("*", k) for p, k in zip(pattern, keys, strict=True)):
            return kind.name
    return ""
