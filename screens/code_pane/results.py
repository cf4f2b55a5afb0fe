"""A list of places that stays when its finder is closed, and is walked through."""

from __future__ import annotations

from collections.abc import Sequence

from screens.code_pane.navigator import CodeNavigator
from screens.code_pane.parts import CodeParts
from screens.code_view.search import TextSearch
from screens.finder.source import Found


class Results:
    """The last answer with several places, and which of them is shown."""

    def __init__(self, pane: CodeParts, navigator: CodeNavigator) -> None:
        self._pane = pane
        self._navigator = navigator
        self.title = ""
        self.places: Sequence[Found] = ()
        self.at = 0

    def take(self, title: str, places: Sequence[Found], shown: Found | None) -> None:
        """Keep a list; the caller goes to `shown`. One that was closed without that begins with its first."""
        self.title, self.places = title, places
        if shown is None:
            self.at = -1
            return
        self.at = next((number for number, place in enumerate(places) if place == shown), 0)
        # The keys of the search walk through the results now.
        self._pane.view.search = TextSearch("")
        self._say()

    def walk(self, step: int) -> None:
        """Go to the place `step` further on, round from the last to the first."""
        if not self.places:
            self._pane.notify("Nothing is searched, and there are no results.", markup=False, timeout=2)
            return
        self.at = (max(self.at, 0 if step < 0 else -1) + step) % len(self.places)
        place = self.places[self.at]
        self._say()
        self._navigator.open_at(place.place, word=place.word)

    def _say(self) -> None:
        where = self.places[self.at].path
        self._pane.walking = f"{self.at + 1}/{len(self.places)} results", where
        self._pane.show_place()

    def forget(self) -> None:
        """There are no results: they were another repository's."""
        self.title, self.places, self.at, self._pane.walking = "", (), 0, ("", "")
