"""The risk register."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.headings import PHASE_1
from tests.rules.fixing import fixed, problems
from tests.rules.harness import Case, check_case, plan_of
from tests.rules.whole_plan import WHOLE, instead, table, without

D1 = 'cost = 1.5\naffects = ["PR2", "PR3"]\ngate = "PR2"\n'
D2 = 'cost = 3\naffects = ["PR1", "PR2", "PR3"]\ngate = "PR1"\n'
CRITERIA = 'success_criteria = "at most 5 % of the run"'


OUTCOME = '[[risk]]\nid = "D-1"\noutcome = "passed"\noutcome_on = 2026-03-02\noutcome_finding = "1.2 ms"\n'
FAILED = (
    '[plan]\nstatus = "in review"\n[[revision]]\nid = "V1"\ndate = 2026-03-02\n[[pr]]\nid = "PR1"\n'
    '[[risk]]\nid = "D-1"\noutcome = "failed"\noutcome_on = 2026-03-01\noutcome_finding = "4 ms"\n'
    'plan_changes = "PR1: a heap"\n'
)


def d1(new: str) -> str:
    """The whole plan with another cost, other affected PRs and another gate in D-1."""
    return instead(D1, new)


CASES = (
    Case(
        "RSK001",
        WHOLE,
        without(table("risk", "D-1"), table("risk", "D-2")),
        at="risk",
        says="empty",
        also=("RSK008", "PLN002"),
    ),
    Case(
        "RSK001",
        WHOLE,
        without('assumption = "Reading them costs little"\n'),
        at="risk.D-1.assumption",
        says="what must be true",
    ),
    Case(
        "RSK001",
        WHOLE,
        d1('cost = 1.5\naffects = ["PR2", "PR3"]\n'),
        at="risk.D-1.gate",
        says="before which PR",
    ),
    Case("RSK001", WHOLE, d1('affects = ["PR2", "PR3"]\ngate = "PR2"\n'), at="risk.D-1.cost"),
    Case(
        "RSK002",
        WHOLE,
        d1('cost = "0.5 PR"\naffects = ["PR2"]\ngate = "PR2"\n'),
        at="risk.D-1.cost",
        says="“0.5 PR”",
    ),
    Case("RSK002", WHOLE, d1('cost = "trivial"\naffects = ["PR2"]\ngate = "PR2"\n'), at="risk.D-1.cost"),
    Case(
        "RSK002",
        WHOLE,
        d1('cost = "all"\naffects = ["PR2", "PR3"]\ngate = "PR2"\n'),
        at="risk.D-1.cost",
        says="no number of PRs, whole or half",
        also=("RSK003",),
    ),
    Case("RSK002", WHOLE, d1('cost = 1.3\naffects = ["PR2", "PR3"]\ngate = "PR2"\n'), at="risk.D-1.cost"),
    Case("RSK002", WHOLE, d1('cost = -1\naffects = ["PR2"]\ngate = "PR2"\n'), at="risk.D-1.cost"),
    Case("RSK002", WHOLE, d1('cost = inf\naffects = ["PR2"]\ngate = "PR2"\n'), at="risk.D-1.cost"),
    Case("RSK002", WHOLE, d1('cost = 1\naffects = []\ngate = "PR2"\n'), at="risk.D-1.affects"),
    Case(
        "RSK002",
        WHOLE,
        d1('cost = 1\naffects = ["PR2", "PR3"]\ngate = "PR2"\n'),
        at="risk.D-1.affects",
        says="is 1, but 2 affected PRs are named",
    ),
    Case(
        "RSK003",
        WHOLE,
        without('spike = "PR0"\n'),
        at="risk.D-2.spike",
        says="costs 3 PRs",
    ),
    Case(
        "RSK003",
        instead('spike = "PR0"', 'pre_pr_step = "mock study on paper, in the design review"'),
        instead('spike = "PR0"', 'pre_pr_step = "none"'),
        at="risk.D-2.spike",
    ),
    Case("RSK003", WHOLE, instead('spike = "PR0"', 'spike = "PR17"'), at="risk.D-2.spike", says="“PR17”"),
    Case(
        "RSK004",
        WHOLE,
        instead(CRITERIA, 'success_criteria = "Looks good"'),
        says="“Looks good” is an opinion",
    ),
    Case("RSK004", WHOLE, instead(CRITERIA, 'success_criteria = "The cost is acceptable"')),
    Case("RSK004", WHOLE, instead(CRITERIA, 'success_criteria = "It works well on 16 replicas"')),
    Case("RSK004", WHOLE, instead(CRITERIA, 'success_criteria = "The team agrees after PR 3"')),
    Case("RSK004", WHOLE, instead(CRITERIA, ""), at="risk.D-1.success_criteria", says="no success criteria"),
    Case("RSK005", WHOLE, without('abort_plan = "PR2 reads a snapshot instead"\n'), at="risk.D-1.abort_plan"),
    Case(
        "RSK005",
        WHOLE,
        instead('abort_plan = "PR2 reads a snapshot instead"', 'abort_plan = "TBD"'),
        at="risk.D-1.abort_plan",
    ),
    Case(
        "RSK005",
        WHOLE,
        # A heading of the template, pasted.
        instead('abort_plan = "PR2 reads a snapshot instead"', f'abort_plan = "{PHASE_1}"'),
        at="risk.D-1.abort_plan",
        says="says nothing",
    ),
    Case(
        "RSK006",
        WHOLE,
        d1('cost = 1.5\naffects = ["PR2", "PR3"]\ngate = "Before the release"\n'),
        at="risk.D-1.gate",
        says="“Before the release”",
    ),
    Case(
        "RSK007",
        WHOLE,
        d1('cost = 1.5\naffects = ["PR2", "PR3"]\ngate = "PR3"\n'),
        at="risk.D-1.gate",
        says="The gate PR3 of risk D-1 comes after PR2, though the decision affects it",
        also=("PRS012",),
    ),
    Case(
        "RSK007",
        WHOLE,
        instead('extension_type = "backend swap"\ndepends_on = ["PR2"]', 'extension_type = "backend swap"'),
        at="risk.D-1.gate",
        says="does not hold back PR3, which may merge before it",
        also=("RSK009",),
    ),
    Case("RSK009", WHOLE, instead('spike = "PR0"', 'spike = "PR2"'), at="risk.D-2.spike", also=("PRS012",)),
    Case(
        "RSK009",
        instead('spike = "PR0"', 'pre_pr_step = "A mock study of both policies"'),
        instead('spike = "PR0"', 'pre_pr_step = "soon"'),
        at="risk.D-2.pre_pr_step",
        says="does not say what is done",
    ),
    Case(
        "RSK009",
        instead('spike = "PR0"', 'pre_pr_step = "A mock study of both policies"'),
        instead('spike = "PR0"', 'pre_pr_step = "later, when needed"'),
        at="risk.D-2.pre_pr_step",
    ),
    Case(
        "RSK009",
        instead('spike = "PR0"', 'pre_pr_step = "A mock study before PR2"'),
        instead('spike = "PR0"', 'pre_pr_step = "before PR2 is opened"'),
        at="risk.D-2.pre_pr_step",
    ),
    Case(
        "RSK009",
        instead('spike = "PR0"', 'pre_pr_step = "A mock study before PR2"'),
        instead('spike = "PR0"', 'pre_pr_step = "We think about it."'),
        at="risk.D-2.pre_pr_step",
    ),
    Case("RSK010", OUTCOME, OUTCOME.replace("1.2 ms", ""), at="risk.D-1.outcome_finding"),
    Case("RSK010", OUTCOME, OUTCOME.replace("2026-03-02", '""'), at="risk.D-1.outcome_on"),
    Case("RSK010", FAILED, FAILED.replace("PR1: a heap", "a heap"), at="risk.D-1.plan_changes"),
    Case("RSK010", FAILED, FAILED.replace("2026-03-01", "2026-03-03"), says="last revised on 2026-03-02"),
    Case("RSK008", WHOLE, without('covers = ["OW2"]\n'), at="ownership.OW2.justification", says="is shared"),
    Case(
        "RSK008",
        WHOLE,
        instead('covers = ["CC1", "PR3"]', 'covers = ["CC1"]'),
        at="pr.PR3.extension_type",
        says="That PR3 is a backend swap",
    ),
    Case(
        "RSK008",
        WHOLE,
        instead('covers = ["CC1", "PR3"]', 'covers = ["PR3"]'),
        at="crosscutting.CC1.interface",
        says="The freeze of “Policy”",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


@pytest.mark.parametrize(
    ("words", "number"),
    [('"0.5 PR"', 0.5), ('"2"', 2), ('"extract it, 2 PRs of rework"', 2), ('"PR 18 rework: 1 PR"', 1)],
)
def test_a_cost_in_words_becomes_its_number(words: str, number: float) -> None:
    text = d1(f'cost = {words}\naffects = {["PR2", "PR3"][: max(1, int(number))]}\ngate = "PR2"\n')
    assert fixed("RSK002", text).risk[0].cost == number


@pytest.mark.parametrize("words", ["trivial", "all", "PR 3 rework", "0.3 PR", "1 PR or 2 PRs"])
def test_a_cost_without_a_number_has_no_fix(words: str) -> None:
    found = problems("RSK002", plan_of(d1(f'cost = "{words}"\naffects = ["PR2"]\ngate = "PR2"\n')))
    assert [problem.fix for problem in found] == [None]


@pytest.mark.parametrize("cost", ['"all"', '"4 PRs"', '"large"'])
def test_mandatory_validation_is_not_escaped_by_words(cost: str) -> None:
    text = instead(D2, D2.replace("cost = 3", f"cost = {cost}"), text=without('spike = "PR0"\n'))
    assert [problem.path for problem in problems("RSK003", plan_of(text))] == ["risk.D-2.spike"]


def test_disagreement_of_number_and_names_is_a_warning() -> None:
    text = d1('cost = 0.5\naffects = ["PR2", "PR3"]\ngate = "PR2"\n')
    assert [problem.level for problem in problems("RSK002", plan_of(text))] == ["warning"]


def test_a_gate_in_words_becomes_the_pr_it_mentions() -> None:
    text = d1('cost = 1.5\naffects = ["PR2", "PR3"]\ngate = "Before PR 2 merge"\n')
    assert fixed("RSK006", text).risk[0].gate == "PR2"


def test_a_missing_gate_is_the_pr_that_waits_for_the_risk() -> None:
    text = d1('cost = 1.5\naffects = ["PR2", "PR3"]\n')
    assert fixed("RSK001", text).risk[0].gate == "PR2"


def test_a_late_gate_is_the_decision_of_its_author() -> None:
    text = d1('cost = 1.5\naffects = ["PR2", "PR3"]\ngate = "PR3"\n')
    assert [problem.fix for problem in problems("RSK007", plan_of(text))] == [None]
