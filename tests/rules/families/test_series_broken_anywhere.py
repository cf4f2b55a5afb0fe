"""With anything missing or odd in phases 5 to 8, rules give findings that can be understood and fixed."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from blistui.plan.document import Plan
from blistui.plan.edits import apply
from blistui.plan.paths import get
from tests.rules.families.test_broken_anywhere import ODD, places
from tests.rules.families.test_bug import PREVENTION
from tests.rules.families.test_xct import TESTS
from tests.rules.harness import context_of, family
from tests.rules.series_plan import SERIES

RULES = tuple(rule for name in ("XCT", "PRS", "DAG", "BUG") for rule in family(name))
DAG = """
[dag]
merge_sequencing = "PR1 → PR2"
merge_order = ["PR1", "PR2"]
integration_risks = [{ prs = ["PR1", "PR2"], note = "both touch the router" }]
"""
WHOLE: dict[str, Any] = {}
for text in (SERIES, TESTS, PREVENTION, DAG):
    for key, value in tomllib.loads(text).items():
        WHOLE[key] = [*WHOLE.get(key, []), *value] if isinstance(value, list) else value
PLACES = [path for path in places(WHOLE) if path]
ODDER = (
    *ODD,
    "PR1",
    "PR2",
    "B2",
    "INV-1",
    "docs",
    "merged",
    "add",
    "by PR2",
    "three things: a, b",
    "backend swap",
)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(entry) for key, entry in value.items()}
    return [_copied(entry) for entry in value] if isinstance(value, list) else value


def _broken(breaks: list[tuple[int, int]]) -> Plan:
    data = _copied(WHOLE)
    for place, how in breaks:
        path = PLACES[place % len(PLACES)]
        value: Any = data
        try:
            for key in path[:-1]:
                value = value[key]
            old = value[path[-1]]
        except (KeyError, IndexError):
            continue
        odd = ODDER[how % len(ODDER)]
        if type(old) in (int, float) or (isinstance(old, str) and isinstance(odd, str)):
            value[path[-1]] = odd
        elif how % 3 == 0 and isinstance(value, list):
            value.append(_copied(old))
        else:
            del value[path[-1]]
    return Plan.model_validate(data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1, max_size=12))
def test_findings_name_a_place_and_fixes_help(breaks: list[tuple[int, int]]) -> None:
    plan = _broken(breaks)
    for rule in RULES:
        found = list(rule.check(context_of(plan)))
        for problem in found:
            get(plan, problem.path)
            assert problem.message.endswith("."), problem.message
            assert problem.how_to_fix.endswith("."), problem.how_to_fix
            if problem.fix is not None:
                left = list(rule.check(context_of(apply(plan, problem.fix.edits))))
                same = [(later.path, later.message) for later in left]
                assert (problem.path, problem.message) not in same or len(left) < len(found)
