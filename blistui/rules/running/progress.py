"""How far each phase of a plan is: not begun, begun, wrong or done, counted in the parts that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from blistui.plan.document import Plan
from blistui.plan.paths import get, with_paths
from blistui.plan.phases import PHASES
from blistui.plan.tables.crosscutting import AREAS
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.plan.tables.recon import TOPICS
from blistui.rules.prose.filled import filled
from blistui.rules.rule import Finding

State = Literal["not begun", "begun", "wrong", "done"]
_GLYPHS: dict[State, str] = {"not begun": "○", "begun": "◐", "wrong": "✗", "done": "✓"}


class Progress(NamedTuple):
    """The state of one phase, and how many of its parts are done.

    `wrong` and `to_write` count errors; what waits for this phase is among those to write, wherever it is.
    """

    phase: str
    state: State
    done: int
    of: int
    wrong: int
    to_write: int

    @property
    def is_asked(self) -> bool:
        """Whether anything is written in it or to be written: a plan may freeze no interface."""
        return self.state != "not begun" or self.to_write > 0 or self.phase == _REVIEW

    @property
    def glyph(self) -> str:
        """The state as a glyph."""
        return _GLYPHS[self.state] if self.is_asked else "·"


_PARTS: dict[str, tuple[str, ...]] = {
    "A": ("plan.executive_summary", "plan.design_doc", "plan.guidelines_read"),
    "0": ("constraint",),
    "1": (
        *("objective", "non_goal", "commitments.compatibility", "commitments.performance"),
        *("commitments.backward_compatibility", "commitments.cli_stability", "question", "scope"),
    ),
    "2": (
        *("block", "interaction", "invariant", "state.simulation", "state.statistics"),
        *("extension_point", "ownership"),
    ),
    "3": ("risk",),
    "4": (
        *("evolution.current", "evolution.target", "evolution.unchanged", "evolution.risks"),
        *("evolution.invariants", "evolution.change", "evolution.refactor", "evolution.tradeoff"),
    ),
    "6": ("pr",),
    "7": ("dag.merge_sequencing", "dag.integration_risks"),
    "8": (
        *("prevention.invariants", "prevention.regression", "prevention.migration"),
        "prevention.compatibility",
    ),
    "G": ("frozen",),
}
"""The parts of each phase: paths of fields and of lists."""

_SLOTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "0": ("finding", "topic", tuple(TOPICS)),
    "5": ("crosscutting", "area", tuple(AREAS)),
    "8": ("prevention.failure_modes", "id", tuple(FAILURE_MODES)),
}
"""Lists with one slot for each of several keys: (path, field of the items that holds the key, keys)."""

_REVIEW = "R"
_BY_TABLE = {table: phase.mark for phase in PHASES for table in phase.tables}
_BY_HEADING = {phase.heading: phase.mark for phase in PHASES}


class _Part(NamedTuple):
    """A part: where it is, whether the author has written anything in it, whether an empty list is asked."""

    paths: tuple[str, ...]
    written: bool
    is_list: bool = False


def due_in(finding: Finding) -> str:
    """The mark of the phase in which a finding is due: the later one that it waits for, or its own."""
    return _BY_HEADING.get(finding.waits_for) or _BY_TABLE.get(finding.path.partition(".")[0], "A")


def progress(plan: Plan, findings: Sequence[Finding]) -> tuple[Progress, ...]:
    """The state of phases A, 0 to 8, G and R, in this order, of which `findings` are all there are.

    What waits for a later phase counts there, and does not keep its own phase from being done. Review is
    done when every phase is, or has nothing that is asked for. Warnings and hints change no state.
    """
    errors = [one for one in findings if one.blocks]
    wrong: dict[str, int] = {}
    asked: dict[str, list[Finding]] = {}
    for one in errors:
        due = due_in(one)
        if one.kind == "wrong":
            wrong[due] = wrong.get(due, 0) + 1
        else:
            asked.setdefault(due, []).append(one)
    found = tuple(
        _progress(plan, phase.mark, wrong.get(phase.mark, 0), asked.get(phase.mark, []))
        for phase in PHASES
        if phase.mark != _REVIEW
    )
    return (*found, _review(found, wrong.get(_REVIEW, 0), len(asked.get(_REVIEW, []))))


def _review(phases: Sequence[Progress], wrong: int, to_write: int) -> Progress:
    settled = [one for one in phases if one.state == "done" or not (one.wrong or one.to_write)]
    done = sum(one.state == "done" for one in phases)
    state: State = "begun" if done else "not begun"
    if wrong:
        state = "wrong"
    elif done and len(settled) == len(phases) and not to_write:
        state = "done"
    return Progress(_REVIEW, state, len(settled), len(phases), wrong, to_write)


def _progress(plan: Plan, phase: str, wrong: int, asked: Sequence[Finding]) -> Progress:
    parts = list(_parts(plan, phase))
    by_path: dict[str, list[_Part]] = {}
    for part in parts:
        for path in part.paths:
            by_path.setdefault(path, []).append(part)
    open_parts: set[_Part] = set()
    # What no part holds, such as a list that is too short, is a part more.
    more: set[str] = set()
    for one in asked:
        held = {part for path in _around(one) for part in by_path.get(path, ()) if _is_in(one, part, path)}
        open_parts |= held
        if not held:
            more.add(one.path)
    unfinished = len(open_parts) + len(more)
    idle = sum(1 for part in parts if not part.written and part not in open_parts)
    of = len(parts) + len(more)
    begun = any(part.written for part in parts)
    state: State = "done" if begun else "not begun"
    if wrong:
        state = "wrong"
    elif begun and asked:
        state = "begun"
    # A list that may stay empty is done when nothing else is asked for.
    done = of - unfinished - (idle if unfinished or not begun else 0)
    return Progress(phase, state, done, of, wrong, len(asked))


def _around(finding: Finding) -> set[str]:
    """The paths that a finding is about, and all that hold these."""
    found: set[str] = set()
    for place in (finding.path, *finding.fields):
        while place and place not in found:
            found.add(place)
            place = place.rpartition(".")[0]
    return found


def _is_in(finding: Finding, part: _Part, path: str) -> bool:
    # An empty list is asked for where the list itself is; what is below it is in no part.
    return part.written or not part.is_list or finding.path == path


def _parts(plan: Plan, phase: str) -> Iterator[_Part]:
    for path in _PARTS.get(phase, ()):
        held = get(plan, path)
        reason = f"{path}_none_because"
        if path in _TEXTS or not isinstance(held, tuple):
            yield _Part((path, reason), _said(plan, path) or _said(plan, reason))
        elif held:
            yield from (_Part((at,), True) for at, _ in with_paths(held, path))
        else:
            yield _Part((path, reason), _said(plan, reason), is_list=True)
    if phase in _SLOTS:
        path, field, keys = _SLOTS[phase]
        held = get(plan, path)
        items = list(with_paths(held, path))
        yield from (_Part((at,), True) for at, _ in items)
        there = {str(getattr(item, field)) for _, item in items}
        # Each slot is a part of its own, though all of them are asked for at the list.
        yield from (_Part((path, key), False, is_list=True) for key in keys if key not in there)


_TEXTS = frozenset(
    {
        *("commitments.compatibility", "commitments.performance", "commitments.backward_compatibility"),
        *("commitments.cli_stability", "state.simulation", "state.statistics", "evolution.unchanged"),
        *("evolution.risks", "evolution.invariants", "prevention.migration", "prevention.compatibility"),
    }
)
"""Lists of texts: one part, however long they are."""


def _said(plan: Plan, path: str) -> bool:
    table, _, field = path.partition(".")
    value = getattr(getattr(plan, table, None), field, None) if field else None
    return value if isinstance(value, bool) else filled(value)
