"""The difference of two plans: what changed is named in the plan's terms, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.difference import Change, difference
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.store.load import load

SAMPLES = Path(__file__).resolve().parents[2] / "sample_plans"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load(SAMPLES / "overload.toml").plan


def brief(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(one.section, one.what, one.name) for one in changes]


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ([], []),
        ([Edit("rename", "pr.PR3", "PR9")], [("prs", "renamed", "PR3 is now PR9")]),
        ([Edit("rename", "objective.O1", "O9")], [("fields", "renamed", "O1 is now O9")]),
        (
            [Edit("put", "pr.PR1.guarantees.BC-1-1.text", "Another promise.")],
            [("contracts", "changed", "PR1, BC-1-1, Guarantee")],
        ),
        ([Edit("remove", "pr.PR1.guarantees.BC-1-1")], [("contracts", "removed", "PR1, BC-1-1")]),
        ([Edit("move", "pr.PR3", index=0)], [("prs", "moved", "PR3")]),
        ([Edit("put", "pr.PR4.depends_on", ())], [("prs", "changed", "PR4, Depends on")]),
        ([Edit("put", "risk.R-2.gate", "PR5")], [("gates", "changed", "R-2, Gate")]),
        ([Edit("put", "risk.R-2.outcome", "failed")], [("risks", "changed", "R-2, Outcome")]),
        ([Edit("remove", "risk.R-2")], [("risks", "removed", "R-2")]),
        (
            [Edit("put", "finding.F2.cites.@0.at", "workload/generate.go:2-4")],
            [("citations", "moved", "F2, Citations")],
        ),
        (
            [Edit("put", "finding.F2.cites.@0.digest", "b2:0")],
            [("citations", "changed", "F2, Citations")],
        ),
        ([Edit("remove", "finding.F2.cites.@0")], [("citations", "removed", "F2, Citations")]),
        ([Edit("put", "plan.title", "Other")], [("fields", "changed", "Plan, Title")]),
        ([Edit("put", "pr.PR1.guarantees.BC-1-1.uid", "")], []),
    ],
)
def test_each_edit_is_one_change_in_its_section(
    plan: Plan, edits: list[Edit], found: list[tuple[str, str, str]]
) -> None:
    assert brief(difference(plan, apply(plan, edits))) == found


def test_a_pr_that_goes_takes_its_contracts_along(plan: Plan) -> None:
    found = brief(difference(plan, apply(plan, [Edit("remove", "pr.PR5")])))
    assert found == [
        ("contracts", "removed", "PR5, BC-5-1"),
        ("contracts", "removed", "PR5, BC-5-2"),
        ("prs", "removed", "PR5"),
    ]
    back = brief(difference(apply(plan, [Edit("remove", "pr.PR5")]), plan))
    assert back == [(section, "added", name) for section, _, name in found]


def test_two_prs_that_exchange_their_ids_are_two_renames(plan: Plan) -> None:
    swapped = apply(
        plan,
        [
            Edit("rename", "pr.PR1", "PRX1"),
            Edit("rename", "pr.PR2", "PR1"),
            Edit("rename", "pr.PRX1", "PR2"),
        ],
    )
    found = [one for one in difference(plan, swapped) if one.what == "renamed"]
    assert {one.name for one in found if one.section == "prs"} == {"PR2 is now PR1", "PR1 is now PR2"}
    assert [one for one in difference(plan, swapped) if one.section == "gates"] == []


def test_wrapping_is_no_difference_and_order_is_the_fewest_moves(plan: Plan) -> None:
    text = plan.plan.executive_summary
    wrapped = apply(plan, [Edit("put", "plan.executive_summary", " ".join(text.split()))])
    assert difference(plan, wrapped) == ()
    [moved] = difference(plan, apply(plan, [Edit("move", "pr.PR1", index=4)]))
    assert (moved.name, moved.old, moved.new) == ("PR1", "first", "after PR5")
