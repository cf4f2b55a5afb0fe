"""The session: the one owner of the open plan."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.ids import KINDS, mint, minted, new_uid
from blistui.store.atomic import sweep
from blistui.store.load import Loaded
from blistui.store.locks import Busy, locked, real
from blistui.store.state.database import StateUnusable
from blistui.store.state.journal import Journal
from blistui.store.state.recovery import Leftover, Unrecoverable, recoverable
from blistui.store.toml.merge import plain

JOIN_WITHIN = 1.5
"""Seconds between two edits of one field that undo takes back together: a burst of typing."""


@dataclass(frozen=True, slots=True)
class _Step:
    before: Plan
    label: str
    path: str
    at: float


class Session:
    """One plan being edited: its revisions, undo and redo, and what is unsaved.

    Plans are immutable, so `plan` may be handed to a worker as it is; `revision` shows whether what the
    worker answers is still about the current plan.
    """

    def __init__(self, loaded: Loaded, state_folder: Path | None = None) -> None:
        self.loaded = loaded
        self.plan: Plan = loaded.plan
        self.revision = 0
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._listeners: list[Callable[[], None]] = []
        # While another window saves, the temporary file is no litter.
        with contextlib.suppress(OSError, Busy), locked(real(loaded.path).parent, wait=0):
            sweep(loaded.path)
        self._journal = (
            Journal(state_folder, loaded.path, loaded.plan, loaded.data) if state_folder is not None else None
        )

    @property
    def path(self) -> Path:
        """The plan's file."""
        return self.loaded.path

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        return self.plan is not self.loaded.plan and self.plan != self.loaded.plan

    @property
    def journal_problem(self) -> str:
        """A sentence while unsaved edits cannot be recorded; empty when all is well."""
        return self._journal.problem if self._journal is not None else ""

    def record_again(self) -> None:
        """Record the unsaved edits that could not be recorded, if that works by now; to be called often."""
        if self._journal is not None and self._journal.problem and self.dirty:
            self._journal.snapshot(self.plan)

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change of `plan` and after every save."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` no more; one that does not listen may be named."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def edit(self, path: str, value: Any) -> bool:
        """Put `value` at `path`; gives whether that changed anything. Raises PathError or ValueRefused."""
        if paths.get(self.plan, path) == value:
            return False
        return self.apply((Edit("put", path, value),), paths.named(self.plan, path), typing=True)

    def apply(self, edits: tuple[Edit, ...], label: str, *, typing: bool = False) -> bool:
        """Apply `edits` as one step of undo; gives whether they changed anything.

        With `typing`, a step that follows one on the same field within `JOIN_WITHIN` seconds joins it.
        Raises PathError or ValueRefused, and then nothing has happened.
        """
        after = apply(self.plan, edits)
        if after == self.plan:
            return False
        now = time.monotonic()
        path = edits[0].path if typing else ""
        last = self._undo[-1] if self._undo else None
        joined = bool(
            typing
            and last is not None
            and last.path == path
            and now - last.at < JOIN_WITHIN
            and not self._redo
        )
        before = last.before if joined and last is not None else self.plan
        if joined:
            self._undo.pop()
        self._undo.append(_Step(before, label, path, now))
        self._redo.clear()
        if self._journal is not None:
            self._journal.edits(edits, after)
        self._became(after)
        return True

    def add(self, path: str, index: int, kind: str, values: dict[str, Any] | None = None) -> str:
        """Insert a new item of `kind` before `index` of the list at `path`; gives the item's path.

        The tool chooses the id, and the uid where the kind has one.
        """
        return self.insert(
            path, index, self.minted(path, kind, values or {}), f"add {kind.replace('_', ' ')}"
        )

    def insert(self, path: str, index: int, item: dict[str, Any], label: str) -> str:
        """Insert `item` before `index` of the list at `path`; gives the item's path."""
        self.apply((Edit("insert", path, item, index),), label)
        return f"{path}.{paths.segment_of(paths.get(self.plan, path), index)}"

    def duplicate(self, path: str, index: int, kind: str) -> str:
        """Insert a copy of the item at `index` of the list at `path` after it; gives the copy's path.

        The copy is no second thing of the same name: it and what is in it get ids and uids of their own.
        """
        values = self.minted(path, kind, plain(paths.get(self.plan, path)[index]))
        inner = {found.at[-1]: found.name for found in KINDS.values() if found.at[:-1] == (path, "*")}
        held = [(key, number, item) for key in inner for number, item in enumerate(values.pop(key, ()))]
        edits: tuple[Edit, ...] = (Edit("insert", path, values, index + 1),)
        after = apply(self.plan, edits)
        copy = f"{path}.{paths.segment_of(paths.get(after, path), index + 1)}"
        for key, number, item in held:
            at = f"{copy}.{key}"
            item = {**item, "id": mint(after, inner[key], at)}
            if "uid" in item:
                item["uid"] = new_uid()
            step = Edit("insert", at, item, number)
            after, edits = apply(after, (step,)), (*edits, step)
        self.apply(edits, "duplicate")
        return copy

    def minted(self, path: str, kind: str, values: dict[str, Any]) -> dict[str, Any]:
        """`values` with a free id, and with a new uid where the kind has one."""
        return minted(self.plan, kind, path, values)

    def seal(self) -> None:
        """End a burst of typing: the next edit is a step of its own."""
        if self._undo:
            last = self._undo[-1]
            self._undo[-1] = _Step(last.before, last.label, "", last.at)

    @property
    def can_redo(self) -> bool:
        """Whether something that was taken back can be done again; an edit forgets it."""
        return bool(self._redo)

    def undo(self) -> str:
        """Take back the last step; gives its label, empty when there was none."""
        return self._swap(self._undo, self._redo)

    def redo(self) -> str:
        """Do again what was taken back last; gives its label, empty when there was none."""
        return self._swap(self._redo, self._undo)

    def _swap(self, source: list[_Step], target: list[_Step]) -> str:
        if not source:
            return ""
        step = source.pop()
        target.append(_Step(self.plan, step.label, "", step.at))
        if self._journal is not None:
            self._journal.snapshot(step.before)
        self._became(step.before)
        return step.label

    def will_write(self, data: bytes) -> None:
        """Note, before it is done, that `data` will be the file. May be called in another thread."""
        if self._journal is not None:
            self._journal.will_write(data)

    def saved(self, loaded: Loaded) -> None:
        """Take note that `loaded` is on disk; edits made while it was written stay unsaved."""
        self.loaded = loaded
        unsaved = self.plan if self.dirty else None
        if self._journal is not None:
            self._journal.wrote(loaded.data or b"", unsaved)
        if unsaved is None:
            self.plan = loaded.plan
        self._notify()

    def recover(self, leftover: Leftover) -> list[str]:
        """Apply what a killed session left, as one step; gives a sentence for each edit that does not fit.

        The leftover is gone then, unless something did not fit: it stays for `blistui recover`. Where another
        window was first, or it cannot be read, a sentence says so and nothing has happened.
        """
        try:
            found = recoverable(leftover, self.loaded, self.plan)
        except (Unrecoverable, StateUnusable) as error:
            return [str(error)]
        if self._journal is not None and not self._journal.take_over(
            leftover.number, leftover.owner, found.plan, keep=found.unfit
        ):
            return [self._journal.problem or "Another window has taken these edits."]
        if found.plan != self.plan:
            self._undo.append(_Step(self.plan, "recovered edits", "", 0.0))
            self._redo.clear()
            self._became(found.plan)
        return list(found.refused)

    def close(self) -> None:
        """End the session: what is unsaved is given up."""
        if self._journal is not None:
            self._journal.close()

    def abandon(self) -> None:
        """End the session and leave what is unsaved for another to recover."""
        if self._journal is not None:
            self._journal.abandon()

    def _became(self, plan: Plan) -> None:
        self.plan = plan
        self.revision += 1
        self._notify()

    def _notify(self) -> None:
        for listener in tuple(self._listeners):
            listener()
