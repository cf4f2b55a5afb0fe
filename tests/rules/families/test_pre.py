"""What a plan rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.rules.rule import problems
from tests.rules.harness import Case, check_case, context_of, family, plan_of

RULES = family("PRE")

KEPT = '[plan]\nguidelines = "docs/guide.md"\nguidelines_read = true\ndesign_doc = "docs/design.md"\n'
FILES = {"docs/guide.md": "# Guide\n", "docs/design.md": "# Design\n"}
ADDED = '[[pr]]\nid = "PR1"\nstatus = "planned"\nfiles = [{ path = "docs/new.md", change = "add" }]\n'

CASES = (
    Case(
        "PRE001",
        KEPT,
        KEPT.replace("docs/guide.md", ""),
        at="plan.guidelines",
        says="names no design guidelines",
    ),
    Case("PRE001", KEPT, KEPT.replace("true", "false"), at="plan.guidelines_read"),
    Case(
        "PRE001",
        KEPT,
        KEPT.replace("guide.md", "gide.md"),
        at="plan.guidelines",
        says="does not exist",
        files=FILES,
    ),
    Case(
        "PRE001", KEPT.replace("docs/guide.md", "builtin"), KEPT.replace("docs/guide.md", "docs"), files=FILES
    ),
    Case(
        "PRE002", KEPT, KEPT.replace("docs/design.md", " "), at="plan.design_doc", says="names no design doc"
    ),
    Case("PRE002", KEPT, KEPT.replace("docs/design", "docs/plan"), says="docs/plan.md", files=FILES),
    Case(
        "PRE002",
        KEPT.replace("design.md", "new.md") + ADDED,
        KEPT.replace("design.md", "other.md") + ADDED,
        files=FILES,
    ),
    Case("PRE002", KEPT, KEPT.replace("docs/design.md", "../secret.md"), says="leaves", files=FILES),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_without_a_repository_only_what_is_written_is_checked() -> None:
    plan = plan_of(KEPT)
    assert not [problem for rule in RULES for problem in problems(rule, context_of(plan))]
