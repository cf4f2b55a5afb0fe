"""Every field can be named by a path, read and edited through it, and edits share what they do not touch."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.tables.objectives import Objective
from tests.strategies import plans

PLAN = Plan.model_validate(
    {
        "plan": {"title": "T", "team": "ours"},
        "pr": [
            {"id": "PR1", "guarantees": [{"id": "BC-1-1", "text": "a"}], "scope_in": ["x", "y"]},
            {"id": "PR2", "guarantees": [{"text": "no id"}]},
            {"id": "PR2"},
        ],
        "interaction": [{"id": "X1", "from": "B1", "to": "B2"}],
        "block": [{"id": "B1", "real_systems": {"llm-d": "EPP"}}],
    }
)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("plan.title", "T"),
        ("plan.team", "ours"),
        ("pr.PR1.guarantees.BC-1-1.text", "a"),
        ("pr.PR1.scope_in.1", "y"),
        ("pr.@1.guarantees.@0.text", "no id"),
        ("interaction.X1.from", "B1"),
        ("block.B1.real_systems.llm-d", "EPP"),
    ],
)
def test_a_path_names_a_value(path: str, value: str) -> None:
    assert paths.get(PLAN, path) == value
    changed = paths.put(PLAN, path, "new")
    assert paths.get(changed, path) == "new"
    assert paths.put(changed, path, value) == PLAN


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("plan.nothing", "no field `nothing`"),
        ("pr.PR9.title", "no item here has the id `PR9`"),
        ("pr.@7", "only 3 entries"),
        ("plan.title.x", "nothing below"),
        ("block.B1.real_systems.vLLM", "no entry `vLLM`"),
    ],
)
def test_a_wrong_path_says_what_is_missing(path: str, says: str) -> None:
    with pytest.raises(paths.PathError, match=says):
        paths.get(PLAN, path)


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(paths.ValueRefused, match=r"plan\.title"):
        paths.put(PLAN, "plan.title", ["a list"])


def test_an_item_put_in_place_of_another_is_one_of_its_kind() -> None:
    plan = apply(PLAN, (Edit("put", "pr.PR1.guarantees.BC-1-1", {"id": "BC-1-2", "text": "b"}),))
    assert paths.get(plan, "pr.PR1.guarantees.BC-1-2.text") == "b"
    assert apply(PLAN, (Edit("put", "pr.@2", {"id": "PR3"}),)).pr[2].id == "PR3"
    for path, value in (("pr.PR1.guarantees.BC-1-1", "b"), ("pr.PR1.scope_in.1", {"x": 1}), ("pr.@2", 3)):
        with pytest.raises(paths.ValueRefused, match=path.split(".")[0]):
            apply(PLAN, (Edit("put", path, value),))


def test_an_edit_shares_what_it_does_not_touch() -> None:
    changed = paths.put(PLAN, "pr.PR1.title", "new")
    assert changed.block is PLAN.block
    assert changed.pr[1] is PLAN.pr[1]
    assert changed.pr[0].guarantees is PLAN.pr[0].guarantees
    assert PLAN.pr[0].title == ""


@given(plans)
@settings(max_examples=100, deadline=None)
def test_every_leaf_is_where_its_path_says(plan: Plan) -> None:
    seen = set()
    for path, spec, value, item in paths.leaves(plan):
        assert path not in seen
        seen.add(path)
        assert paths.get(plan, path) is value
        assert getattr(item, spec.attr) is value
        assert paths.spec_at(plan, path) == spec
        assert paths.put(plan, path, value) == plan
    assert "plan.title" in seen


@given(plans, st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_insert_and_remove_are_inverse_and_move_goes_back(plan: Plan, at: int, to: int) -> None:
    at, to = min(at, len(plan.risk)), min(to, len(plan.risk))
    grown = apply(plan, (Edit("insert", "risk", {"id": "ZZ-new"}, at),))
    assert grown.risk[at].id == "ZZ-new"
    moved = apply(grown, (Edit("move", "risk.ZZ-new", index=to),))
    assert moved.risk[to].id == "ZZ-new"
    assert apply(moved, (Edit("move", "risk.ZZ-new", index=at),)) == grown
    assert apply(moved, (Edit("remove", "risk.ZZ-new"),)) == plan


def test_a_list_names_its_items_as_each_is_named_alone() -> None:
    ids = ("PR1", "PR2", "PR2", "", "@7", "a.b", "PR3")
    prs = Plan.model_validate({"pr": [{"id": id} for id in ids]}).pr
    named = [path for path, _ in paths.with_paths(prs, "pr")]
    assert named == ["pr.PR1", "pr.@1", "pr.@2", "pr.@3", "pr.@4", "pr.@5", "pr.PR3"]
    assert named == [f"pr.{paths.segment_of(prs, index)}" for index in range(len(prs))]


def test_an_unknown_key_that_is_called_id_names_nothing() -> None:
    plan = Plan.model_validate({"finding": [{"id": "F1", "cites": [{"at": "a.go:1", "id": 5}]}]})
    named = [path for path, _ in paths.with_paths(plan.finding[0].cites, "finding.F1.cites")]
    assert named == ["finding.F1.cites.@0"]
    assert paths.segment_of(plan.finding[0].cites, 0) == "@0"


def test_all_items_of_a_list_are_named_as_each_of_them_is() -> None:
    held = tuple(Objective(id=id) for id in ("O1", "O2", "O1", "", "a.b", "O3"))
    assert paths.segments_of(held) == [paths.segment_of(held, index) for index in range(len(held))]
    assert paths.segments_of(("x", "y")) == ["0", "1"]
    assert paths.segments_of(()) == []


def test_a_field_is_named_with_the_innermost_item_around_it() -> None:
    plan = Plan.model_validate(
        {
            "finding": [{"id": "F1"}],
            "pr": [{"id": "PR1", "guarantees": [{"id": "BC-1-1"}], "risks": [{"risk": "slow"}]}],
        }
    )
    for path, name in (
        ("plan.slug", "Slug"),
        ("finding.F1.cites", "Citations of F1"),
        ("pr.PR1.guarantees.BC-1-1.text", "Guarantee of BC-1-1"),
        ("pr.PR1.risks.@0.risk", "Risk of PR1"),
        ("pr", "PR series"),
    ):
        assert paths.named(plan, path) == name
