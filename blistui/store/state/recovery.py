"""What sessions that were killed have left: found, shown before anybody decides about it, dropped."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.store.load import Loaded, Unloadable, parse, read_bytes
from blistui.store.locks import alive, real
from blistui.store.state.database import as_sentences, connect, transaction
from blistui.store.state.journal import digest, end, presences, read_record
from blistui.store.three_way import joined

_UNFIT = (paths.PathError, paths.ValueRefused, KeyError, TypeError, AttributeError, ValueError)
"""What a record raises that is none of ours."""

_CHANGED = "The file has changed since these edits were made; those that still fit were applied."


class Unrecoverable(Exception):
    """The edits of a session cannot be read; the message is a sentence."""


@dataclass(frozen=True)
class Leftover:
    """The unsaved edits of a session that is gone.

    `path` is the plan's file, `base` the digest of what it was, `writing` of what the session was about to
    make of it; `modified` is the time of the last edit. `partly`: was recovered already, but not all of it.
    """

    folder: Path
    number: int
    owner: str
    path: Path
    base: str
    writing: str
    partly: bool
    steps: int
    modified: float

    @cached_property
    def before(self) -> Loaded:
        """The plan before the edits, as it was read; raises Unrecoverable or StateUnusable."""
        with as_sentences(self.folder), contextlib.closing(connect(self.folder)) as database:
            base = database.execute("SELECT data FROM base WHERE digest = ?", (self.base,)).fetchone()
        if base is None:
            raise Unrecoverable(f"Another window has taken the edits of {self.path}.")
        try:
            return Loaded(self.path, parse(base[0], self.path), base[0])
        except Unloadable as error:
            raise Unrecoverable(f"Unsaved edits of {self.path} cannot be read: {error}") from error

    @cached_property
    def after(self) -> Plan:
        """The plan with all edits; raises Unrecoverable or StateUnusable."""
        plan = self.before.plan
        with as_sentences(self.folder), contextlib.closing(connect(self.folder)) as database:
            of_session = "SELECT record FROM edit WHERE session = ? ORDER BY number"
            records = database.execute(of_session, (self.number,)).fetchall()
        try:
            for (record,) in records:
                plan = _replayed(plan, read_record(record))
        except _UNFIT as error:
            raise Unrecoverable(f"Unsaved edits of {self.path} cannot be read: {error}") from error
        return plan

    def drop(self) -> bool:
        """Give the edits up; False when another window has taken them. Raises StateUnusable."""
        connection = contextlib.closing(connect(self.folder))
        with as_sentences(self.folder), connection as database, transaction(database):
            return end(database, self.number, self.owner, keep=False)


class Recoverable(NamedTuple):
    """The plan with what was left, the paths of the fields that change, a sentence for what does not fit."""

    plan: Plan
    fields: tuple[str, ...]
    refused: tuple[str, ...]

    @property
    def unfit(self) -> bool:
        """Whether some of it does not fit the file, which has changed since."""
        return bool(self.refused) and self.refused != (_CHANGED,)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to recover: all was undone, or saved."""
        return not self.fields and not self.refused


def recoverable(leftover: Leftover, loaded: Loaded, plan: Plan) -> Recoverable:
    """What the edits of `leftover` make of `plan`, which is `loaded` and perhaps edited.

    Raises Unrecoverable or StateUnusable.
    """
    after = leftover.after
    if digest(loaded.data or b"") in (leftover.base, leftover.writing) and plan is loaded.plan:
        return Recoverable(after, changed_fields(plan, after), ())
    found, refused = joined(leftover.before.plan, after, plan)
    fields = changed_fields(plan, found)
    return Recoverable(found, fields, (_CHANGED, *refused) if fields or refused else ())


def all_leftovers(folder: Path) -> list[Leftover]:
    """What every session that is gone has left, newest first. Raises StateUnusable.

    Sessions without an edit are removed, and the locks of those that left nothing.
    """
    with as_sentences(folder), contextlib.closing(connect(folder, check=True)) as database:
        rows = database.execute(
            "SELECT session.number, owner, path, base, writing, partly, COUNT(edit.number), MAX(edit.at)"
            " FROM session LEFT JOIN edit ON edit.session = session.number GROUP BY session.number"
        ).fetchall()
        found = []
        for number, owner, path, base, writing, partly, steps, modified in rows:
            if alive(presences(folder), owner):
                continue
            if not steps:
                with transaction(database):
                    end(database, number, owner, keep=False)
                continue
            at = Path(os.fsdecode(path))
            found.append(Leftover(folder, number, owner, at, base, writing, bool(partly), steps, modified))
        for lock in presences(folder).glob("*.lock"):
            alive(presences(folder), lock.stem)
    return sorted(found, key=lambda leftover: leftover.modified, reverse=True)


def leftovers(folder: Path, loaded: Loaded) -> list[Leftover]:
    """What was left for this plan, newest first: by its path, or by its text when it was moved or renamed.

    Raises StateUnusable.
    """
    own, text = real(loaded.path), digest(loaded.data or b"")
    return [
        leftover
        for leftover in all_leftovers(folder)
        if not leftover.partly
        and (leftover.path == own or (text in (leftover.base, leftover.writing) and _has_gone(leftover)))
    ]


def changed_fields(before: Plan, after: Plan) -> tuple[str, ...]:
    """Paths of the fields that differ, in the plan's order."""
    if before == after:
        return ()
    old, new = _values(before), _values(after)
    found = [path for path in {**new, **old} if old.get(path) != new.get(path)]
    # Items without content, an order, keys that no form knows: something changed nevertheless.
    return tuple(found) or ("the plan",)


def _has_gone(leftover: Leftover) -> bool:
    """Whether the plan that was edited is no longer at its path: a copy of it has no claim to the edits."""
    try:
        return digest(read_bytes(leftover.path)) not in (leftover.base, leftover.writing)
    except Unloadable:
        return True


def _replayed(plan: Plan, record: dict[str, Any]) -> Plan:
    if "plan" in record:
        return Plan.model_validate(record["plan"])
    return apply(plan, (Edit(*step) for step in record["edits"]))


def _values(plan: Plan) -> dict[str, Any]:
    return {path: value for path, _, value, _ in paths.leaves(plan) if value not in ("", (), None, False)}
