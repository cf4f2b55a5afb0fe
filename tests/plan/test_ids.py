"""Ids are minted free, found wherever they live, and renamed with everything that names them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from blistui.plan import ids
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.fields import specs
from blistui.plan.paths import PathError, ValueRefused, get
from tests.strategies import plans

PLAN = Plan.model_validate(
    {
        "block": [{"id": "B1", "events": [{"id": "E1"}]}, {"id": "B2"}],
        "risk": [
            {"id": "D-1", "gate": "PR2", "affects": ["PR1", "PR2"], "abort_plan": "PR2 is dropped, not PR20"}
        ],
        "pr": [
            {"id": "PR1", "block": "B1", "guarantees": [{"id": "BC-1-1"}, {"id": "BC-1-2"}]},
            {"id": "PR2", "block": "B1", "depends_on": ["PR1"], "gates": ["D-1"], "scope_in": ["after PR1"]},
        ],
        "evolution": {"change": [{"id": "C1", "block": "B1"}]},
        "waiver": [{"id": "W1", "rule": "CON004", "where": "pr.PR2.motivation"}],
    }
)


@pytest.mark.parametrize(
    ("kind", "parent", "expected"),
    [
        ("pr", "pr", "PR3"),
        ("risk", "risk", "D-2"),
        ("event", "block.B2.events", "E2"),
        ("change", "evolution.change", "C2"),
        ("objective", "objective", "O1"),
        ("guarantee", "pr.PR1.guarantees", "BC-1-3"),
        ("guarantee", "pr.PR2.guarantees", "BC-2-1"),
        ("guarantee", "pr.the router.guarantees", "BC-the-router-1"),
        ("guarantee", "pr.@1.guarantees", "BC-1"),
        ("guarantee", "", "BC-1"),
    ],
)
def test_a_minted_id_is_free(kind: str, parent: str, expected: str) -> None:
    assert ids.mint(PLAN, kind, parent) == expected


def test_a_rename_takes_references_paths_and_mentions_along() -> None:
    plan = apply(PLAN, (Edit("rename", "pr.PR2", "WP3"),))
    assert get(plan, "risk.D-1.gate") == "WP3"
    assert get(plan, "risk.D-1.affects") == ("PR1", "WP3")
    assert get(plan, "risk.D-1.abort_plan") == "WP3 is dropped, not PR20"
    assert get(plan, "waiver.W1.where") == "pr.WP3.motivation"
    assert apply(plan, (Edit("rename", "pr.WP3", "PR2"),)) == PLAN


def test_a_rename_stays_within_its_kind() -> None:
    plan = apply(PLAN, (Edit("rename", "block.B1", "PR1"),))
    assert [pr.block for pr in plan.pr] == ["PR1", "PR1"]
    assert plan.pr[1].depends_on == ("PR1",)
    assert plan.evolution.change[0].block == "PR1"


@pytest.mark.parametrize("new", ["PR1", "has space", "", "a.b", "@1"])
def test_an_id_that_cannot_be_is_refused(new: str) -> None:
    with pytest.raises(ValueRefused, match="id"):
        apply(PLAN, (Edit("rename", "pr.PR2", new),))


def test_renaming_what_is_not_an_item_is_an_error() -> None:
    with pytest.raises(PathError):
        apply(PLAN, (Edit("rename", "plan.title", "X1"),))


def test_one_of_two_items_with_the_same_id_is_renamed_alone() -> None:
    plan = Plan.model_validate({"pr": [{"id": "PR1"}, {"id": "PR1"}, {"id": "PR2", "depends_on": ["PR1"]}]})
    plan = apply(plan, (Edit("rename", "pr.@1", "PR3"),))
    assert [pr.id for pr in plan.pr] == ["PR1", "PR3", "PR2"]
    assert plan.pr[2].depends_on == ("PR1",)


@given(plans)
@settings(max_examples=60, deadline=None)
def test_every_kind_finds_its_items(plan: Plan) -> None:
    for kind in ids.KINDS:
        for path, item in ids.items_of(plan, kind):
            assert get(plan, path) is item


def test_every_reference_names_a_kind_that_exists() -> None:
    def models(model: type) -> set[type]:
        found = {model}
        for spec in specs(model).values():
            if spec.item is not None and spec.item not in found:
                found |= models(spec.item)
        return found

    for model in models(Plan):
        for spec in specs(model).values():
            assert set(spec.refs) <= set(ids.KINDS)
            assert spec.title
            assert spec.widget == "hidden" or spec.heading
            if spec.widget in ("ref", "refs"):
                assert spec.refs


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("pr", "pr"),
        ("pr.PR1.guarantees", "guarantee"),
        ("block.@0.events", "event"),
        ("evolution.change", "change"),
        ("pr.PR1", ""),
        ("evolution", ""),
        ("prevention.failure_modes", ""),
        ("events", ""),
        ("", ""),
    ],
)
def test_a_list_has_a_kind_where_its_items_have_ids(path: str, kind: str) -> None:
    assert ids.kind_of_list(path) == kind
