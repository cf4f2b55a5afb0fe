"""A small plan and findings in it, as reports get them."""

from __future__ import annotations

from blistui.plan.edits import Edit
from blistui.report.result import CheckResult, check_result
from blistui.rules.rule import Finding, Fix, NotRun
from blistui.rules.running.baseline import Baseline, baseline_of
from tests.rules.harness import plan_of

TEXT = """[plan]
title = "A [red]plan[/red]"

[[objective]]
id = "O1"
text = "Better routing"

[[risk]]
id = "D-1"

[[pr]]
id = "PR1"
  [[pr.guarantees]]
  id = "BC-1"
  text = "é🙂 holds"

[[waiver]]
id = "W1"
rule = "OBJ004"
where = "objective.O1.text"
because = "The measure is in the next line."
by = "Ada"
date = 2026-02-19
"""

ERROR = Finding(
    "RSK001",
    "error",
    "risk.D-1.decision",
    "Risk D-1 does not say which choice is made.",
    "Fill it in.",
    details=("line 1: nothing",),
)
FIXABLE = Finding(
    "DAG004",
    "warning",
    "pr.PR1.guarantees.BC-1.id",
    "100% of “BC-1”:\nis, \x1b[31mwrong::error::",
    "Rename it.",
    Fix("Rename it to BC-1-1", (Edit("rename", "pr.PR1.guarantees.BC-1", "BC-1-1"),)),
)
HINT = Finding("CON018", "hint", "plan", "The core has 10 lines.", "Nothing to do.")
WAIVED = Finding(
    "OBJ004",
    "warning",
    "objective.O1.text",
    "It looks like “better” without a measure.",
    "Say it.",
    waived_by="W1",
)
ALL = (ERROR, FIXABLE, HINT, WAIVED)


def report_on(
    *findings: Finding,
    baseline: Baseline | None = None,
    file: str = "plans/a plan.toml",
    notes: tuple[str, ...] = (),
    not_run: tuple[NotRun, ...] = (),
    unread: str = "",
) -> CheckResult:
    """A report on the plan in `TEXT`, with lines of an export for the pull request."""
    return check_result(
        file,
        plan_of(TEXT),
        findings,
        TEXT,
        baseline=baseline,
        markdown={"pr.PR1": 70},
        notes=notes,
        not_run=not_run,
        unread=unread,
    )


def known(*findings: Finding) -> Baseline:
    """A baseline that has `findings`, and one that is gone."""
    gone = Finding("DAG001", "error", "pr", "A cycle.", "Cut it.")
    return baseline_of("a plan.toml", [*findings, gone])
