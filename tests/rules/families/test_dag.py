"""DAG: the dependency graph of PRs."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.plan.graph.pr_graph import PrGraph
from blistui.rules.registry import by_id
from blistui.rules.running.findings import run
from tests.rules.harness import Case, check_case, context_of, family, plan_of

RULES = family("DAG")

SERIES = """
[dag]
merge_sequencing = "PR1 first; PR3 before PR4, since both rewrite the router"
merge_order = ["PR1", "PR3", "PR2", "PR4"]
integration_risks = [{ prs = ["PR3", "PR2"], note = "both add flags; PR2 rebases" }]

[[pr]]
id = "PR1"

[[pr]]
id = "PR2"
depends_on = ["PR1"]
files = [{ path = "cmd/root.go", change = "modify" }, { path = "sim/a.go", change = "add" }]

[[pr]]
id = "PR3"
depends_on = ["PR1"]
files = [{ path = "./cmd/root.go", change = "modify" }, { path = "sim/b.go", change = "add" }]

[[pr]]
id = "PR4"
depends_on = ["PR2", "PR3"]
files = [{ path = "cmd/root.go", change = "modify" }]
"""

FREEZE = """
[[crosscutting]]
id = "CC1"
area = "freezes"
interface = "Scorer"
pr = "PR2"

[[pr]]
id = "PR1"
interface = "Scorer"

[[pr]]
id = "PR2"
depends_on = ["PR1"]

[[pr]]
id = "PR3"
interface = "`sim.Scorer`"
depends_on = ["PR2"]

