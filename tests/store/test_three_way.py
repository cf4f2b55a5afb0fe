"""Two versions of a plan from a third: what only one changed is taken, what both changed is named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.store.three_way import joined
from tests.strategies import plans

BASE = Plan.model_validate(
    {
        "plan": {"title": "t", "slug": "s", "own": {"a": 1, "b": 2}},
        "pr": [{"id": "PR1", "title": "one"}, {"id": "PR2", "title": "two", "scope_in": ["a", "b"]}],
        "frozen": [{"id": "F1", "cite": {"at": "a.go:1"}}],
    }
)


@given(plans, plans)
@settings(max_examples=100, deadline=None)
def test_where_one_changed_nothing_the_other_is_the_result(one: Plan, other: Plan) -> None:
    assert joined(one, other, one) == (other, [])
    assert joined(one, one, other) == (other, [])
    assert joined(one, other, other) == (other, [])


@given(plans, plans, plans)
@settings(max_examples=100, deadline=None)
def test_any_three_plans_give_a_plan(base: Plan, mine: Plan, theirs: Plan) -> None:
    found, _ = joined(base, mine, theirs)
    assert Plan.model_validate(found.model_dump(by_alias=True)) == found


@given(st.permutations(["plan.title", "plan.slug", "pr.PR1.title", "pr.PR2.motivation", "frozen.F1.cite.at"]))
def test_fields_that_each_changed_for_itself_are_all_there(fields: list[str]) -> None:
    mine = apply(BASE, [Edit("put", path, "mine") for path in fields[:2]])
    theirs = apply(BASE, [Edit("put", path, "theirs") for path in fields[2:]])
    found, refused = joined(BASE, mine, theirs)
    assert not refused
    assert found == apply(theirs, [Edit("put", path, "mine") for path in fields[:2]])


@pytest.mark.parametrize(
    ("mine", "theirs", "named"),
    [
        (Edit("put", "plan.title", "m"), Edit("put", "plan.title", "t2"), "plan.title"),
        (Edit("put", "plan.own", {"a": 5}), Edit("put", "plan.own", {"a": 6, "b": 2}), "plan.own.a"),
        (Edit("put", "pr.PR1.title", "m"), Edit("remove", "pr.PR1"), "pr.PR1"),
        (Edit("remove", "pr.PR1"), Edit("put", "pr.PR1.title", "t2"), "pr.PR1"),
        (Edit("put", "frozen.F1.cite", None), Edit("put", "frozen.F1.cite.at", "b.go:1"), "frozen.F1.cite"),
    ],
)
def test_what_both_changed_stays_as_it_is_in_the_file(mine: Edit, theirs: Edit, named: str) -> None:
    there = apply(BASE, [theirs])
    found, [refused] = joined(BASE, apply(BASE, [mine]), there)
    assert f"`{named}`" in refused
    assert found.pr == there.pr and found.plan.title == there.plan.title and found.frozen == there.frozen


def test_items_that_both_added_and_removed() -> None:
    mine = apply(BASE, [Edit("insert", "pr", {"id": "PR3"}, 1), Edit("remove", "frozen.F1")])
    theirs = apply(BASE, [Edit("insert", "pr", {"id": "PR4"}, 2), Edit("put", "plan.slug", "z")])
    found, refused = joined(BASE, mine, theirs)
    assert not refused
    assert [pr.id for pr in found.pr] == ["PR1", "PR3", "PR2", "PR4"]
    assert found.frozen == () and found.plan.slug == "z"
