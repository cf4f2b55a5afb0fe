"""Fixes applied: one, and all until none is left."""

from __future__ import annotations

import pytest

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.rules.registry import RULES
from blistui.rules.rule import Finding, Fix
from blistui.rules.running.checking import context_of
from blistui.rules.running.findings import run
from blistui.rules.running.fixes import FixFailed, apply_fix, fix_all, harmless
from tests.rules.harness import plan_of

PLAN = plan_of("[[risk]]\nid = 'D-1'\n[[risk]]\nid = 'D-1'\n[[risk]]\nid = 'D-1'\n[[objective]]\nid = 'O1'\n")


def finding(path: str, *edits: Edit, rule: str = "RSK001", waived_by: str = "") -> Finding:
    return Finding(rule, "error", path, "Wrong.", "Fix it.", Fix("Fix it", edits), waived_by=waived_by)


def test_a_fix_gives_a_new_plan_and_leaves_the_old() -> None:
    fixed = apply_fix(PLAN, Fix("Name it", (Edit("put", "risk.@0.decision", "A"),)))
    assert fixed.risk[0].decision == "A"
    assert PLAN.risk[0].decision == ""


@pytest.mark.parametrize(
    "edit",
    [
        Edit("put", "risk.D-9.decision", "A"),
        Edit("put", "risk", "no list"),
        Edit("rename", "risk.@0", "not an id"),
        Edit("rename", "nothing.@0", "D-2"),
        Edit("insert", "plan.title", {}),
        Edit("remove", "risk.@7"),
    ],
)
def test_a_fix_that_does_not_fit_is_refused_with_a_sentence(edit: Edit) -> None:
    with pytest.raises(FixFailed, match=r"“Do it” cannot be applied: \S+"):
        apply_fix(PLAN, Fix("Do it", (Edit("put", "risk.@1.decision", "A"), edit)))
    assert PLAN.risk[1].decision == ""


def clashing(plan: Plan) -> list[Finding]:
    """A rule as PLN001: each id that was there before is to be changed."""
    seen: set[str] = set()
    found = []
    for index, risk in enumerate(plan.risk):
        if risk.id in seen:
            new = f"D-{10 + index}"
            found.append(finding(f"risk.@{index}.id", Edit("rename", f"risk.@{index}", new), rule="PLN001"))
        seen.add(risk.id)
    return found


def test_fixing_goes_on_until_nothing_is_left() -> None:
    fixed = fix_all(PLAN, clashing)
    assert [risk.id for risk in fixed.plan.risk] == ["D-1", "D-11", "D-12"]
    assert len(fixed.applied) == 2
    assert fixed.findings == fixed.unfixed == ()


def test_values_of_one_rule_go_together_and_others_wait() -> None:
    runs: list[Plan] = []

    def find(plan: Plan) -> list[Finding]:
        runs.append(plan)
        return [
            finding(f"risk.@{index}.decision", Edit("put", f"risk.@{index}.decision", "A"))
            for index, risk in enumerate(plan.risk)
            if not risk.decision
        ]

    fixed = fix_all(PLAN, find)
    assert len(fixed.applied) == 3
    assert len(runs) == 2


def test_fixes_that_touch_the_same_place_never_go_together() -> None:
    def find(plan: Plan) -> list[Finding]:
        risk = plan.risk[0]
        fixes = [
            finding("risk.@0.decision", Edit("put", "risk.@0.decision", risk.decision + "A")),
            finding("risk.@0", Edit("put", "risk.@0.decision", risk.decision + "B")),
        ]
        return fixes if len(risk.decision) < 2 else []

    assert fix_all(PLAN, find).plan.risk[0].decision == "AA"


def test_a_fix_that_does_not_help_is_tried_once_and_reported() -> None:
    useless = finding("risk.@0", Edit("put", "risk.@0.decision", "A"))
    fixed = fix_all(PLAN, lambda plan: [useless])
    assert fixed.applied == (useless,)
    assert fixed.unfixed == (useless,)


def test_a_fix_that_fails_changes_nothing_and_is_reported() -> None:
    broken = finding("risk.@0", Edit("put", "risk.@0.decision", "A"), Edit("remove", "risk.@9"))
    fixed = fix_all(PLAN, lambda plan: [broken])
    assert fixed.plan == PLAN
    assert (fixed.applied, fixed.unfixed) == ((), (broken,))


def test_two_rules_that_undo_each_other_come_to_an_end() -> None:
    def find(plan: Plan) -> list[Finding]:
        text = plan.risk[0].decision
        return [finding("risk.@0.decision", Edit("put", "risk.@0.decision", text + "A"), rule="RSK001")]

    fixed = fix_all(PLAN, find, most_passes=7)
    assert fixed.plan.risk[0].decision == "AAAAAAA"
    assert len(fixed.unfixed) == 1


