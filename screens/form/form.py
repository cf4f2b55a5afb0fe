"""The form of a phase or of one item, made from the models: no field is known here by name but `id`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import BaseModel
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.rules.rule import Finding
from screens.fields.field import BESIDE, Field
from screens.fields.items import ItemsField
from screens.fields.lists import ListField
from screens.fields.pick import ChoiceField, IdField
from screens.fields.prose import ProseField
from screens.form.editors import Surroundings, editor_of
from screens.form.phases import BY_KEY
from screens.form.rows import Row, parts_of_items, rows_of_item, rows_of_phase
from screens.keys.form import FORM, LINK
from screens.widgets.kept_rows import KeptRows
from screens.widgets.lines import MUTED


@dataclass(frozen=True, slots=True)
class Place:
    """What a form shows: a station's tables (`path` is empty), or the item at `path`; a PR has two tiers."""

    station: str
    path: str = ""
    tier: int = 1


class Link(Static, can_focus=True):
    """A line that posts a message when it is followed, by default that the author wants to go to a place."""

    BINDINGS = LINK.bindings()

    @dataclass
    class Followed(Message):
        """The author wants to go to `place`, with the field at `focus` focused if it is named."""

        place: Place
        focus: str = ""

    def __init__(self, text: str, message: Callable[[], Message], *, name: str | None = None) -> None:
        super().__init__(Content(text), classes="link", name=name)
        self._text = text
        self._message = message

    def add_note(self, note: str) -> None:
        """Show a note behind the text, in the place of the one before."""
        self.update(Content.assemble(self._text, (note, MUTED)), layout=False)

    def action_follow(self) -> None:
        """Post the message."""
        self.post_message(self._message())

    def on_click(self) -> None:
        """Post the message."""
        self.action_follow()


class Form(VerticalScroll, KeptRows, can_focus=False):
    """Editors for the fields of one place, refreshed from the plan; every change is handed on at once."""

    BINDINGS = FORM.bindings()

    class ItemGone(Message):
        """The item of this place was removed before its form was made."""

    class PlaceWanted(Message):
        """The author wants to move the text of the leftover that is shown to a field."""

    class FactsWanted(Message):
        """The author wants to see what the code offers for Phase 0."""

    def __init__(self, place: Place, around: Surroundings) -> None:
        super().__init__()
        self.place = place
        self._around = around
        self.fields: list[Field] = []
        """The editors, in order."""
        self._made: dict[Row, Widget] = {}
        self._sought: Field | None = None

    def compose(self) -> ComposeResult:
        """One editor a field, under the headings of its groups; none when the item went meanwhile."""
        try:
            rows = list(self._rows())
        except paths.PathError:
            self.post_message(self.ItemGone())
            return
        made = [self._widget(row) for row in rows]
        if made:
            # As `:first-child` it would cost each field a second look for its styles.
            made[0].add_class("-first", update=False)
        self._place_labels()
        yield from made
        if not self.place.path:
            plan, tables = self._around.plan(), BY_KEY[self.place.station].tables
            for part in parts_of_items(plan, tables, self._around.columns()):
                there = Place(self.place.station, part.lacking)
                glyph = "○" if part.lacking else "✓"
                text = f"{glyph} {part.title}   {part.done} of {part.of} {part.items.lower()} have theirs"
                yield Link(text, partial(Link.Followed, there))
        if self._tiered:
            other = 2 if self.place.tier == 1 else 1
            label = "Tier 2, the implementation guide" if other == 2 else "Tier 1, the review summary"
            there = Place(self.place.station, self.place.path, other)
            yield Link(f"→ {label}", lambda: Link.Followed(there))

    def on_resize(self) -> None:
        """Another width has space for other labels; what is being written stays in sight."""
        self._place_labels()
        self.call_after_refresh(self.reveal)

    def _widget(self, row: Row) -> Widget:
        made = Static(_heading(row), classes="group") if row.heading else editor_of(row, self._around)
        self._made[row] = made
        if isinstance(made, Field):
            made.handle = self._around.handle
            if isinstance(made, ListField):
                made.is_part = not self.place.path
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
        self._place_labels()
        return True

    def _place_labels(self) -> None:
        """Values beside their labels begin in one column."""
        beside = [field for field in self.fields if field.LABEL == "beside"]
        width = self._around.width()
        # In a narrow form values have most of the width; labels are cut.
        column = max([BESIDE, *(field.label_size + 4 for field in beside)])
        column = min(column, max(BESIDE, width * 2 // 5))
        for field in beside:
            field.place_label(column, width)

    @property
    def _tiered(self) -> bool:
        item = paths.get(self._around.plan(), self.place.path) if self.place.path else None
        return isinstance(item, BaseModel) and any(spec.tier for spec in specs(type(item)).values())

    def _rows(self) -> Iterator[Row]:
        """What the form should hold now: a choice may add other fields."""
        plan, columns = self._around.plan(), self._around.columns()
        if self.place.path:
            tier = self.place.tier if self._tiered else 0
            yield from rows_of_item(paths.get(plan, self.place.path), self.place.path, columns, tier)
        else:
            yield from rows_of_phase(plan, BY_KEY[self.place.station].tables, columns)

    def follow(self, before: Plan) -> bool:
        """Show what is no longer as in the plan `before`; False when the form must be made again.

        Only a field whose value in the plan has changed is given a value.
        """
        plan = self._around.plan()
        self._sought = None
        if not self._made:
            return True  # It will be made of the plan as it is then.
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
        """Show at each field what is found at or below it."""
        paths_shown = {field.path for field in self.fields}
        below: dict[str, list[Finding]] = {path: [] for path in paths_shown}
        for finding in findings:
            held = set()
            for place in (finding.path, *finding.fields):
                while place:
                    if place in paths_shown:
                        held.add(place)
                    place = place.rpartition(".")[0]
            for path in held:
                below[path].append(finding)
        for field in self.fields:
            field.mark(below[field.path])

    def focus_path(self, path: str) -> None:
        """Focus the field at `path`, or the nearest one that holds it."""
        fields = [field for field in self.fields if field.holds(path)]
        # Of the entries of a mapping, the first that is still to be written.
        target = max(
            fields, key=lambda field: (len(field.path), field.entry != "" and field.is_blank), default=None
        )
        if target is None:
            # An item opens behind its id, and behind the heading that it was added under.
            target = next((field for field in self.fields if not self._is_given(field)), None)
        if target is not None:
            self.screen.set_focus(target)
            self._sought = target
            if isinstance(target, ItemsField):
                target.go_to(path)

    def _is_given(self, field: Field) -> bool:
        """Whether the field was filled in as the item was made."""
        return isinstance(field, IdField) or (
            isinstance(field, ChoiceField) and field.is_heading and not field.is_blank
        )

    def watch_virtual_size(self) -> None:
        """Show the field that was gone to, until the author does something there: rows above it may grow."""
        if self._sought is not None and self._sought.has_focus:
            self.reveal()
        else:
            self._sought = None

    def reveal(self) -> None:
        """Scroll to the focused field: of a list to its row, of a long text to its cursor."""
        for field in self.fields:
            if not field.has_focus_within:
                continue
            if isinstance(field, ListField):
                field.reveal()
            elif field.region.height < self.size.height:
                self.scroll_to_widget(field, animate=False, force=True)
            elif isinstance(field, ProseField):
                field.reveal()


def _heading(row: Row) -> Content:
    """What a group of fields is called; of a mapping, also who chooses its entries."""
    chosen = "   which ones: Real systems in A Summary" if row.spec.widget == "mapping" else ""
    return Content.assemble(row.spec.title, (chosen, MUTED))
