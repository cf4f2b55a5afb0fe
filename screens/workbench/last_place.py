"""Where the author is, kept for the next time that the plan is opened."""

from __future__ import annotations

import contextlib
from pathlib import Path

from blistui.store.state.database import StateUnusable
from blistui.store.state.recent import remember_place
from screens.form.form import Place
from screens.workbench.bench import Bench


class LastPlace:
    """Keeps it now and then, so that a kill loses little, and when the workbench is left."""

    def __init__(self, bench: Bench, state_folder: Path) -> None:
        self._bench = bench
        self._state_folder = state_folder
        self._kept: Place | None = None
        self.place: Place | None = None
        """Where the author is."""

    def keep_soon(self) -> None:
        """Keep it in a thread, if it is another than before."""
        if self.place != self._kept:
            self._bench.run_worker(self.keep, thread=True, group="last place", exclusive=True)

    def keep(self) -> None:
        """Keep it; that the state cannot be used is said where edits are recorded."""
        place = self.place
        if place is not None and place != self._kept:
            self._kept = place
            with contextlib.suppress(StateUnusable):
                remember_place(self._state_folder, self._bench.session.path, place.station, place.path)
