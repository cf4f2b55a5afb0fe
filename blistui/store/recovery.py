"""What a journal left behind would bring back, told before anybody decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.edits import apply
from blistui.store.journal import Leftover, edits_of

UNFIT = (paths.PathError, paths.ValueRefused, KeyError, TypeError, AttributeError, ValueError)
"""What a record raises that does not fit the plan, or is none of ours."""


@dataclass(frozen=True)
class Recoverable:
    """Paths of the fields that would change, in the plan's order; whether every edit still fits."""

    fields: tuple[str, ...]
    fits: bool

    def __bool__(self) -> bool:
        return bool(self.fields) or not self.fits


def recoverable(leftover: Leftover, plan: Plan) -> Recoverable:
    """What replaying `leftover` upon `plan` would change: nothing when all was undone or saved.

    Raises OSError when the journal cannot be read.
    """
    after, fits = plan, True
    for record in leftover.records():
        try:
            match record.get("do"):
                case "edit":
                    after = apply(after, edits_of(record))
                case "snapshot":
                    after = Plan.model_validate(record["plan"])
        except UNFIT:
            fits = False
    return Recoverable(_changed(plan, after), fits)


def _changed(before: Plan, after: Plan) -> tuple[str, ...]:
    if before == after:
        return ()
    old, new = _values(before), _values(after)
    found = [path for path in {**new, **old} if old.get(path) != new.get(path)]
    # Items without content, an order, keys that no form knows: something changed all the same.
    return tuple(found) or ("the plan",)


def _values(plan: Plan) -> dict[str, Any]:
    return {path: value for path, _, value, _ in paths.leaves(plan) if value not in ("", (), None, False)}
