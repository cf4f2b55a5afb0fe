"""Applying the fixes that a rule offers."""

from __future__ import annotations

from blistui.plan.document import Plan
from blistui.plan.edits import apply
from blistui.rules.registry import by_id
from blistui.rules.rule import Problem
from tests.rules.harness import context_of, plan_of


def problems(rule: str, plan: Plan) -> list[Problem]:
    """What one rule finds in a plan without a repository."""
    return list(by_id()[rule].check(context_of(plan)))


def fixed(rule: str, text: str) -> Plan:
    """The plan after every fix that the rule offers on `text`, all taken from one run as `check --fix` does.

    Asserts that there is a fix for each problem and that none is left.
    """
    plan = plan_of(text)
    found = problems(rule, plan)
    assert found
    for problem in found:
        assert problem.fix is not None, problem.message
        plan = apply(plan, problem.fix.edits)
    left = problems(rule, plan)
    assert not left, [problem.message for problem in left]
    return plan
