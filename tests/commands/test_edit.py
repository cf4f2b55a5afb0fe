"""Edits without a screen: what fits is saved once, what does not is refused with what would."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from blistui.cli import run
from blistui.plan.digests import plan_digest
from blistui.plan.signatures import stale
from blistui.store.load import load
from tests.checkouts import committed
from tests.screens.pilot import make


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    found = make(tmp_path)
    committed(found.parent / "code")
    found.write_text("# Kept by every save\n" + found.read_text(encoding="utf-8"), encoding="utf-8")
    return found


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Any:
    def give(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return give


@pytest.mark.parametrize(
    ("arguments", "path", "value"),
    [
        (("set", "plan.title", "Load [x]"), "plan.title", "Load [x]\n"),
        (("set", "pr.PR2.status", "Merged"), "pr.PR2.status", "merged\n"),
        (("set", "pr.PR2.loc", "120"), "pr.PR2.loc", "120\n"),
        (("set", "pr.PR2.refactor_only", "yes"), "pr.PR2.refactor_only", "true\n"),
        (("set", "pr.PR2.depends_on", ""), "pr.PR2.depends_on", ""),
        (("set", "pr.PR1.depends_on", '["PR2"]'), "pr.PR1.depends_on", "PR2\n"),
        (("set", "pr.PR1.scope_in", "a, b\nc"), "pr.PR1.scope_in", "a, b\nc\n"),
        (("set", "risk.D-1.outcome_on", "2026-03-02"), "risk.D-1.outcome_on", "2026-03-02\n"),
        (("add", "pr.PR1.scope_in", "a"), "pr.PR1.scope_in", "a\n"),
        (("add", "pr.PR1.depends_on", "PR2"), "pr.PR1.depends_on", "PR2\n"),
        (("add", "objective", "text=More", "--first"), "objective.O2.text", "More\n"),
        (("add", "risk"), "risk.D-2.id", "D-2\n"),
        (("add", "objective", "id=OBJ-9", "text=a=b"), "objective.OBJ-9.text", "a=b\n"),
        (("add", "pr.PR2.guarantees", "text=It ends"), "pr.PR2.guarantees.BC-2-1.text", "It ends\n"),
        (("rename", "pr.PR1", "PR17"), "pr.PR2.depends_on", "PR17\n"),
        (("set", "pr.PR1.guarantees.BC-1-1", '{"text": "New"}'), "pr.PR1.guarantees.BC-1-1.text", "New\n"),
    ],
)
def test_what_fits_is_written_and_the_comment_is_kept(
    plan: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], path: str, value: str
) -> None:
    command, *rest = arguments
    assert run([command, str(plan), *rest]) == 0
    assert "new, " in capsys.readouterr().out
    assert plan.read_text(encoding="utf-8").startswith("# Kept by every save\n")
    assert run(["get", str(plan), path]) == 0
    assert capsys.readouterr().out == value


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("set", "pr.PR2.status", "mergd"), "one of: planned, in review, merged"),
        (("set", "pr.PR2.status", "mergd"), "Did you mean `merged`?"),
        (("set", "pr.PR2.depends_on", "PR11"), "did you mean `PR1`"),
        (("set", "pr.PR2.titel", "x"), "did you mean `title`"),
        (("set", "pr.PR3.title", "x"), "did you mean `PR2` or `PR1`"),
        (("set", "pr.PR2.loc", "many"), "write 3 or 0.5"),
        (("set", "pr.PR2.loc", "nan"), "of some size"),
        (("set", "pr.PR2.loc", "1e999"), "of some size"),
        (("set", "finding.F1.cites", "../plan.toml:1"), "leaves the repository"),
        (("set", "plan.title", "\udcff"), "half of a character"),
        (("edit", "none.json"), "cannot be read"),
        (("set", "pr.PR2.refactor_only", "perhaps"), "true or false"),
        (("set", "risk.D-1.outcome_on", "2026-02-30"), "2026-03-02"),
        (("set", "pr.PR2.id", "PR3"), "`rename` changes it"),
        (("set", "pr.PR1.guarantees.BC-1-1.uid", "x"), "kept by blistui"),
        (("set", "finding.F1.cites", "sim.go:400"), "sim.go"),
        (("set", "finding.F1.cites", "somewhere"), "path:12"),
        (("set", "finding.F1.cites", '[{"lines": "sim.go:3"}]'), "path:12-20"),
        (("set", "commitments", "[1]"), "JSON object"),
        (("set", "pr", '["PR1"]'), "JSON object"),
        (("set", "plan.title.x", "y"), "nothing below"),
        (("set", "", "y"), "there is no field"),
        (("add", "riks", "decision=x"), "did you mean `risk`"),
        (("add", "pr.PR2.scope_in"), "say what to add"),
        (("add", "guarantee", "text=x"), "pr.PR1.guarantees, pr.PR2.guarantees"),
        (("add", "risk", "decsion=x"), "did you mean `decision`"),
        (("add", "risk", "decision"), "KEY=VALUE"),
        (("add", "risk", "decision=a", "decision=b"), "twice"),
        (("add", "risk", "id=D-1"), "already the id"),
        (("add", "objective", "id=a b"), "cannot be an id"),
        (("add", "pr.PR2.depends_on", "PR1"), "already"),
        (("remove", "plan.title"), "no entry of a list"),
        (("remove", "pr"), "no entry of a list"),
        (("rename", "pr.PR1", "PR2"), "already the id"),
        (("rename", "plan.title", "x"), "no item with an id"),
        (("move", "pr.PR1", "--after", "PR9"), "did you mean"),
        (("move", "plan.title", "--first"), "no entry of a list"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would_and_nothing_is_written(
    plan: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    before = plan.read_bytes()
    command, *rest = arguments
    assert run([command, str(plan), *rest]) == 2
    shown = capsys.readouterr()
    assert says in shown.err and "othing was written" in shown.err
    assert shown.out == ""
    assert plan.read_bytes() == before


def test_a_place_is_captured_as_a_citation_that_is_exact(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["set", str(plan), "finding.F1.cites", "sim.go:3-6, sim.go:8"]) == 0
    first, second = load(plan).plan.finding[0].cites
    assert (first.at, first.symbol, second.at) == ("sim.go:3-6", "Router", "sim.go:8")
    assert run(["verify", str(plan)]) == 0
    capsys.readouterr()
    assert run(["cite", "sim.go:4", "--repo", str(plan.parent / "code")]) == 0
    assert run(["add", str(plan), "finding.F1.cites", capsys.readouterr().out]) == 0
    assert load(plan).plan.finding[0].cites[2].symbol == "Router"


def test_several_steps_are_one_save_and_later_steps_see_earlier_ones(
    plan: Path, given: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [
        {
            "add": "pr",
            "value": {"title": "Third", "guarantees": [{"text": "a"}, {"text": "b"}]},
            "after": "PR1",
        },
        {"set": "pr.PR2.depends_on", "value": ["PR3"]},
        {"rename": "pr.PR3", "to": "PR9"},
        {"move": "pr.PR2", "position": 0},
        {"remove": "objective.O1"},
    ]
    given(json.dumps(steps))
    assert run(["edit", str(plan), "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [step["op"] for step in shown["steps"]] == ["add", "set", "rename", "move", "remove"]
    assert set(shown["findings"]) == {"new", "changed", "gone"} and shown["written"]
    found = load(plan).plan
    assert [pr.id for pr in found.pr] == ["PR2", "PR1", "PR9"]
    assert found.pr[0].depends_on == ("PR9",) and not found.objective
    third = found.pr[2].guarantees
    assert [one.text for one in third] == ["a", "b"]
    assert all(one.uid for one in third) and len({one.id for one in third}) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[", "no JSON"),
        ('{"set": "plan.title"}', "lacks `value`"),
        ('[{"set": "plan.title", "value": "x"}, {"frob": "plan"}]', "step 2"),
        ('[{"set": "plan.title", "value": "x"}, {"remove": "pr.PR9"}]', "step 2"),
        ('[{"add": "pr", "position": "first"}]', "whole number"),
        ('[{"add": "pr", "position": 5}]', "no position 5"),
        ('[{"add": "pr", "where": 5}]', "not `where`"),
        ('[{"add": "pr", "first": true}]', "position (a number from 0; -1 is the end), not `first`"),
        ('[{"set": "plan.title", "value": ["x"]}]', "holds text"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_one_step_that_does_not_fit_leaves_the_file_alone(
    plan: Path, given: Any, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    before = plan.read_bytes()
    given(text)
    assert run(["edit", str(plan)]) == 2
    assert says in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_a_dry_run_shows_the_findings_and_writes_nothing(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    assert run(["set", str(plan), "pr.PR2.status", "merged", "--dry-run"]) == 0
    shown = capsys.readouterr()
    assert "LIV004" in shown.out and "nothing was written" in shown.err
    assert plan.read_bytes() == before


def test_a_list_that_is_set_keeps_the_identity_of_what_keeps_its_id(plan: Path) -> None:
    assert run(["set", str(plan), "pr.PR1.guarantees", '[{"text": "a"}, {"id": "K", "text": "b"}]']) == 0
    uids = {one.id: one.uid for one in load(plan).plan.pr[0].guarantees}
    assert set(uids) == {"BC-1-1", "K"}
    assert run(["set", str(plan), "pr.PR1.guarantees", '[{"id": "K", "text": "c"}]']) == 0
    [kept] = load(plan).plan.pr[0].guarantees
    assert (kept.text, kept.uid) == ("c", uids["K"])


def test_get_shows_tables_as_json(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["get", str(plan), "pr.PR2"]) == 0
    assert json.loads(capsys.readouterr().out) == {"id": "PR2", "title": "Second", "depends_on": ["PR1"]}
    assert run(["get", str(plan), "--format", "json", "pr.PR1.title", "pr.PR2.title"]) == 0
    assert json.loads(capsys.readouterr().out) == {"pr.PR1.title": "First", "pr.PR2.title": "Second"}
    assert run(["get", str(plan), "pr.PR7"]) == 2
    assert "did you mean" in capsys.readouterr().err


def test_a_table_that_is_set_keeps_what_is_not_mentioned_and_a_citation_does_not(plan: Path) -> None:
    assert run(["set", str(plan), "plan", '{"title": "Other"}']) == 0
    found = load(plan).plan.plan
    assert (found.title, found.repository, found.format) == ("Other", "code", 1)
    assert run(["set", str(plan), "finding.F1.cites", "sim.go:3-6"]) == 0
    assert run(["set", str(plan), "finding.F1.cites.@0", '{"at": "sim.go:8", "digest": "b2:1"}']) == 0
    [cite] = load(plan).plan.finding[0].cites
    assert (cite.at, cite.symbol, cite.digest, cite.commit) == ("sim.go:8", "", "b2:1", "")


def test_what_is_in_a_table_that_is_set_gets_its_ids_and_each_field_that_changed_is_shown(
    plan: Path, given: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    value = {"loc": 7, "title": "Second", "guarantees": [{"text": "a"}, {"text": "b"}]}
    given(json.dumps([{"set": "pr.PR2", "value": value}, {"add": "block", "value": {"name": "Clock"}}]))
    assert run(["edit", str(plan)]) == 0
    shown = capsys.readouterr().out
    assert "set pr.PR2.loc: (empty) → 7" in shown and "pr.PR2.title" not in shown
    found = load(plan).plan
    assert [(one.id, one.text) for one in found.pr[1].guarantees] == [("BC-2-1", "a"), ("BC-2-2", "b")]
    assert all(one.uid for one in found.pr[1].guarantees)
    at = f"block.{found.block[-1].id}"
    assert run(["set", str(plan), at, '{"events": [{"name": "Tick"}, {"name": "Tock"}]}']) == 0
    assert [one.id for one in load(plan).plan.block[-1].events] == ["E1", "E2"]


@pytest.mark.parametrize(
    "steps",
    [
        [
            {
                "add": "attestation",
                "value": {"subject": "expert review", "by": "A. Reviewer", "date": "2026-03-02"},
            }
        ],
        [
            {"add": "attestation", "value": {"subject": "expert review"}},
            {"set": "attestation.A1.by", "value": "A"},
        ],
        [
            {"add": "attestation", "value": {"subject": "expert review", "digest": "0123456789abcdef"}},
            {"set": "attestation.A1", "value": {"by": "A", "date": "2026-03-02"}},
        ],
    ],
)
def test_a_signature_is_for_what_is_signed_as_it_is_then(plan: Path, given: Any, steps: list[Any]) -> None:
    given(json.dumps(steps))
    assert run(["edit", str(plan), "--no-check"]) == 0
    found = load(plan).plan
    assert found.attestation[0].digest == plan_digest(found)
    assert run(["set", str(plan), "plan.title", "Another", "--no-check"]) == 0
    assert stale(load(plan).plan, load(plan).plan.attestation[0])
    assert run(["set", str(plan), "attestation.A1.date", "2026-03-09", "--no-check"]) == 0
    assert not stale(load(plan).plan, load(plan).plan.attestation[0])


def test_a_digest_that_is_given_is_kept_and_another_field_signs_nothing(plan: Path) -> None:
    fields = ["subject=expert review", "by=A", "date=2026-03-02", "digest=0123456789abcdef"]
    assert run(["add", str(plan), "attestation", *fields, "--no-check"]) == 0
    assert run(["set", str(plan), "attestation.A1.text", "All of it", "--no-check"]) == 0
    assert load(plan).plan.attestation[0].digest == "0123456789abcdef"


def test_a_plan_from_standard_input_is_read_and_not_saved(
    plan: Path, given: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan.parent)
    given(plan.read_text(encoding="utf-8"))
    assert run(["get", "-", "pr.PR1.title"]) == 0
    assert capsys.readouterr().out == "First\n"
    given(plan.read_text(encoding="utf-8"))
    assert run(["set", "-", "plan.title", "x"]) == 2
    assert "name its file" in capsys.readouterr().err
    assert not (plan.parent / "-").exists()


def test_an_item_may_name_itself_and_what_a_later_step_adds(
    plan: Path, given: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [
        {"add": "risk", "value": {"decision": "One clock", "gate": "PR4", "spike": "PR3"}},
        {"add": "pr", "value": {"title": "Spike", "extraction": "PR3"}},
        {"add": "pr", "value": {"title": "Later", "depends_on": ["PR3", "PR4"]}},
        {"rename": "pr.PR4", "to": "PR9"},
    ]
    given(json.dumps(steps))
    assert run(["edit", str(plan), "--no-check"]) == 0
    found = load(plan).plan
    assert (found.pr[2].extraction, found.risk[-1].spike, found.risk[-1].gate) == ("PR3", "PR3", "PR9")
    before = plan.read_bytes()
    capsys.readouterr()
    given(
        json.dumps(
            [{"set": "plan.title", "value": "x"}, {"set": "risk.D-1.gate", "value": "PR8"}, *steps[1:2]]
        )
    )
    assert run(["edit", str(plan)]) == 2
    assert "step 2: `risk.D-1.gate` names a PR, and there is no `PR8`" in capsys.readouterr().err
    assert plan.read_bytes() == before
