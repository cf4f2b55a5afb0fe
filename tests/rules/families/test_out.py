"""OUT: output format and context budget."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.markdown.blocks import headings
from blistui.markdown.outline import SECTIONS, outline_problems
from blistui.markdown.write.document import document
from blistui.rules.running.findings import run
from tests.rules.fixing import fixed, problems
from tests.rules.harness import Case, check_case, context_of, family, plan_of

RULES = family("OUT")

GOOD = "Adds scorers because the cache dimension is broken. The series has 2 PRs; PR1 ends the bias."


def plan(summary: str, more: str = "") -> str:
    return f'plan.executive_summary = """{summary}"""\n{more}\n[[pr]]\nid = "PR1"\n[[pr]]\nid = "PR2"\n'


LONG_LIST = "\n".join(
    f"[[non_goal]]\nid = 'N{number}'\ntext = 'No support for case {number}'" for number in range(200)
)

CASES = [
    Case("OUT001", plan(GOOD), plan(""), at="plan.executive_summary", says="no executive summary"),
    Case("OUT001", plan(GOOD), plan(f"{GOOD}\n\n" * 8), at="plan.executive_summary", says="15"),
    Case("OUT001", plan(GOOD), plan(GOOD + " and so on" * 120), says="lines"),
    Case(
        "OUT002",
        plan(GOOD),
        plan(GOOD.replace("2 PRs", "three PRs")),
        says="speaks of 3 PRs; the series has 2",
    ),
    Case(
        "OUT002",
        plan(GOOD.replace("2 PRs", "2 work packages (WP1, WP2)")),
        plan(GOOD.replace("2 PRs", "7 work packages")),
        says="speaks of 7 PRs; the series has 2",
    ),
    Case(
        "OUT002",
        plan(GOOD),
        plan("Adds scorers because the cache dimension is broken; PR1 ends it."),
        says="how many PRs",
    ),
    Case(
        "OUT002",
        plan("A 2-PR series of scorers, because weights are broken, with one milestone."),
        plan("A series of 2 PRs with scorers, and one milestone, for the router."),
        says="why",
    ),
    Case(
        "OUT002",
        plan(GOOD),
        plan("Adds scorers because of the broken cache, within 2 PRs."),
        says="milestones",
    ),
    Case(
        "OUT003",
        plan(GOOD, '[evolution]\ncurrent = "Two weights.\\n\\n# E and F\\nas ever"'),
        plan(GOOD, '[evolution]\ncurrent = "Two weights.\\n\\n## E) Architectural Risk Register\\nD-1"'),
        at="evolution.current",
        says="E) Architectural Risk Register",
    ),
    Case("OUT004", plan(GOOD), plan(GOOD, LONG_LIST), at="plan", says="review core"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


@pytest.mark.parametrize(
    "summary",
    [
        "We build scorers since one weight is not enough. Two PRs: the first frames, the second fills.",
        "This 2-PR feature adds a scorer; today none exists. PR 2 completes it.",
        "Scorers replace weights. Of the 2 PRs, one PR is a spike and ships first.",
    ],
)
def test_good_summaries_are_left_alone(summary: str) -> None:
    found = run(RULES, context_of(plan_of(plan(summary))))
    assert [finding.message for finding in found] == []


def test_heading_in_a_fence_is_no_section() -> None:
    text = plan(GOOD, '[evolution]\ncurrent = "Example:\\n```text\\n## E) Risks\\n```"')
    assert run(RULES, context_of(plan_of(text))) == []


def test_export_keeps_the_order() -> None:
    assert list(outline_problems(document(plan_of(plan(GOOD))))) == []


def markdown(letters: str) -> str:
    return "# Plan\n\n" + "".join(
        f"## {letter}) {SECTIONS.get(letter, 'Other')}\n\nText.\n\n" for letter in letters
    )


@pytest.mark.parametrize(
    ("letters", "line", "says"),
    [
        ("ABCDEFHIJK", None, ""),
        ("ABCDEFGHIJK", None, ""),
        ("ABCDEFGHIJ", 0, "K) Design Bug Prevention Checklist is missing"),
        ("ABDCEFGHIJK", 15, "C) comes after section D)"),
        ("ABCDEFGHIIJK", 39, "twice"),
        ("ABCDEFGHIJKL", 47, "no section L)"),
    ],
)
def test_markdown_documents_are_held_to_the_order(letters: str, line: int | None, says: str) -> None:
    found = list(outline_problems(markdown(letters)))
    assert [problem.line for problem in found] == ([] if line is None else [line])
    assert all(says in problem.message for problem in found)


def test_headings_in_fences_are_not_read() -> None:
    text = "# One\n```text\n# not\n```\n~~~\n## A) not\n```\n~~~\n## A) Two ##\n"
    assert [(heading.line, heading.text) for heading in headings(text)] == [(1, "One"), (9, "A) Two")]


def test_a_heading_that_an_import_left_over_hides_no_section() -> None:
    plan = plan_of("[[leftover]]\nid = 'L1'\ntext = '## D) Concept Model'\n")
    assert "OUT003" not in {one.rule for one in run(RULES, context_of(plan))}


@pytest.mark.parametrize(
    ("says", "becomes"),
    [
        ("The series has 3 PRs; PR1", "The series has 2 PRs; PR1"),
        ("Three PRs change that; PR1", "Two PRs change that; PR1"),
        ("It is a 3-PR series; PR1", "It is a 2-PR series; PR1"),
        ("It is a single PR; PR1", "It is two PRs; PR1"),
        ("It has five small PRs, and the first 3 PRs", "It has two small PRs, and the first 3 PRs"),
        ("The PRs are 4 in total; PR1", "The PRs are 2 in total; PR1"),
    ],
)
def test_the_number_of_prs_follows_the_series(says: str, becomes: str) -> None:
    text = "Adds scorers because the cache dimension is broken. {} ends the bias."
    found = fixed("OUT002", plan(text.format(says)))
    assert found.plan.executive_summary == text.format(becomes)


def test_which_of_two_equal_numbers_is_meant_is_not_guessed() -> None:
    text = "Adds scorers because weights are broken: 3 PRs first, then 3 PRs more."
    assert [one.fix for one in problems("OUT002", plan_of(plan(text)))] == [None]


def test_a_dropped_pr_is_none_of_the_series() -> None:
    dropped = plan(GOOD).replace('id = "PR2"', 'id = "PR2"\nstatus = "dropped"')
    assert fixed("OUT002", dropped).plan.executive_summary == GOOD.replace("2 PRs", "1 PR")
