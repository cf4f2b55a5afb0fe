"""What every action of the workbench is given: the open plan, its checks, and where the author is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.getters import query_one
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from blistui.store.session import Session
from screens.form import places
from screens.form.form import Form, Place
from screens.form.pane import FormPane
from screens.form.phases import station_of
from screens.validator import Result, Validator
from screens.widgets.kept_rows import KeptRows
from screens.workbench.findings_list import FindingsList
from screens.workbench.rail import Rail

Answer = TypeVar("Answer")


class Bench(Screen[None], KeptRows):
    """One plan on the bench; `place` is where the author is, `pane` what a narrow terminal shows."""

    # Not `reactive`: the panes draw what these change, and the screen is not to be drawn again for it.
    pane: var[str] = var("form", init=False)
    result: var[Result | None] = var(None, init=False)

    rail = query_one(Rail)
    sidebar = query_one(FindingsList)
    form_pane = query_one(FormPane)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.validator = Validator(session.path)
        self.next_from: tuple[str, Widget | None] | None = None
        """Where the author was, by path and focus, who wants to go on once the last edit is checked."""

    @property
    def place(self) -> Place:
        """What the form shows."""
        return self.form_pane.place

    @property
    def form(self) -> Form | None:
        """The form shown now."""
        return self.form_pane.form

    def go(self, place: Place, focus: str = "") -> None:
        """Show `place`, with the field at path `focus` focused."""
        if place == self.place and self.form is not None:
            self.pane = "form"
            self.form.focus_path(focus or place.path)
            return
        self.session.seal()
        self.show_place(place, focus or place.path or " ")

    def show_place(self, place: Place, focus: str) -> None:
        """Make the form of `place` again, and focus the field at `focus` unless that is empty."""
        self.form_pane.show(place, focus)
        self.show_around(place)
        self.pane = "form"

    def show_around(self, place: Place) -> None:
        """Let what stands around the form follow to `place`."""
        self.rail.current = self.sidebar.station = place.station
        self.set_class(place == Place("review"), "-at-review")

    def ask_behind(
        self, title: str, question: Screen[Answer], answered: Callable[[Answer | None], None] | None = None
    ) -> None:
        """Ask what a thread has prepared, never over what the author has opened meanwhile."""
        if self.app.screen is self:
            self.app.push_screen(question, answered)
        else:
            self.notify(f"“{title}” is ready: close this, and ask for it again.", markup=False)

    def jump(self, path: str, rule: str = "") -> None:
        """Go to the field at `path`."""
        self.go(places.place_of(self.session.plan, path, station_of(path, rule).key), focus=path)