def test_what_is_waived_is_left_alone() -> None:
    waived = finding("risk.@0", Edit("put", "risk.@0.decision", "A"), waived_by="W1")
    fixed = fix_all(PLAN, lambda plan: [waived])
    assert fixed.plan == PLAN
    assert fixed.unfixed == ()


def test_the_real_rules_fix_what_they_can() -> None:
    plan = plan_of(
        "[[pr]]\nid = 'PR1'\n[[pr]]\nid = 'PR2'\ndepends_on = ['PR1']\n"
        "[[pr]]\nid = 'PR3'\ndepends_on = ['PR1', 'PR2']\n"
    )
    fixed = fix_all(plan, lambda plan: run(RULES, context_of(plan)))
    assert fixed.plan.pr[2].depends_on == ("PR2",)
    assert "DAG005" in {finding.rule for finding in fixed.applied}
    assert fixed.unfixed == ()


def test_a_fix_that_adds_a_finding_is_left_alone_and_those_beside_it_are_applied() -> None:
    def find(plan: Plan) -> list[Finding]:
        blank = [
            finding(f"risk.@{index}.decision", Edit("put", f"risk.@{index}.decision", "A"))
            for index, risk in enumerate(plan.risk)
            if not risk.decision
        ]
        # With the second decision the register is too long.
        too_long = [finding("risk", rule="OUT001")] if plan.risk[1].decision else []
        return [*blank, *(one._replace(fix=None) for one in too_long)]

    fixed = fix_all(PLAN, find)
    assert [risk.decision for risk in fixed.plan.risk] == ["A", "", "A"]
    assert [one.path for one in fixed.applied] == ["risk.@0.decision", "risk.@2.decision"]
    assert [one.path for one in fixed.unfixed] == ["risk.@1.decision"]


def test_a_fix_that_did_not_help_is_tried_again_when_the_others_are_done() -> None:
    def find(plan: Plan) -> list[Finding]:
        first, second, _ = (risk.decision for risk in plan.risk)
        found = []
        if not first:
            found.append(finding("risk.@0.decision", Edit("put", "risk.@0.decision", "A"), rule="RSK001"))
        if not second:
            found.append(finding("risk.@1.decision", Edit("put", "risk.@1.decision", "B"), rule="RSK002"))
        # The first decision makes something wrong as long as there is no second.
        return [*found, *([finding("risk", rule="OUT001")] if first and not second else [])]

    fixed = fix_all(PLAN, find)
    assert [risk.decision for risk in fixed.plan.risk] == ["A", "B", ""]
    assert fix_all(fixed.plan, find).plan == fixed.plan


def test_a_fix_that_makes_what_is_to_be_written_wrong_is_left_alone() -> None:
    def find(plan: Plan) -> list[Finding]:
        kind = "wrong" if plan.risk[0].decision else "to write"
        return [finding("risk.@0.decision", Edit("put", "risk.@0.decision", "A"))._replace(kind=kind)]

    assert fix_all(PLAN, find).plan == PLAN


def test_what_a_person_vouches_for_is_not_done_in_bulk() -> None:
    plan = plan_of(
        "[plan]\nstatus = 'approved'\n[[revision]]\nid = 'V1'\ndate = '2026-03-02'\nwhat = 'a'\nwhy = 'b'\n"
        "[[attestation]]\nid = 'AT1'\nsubject = 'understood'\nby = 'Ada'\ndate = '2026-03-02'\n"
    )
    fixed = fix_all(plan, lambda plan: run(RULES, context_of(plan)))
    assert fixed.plan.revision == plan.revision and fixed.plan.attestation == plan.attestation
    offered = [one.fix for one in fixed.findings if one.fix is not None]
    assert {fix.title.partition(" ")[0] for fix in offered if fix.is_scaffold} >= {"Take", "Seal"}


def test_of_edits_that_may_be_left_out_those_that_add_a_finding_are() -> None:
    def find(plan: Plan) -> list[Finding]:
        return [
            finding(f"risk.@{number}", rule="CIT006")
            for number, risk in enumerate(plan.risk)
            if risk.decision == "B"
        ]

    edits = tuple(Edit("put", f"risk.@{number}.decision", text) for number, text in enumerate("ABC"))
    taken = harmless(PLAN, edits, find)
    assert taken.edits == (edits[0], edits[2])
    assert [risk.decision for risk in taken.plan.risk] == ["A", "", "C"]
    assert harmless(PLAN, edits[:1], find).edits == (edits[0],)
    assert harmless(PLAN, edits[1:2], find) == ((), PLAN, ())
    assert harmless(PLAN, (), find).edits == ()


def test_findings_that_are_known_are_not_looked_for_again() -> None:
    looked_at: list[Plan] = []

    def find(plan: Plan) -> list[Finding]:
        looked_at.append(plan)
        return [] if plan.risk[0].decision else [finding("risk.@0")]

    known = harmless(PLAN, [Edit("put", "risk.@0.decision", "A")], find)
    fixed = fix_all(known.plan, find, findings=known.findings)
    assert looked_at == [PLAN, fixed.plan]
