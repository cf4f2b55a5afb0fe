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
