"""What to write or to fix next: the errors in the order of the template, across phases."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.paths import PathError, child, position
from blistui.plan.phases import BY_MARK, Phase
from blistui.plan.tables.base import Columns, Item
from blistui.rules.rule import Finding
from blistui.rules.running.progress import due_in

_ORDER = (*"012345678", "A", "G", "R")
"""The summary is written when the rest is written."""


_LAST = 1_000_000_000
"""Behind every item of a list."""


class Step(NamedTuple):
    """A finding to go to, the phase in which it is due, and one field where that is written."""

    phase: Phase
    finding: Finding
    place: str


def next_step(plan: Plan, findings: Sequence[Finding], phase: str, path: str) -> Step | None:
    """The first field of an error after `path` of the phase `phase`; from the last on, the first of all.

    What waits for a later phase is left out while that phase, which lacks the items, says so itself.
    None when there is no error.
    """
    errors = [one for one in findings if one.blocks]
    # A phase with something of its own to write says itself what it lacks.
    busy = {due_in(one) for one in errors if not one.waits_for}
    errors = [one for one in errors if not one.waits_for or due_in(one) not in busy]
    steps = [Step(BY_MARK[due_in(one)], one, place) for one in errors for place in _written_at(one)]
    ordered = sorted(((_key(plan, step), step) for step in steps), key=lambda entry: entry[0])
    here = (_ORDER.index(phase), _place(plan, path) if path else ())
    others = [entry for entry in ordered if entry[1].place != path] or ordered
    # Entries of a mapping are at one place: of these, those behind the one that `path` is.
    passed = {step.place for _, step in takewhile(lambda entry: entry[1].place != path, ordered)}
    is_listed = len(others) < len(ordered)
    behind = (
        entry
        for entry in others
        if entry[0] > here or (is_listed and entry[0] == here and entry[1].place not in passed)
    )
    found = next(behind, others[0] if others else None)
    return None if found is None else found[1]


def left_in(findings: Sequence[Finding], phase: str) -> int:
    """How many errors are due in the phase with the mark `phase`."""
    return sum(due_in(one) == phase for one in findings if one.blocks)


def _key(plan: Plan, step: Step) -> tuple[int, tuple[int, ...]]:
    return _ORDER.index(step.phase.mark), _place(plan, step.place)


def _written_at(finding: Finding) -> list[str]:
    """Where what is missing is written: each field of the item that it lists, or one that is due as it is."""
    tables = BY_MARK[due_in(finding)].tables
    due = [one for one in (*finding.fields, finding.path) if one.partition(".")[0] in tables]
    own = [one for one in due if one.startswith(f"{finding.path}.")]
    return own or due[:1] or [finding.place]


def _heading(item: object) -> int:
    """Which heading the item stands under, in the order of the template; 0 where there are none."""
    columns = item.COLUMNS if isinstance(item, Item) else Columns()
    headings = list(columns.headings)
    under = getattr(item, columns.under, "")
    return headings.index(under) if under in headings else len(headings)


def _place(plan: Plan, path: str) -> tuple[int, ...]:
    """Where `path` is as forms show the plan; what is not there is placed before all in its list."""
    found: Any = plan
    order: list[int] = []
    for segment in path.split("."):
        try:
            if isinstance(found, BaseModel):
                order.append(list(specs(type(found))).index(segment))
            elif isinstance(found, tuple):
                at = position(found, segment)
                order += [_heading(found[at]), at]
            found = child(found, segment)
        except (PathError, ValueError):
            break
    else:
        # What a list lacks is written after what its items lack.
        order += [_LAST] if isinstance(found, tuple) else []
    return tuple(order)
