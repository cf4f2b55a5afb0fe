"""PRS: the two tiers of a PR."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.rules.running.findings import run
from tests.rules.harness import Case, check_case, context_of, family, plan_of
from tests.rules.series_plan import broken, series_with

RULES = family("PRS")

LONG = '{ id = "BC-2-1", text = "Longer shared prefixes score higher" }'
GUARANTEES = "".join(f', {{ id = "BC-2-{number}", text = "promise {number}" }}' for number in range(2, 20))

CASES = [
    broken(
        "PRS019",
        'friction_files = 2\nfriction_why = "within the target"\nparallel_development = "further',
        'friction_files = 9\nfriction_why = "fine"\nparallel_development = "further',
        at="pr.PR2.friction_files",
        says="the target of a policy template is 3",
    ),
    broken(
        "PRS019",
        'friction_files = 2\nfriction_why = "within the target"\nparallel_development = "scorers',
        'friction_files = "~3-4 files"\nfriction_why = "ok"\nparallel_development = "scorers',
        at="pr.PR1.friction_files",
        says="4 files for one more variant; the target of a backend swap is 2",
    ),
    broken("PRS002", 'title = "Prefix affinity"\n', "", at="pr.PR2.title"),
    broken("PRS002", 'scope_out = ["an oracle"]\n', 'scope_out = [""]\n', at="pr.PR2.scope_out"),
    broken(
        "PRS002",
        'change = "modify"\nextension_type = "policy',
        'extension_type = "policy',
        at="pr.PR2.change",
    ),
    broken(
        "PRS002",
        'text = "Longer shared prefixes score higher"',
        'text = " "',
        at="pr.PR2.guarantees.BC-2-1.text",
        says="BC-2-1",
    ),
    broken("PRS002", 'mitigation = "gate D-1"', 'mitigation = "none"', at="pr.PR2.risks.@0.mitigation"),
    broken(
        "PRS002",
        'risks = [{ risk = "approximation is poor", mitigation = "gate D-1" }]\n',
        "",
        at="pr.PR2.risks",
    ),
    broken(
        "PRS002",
        'crosscutting_none_because = "it uses what PR1 made"\n',
        "",
        at="pr.PR2.crosscutting",
        says="shared",
    ),
    broken(
        "PRS002",
        'gates_none_because = "no risk it touches costs 3 PRs"\n',
        'gates_none_because = "None"\n',
        at="pr.PR1.gates",
    ),
    broken(
        "PRS002",
        'gates = ["D-1"]\n',
        'gates = ["D-1"]\ngates_none_because = "no need"\n',
        says="says why there is none",
    ),
    broken("PRS007", LONG, LONG + GUARANTEES, at="pr.PR2", says="25 are the most"),
    broken(
        "PRS008",
        'motivation = "It shows the tradeoff."',
        'motivation = "It shows it. It is small. It is asked for."',
        at="pr.PR2.motivation",
        says="3 sentences",
    ),
    broken(
        "PRS008",
        'mitigation = "gate D-1" }]',
        'mitigation = "gate D-1" }, { risk = "a", mitigation = "b" }, { risk = "c", mitigation = "d" }]',
        at="pr.PR2.risks",
    ),
    broken("PRS009", 'reviewable_because = "one scorer"\n', "", at="pr.PR2.reviewable_because"),
    broken(
        "PRS009",
        'test_categories = ["unit: each scorer"]',
        'test_categories = ["by hand"]',
        at="pr.PR1.test_categories.0",
    ),
    broken(
        "PRS009",
        'friction_files = 2\nfriction_why = "within the target"\nparallel_development = "further',
        'friction_files = "few"\nfriction_why = "within the target"\nparallel_development = "further',
        at="pr.PR2.friction_files",
        says="“few”",
    ),
    broken(
        "PRS009",
        'friction_files = 2\nfriction_why = "within the target"\nparallel_development = "further',
        'friction_files = 1e400\nfriction_why = "within the target"\nparallel_development = "further',
        at="pr.PR2.friction_files",
        says="“inf”",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_tier_1_from_16_lines_on_is_a_warning() -> None:
    few = "".join(f', {{ id = "BC-2-{number}", text = "promise {number}" }}' for number in range(2, 7))
    (found,) = run(RULES, context_of(plan_of(series_with(LONG, LONG + few))))
    assert (found.rule, found.level, found.path) == ("PRS007", "warning", "pr.PR2")


@pytest.mark.parametrize("number", ["inf", "-inf", "nan", "2.5", "-3", "0", "''"])
def test_any_number_of_files_is_looked_at(number: str) -> None:
    rest = '\nfriction_why = "within the target"\nparallel_development = "further'
    plan = plan_of(series_with(f"friction_files = 2{rest}", f"friction_files = {number}{rest}"))
    assert plan.pr[1].friction_files != 2
    assert {one.rule for one in run(RULES, context_of(plan))} <= {"PRS009", "PRS019"}
