"""The workbench: rail, form, validator sidebar and code pane over one session."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.events import ScreenResume
from textual.widget import Widget

from blistui.store.session import Session
from screens.evidence.pane import ProofRow
from screens.fields.citations import CitesField
from screens.fields.field import Field, Group
from screens.fields.items import ItemsField
from screens.fields.lists import ListField
from screens.form import places
from screens.form.form import Link, Place
from screens.form.pane import FormPane
from screens.form.phases import BY_KEY, STATIONS
from screens.keys.workbench import WORKBENCH
from screens.validator import LiveCheck, Result
from screens.widgets.breakpoints import take_size
from screens.widgets.kept_rows import KeptHorizontal
from screens.widgets.key_line import KeyLine
from screens.widgets.key_order import TypedAhead
from screens.widgets.styles import DIALOG_STYLES, read_styles
from screens.workbench import guiding, rows
from screens.workbench.actions import Actions
from screens.workbench.findings_list import FindingsList
from screens.workbench.last_place import LastPlace
from screens.workbench.on_disk import OnDisk
from screens.workbench.rail import Rail
from screens.workbench.recording import Recording
from screens.workbench.title_line import TitleLine

if TYPE_CHECKING:
    from textual.command import Provider

    from screens.workbench.hits import Hits

PANES = ("rail", "form", "evidence", "findings", "code")

_BESIDE_FORM = 25 + 48
"""Cells of the rail and of the evidence, as `workbench.tcss` has them."""
_RECORD_AGAIN = 1.0
"""Seconds between two looks whether edits that could not be recorded can be; the journal sets the pace."""

_LOOK_AT_DISK = 2.0
"""Seconds between two looks at the plan's file."""


def _field_commands() -> type[Provider]:
    # Deferred for the first frame, as what finds.
    from screens.workbench.field_commands import FieldCommands

    return FieldCommands


