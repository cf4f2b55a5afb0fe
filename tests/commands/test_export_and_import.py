"""`blistui export` and `import`: where they write, and that one reads the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.cli import run
from blistui.store.load import load


def test_export_goes_to_stdout_or_a_file_and_never_over_the_plan(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = samples / "overload.toml"
    assert run(["export", str(plan)]) == 0
    text = capsys.readouterr().out
    assert "## A) Executive Summary" in text
    target = tmp_path / "out.md"
    assert run(["export", str(plan), "-o", str(target)]) == 0
    assert target.read_text() == text
    before = plan.read_bytes()
    assert run(["export", str(plan), "-o", str(plan)]) == 2
    assert plan.read_bytes() == before
    assert run(["export", "--format", "json", str(plan)]) == 0
    capsys.readouterr()


def test_whoever_names_a_file_need_not_make_its_folder(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, new = str(samples / "overload.toml"), tmp_path / "new"
    markdown, imported = samples / "docs" / "x" / "plan.md", samples / "docs" / "y" / "plan.toml"
    assert run(["export", plan, "-o", str(markdown)]) == 0
    assert run(["export", plan, "--pr", "PR1", "-o", str(new / "a" / "pr.md")]) == 0
    assert run(["export", plan, "--pr", "all", "--to", str(new / "b" / "briefs")]) == 0
    assert run(["import", str(markdown), "-o", str(imported), "--repo", str(samples / "queuesim")]) == 0
    known = new / "c" / "known.json"
    run(["check", plan, "--baseline", str(known), "--write-baseline"])
    written = (markdown, imported, known, new / "a" / "pr.md", new / "b" / "briefs" / "PR1.md")
    assert all(file.is_file() for file in written)
    capsys.readouterr()
    assert run(["export", plan, "-o", str(markdown / "in-a-file.md")]) == 2
    assert "in-a-file.md could not be written" in capsys.readouterr().err


def test_import_reads_our_own_export_and_captures_its_citations(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, markdown = samples / "overload.toml", samples / "copy.md"
    assert run(["export", str(plan), "-o", str(markdown)]) == 0
    assert run(["import", str(markdown)]) == 0, "the plan names its repository"
    imported = load(samples / "copy.toml").plan
    assert imported.plan.repository == "queuesim"
    assert [pr.id for pr in imported.pr] == [pr.id for pr in load(plan).plan.pr]
    assert run(["verify", str(samples / "copy.toml")]) == 0
    assert run(["import", str(markdown), "--repo", str(samples / "queuesim")]) == 2
    assert "exists already" in capsys.readouterr().err
