"""The contract of each rule, and the complete sample plan broken in one place: it fires, and what follows."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from blistui.plan.digests import signed_digest, take_baseline
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import Finding
from blistui.rules.running.findings import run
from blistui.rules.running.progress import progress
from blistui.store.load import load
from blistui.store.surroundings import siblings
from tests.checkouts import committed
from tests.rules.harness import context_of

SAMPLES = Path(__file__).parents[2] / "sample_plans"
TABLE = tomllib.loads(Path(__file__).with_name("mutations.toml").read_text(encoding="utf-8"))["mutation"]
"""A row for each rule, in the order of the registry."""
BREAKING = [row for row in TABLE if "edits" in row]


@dataclass(frozen=True)
class Unbroken:
    """The complete plan in a repository of its own, sealed at its one commit."""

    plan: Plan
    repository: Repository
    evidence: Evidence
    others: dict[str, Plan]

    def findings(self, plan: Plan) -> list[Finding]:
        """What all rules find in a plan over this repository."""
        same = plan.plan.base_commit == self.evidence.base
        # What the code says is the same for every mutation: it is read once.
        evidence = self.evidence if same else Evidence(self.repository, plan.plan.base_commit)
        return run(RULES, context_of(plan, evidence, siblings=self.others))


def sealed(plan: Plan) -> Plan:
    """`plan` with its baseline taken and its signatures given for what it says now."""
    plan = apply(plan, take_baseline(plan, "revision.@0"))
    return apply(
        plan,
        tuple(
            Edit("put", f"attestation.@{index}.digest", signed_digest(plan, attestation.about))
            for index, attestation in enumerate(plan.attestation)
        ),
    )


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Unbroken:
    folder = Path(shutil.copytree(SAMPLES, tmp_path_factory.mktemp("mutations") / "samples"))
    head = committed(folder)
    path = folder / "overload.toml"
    plan = sealed(apply(load(path).plan, (Edit("put", "plan.base_commit", head),)))
    repository = Repository.open(folder / plan.plan.repository)
    return Unbroken(plan, repository, Evidence(repository, head), siblings(path).plans)


def test_the_plan_to_be_broken_is_done_in_every_phase(unbroken: Unbroken) -> None:
    states = progress(unbroken.plan, unbroken.findings(unbroken.plan))
    assert {one.state for one in states} == {"done"}
    assert all(one.done == one.of for one in states)


def test_the_plan_to_be_broken_keeps_every_rule(unbroken: Unbroken) -> None:
    assert [f"{one.rule} {one.path}: {one.message}" for one in unbroken.findings(unbroken.plan)] == []


@pytest.mark.parametrize("mutation", BREAKING, ids=[mutation["rule"] for mutation in BREAKING])
def test_what_is_broken_is_found_and_nothing_else(mutation: dict[str, Any], unbroken: Unbroken) -> None:
    head = unbroken.evidence.base
    edits = [[head if value == "@HEAD" else value for value in edit] for edit in mutation["edits"]]
    broken = apply(unbroken.plan, tuple(Edit(*edit) for edit in edits))
    assert broken != unbroken.plan
    if not mutation.get("history"):
        broken = sealed(broken)
    found = unbroken.findings(broken)
    shown = "\n".join(f"{one.rule} {one.path}: {one.message}" for one in found)
    assert {one.rule for one in found} == {mutation["rule"], *mutation.get("also", ())}, shown
    kind = "to write" if mutation.get("to_write") else "wrong"
    assert {one.kind for one in found if one.rule == mutation["rule"]} == {kind}, shown


def test_every_rule_has_its_row_and_no_other() -> None:
    assert [row["rule"] for row in TABLE] == [rule.id for rule in RULES]
    assert [row["rule"] for row in TABLE if ("edits" in row) == ("no_edit" in row)] == []


@pytest.mark.parametrize("row", TABLE, ids=[row["rule"] for row in TABLE])
def test_a_rule_declares_what_its_row_says(row: dict[str, Any]) -> None:
    rule = by_id()[row["rule"]]
    declared = (rule.level, rule.decided, rule.needs_repo)
    assert declared == (row["level"], row.get("decided", "M"), row.get("repo", False))
