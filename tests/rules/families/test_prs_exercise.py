"""PRS: what a PR brings is exercised when it merges."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.harness import Case, check_case, findings
from tests.rules.series_plan import broken, found_in, replaced, series_with

REFACTOR = """
[[pr]]
id = "PR1"
refactor_only = true
exercised_by = "existing tests"
exercised_how = ["TestKernelOrder", "`go test ./sim`"]
"""

CASES = [
    broken("PRS010", 'exercised_by = "new tests"\n', "", at="pr.PR2.exercised_by"),
    broken("PRS010", 'exercised_by = "new tests"', 'exercised_by = "a later PR"', says="by “a later PR”"),
    broken("PRS010", 'exercised_how = ["TestPrefixScorer"]\n', "", at="pr.PR2.exercised_how"),
    broken(
        "PRS010",
        'exercised_how = ["`run --scorers queue-depth:1`"]',
        'exercised_how = ["the routing sweep in PR 2"]',
        at="pr.PR1.exercised_how.0",
        says="exercised in PR 2, not when it merges",
    ),
    broken(
        "PRS010",
        'exercised_how = ["TestPrefixScorer"]',
        'exercised_how = ["by a later PR"]',
        says="by a later PR",
    ),
    broken("PRS010", 'exercised_by = "new tests"', 'exercised_by = "existing tests"', says="refactor only"),
    Case(
        "PRS010",
        REFACTOR,
        replaced(REFACTOR, '["TestKernelOrder", "`go test ./sim`"]', '["the existing suite"]'),
        at="pr.PR1.exercised_how",
        says="names no existing test",
    ),
    Case(
        "PRS010",
        REFACTOR,
        replaced(REFACTOR, "TestKernelOrder", "TestKernelOrders"),
        at="pr.PR1.exercised_how",
        says="TestKernelOrders, which is not in the repository",
        files={"sim/kernel_test.go": "package sim\n\nfunc TestKernelOrder(t *testing.T) {}\n"},
    ),
    broken(
        "PRS011",
        'exercised_by = "TestScorerFlag"',
        'exercised_by = "PR2"',
        at="pr.PR1.flags.@0.exercised_by",
        says="--scorers",
    ),
    broken("PRS011", ', exercised_by = "TestScorerFlag"', "", at="pr.PR1.flags.@0.exercised_by"),
    broken("PRS011", '{ name = "--scorers", ', "{ ", at="pr.PR1.flags.@0.name"),
    broken("PRS015", 'api_used_by = "TestScorers"\n', "", at="pr.PR1.api_used_by"),
    broken(
        "PRS015",
        'api_used_by = "TestScorers"',
        'api_used_by = "PR 2"',
        at="pr.PR1.api_used_by",
        says="“PR 2”",
    ),
    broken(
        "PRS015",
        'reviewable_because = "the pipeline and two scorers are in it"',
        'reviewable_because = "No dead code — the field will be consumed by PR 2, but tells the capacity"',
        at="pr.PR1.reviewable_because",
        says="“consumed by PR 2”",
    ),
    broken(
        "PRS015",
        'scope_in = ["scorer pipeline", ',
        'scope_in = ["a memory field, first used by PR2", ',
        at="pr.PR1.scope_in.0",
        says="used by PR2",
    ),
    broken(
        "PRS015",
        'api_surface = "None."',
        'api_surface = "None. A hook reserved for the autoscaler"',
        says="reserved for",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_refactor_may_rest_on_tests_of_an_earlier_pr(tmp_path: Path) -> None:
    text = replaced(REFACTOR, 'id = "PR1"\n', 'id = "PR1"\ndepends_on = ["PR0"]\n')
    text += '[[pr]]\nid = "PR0"\nexercised_by = "new tests"\nexercised_how = ["TestKernelOrder"]\n'
    case = Case("PRS010", text, "", files={"sim/kernel.go": "package sim\n"})
    assert [found.path for found in findings(text, case, tmp_path) if found.rule == "PRS010"] == []


@pytest.mark.parametrize(
    "words",
    [
        "every scorer is reached by the flag, and PR2 builds on it",
        "nothing is reserved for later",
        "used by TestScorers; extended by PR2",
        "no field is first used by PR2",
        "in the style of PR2",
    ],
)
def test_no_scaffolding(words: str) -> None:
    text = series_with("every scorer is reached by the flag", words)
    assert ("PRS015", "pr.PR1.no_dead_code_because") not in found_in(text)


@pytest.mark.parametrize(
    ("how", "later"),
    [
        ("`run --scorers a` as shown in PR1", False),
        ("TestScorers, which PR2 extends", False),
        ("through PR2", True),
        ("once PR2 has merged", True),
        ("PR2", True),
        ("the tests of PR2", True),
        ("wired up in a follow-up PR", True),
    ],
)
def test_what_is_exercised_later(how: str, later: bool) -> None:
    text = series_with("`run --scorers queue-depth:1`", how)
    assert (("PRS010", "pr.PR1.exercised_how.0") in found_in(text)) is later


@pytest.mark.parametrize(
    ("reason", "used"),
    [
        ("each scorer is reached by `--scorers`", True),
        ("every function is called from the CLI path or by its tests", True),
        ("TestScorers runs both", True),
        ("the second scorer is part of the default profile", True),
        ("nothing in it is dead", False),
        ("`Scorer` is used by PR2 only", False),
    ],
)
def test_the_reason_for_no_dead_code_may_name_what_uses_the_api(reason: str, used: bool) -> None:
    text = replaced(
        series_with('api_used_by = "TestScorers"\n', ""), "every scorer is reached by the flag", reason
    )
    assert (("PRS015", "pr.PR1.api_used_by") in found_in(text)) is not used


@pytest.mark.parametrize(
    ("scope", "is_for_later"),
    [
        ("a registry that PR2 is going to fill", True),
        ("a table, which PR 2 populates", True),
        ("a stub for PR2", True),
        ("groundwork laid for PR2", True),
        ("a field that only PR2 reads", True),
        ("no registry that PR2 fills", False),
        ("a pipeline, which PR2 uses too", False),
        ("the pipeline that PR2 extends", False),
    ],
)
def test_what_is_kept_for_a_later_pr(scope: str, is_for_later: bool) -> None:
    text = series_with('scope_in = ["scorer pipeline", ', f'scope_in = ["{scope}", ')
    assert (("PRS015", "pr.PR1.scope_in.0") in found_in(text)) is is_for_later


@pytest.mark.parametrize("changes", ["- A scorer contract\\n- A registry", "- none, but for a registry"])
def test_a_list_of_api_changes_is_no_dash_for_nothing(changes: str) -> None:
    text = replaced(series_with('api_used_by = "TestScorers"\n', ""), '"A scorer contract"', f'"{changes}"')
    assert ("PRS015", "pr.PR1.api_used_by") in found_in(text)
