"""A window on a plan without a screen: opens, recovers, edits and saves by the same calls as the app."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from blistui.plan.edits import Edit
from blistui.store.load import load
from blistui.store.save import ChangedOnDisk, save, save_beside
from blistui.store.session import Session
from blistui.store.state.database import StateUnusable
from blistui.store.state.recovery import Unrecoverable, leftovers, recoverable

LIST = "commitments.performance"
START = '[plan]\ntitle = "t"\n\n[commitments]\nperformance = [\n]\n'


class Window:
    """One session on the plan at `path`; what it writes into the plan are marks, texts of a list."""

    def __init__(self, path: Path, state: Path) -> None:
        self.path, self._state = path, state
        self.session = Session(load(path), state)

    @property
    def marks(self) -> list[str]:
        """The marks in the plan, in order."""
        return list(self.session.plan.commitments.performance)

    def add(self, mark: str) -> None:
        """Put `mark` behind the others; unsaved."""
        edit = Edit("insert", LIST, mark, len(self.marks))
        self.session.apply((edit,), "add")

    def save(self) -> None:
        """Save; raises SaveFailed."""
        self.session.seal()
        written = save(self.session.loaded, self.session.plan, will_write=self.session.will_write)
        self.session.saved(written)

    def save_meanwhile(self, mark: str, added: Callable[[], None]) -> None:
        """Save in a thread, as the app does, and meanwhile add `mark`, then call `added`."""
        self.session.seal()
        loaded, plan = self.session.loaded, self.session.plan
        with ThreadPoolExecutor(1) as pool:
            written = pool.submit(save, loaded, plan, will_write=self.session.will_write)
            self.add(mark)
            added()
            self.session.saved(written.result())

    def save_or_take_theirs(self) -> bool:
        """Save, or drop ours and take theirs where another was first. Whether it saved."""
        try:
            self.save()
        except ChangedOnDisk:
            self.session.close()
            self.session = Session(load(self.path), self._state)
            return False
        return True

    def save_or_step_aside(self) -> bool:
        """Save; where another was first, keep ours beside the file and take theirs. Whether it saved."""
        try:
            self.save()
        except ChangedOnDisk:
            save_beside(self.session.loaded, self.session.plan, "mine")
            self.session.close()
            self.session = Session(load(self.path), self._state)
            return False
        return True

    def recover_if_possible(self) -> None:
        """Recover, as the app does when it opens: where that is impossible, the session says why."""
        with contextlib.suppress(StateUnusable):
            self.recover()

    def recover(self) -> list[str]:
        """Recover all that was left behind, newest first; gives the sentences about what did not fit."""
        refused: list[str] = []
        for leftover in leftovers(self._state, self.session.loaded):
            try:
                if not recoverable(leftover, self.session.loaded, self.session.plan).nothing:
                    refused += self.session.recover(leftover)
                else:
                    leftover.drop()
            except Unrecoverable as error:
                # Another window was first.
                refused.append(str(error))
        return refused
