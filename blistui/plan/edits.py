"""Edits as values: what the session applies, the journal keeps, and a fix proposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from blistui.plan import ids, paths
from blistui.plan.document import Plan


@dataclass(frozen=True, slots=True)
class Edit:
    """One step: `put` a value at a path, `insert` an item before `index` of the list at a path, `remove`
    or `move` the item at a path (to `index` of its list), or `rename` it (value: the new id)."""

    op: Literal["put", "insert", "remove", "move", "rename"]
    path: str
    value: Any = None
    index: int = 0


def apply(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan after `edits`, in order; raises PathError or ValueRefused, and then nothing has happened."""
    for edit in edits:
        match edit.op:
            case "put":
                plan = paths.put(plan, edit.path, edit.value)
            case "insert":
                plan = paths.insert(plan, edit.path, edit.index, edit.value)
            case "remove":
                plan = paths.remove(plan, edit.path)
            case "move":
                plan = paths.move(plan, edit.path, edit.index)
            case "rename":
                reason = ids.why_not_an_id(plan, ids.kind_at(plan, edit.path), edit.value)
                if reason:
                    raise paths.ValueRefused(reason)
                plan = ids.rename(plan, edit.path, edit.value)
    return plan
