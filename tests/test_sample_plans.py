"""The sample plans show what they are there to show."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from pydantic import BaseModel

from blistui.markdown.outline import outline_problems
from blistui.markdown.write.document import budgets, document, section
from blistui.plan.edits import Edit, apply
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.families.cit.places import cited_places
from blistui.rules.registry import RULES
from blistui.rules.rule import Finding
from blistui.rules.running.checking import PlanChecker, context_of
from blistui.store.load import load
from blistui.store.save import merged_text
from blistui.store.surroundings import repository_of
from tests.checkouts import committed

SAMPLES = Path(__file__).parent.parent / "sample_plans"
COMPLETE, HALF_WRITTEN, DRIFTED = "overload.toml", "half-written.toml", "drifted.toml"
PLANS = (COMPLETE, HALF_WRITTEN, DRIFTED)


@pytest.fixture
def history() -> None:
    """Skips where the samples have no history: in a source archive, or in a shallow clone."""
    for name in (COMPLETE, DRIFTED):
        loaded = load(SAMPLES / name)
        if repository_of(loaded.path, loaded.plan).resolve(loaded.plan.plan.base_commit) is None:
            pytest.skip("the commits that the samples were written at are not here")


def findings(path: Path) -> list[Finding]:
    """What all rules find in the plan at `path`, with its repository."""
    return PlanChecker(path).findings(load(path).plan)


def shown(found: list[Finding]) -> list[str]:
    """Errors and warnings as short texts, so that a failure can be read."""
    return [f"{one.rule} {one.path}: {one.message}" for one in found if one.level != "hint"]


def statuses(path: Path) -> Counter[str]:
    """How many citations of the plan have each status."""
    loaded = load(path)
    evidence = Evidence(repository_of(path, loaded.plan), loaded.plan.plan.base_commit)
    context = context_of(loaded.plan)
    places = [place for place in cited_places(context) if place.location is not None]
    evidence.verify_all(place.citation for place in places)
    return Counter(evidence.verify(place.citation).status for place in places)


# Every sample


@pytest.mark.parametrize("name", PLANS)
def test_saving_a_sample_changes_no_byte(name: str) -> None:
    loaded = load(SAMPLES / name)
    assert merged_text(loaded, loaded.plan.model_copy(deep=True)).encode() == loaded.data
    edit = Edit("put", "plan.title", "Another title")
    there = merged_text(loaded, apply(loaded.plan, (edit,)))
    changed = [
        (old, new) for old, new in zip(loaded.text.split("\n"), there.split("\n"), strict=True) if old != new
    ]
    assert changed == [(f'title = "{loaded.plan.plan.title}"', 'title = "Another title"')]


def unknown_keys(value: object) -> set[str]:
    """Keys, anywhere in a plan, that the format does not know."""
    if isinstance(value, BaseModel):
        below = [unknown_keys(getattr(value, name)) for name in type(value).model_fields]
        return set(value.model_extra or {}).union(*below)
    return set().union(*map(unknown_keys, value)) if isinstance(value, tuple) else set()


@pytest.mark.parametrize("name", PLANS)
def test_a_sample_holds_no_key_that_the_format_does_not_know(name: str) -> None:
    assert unknown_keys(load(SAMPLES / name).plan) == set()


@pytest.mark.parametrize("name", PLANS)
def test_a_sample_is_exported_whole(name: str) -> None:
    plan = load(SAMPLES / name).plan
    text = document(plan)
    assert outline_problems(text) == []
    for pr in plan.pr:
        assert f"### {pr.id}: {pr.title}" in text


# The complete one


def test_the_complete_plan_keeps_every_rule_in_a_plain_folder(samples: Path) -> None:
    assert [one.rule for one in findings(samples / COMPLETE) if one.level != "hint"] == ["CIT017"]


def test_the_complete_plan_keeps_every_rule_in_a_repository(samples: Path) -> None:
    path = samples / COMPLETE
    loaded = load(path)
    based = apply(loaded.plan, (Edit("put", "plan.base_commit", committed(samples)),))
    path.write_text(merged_text(loaded, based), encoding="utf-8")
    assert shown(findings(path)) == []
    assert statuses(path).keys() == {"exact"}


def test_the_complete_plan_keeps_every_rule_in_its_place(history: None) -> None:
    assert shown(findings(SAMPLES / COMPLETE)) == []
    assert statuses(SAMPLES / COMPLETE).keys() == {"exact"}


def test_the_complete_plan_keeps_the_budgets() -> None:
    plan = load(SAMPLES / COMPLETE).plan
    spent = budgets(plan)
    assert spent.summary < 15
    assert spent.concept_model < 72
    assert max(spent.tier1.values()) <= 15
    assert section(plan, "G")


def test_the_complete_plan_uses_all_that_a_plan_can_hold() -> None:
    """Readers learn the format from it: a table that it leaves out is one they do not learn."""
    plan = load(SAMPLES / COMPLETE).plan
    empty = {key for key in type(plan).model_fields if not getattr(plan, key)}
    # Nothing to overrule, nothing that an import could not place, and nothing that a reviewer asked.
    assert empty == {"waiver", "leftover", "remark"}


# The half-written one


def test_the_half_written_plan_has_findings_of_every_family(samples: Path) -> None:
    found = findings(samples / HALF_WRITTEN)
    assert {one.rule[:3] for one in found} == {rule.family for rule in RULES}
    assert len({one.rule for one in found if one.level != "hint"}) > 75


# The drifted one


def test_the_drifted_plan_is_recognised_by_digests_alone(samples: Path) -> None:
    """Without history it cannot be known what was at the old place: what is not certain is ambiguous."""
    assert statuses(samples / DRIFTED) == {"exact": 10, "moved": 9, "changed": 4, "ambiguous": 2, "gone": 1}


def test_the_drifted_plan_is_recognised_by_history(history: None) -> None:
    assert statuses(SAMPLES / DRIFTED) == {"exact": 10, "moved": 11, "changed": 4, "gone": 1}


def test_the_drifted_plan_has_drift_and_nothing_else(history: None) -> None:
    about = {"CIT003", "CIT004", "CIT007", "CIT009", "CIT010", "CIT014"}
    assert {one.rule for one in findings(SAMPLES / DRIFTED) if one.level != "hint"} == about


def test_the_drifted_plan_kept_every_rule_at_its_base_commit(history: None, tmp_path: Path) -> None:
    loaded = load(SAMPLES / DRIFTED)
    repo = repository_of(loaded.path, loaded.plan)
    base = loaded.plan.plan.base_commit
    for name in repo.objects.tree(base):
        path = tmp_path / loaded.plan.plan.repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(repo.read_bytes(name, base))
    shutil.copy(loaded.path, tmp_path)
    assert not Repository.open(tmp_path / loaded.plan.plan.repository).exists("sim/request.go")
    # A copy of the files has no history, which is all that is wrong with it.
    assert [one.rule for one in findings(tmp_path / DRIFTED) if one.level != "hint"] == ["CIT017"]
