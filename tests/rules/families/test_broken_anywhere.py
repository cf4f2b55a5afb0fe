"""With anything missing or odd in phases 1 to 4, rules give findings that can be understood and fixed."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blistui.plan.document import Plan
from blistui.plan.edits import apply
from blistui.plan.paths import get
from blistui.rules.registry import RULES as ALL_RULES
from blistui.rules.running.findings import run
from tests.rules.harness import context_of, family
from tests.rules.whole_plan import WHOLE

RULES = tuple(rule for name in ("OBJ", "SCO", "CON", "RSK", "EVO") for rule in family(name))
ODD: tuple[Any, ...] = (
    "",
    " ",
    "none",
    "PR 2",
    "router",
    "a. B; c and d",
    "[red]\x1b",
    10**40,
    -0.5,
    "é" * 300,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a nested structure."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(below for key, entry in inside for below in places(entry, (*path, key)))]


PLACES = [path for path in places(tomllib.loads(WHOLE)) if path]


def broken(breaks: list[tuple[int, int]]) -> Plan:
    """The whole plan with each of the numbered places removed, or replaced by something odd of its type."""
    data = tomllib.loads(WHOLE)
    for place, how in breaks:
        path = PLACES[place % len(PLACES)]
        value: Any = data
        try:
            for key in path[:-1]:
                value = value[key]
            old = value[path[-1]]
        except (KeyError, IndexError):
            continue
        odd = ODD[how % len(ODD)]
        fits = type(old) in (int, float) or (isinstance(old, str) and isinstance(odd, str))
        if fits:
            value[path[-1]] = odd
        elif how % 3 == 0 and isinstance(value, list):
            value.append(old)
        else:
            del value[path[-1]]
    return Plan.model_validate(data)


@pytest.mark.parametrize("blank", ["", " "])
def test_no_message_quotes_an_empty_text(blank: str) -> None:
    for *above, key in PLACES:
        data: Any = tomllib.loads(WHOLE)
        inside = data
        for step in above:
            inside = inside[step]
        if not isinstance(inside[key], str):
            continue
        inside[key] = blank
        for found in run(ALL_RULES, context_of(Plan.model_validate(data))):
            said = f"{found.message} {found.how_to_fix}"
            assert not any(empty in said for empty in ("“”", "“ ”", "``", "` `")), (above, key, said)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1, max_size=12))
def test_findings_name_a_place_and_fixes_apply(breaks: list[tuple[int, int]]) -> None:
    plan = broken(breaks)
    context = context_of(plan)
    for rule in RULES:
        found = list(rule.check(context))
        for problem in found:
            get(plan, problem.path)
            assert problem.message.endswith("."), problem.message
            assert problem.how_to_fix.endswith("."), problem.how_to_fix
            if problem.fix is not None:
                left = list(rule.check(context_of(apply(plan, problem.fix.edits))))
                same = [
                    later for later in left if (later.path, later.message) == (problem.path, problem.message)
                ]
                # Of three rows that say the same, one is left to drop when one is dropped.
                assert not same or len(left) < len(found)
