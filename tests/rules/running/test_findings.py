"""One finding for each rule and item: kind, fields, fix, waivers, baselines written by field."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.plan.items import item_path
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.policy import Policy
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import Finding
from blistui.rules.running.baseline import Baseline, Known, baseline_of
from blistui.rules.running.findings import run
from blistui.rules.running.fixes import fix_all
from blistui.store.create import Draft, create
from tests.checkouts import committed
from tests.rules.harness import context_of, plan_of
from tests.rules.whole_plan import WHOLE


def found_in(text: str, *rules: str, policy: Policy | None = None) -> list[Finding]:
    chosen = tuple(by_id()[rule] for rule in rules) or RULES
    return run(chosen, context_of(plan_of(text), policy=policy))


@pytest.mark.parametrize(
    ("path", "item"),
    [
        ("pr.PR2.title", "pr.PR2"),
        ("pr.PR2", "pr.PR2"),
        ("pr.PR2.guarantees", "pr.PR2"),
        ("pr.PR2.guarantees.BC-2-1.text", "pr.PR2.guarantees.BC-2-1"),
        ("pr.@3.files.@0.path", "pr.@3.files.@0"),
        ("finding.F1.cites.@0.at", "finding.F1.cites.@0"),
        ("frozen.FZ1.cite.at", "frozen.FZ1"),
        ("scope.S1.criteria.cost", "scope.S1"),
        ("block.B1.real_systems.vLLM", "block.B1"),
        ("commitments.performance", "commitments"),
        ("prevention.failure_modes", "prevention.failure_modes"),
        ("prevention.failure_modes.fidelity.prevented_by", "prevention.failure_modes.fidelity"),
        ("evolution.change.C1.what", "evolution.change.C1"),
        ("objective", "objective"),
        ("plan.title", "plan"),
        ("nothing.of.the.kind", "nothing"),
        ("pr.PR2.unknown.below", "pr.PR2"),
        ("", ""),
    ],
)
def test_the_item_of_a_path(path: str, item: str) -> None:
    assert item_path(path) == item


@pytest.mark.parametrize(
    "text",
    ["", '[[pr]]\nid = "PR1"\n', '[[block]]\nid = "B1"\n', '[[risk]]\nid = "D-1"\n', WHOLE],
)
def test_one_rule_has_one_finding_about_an_item(text: str) -> None:
    times = Counter((one.rule, one.path) for one in found_in(text))
    assert [place for place, number in times.items() if number > 1] == []


def test_a_fresh_plan_has_nothing_wrong(tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "go.mod").write_text("module example.com/a\n", encoding="utf-8")
    (code / "a.go").write_text("package a\n\nfunc A() {}\n", encoding="utf-8")
    committed(code)
    plan = create(tmp_path / "plan.toml", Draft("A new thing", code)).plan
    evidence = Evidence(Repository.open(code), plan.plan.base_commit)
    found = run(RULES, context_of(plan, evidence))
    assert [one for one in found if one.kind == "wrong"] == []
    assert sum(one.level == "error" for one in found) > 15


@pytest.mark.parametrize(
    "table",
    [
        *(
            "finding",
            "objective",
            "scope",
            "block",
            "interaction",
            "invariant",
            "extension_point",
            "ownership",
        ),
        *("risk", "evolution.change", "evolution.refactor", "evolution.tradeoff", "crosscutting", "pr"),
        *("pr.guarantees", "pr.risks", "pr.flags", "block.events", "prevention.regression", "frozen"),
        *("dag.integration_risks", "revision", "revision.changes", "remark", "waiver", "attestation"),
    ],
)
def test_an_item_with_nothing_in_it_is_not_wrong(table: str) -> None:
    *above, _ = table.split(".")
    outer = f"[[{above[0]}]]\n" if above and above[0] in ("pr", "block", "revision") else ""
    found = found_in(f"{outer}[[{table}]]\n")
    assert [f"{one.rule} {one.path}: {one.message}" for one in found if one.kind == "wrong"] == []


def test_an_empty_pr_makes_a_handful_of_findings() -> None:
    found = [one for one in found_in('[[pr]]\nid = "PR1"\n') if one.path.startswith("pr.")]
    errors = {one.rule: one for one in found if one.level == "error"}
    assert set(errors) == {"PRS002", "PRS004", "PRS009", "PRS010"}
    assert "pr.PR1.title" in errors["PRS002"].fields and "pr.PR1.gates" in errors["PRS002"].fields
    assert "how the CLI changes" in errors["PRS009"].message
    assert errors["PRS009"].place == "pr.PR1.architectural_impact"


@pytest.mark.parametrize(
    ("text", "rule", "phase"),
    [
        ('[[extension_point]]\nid = "EP1"\nfirst_non_default = "x"\n', "CON012", "Phase 6"),
        ('[[extension_point]]\nid = "EP1"\nfirst_non_default = "x"\npr = "PR2"\n', "CON012", "Phase 6"),
        ('[[invariant]]\nid = "INV-1"\nkind = "always"\nstatement = "s"\n', "XCT005", "Phase 5"),
        ('[[block]]\nid = "B1"\n', "EVO002", "Phase 4"),
        ('[[risk]]\nid = "D-1"\ndecision = "d"\ngate = "PR2"\n', "RSK006", "Phase 6"),
        ('[[scope]]\nid = "S1"\nsimplified = "s"\n', "EVO005", "Phase 4"),
        ('[[crosscutting]]\nid = "C1"\narea = "ci"\nitem = "i"\n', "XCT002", "Phase 6"),
        ('[plan]\ndesign_doc = "docs/new.md"\n[[objective]]\nrelies_on = ["F9"]\n', "PLN002", ""),
        ('[[extension_point]]\nid = "EP1"\nfirst_non_default = "x"\n[[pr]]\nid = "PR1"\n', "CON012", ""),
        (
            '[[finding]]\nid = "F1"\nkind = "inferred"\nstatement = "s"\n'
            '[[block]]\nid = "B"\nrelies_on = ["F1"]\n',
            "REC002",
            "Phase 3",
        ),
    ],
)
def test_what_waits_for_a_later_phase_names_it(text: str, rule: str, phase: str) -> None:
    [found] = [one for one in found_in(text) if one.rule == rule]
    assert found.waits_for.partition(" — ")[0] == phase
    assert found.kind == ("to write" if phase or rule == "CON012" else "wrong")


def test_the_fix_of_a_finding_has_all_edits_of_the_item() -> None:
    plan = plan_of(WHOLE).model_copy(update={"ownership": ()})
    [found] = [one for one in run((by_id()["CON013"],), context_of(plan)) if one.path == "ownership"]
    assert found.fix is not None
    again = apply(plan, found.fix.edits)
    assert len(again.ownership) == len(found.fields) == len(found.fix.edits) > 1
    assert run((by_id()["CON013"],), context_of(again)) == []


# Waivers and baselines

VAGUE = '[[block]]\nid = "B1"\nowns = ["line 4 of it"]\nobserves = ["line 7 of it"]\n'


@pytest.mark.parametrize(
    ("where", "open_fields"),
    [
        ("block.B1", ()),
        ("block.B1.owns.0", ("block.B1.observes.0",)),
        ("block.B1.observes.0", ("block.B1.owns.0",)),
        ("block.B2", ("block.B1.observes.0", "block.B1.owns.0")),
    ],
)
def test_a_waiver_is_of_an_item_or_of_a_field(where: str, open_fields: tuple[str, ...]) -> None:
    found = found_in(
        f'{VAGUE}[[waiver]]\nid = "W1"\nrule = "CIT012"\nwhere = "{where}"\n', "CIT012", "PLN004"
    )
    left = [field for one in found if one.rule == "CIT012" and not one.waived_by for field in one.fields]
    assert tuple(sorted(left)) == open_fields
    unmatched = any("matches nothing" in one.message for one in found if one.rule == "PLN004")
    assert unmatched == (where == "block.B2")


def by_field(plan: str, rule: str, path: str, number: int = 1) -> Known:
    """An entry as it was written when each field had a finding of its own."""
    digest = hashlib.sha256("\0".join((plan, rule, path, str(number))).encode()).hexdigest()[:32]
    return Known(digest, plan, rule, path, "")


@pytest.mark.parametrize(
    ("text", "rule", "paths"),
    [
        ('[[pr]]\nid = "PR1"\n', "PRS009", ["pr.PR1.api_surface", "pr.PR1.cli_changes"]),
        ("", "REC001", ["finding"] * 8),
        ("", "OBJ003", ["commitments.compatibility", "commitments.performance"]),
        ("", "BUG004", ["prevention.failure_modes"] * 14),
        ("", "PRE001", ["plan.guidelines", "plan.guidelines_read"]),
        ('[[block]]\nid = "B1"\nowns = ["x"]\n', "CON013", ["block.B1.owns.@"]),
    ],
)
def test_a_baseline_by_field_still_matches(text: str, rule: str, paths: list[str]) -> None:
    times: Counter[str] = Counter()
    entries = []
    for path in paths:
        times[path] += 1
        entries.append(by_field("p.toml", rule, path, times[path]))
    found = found_in(text, rule)
    compared = Baseline(tuple(entries)).compare("p.toml", found)
    assert compared.new == () and compared.known == tuple(found) and found
    assert [entry for entry in compared.gone if "@" not in entry.path] == []


def test_a_level_of_the_policy_leaves_the_kind() -> None:
    [found] = found_in("", "OBJ002", policy=Policy(levels={"OBJ002": "warning"}))
    assert (found.level, found.kind) == ("warning", "to write")


@pytest.mark.parametrize(
    ("text", "rule"),
    [("", "BUG004"), ('[[scope]]\nid = "S1"\nsimplified = "a fixed delay"\n', "EVO005")],
)
def test_what_only_prepares_rows_is_offered_and_never_applied(text: str, rule: str) -> None:
    [found] = found_in(text, rule)
    assert found.fix is not None and found.fix.is_scaffold
    plan = plan_of(text)
    fixed = fix_all(plan, lambda now: run((by_id()[rule],), context_of(now)))
    assert (fixed.plan, fixed.applied, fixed.unfixed) == (plan, (), ())


@pytest.mark.parametrize("where", ["block.B1.owns.0", "block.B1.observes.0"])
def test_a_waiver_of_one_field_leaves_the_other_known(where: str) -> None:
    before = found_in(VAGUE, "CIT012")
    waiver = f'[[waiver]]\nid = "W1"\nrule = "CIT012"\nwhere = "{where}"\n'
    compared = baseline_of("p.toml", before).compare("p.toml", found_in(VAGUE + waiver, "CIT012"))
    assert compared.new == () and len(compared.known) == 1


def test_blanks_of_a_finding_that_is_wrong_are_told_apart() -> None:
    (found,) = found_in('[[pr]]\nid = "PR1"\ntitle = "First"\nfriction_files = "many"\n', "PRS009")
    assert found.kind == "wrong" and "pr.PR1.friction_files" in found.fields
    assert set(found.fields) - set(found.blanks) == {"pr.PR1.friction_files"}
    (blank,) = found_in('[[pr]]\nid = "PR1"\ntitle = "First"\n', "PRS009")
    assert blank.kind == "to write" and not blank.blanks
