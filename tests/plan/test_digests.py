"""What counts as a change of the plan, of a guarantee, and of what was signed."""

from __future__ import annotations

from typing import Any

import pytest

from blistui.plan.digests import (
    contracts,
    guarantee_digest,
    item_digest,
    plan_digest,
    signed_digest,
    take_baseline,
    text_digest,
)
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.paths import PathError, get, put
from blistui.plan.tables.series import Guarantee

PLAN = Plan.model_validate(
    {
        "plan": {"title": "Scorers", "status": "draft", "base_commit": "abc"},
        "finding": [
            {
                "id": "F1",
                "statement": "One scorer",
                "cites": [{"at": "sim/a.go:1-3", "digest": "b2:1", "symbol": "A"}, {"at": "sim/b.go:7"}],
            }
        ],
        "risk": [{"id": "D-1", "decision": "Approximate", "cost": 0}],
        "revision": [{"id": "V1", "version": "v1.0"}],
        "pr": [
            {
                "id": "PR1",
                "title": "Pipeline",
                "guarantees": [{"id": "BC-1-1", "uid": "u1", "text": "Scores lie in [0,1]."}, {"text": "B"}],
            }
        ],
        "waiver": [{"id": "W1"}],
        "note": "an unknown key",
    }
)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("plan.status", "approved"),
        ("plan.repository", "../other"),
        ("plan.base_commit", "def"),
        ("pr.PR1.status", "merged"),
        ("pr.PR1.merged_on", "2026-03-02"),
        ("pr.PR1.concept_model_confirmed_on", "2026-03-02"),
        ("pr.PR1.uid", "x"),
        ("pr.PR1.pull", "#7"),
        ("pr.PR1.remarks", ({"reviewer": "R", "text": "Why?"},)),
        ("risk.D-1.outcome", "passed"),
        ("revision.V1.what", "all"),
        ("waiver.W1.because", "so"),
        ("finding.F1.statement", "  One\n  scorer "),
        ("finding.F1.cites.@0.at", "sim/moved.go:11-13"),
        ("pr.PR1.risks", ()),
    ],
)
def test_what_is_no_content_changes_no_digest(path: str, value: Any) -> None:
    changed = put(PLAN, path, value)
    assert plan_digest(changed) == plan_digest(PLAN)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("plan.title", "Scorer"),
        ("finding.F1.statement", "Two scorers"),
        ("finding.F1.cites.@0.digest", "b2:2"),
        ("finding.F1.cites.@1.at", "sim/b.go:8"),
        ("risk.D-1.cost", None),
        ("risk.D-1.cost", 1),
        ("pr.PR1.refactor_only", True),
        ("pr.PR1.guarantees.BC-1-1.text", "Scores are finite."),
        ("pr.PR1.guarantees.BC-1-1.id", "BC-1-2"),
        ("block", ({"id": "B1"},)),
    ],
)
def test_what_the_author_says_changes_the_digest(path: str, value: Any) -> None:
    changed = put(PLAN, path, value)
    assert plan_digest(changed) != plan_digest(PLAN)


def test_order_and_unknown_keys_are_content() -> None:
    two = put(PLAN, "objective", ({"id": "O1", "text": "a"}, {"id": "O2", "text": "b"}))
    turned = put(two, "objective", tuple(reversed(two.objective)))
    assert plan_digest(two) != plan_digest(turned)
    assert plan_digest(Plan.model_validate({"note": "x"})) != plan_digest(Plan())


def test_a_guarantee_is_what_it_promises_not_what_it_is_called() -> None:
    assert guarantee_digest(Guarantee(id="BC-1", text="a  b")) == guarantee_digest(Guarantee(text="a\nb"))
    assert guarantee_digest(Guarantee(text="a b")) == text_digest("a b") != text_digest("a c")


def test_a_signature_is_for_the_item_or_for_the_whole() -> None:
    assert signed_digest(PLAN, "finding.F1") == item_digest(PLAN.finding[0])
    assert signed_digest(PLAN, "") == plan_digest(PLAN)
    reworded = put(PLAN, "risk.D-1.decision", "Exact")
    assert signed_digest(reworded, "finding") == signed_digest(PLAN, "finding")
    assert signed_digest(reworded, "risk") != signed_digest(PLAN, "risk")
    with pytest.raises(PathError):
        signed_digest(PLAN, "finding.F9")


def test_a_baseline_pins_plan_and_guarantees_and_gives_uids() -> None:
    edits = take_baseline(PLAN, "revision.V1")
    pinned = apply(PLAN, edits)
    revision = pinned.revision[0]
    assert revision.plan_digest == plan_digest(pinned) == plan_digest(PLAN)
    assert revision.guarantees == contracts(pinned)
    assert revision.guarantees["u1"] == f"BC-1-1 {text_digest('Scores lie in [0,1].')} {pinned.pr[0].uid}"
    named, unnamed = pinned.pr[0].guarantees
    assert named.uid == "u1"
    assert unnamed.uid and unnamed.uid != "u1"
    assert take_baseline(pinned, "revision.V1") == edits[2:]


def test_a_copied_guarantee_gets_an_identity_of_its_own() -> None:
    twice = put(PLAN, "pr.PR1.guarantees", PLAN.pr[0].guarantees[:1] * 2)
    pinned = apply(twice, take_baseline(twice, "revision.V1"))
    assert pinned.pr[0].guarantees[0].uid == "u1"
    assert len(pinned.revision[0].guarantees) == 2
    assert isinstance(take_baseline(twice, "revision.V1")[0], Edit)
    assert get(pinned, "pr.PR1.guarantees.@1.uid") in pinned.revision[0].guarantees
