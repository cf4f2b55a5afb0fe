"""Each phase can be done before a later one is begun: what it lacks of that one waits there."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.fields import specs
from blistui.plan.ids import KINDS, ids_of
from blistui.plan.paths import leaves
from blistui.plan.phases import PHASES, Phase
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.registry import RULES
from blistui.rules.running.findings import run
from blistui.rules.running.progress import progress
from blistui.store.load import load
from tests.rules.harness import context_of

SAMPLES = Path(__file__).parents[3] / "sample_plans"
IN_ORDER = [phase for phase in PHASES if phase.mark.isdigit()]


@pytest.fixture(scope="module")
def complete() -> tuple[Plan, Evidence]:
    plan = load(SAMPLES / "overload.toml").plan
    return plan, Evidence(Repository.open(SAMPLES / "queuesim"), plan.plan.base_commit)


def written_up_to(plan: Plan, mark: str) -> Plan:
    """The plan before anything is written that belongs behind the phase `mark`, references to it included."""
    kept = {table for phase in IN_ORDER if phase.mark <= mark for table in phase.tables} | {"plan"}
    empty = Plan()
    plan = apply(plan, [Edit("put", key, getattr(empty, key)) for key in specs(Plan) if key not in kept])
    known = {kind: set(ids_of(plan, kind)) for kind in KINDS}
    cleared: list[Edit] = []
    for path, spec, value, _ in leaves(plan):
        ids = set().union(*(known[kind] for kind in spec.refs)) if spec.refs else set()
        if spec.widget == "ref" and value and value not in ids:
            cleared.append(Edit("put", path, ""))
        elif spec.widget == "refs" and not ids.issuperset(value):
            cleared.append(Edit("put", path, tuple(own for own in value if own in ids)))
    return apply(plan, cleared)


@pytest.mark.parametrize("phase", IN_ORDER, ids=lambda phase: phase.mark)
def test_a_phase_is_done_before_the_next_is_begun(phase: Phase, complete: tuple[Plan, Evidence]) -> None:
    mark = phase.mark
    plan = written_up_to(complete[0], mark)
    states = {one.phase: one.state for one in progress(plan, run(RULES, context_of(plan, complete[1])))}
    assert {state for own, state in states.items() if own.isdigit() and own <= mark} == {"done"}
    assert {state for own, state in states.items() if own.isdigit() and own > mark} <= {"not begun"}
