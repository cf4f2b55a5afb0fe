"""Choosing rules by name."""

from __future__ import annotations

import pytest

from blistui.plan.headings import PHASE_1
from blistui.rules.rule import Check, Rule
from blistui.rules.running.selection import UnknownRule, selected


def _never(context: object) -> object:
    return iter(())


def made(*ids: str) -> tuple[Rule, ...]:
    check: Check = _never  # type: ignore[assignment]
    return tuple(Rule(id, "error", "M", PHASE_1, 1, False, check) for id in ids)


RULES = made("OBJ001", "OBJ002", "SCO001", "SCO002")


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ([], [], "OBJ001 OBJ002 SCO001 SCO002"),
        (["OBJ"], [], "OBJ001 OBJ002"),
        (["obj001, sco"], [], "OBJ001 SCO001 SCO002"),
        ([], ["SCO", "OBJ002"], "OBJ001"),
        (["OBJ"], ["OBJ001"], "OBJ002"),
        (["OBJ001"], ["OBJ"], "OBJ001"),
        (["OBJ"], ["OBJ"], ""),
        (["OBJ001"], ["OBJ001"], ""),
        ([""], [","], "OBJ001 OBJ002 SCO001 SCO002"),
    ],
)
def test_the_more_exact_name_counts(select: list[str], ignore: list[str], left: str) -> None:
    assert [rule.id for rule in selected(RULES, select, ignore)] == left.split()


@pytest.mark.parametrize(
    ("select", "ignore", "says"),
    [
        (["OBJ01"], [], "--select: `OBJ01` is neither a rule nor a family of rules; did you mean OBJ001?"),
        ([], ["SOC"], "did you mean SCO?"),
        (["nonsense-name"], [], "`blistui rules` lists them"),
    ],
)
def test_a_name_that_is_no_rule_is_refused(select: list[str], ignore: list[str], says: str) -> None:
    with pytest.raises(UnknownRule) as refused:
        selected(RULES, select, ignore)
    assert says.casefold() in str(refused.value).casefold()
