"""`blistui status` and `blistui export --pr`: the status of plans, and what one PR has to know."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.store.load import load


def test_status_shows_every_plan_and_says_what_cannot_be_read(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["set", str(samples / "overload.toml"), "pr.PR1.status", "merged", "--no-check"]) == 0
    capsys.readouterr()
    assert run(["status", str(samples), "--format", "json"]) == 0
    found = {Path(one["file"]).name: one for one in json.loads(capsys.readouterr().out)["plans"]}
    assert set(found) == {"overload.toml", "half-written.toml", "drifted.toml"}
    whole = found["overload.toml"]
    assert (whole["merged"], whole["prs"], whole["drifted"]) == (["PR1"], 5, 0)
    assert {"risk": "R-2", "pr": "PR1", "outcome": "open"} in whole["open_gates"]
    assert found["drifted.toml"]["drifted"] > 0 and found["half-written.toml"]["to_write"] > 0
    assert (whole["unsigned"], whole["open_remarks"]) == (0, 0)
    (samples / "broken.toml").write_text("[plan]\ntitle = \n", encoding="utf-8")
    assert run(["status", str(samples)]) == 2
    shown = capsys.readouterr()
    assert "1 of 5 merged: PR1" in shown.out and "broken.toml:2" in shown.err


def test_a_gate_is_open_for_each_pr_that_names_it_or_that_it_names(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(samples / "overload.toml")
    assert run(["set", plan, "pr.PR3.gates", '["R-2"]', "--no-check"]) == 0
    capsys.readouterr()
    assert run(["status", plan, "--format", "json"]) == 0
    held_up = json.loads(capsys.readouterr().out)["plans"][0]["open_gates"]
    assert [gate["pr"] for gate in held_up if gate["risk"] == "R-2"] == ["PR1", "PR3"]


def test_status_names_what_is_unsigned_and_what_is_stale(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(samples / "overload.toml")
    assert run(["set", plan, "plan.title", "Another title", "--no-check"]) == 0
    assert run(["set", plan, "finding.F1.statement", "Another claim", "--no-check"]) == 0
    capsys.readouterr()
    assert run(["status", plan, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["plans"][0]
    assert {"subject": "expert review", "about": "", "state": "stale"} in found["to_sign"]
    assert found["unsigned"] == len(found["to_sign"])
    assert run(["status", plan]) == 0
    assert "expert review: the plan (stale)" in capsys.readouterr().out


def test_a_remark_is_open_until_it_is_answered(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(samples / "overload.toml")
    remark = ["reviewer=R. Reviewer", "date=2026-11-02", "text=Does it hold when cold?"]
    assert run(["add", plan, "pr.PR2.remarks", *remark, "--no-check"]) == 0
    capsys.readouterr()
    assert run(["status", plan, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["plans"][0]["open_remarks"] == 1
    assert run(["export", plan]) == 0
    text = capsys.readouterr().out
    assert (
        "- **Remarks:**\n  - **R. Reviewer, 2026-11-02**\n    - **Remark:** Does it hold when cold?\n"
        "    - **Answer:** not stated\n"
    ) in text
    assert run(["set", plan, "pr.PR2.remarks.@0.answer", "No, R-8 looks at it.", "--no-check"]) == 0
    capsys.readouterr()
    assert run(["status", plan]) == 0
    assert "remarks    0 open" in capsys.readouterr().out


def test_a_remark_on_any_item_is_counted_exported_and_follows_a_rename(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(samples / "overload.toml")
    values = [
        "about=finding.F1",
        "reviewer=R. Reviewer",
        "date=2026-11-02",
        "text=Does `sim` hold all of it?",
    ]
    assert run(["add", plan, "remark", *values, "--no-check"]) == 0
    assert run(["rename", plan, "finding.F1", "F77", "--no-check"]) == 0
    capsys.readouterr()
    assert run(["status", plan, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["plans"][0]
    assert found["open_remarks"] == 1
    assert found["remarks"][0]["about"] == "finding.F77"
    assert run(["status", plan]) == 0
    assert "remarks    1 open: finding.F77" in capsys.readouterr().out
    assert run(["export", plan, "-o", str(samples / "out.md")]) == 0
    record = (
        "- **Remark RM1:** `finding.F77`\n  - **Remark:** Does `sim` hold all of it?\n"
        "  - **Answer:** not stated\n  - **Reviewer:** R. Reviewer, 2026-11-02\n"
    )
    assert record in (samples / "out.md").read_text()
    assert run(["import", str(samples / "out.md"), "-o", str(samples / "back.toml")]) == 0
    assert load(samples / "back.toml").plan.remark == load(Path(plan)).plan.remark
    assert run(["check", plan, "--select", "PLN002"]) == 0


def test_status_without_a_repository_says_that_nothing_was_looked_at(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(samples / "queuesim")
    assert run(["status", str(samples / "overload.toml")]) == 0
    assert "not looked at" in capsys.readouterr().out


def test_a_brief_has_all_that_concerns_its_pr(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(samples / "overload.toml"), "--pr", "PR4"]) == 0
    text = capsys.readouterr().out
    for part in (
        "# PR4: Autoscaler",
        "## Contract of its building block",
        "**open:** R-5",
        "**BC-2-1:**",  # a guarantee of PR2, which it depends on
        "type AdmissionPolicy interface {",
        "PR4 Tier 2: Implementation Guide",
        "`sim/event.go:9-18`: exact",
        "both touch `testdata/golden.json`",
        "These wait for it: PR5.",
    ):
        assert part in text
    assert "BC-3-1" not in text


def test_briefs_of_all_prs_are_files_of_a_folder(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, folder = str(samples / "overload.toml"), tmp_path / "briefs"
    assert run(["export", plan, "--pr", "all", "--to", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"PR{number}.md" for number in range(1, 6)]
    assert run(["export", plan, "--pr", "PR44"]) == 2
    assert "did you mean `PR4`" in capsys.readouterr().err
    assert run(["export", plan, "--to", str(folder)]) == 2
    assert run(["export", plan, "--pr", "PR4", "--format", "json"]) == 2


def test_no_brief_overwrites_another_and_one_place_is_named(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, folder = str(samples / "overload.toml"), tmp_path / "briefs"
    assert run(["export", plan, "--pr", "all", "--to", str(folder), "-o", str(tmp_path / "all.md")]) == 2
    assert "leave out one of the two" in capsys.readouterr().err
    text = (samples / "overload.toml").read_text()
    (samples / "overload.toml").write_text(
        text.replace('id = "PR4"', 'id = "PR/5"').replace('id = "PR5"', 'id = "PR-5"')
    )
    assert run(["export", plan, "--pr", "all", "--to", str(folder)]) == 2
    assert "rename one" in capsys.readouterr().err
    assert not folder.exists()


def test_a_brief_has_the_evidence_of_the_facts_that_its_pr_relies_on(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(samples / "overload.toml")
    assert run(["export", plan, "--pr", "PR5"]) == 0
    assert "`workload/generate.go:1-3`" not in capsys.readouterr().out
    assert run(["set", plan, "pr.PR5.relies_on", "F2", "--no-check"]) == 0
    assert run(["export", plan, "--pr", "PR5"]) == 0
    assert "`workload/generate.go:1-3`: exact" in capsys.readouterr().out


def test_what_is_dropped_and_what_failed_and_was_answered_holds_nothing_up(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(samples / "overload.toml")
    assert run(["set", plan, "pr.PR5.status", "dropped", "--no-check"]) == 0
    assert run(["set", plan, "risk.R-2.outcome", "failed", "--no-check"]) == 0
    capsys.readouterr()
    assert run(["status", plan]) == 0
    shown = capsys.readouterr().out
    assert "0 of 4 merged; dropped: PR5" in shown and "R-2 before PR1 (failed)" in shown
    assert run(["set", plan, "risk.R-2.plan_changes", "PR2 goes first.", "--no-check"]) == 0
    assert run(["set", plan, "pr.PR3.status", "dropped", "--no-check"]) == 0
    capsys.readouterr()
    assert run(["status", plan]) == 0
    assert "R-2 before" not in capsys.readouterr().out
    assert run(["export", plan, "--pr", "PR2"]) == 0
    assert "PR3" not in capsys.readouterr().out.partition("## May run beside it")[2]