[[pr]]
id = "PR4"
interface = "Scorer"
depends_on = ["PR2"]
"""


def _in(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


CASES = [
    Case(
        "DAG001",
        SERIES,
        _in(SERIES, 'id = "PR2"\ndepends_on = ["PR1"]', 'id = "PR2"\ndepends_on = ["PR4"]'),
        at="pr.PR2.depends_on",
        says="PR2 → PR4 → PR2",
    ),
    Case(
        "DAG001",
        SERIES,
        _in(SERIES, 'id = "PR2"\ndepends_on = ["PR1"]', 'id = "PR2"\ndepends_on = ["PR1", "PR2"]'),
        says="depends on itself",
    ),
    Case(
        "DAG002",
        '[[pr]]\nid = "PR2"\n[[pr]]\nid = "PR1"\n[dag]\nmerge_order = ["PR1", "PR2"]\n',
        '[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]\n[[pr]]\nid = "PR1"\n[dag]\nmerge_order = ["PR1", "PR2"]\n',
        at="pr.PR2.depends_on",
        says="comes before PR1",
    ),
    Case(
        "DAG003",
        SERIES,
        _in(SERIES, '"PR3", "PR2", "PR4"]', '"PR3", "PR4"]'),
        at="dag.merge_order",
        says="leaves out PR2",
    ),
    Case(
        "DAG003",
        SERIES,
        _in(
            _in(SERIES, 'merge_order = ["PR1", "PR3", "PR2", "PR4"]', ""),
            '"PR1 first; PR3 before PR4, since both rewrite the router"',
            '" none"',
        ),
        at="dag.merge_sequencing",
        says="no guidance",
    ),
    Case(
        "DAG003",
        SERIES,
        _in(SERIES, '["PR1", "PR3", "PR2", "PR4"]', '["PR4", "PR3"]'),
        at="dag.merge_order",
        says="puts PR4 before PR3",
    ),
    Case(
        "DAG003",
        SERIES,
        _in(SERIES, '["PR1", "PR3", "PR2", "PR4"]', '["PR1", "PR3", "PR1", "PR2", "PR4"]'),
        says="more than once",
    ),
    Case(
        "DAG003",
        SERIES,
        _in(SERIES, "PR3 before PR4", "PR 3 (the router) merges after PR 4"),
        at="dag.merge_sequencing",
        says="puts PR4 before PR3",
    ),
    Case("DAG003", SERIES, _in(SERIES, "PR3 before PR4", "PR1 → PR4 -> PR2"), says="puts PR4 before PR2"),
    Case(
        "DAG004",
        SERIES,
        _in(SERIES, 'prs = ["PR3", "PR2"]', 'prs = ["PR3", "PR4"]'),
        at="dag.integration_risks",
        says="PR2 and PR3 may merge in parallel and both touch cmd/root.go",
    ),
    Case(
        "DAG005",
        SERIES,
        _in(SERIES, 'depends_on = ["PR2", "PR3"]', 'depends_on = ["PR2", "PR1", "PR3"]'),
        at="pr.PR4.depends_on",
        says="PR4 need not name PR1",
    ),
    Case(
        "DAG006",
        FREEZE,
        _in(
            FREEZE,
            'id = "PR4"\ninterface = "Scorer"\ndepends_on = ["PR2"]',
            'id = "PR4"\ninterface = "Scorer"',
        ),
        at="pr.PR4.depends_on",
        says="PR4 may build on Scorer before PR2 has frozen it",
    ),
    Case(
        "DAG006",
        FREEZE,
        _in(FREEZE, 'pr = "PR2"\n', 'pr = "PR2"\nconsumers = ["PR5"]\n') + '[[pr]]\nid = "PR5"\n',
        at="pr.PR5.depends_on",
        says="PR5",
    ),
    Case(
        "DAG006",
        FREEZE,
        _in(
            FREEZE,
            'id = "PR2"\ndepends_on = ["PR1"]',
            'id = "PR0"\ninterface = "Scorer"\n[[pr]]\nid = "PR2"\ndepends_on = ["PR1", "PR0"]',
        ),
        at="crosscutting.CC1.pr",
        says="PR1 and PR0 build on Scorer in parallel",
    ),
    Case(
        "DAG007",
        SERIES,
        _in(
            SERIES,
            'integration_risks = [{ prs = ["PR3", "PR2"], note = "both add flags; PR2 rebases" }]',
            "",
        ),
        at="dag.integration_risks",
        also=("DAG004",),
    ),
    Case(
        "DAG007",
        SERIES,
        _in(
            SERIES,
            '[[pr]]\nid = "PR1"',
            'integration_risks_none_because = "all is sequential"\n\n[[pr]]\nid = "PR1"',
        ),
        at="dag.integration_risks_none_because",
    ),
    Case(
        "DAG007",
        SERIES,
        _in(SERIES, 'rebases" }]', 'rebases" }, { prs = ["PR4"] }]'),
        at="dag.integration_risks.@1.note",
        says="PR4",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_an_empty_plan_lacks_guidance_and_integration_risks() -> None:
    assert [finding.rule for finding in run(RULES, context_of(plan_of("")))] == ["DAG003", "DAG007"]


def test_the_reorder_makes_the_series_topological_and_is_the_same_twice() -> None:
    plan = plan_of(
        "".join(
            f'[[pr]]\nid = "{pr}"\ndepends_on = [{on}]\n'
            for pr, on in (
                ("PR5", '"PR4"'),
                ("PR2", ""),
                ("PR4", '"PR3", "PR2"'),
                ("PR3", '"PR1"'),
                ("PR1", ""),
            )
        )
    )
    found = run((by_id()["DAG002"],), context_of(plan))
    assert [finding.path for finding in found] == [
        "pr.PR5",
        "pr.PR4",
        "pr.PR3",
    ]
    fix = found[0].fix
    assert fix is not None
    once = apply(plan, fix.edits)
    assert PrGraph(once.pr).order == PrGraph(plan.pr).topological == ("PR2", "PR1", "PR3", "PR4", "PR5")
    assert apply(once, fix.edits) == once
    assert run((by_id()["DAG002"],), context_of(once)) == []


def test_prs_without_ids_are_not_reordered() -> None:
    plan = plan_of('[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]\n[[pr]]\nid = "PR1"\n[[pr]]\ntitle = "x"\n')
    (found,) = run((by_id()["DAG002"],), context_of(plan))
    assert found.fix is None


def test_prs_on_a_cycle_are_no_matter_of_order() -> None:
    plan = plan_of('[[pr]]\nid = "PR1"\ndepends_on = ["PR2"]\n[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]\n')
    assert [finding.rule for finding in run(RULES[:2], context_of(plan))] == ["DAG001"]


def test_all_redundant_dependencies_of_a_pr_go_at_once() -> None:
    plan = plan_of(
        '[[pr]]\nid = "PR1"\n[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]\n'
        '[[pr]]\nid = "PR3"\ndepends_on = ["PR2"]\n[[pr]]\nid = "PR4"\ndepends_on = ["PR1", "PR3", "PR2"]\n'
    )
    (found,) = run((by_id()["DAG005"],), context_of(plan))
    assert found.fix is not None
    assert apply(plan, found.fix.edits).pr[3].depends_on == ("PR3",)
    assert found.details == (
        "critical path, 4 PRs: PR1 → PR2 → PR3 → PR4",
        "no two PRs under way at once",
    )


def test_files_shared_by_the_same_prs_are_listed_together() -> None:
    text = _in(_in(SERIES, 'prs = ["PR3", "PR2"]', "prs = []"), '"sim/b.go"', '"sim/a.go"')
    (found,) = run((by_id()["DAG004"],), context_of(plan_of(text)))
    assert found.message.endswith("both touch cmd/root.go and 1 other file.")
    assert found.details == ("cmd/root.go", "sim/a.go")


@pytest.mark.parametrize(
    "guidance",
    [
        "PR2 and PR3 in any order",
        "Do not merge PR4 before PR3",
        "PR4's review may start before PR3 has merged",
        "PR3 unlocks PR4",
        "PR1 → {PR2, PR3} → PR4",
        "PR4 follows PR 3; PR9 before PR1",
    ],
)
def test_guidance_that_does_not_contradict(guidance: str) -> None:
    text = _in(SERIES, "PR1 first; PR3 before PR4, since both rewrite the router", guidance)
    assert run((by_id()["DAG003"],), context_of(plan_of(text))) == []