class Workbench(Actions):
    """The screen of an open plan: its panes, its keys, and what the rules find in it."""

    CSS_PATH = "workbench.tcss"
    # The form focuses its first field; focusing the rail before would show that pane for a moment.
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    BINDINGS = WORKBENCH.bindings()
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_field_commands}

    def __init__(self, session: Session, state_folder: Path, station: str = "", at: str = "") -> None:
        super().__init__(session)
        self.add_class("-show-form", update=False)
        station = station if station in BY_KEY else STATIONS[0].key
        self._first = places.place_of(session.plan, at, station)
        self._first_focus = at or " "
        self._last_place = LastPlace(self, state_folder)
        # Not looked up: it follows changes while the screen goes, too.
        self.headline = TitleLine(session)
        self._code_of = ""
        self._was_shown = False
        self.live_check = LiveCheck(self, session, self.validator, self._show_result, self._show_stop)
        self._recording = Recording(self, self.headline)
        self._on_disk = OnDisk(self, self.headline)

    def compose(self) -> ComposeResult:
        """Title line, panes side by side, footer."""
        take_size(self)
        # While the panes are made: then the result is there as soon as they are.
        self.live_check.start()
        yield self.headline
        with KeptHorizontal(id="panes"):
            yield Rail(id="rail")
            wide = self.has_class("-wide")
            yield FormPane(
                self.session,
                self.validator,
                self.field_asks,
                self.app.size.width - _BESIDE_FORM * wide,
                self._first,
            )
            yield Vertical(TypedAhead(), id="code")
            yield self.evidence
            yield FindingsList(id="findings")
        yield self.proof_row
        yield KeyLine()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """All has its styles from being mounted: looked for again, they would delay the first frame."""
        event.refresh_styles = self._was_shown
        self._was_shown = True

    def on_mount(self) -> None:
        """Show the plan and let the rules run."""
        self.session.subscribe(self.session_changed)
        self.show_around(self._first)
        self.form_pane.begin(self._first_focus)
        self.live_check.hand_over()
        self._recording.show()
        # The disk may have space again while nobody types.
        self.set_interval(_RECORD_AGAIN, self._recording.again)
        # Not every terminal says that the author comes back to it.
        self.set_interval(_LOOK_AT_DISK, self._on_disk.look)
        self.set_interval(_LOOK_AT_DISK, self._last_place.keep_soon)

    def on_unmount(self) -> None:
        """Keep where the author was."""
        self._last_place.keep()

    # The session

    def session_changed(self) -> None:
        """Show the plan as it is now, and let the rules run once typing pauses."""
        self.next_from = None
        self.headline.checking = True
        self.sidebar.checking = True
        self.form_pane.follow()
        self.show_evidence()
        self.live_check.soon()
        # What is typed is painted first: a frame costs what lies between the rows that it changes.
        self.call_after_refresh(self._follow_around)
        self._recording.show()

    def _follow_around(self) -> None:
        self.headline.follow()
        self.form_pane.show_head()

    def action_check_again(self) -> None:
        """Run the rules on the code as it is now, and see whether the plan's file is what was read."""
        self.sidebar.checking = True
        self.live_check.again()
        self.evidence.read_again()
        self._on_disk.look(again=True)

    def _show_result(self, result: Result) -> None:
        if self.result is None:
            self.call_after_refresh(self._get_ready)
        try:
            self.result = result
        except NoMatches:
            # The screen is being left, one widget after the other: the result is not read any more.
            return

    def _get_ready(self) -> None:
        # What the first frame did without.
        read_styles(self.app, DIALOG_STYLES)
        self.run_worker(_load_explanations, thread=True)

    def _show_stop(self, why: str) -> None:
        if not self.query(FindingsList):
            return  # The screen is being left, and the rules with it.
        self.headline.checking = False
        self.headline.follow()
        self.sidebar.stopped = True
        self.sidebar.checking = False
        self.notify(why, title="No result", severity="error", markup=False, timeout=10)

    def watch_result(self, result: Result) -> None:
        """Findings go to the rail, the sidebar and the fields."""
        if not self.query(FindingsList):
            return  # The screen is being left: the result is not shown any more.
        typing = isinstance(self.focused, Field) and self.focused.path == "plan.repository"
        if result.problem not in ("", self.headline.problem) and not typing:
            # The title line shows its beginning only.
            self.notify(result.problem, severity="warning", markup=False, timeout=10)
        self.headline.mark(result.findings, result.problem, result.behind)
        self.sidebar.checking = False
        self.sidebar.findings = result.findings
        self.rail.progress = result.progress
        self.form_pane.mark(result.findings, result.progress)
        self.evidence.mark(result.findings)
        self.show_evidence()
        self.citing.refresh_repository()
        self.counting.look(result)
        guiding.go_on(self)

    # Where the author is

    @on(Rail.Chosen)
    def to_station(self, event: Rail.Chosen) -> None:
        """Go to a phase."""
        self.go(Place(event.station))

    @on(Link.Followed)
    def to_place(self, event: Link.Followed) -> None:
        """Go to the place of a link."""
        self.go(event.place, event.focus)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the code, the key to find a text is for the code."""
        if action == "find" and self.focused is not None and self._holds("code", self.focused):
            return False
        return super().check_action(action, parameters)

    @cached_property
    def _hits(self) -> Hits:
        # Deferred for the first frame, which has no use for what finds.
        from screens.workbench.hits import Hits

        return Hits(self)

    def action_find(self) -> None:
        """Find a text in the whole plan."""
        self._hits.find()

    def action_hit(self, step: int) -> None:
        """Go to the next hit of the text that was found last, or to the one before."""
        self._hits.step(step)

    def go(self, place: Place, focus: str = "") -> None:
        """Show `place`, with the field at path `focus` focused; a blank item that is left by that goes."""
        left = self.place.path
        around = left.rpartition(".")[0]
        super().go(place, focus)
        # Not on the way to its neighbour: that may be known by its position behind this one.
        if left and not f"{place.path}.".startswith((f"{left}.", f"{around}.")):
            rows.drop_blank(self, left)

    def show_around(self, place: Place) -> None:
        """Let what stands around the form follow to `place`, and keep that the author is there."""
        super().show_around(place)
        self._last_place.place = place

    def action_station(self, by: int) -> None:
        """Go to the next or previous phase."""
        keys = [station.key for station in STATIONS]
        self.go(Place(keys[(keys.index(self.place.station) + by) % len(keys)]))

    def action_sibling(self, by: int) -> None:
        """Go to the item before or behind the one that is shown."""
        before, _, _, behind = places.beside(self.session.plan, self.place)
        if (there := before if by < 0 else behind) is not None:
            self.go(there)

    def action_back(self) -> None:
        """From the code to the field that asked, from an item to its list, from a pane to the form."""
        if self.pane == "code" and not self.citing.is_asked:
            # The author types in the code: the next key must not go into a field.
            self.notify("F5 leaves the code.", markup=False, timeout=2)
        elif self.pane != "form":
            self._to_form()
        elif self.place.path:
            self.go(places.above(self.session.plan, self.place), focus=self.place.path)

    def action_crumb(self, number: int) -> None:
        """Go to one of the forms around the one that is shown: its number, from the phase down."""
        self.go(places.way_to(self.session.plan, self.place)[number], focus=self.place.path)

    def _to_form(self) -> None:
        if self.pane != "form":
            asked = self.citing.stop()
            self.pane = "form"
            if asked and self.form is not None:
                self.form.focus_path(asked)
            else:
                self.form_pane.focus_again()

    # Panes

    def action_pane(self, pane: str) -> None:
        """Show a pane, and focus it unless it has the focus already; the key of the code hides it again."""
        if pane == "code":
            if self.pane == "code":
                self._to_form()
            else:
                self._open_code()
            return
        if pane == "form" and self.pane != "form":
            self._to_form()
            return
        self.pane = pane
        if self.focused is None or not self._holds(pane, self.focused):
            if pane == "rail":
                self.set_focus(self.rail)
            elif pane == "evidence":
                self.set_focus(self.evidence)
            elif pane == "findings":
                self.set_focus(self.sidebar.query_one("#findings-rows"))
            else:
                self.form_pane.focus_again()

    def action_findings(self, group: Group) -> None:
        """Show the findings of one group, over the whole plan."""
        self.sidebar.show_only(group)
        self.action_pane("findings")

    def watch_pane(self, pane: str) -> None:
        """Narrow terminals show one pane, wide ones the code beside the form."""
        # All at once: each change of a class has the style of every widget computed again.
        self.update_classes({f"-show-{name}": name == pane for name in PANES})
        # Its row is drawn where it is seen, and may have been hidden when the lines came.
        self.call_after_refresh(self.evidence.draw)

    def _open_code(self) -> None:
        """Show the code: at what the item cites, unless that was shown already."""
        claim, citation = self.evidence.claim, self.evidence.citation
        if claim is not None and citation is not None and claim.path != self._code_of:
            self._code_of = claim.path
            self.citing.show(citation)
        else:
            self.citing.open()

    def show_evidence(self) -> None:
        """Show what the item rests on that the form shows, or the row under the cursor."""
        path, at = self.place.path, None
        field = self.focused
        if isinstance(field, CitesField):
            at = field.cursor
        elif isinstance(field, ItemsField) and not path and field.path_of_cursor:
            path = field.path_of_cursor
        elif not path and field is not None and not self._holds("form", field):
            # The author is in another pane: the item stays, and its evidence may be another by now.
            path = self.evidence.claim.path if self.evidence.claim is not None else ""
        self.evidence.follow(self.session.plan, path, at, self.validator.repository)

    @on(ListField.RowChanged)
    def row_changed(self) -> None:
        """Another row is under the cursor."""
        self.refresh_bindings()
        self.form_pane.show_hint()
        self.show_evidence()

    @on(ProofRow.Wanted)
    def to_evidence(self) -> None:
        """Show the evidence in full."""
        self.action_pane("evidence")

    def _holds(self, pane: str, widget: Widget) -> bool:
        return self.query_one(f"#{pane}") in widget.ancestors_with_self

    def on_descendant_focus(self) -> None:
        """Another field: end the burst of typing, and say what the field is for."""
        self.session.seal()
        self.form_pane.show_hint()
        self.show_evidence()
        # Mouse and Tab move the focus into any pane; the pane that has it is shown.
        if self.focused is not None:
            self.pane = next((name for name in PANES if self._holds(name, self.focused)), self.pane)


@cache
def _load_explanations() -> None:
    # Deferred for the first frame, and loaded after it in a thread, so that F1 does not wait for them.
    import blistui.rules.registry  # noqa: F401

    # As the app does with what was loaded before.
    gc.freeze()
