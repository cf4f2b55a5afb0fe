"""`blistui verify`: what is exact, what has drifted, and what a fix may cite."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blistui.cli import run
from tests.checkouts import committed, git


def test_verify_separates_exact_from_drifted(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(samples / "overload.toml")]) == 0
    capsys.readouterr()
    assert run(["verify", "--format", "json", str(samples / "drifted.toml")]) == 1
    records = json.loads(capsys.readouterr().out)
    assert {record["status"] for record in records} >= {"exact", "moved"}
    moved = [record for record in records if record["status"] == "moved"]
    assert run(["verify", "--fix", str(samples / "drifted.toml")]) == 1
    capsys.readouterr()
    assert run(["verify", "--format", "json", str(samples / "drifted.toml")]) == 1
    after = {record["path"]: record for record in json.loads(capsys.readouterr().out)}
    for record in moved:
        assert after[record["path"]]["status"] == "exact"
        assert after[record["path"]]["at"] == record["moved_to"]


def test_verify_fix_cites_no_text_that_is_not_committed(
    queue: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = {"at": "sim/queue.go:6-8"}
    assert run(["cite", "--format", "json", at["at"]]) == 0
    cited = json.loads(capsys.readouterr().out)
    pairs = ", ".join(f'{key} = "{value}"' for key, value in cited.items() if key != "commit")
    plan = tmp_path / "plan.toml"
    plan.write_text(
        f'[plan]\nformat = 1\ntitle = "t"\nrepository = "."\nbase_commit = "{queue}"\n\n'
        f'[[finding]]\nid = "F1"\nstatement = "x"\ncites = [{{ {pairs} }}]\n'
    )
    before = plan.read_text()
    code = tmp_path / "sim/queue.go"
    code.write_text("// first\n" + code.read_text())
    assert run(["verify", "--fix", str(plan)]) == 1
    shown = capsys.readouterr()
    assert "moved to sim/queue.go:7-9, and stays as it was cited" in shown.out
    assert "re-anchored 0 of 1" in shown.err and plan.read_text() == before
    assert run(["check", "--fix", "--select", "CIT004", str(plan)]) == 0
    shown = capsys.readouterr()
    assert "not committed" in shown.out and plan.read_text() == before
    committed(tmp_path)
    assert run(["verify", "--fix", str(plan)]) == 0
    assert f'commit = "{git(tmp_path, "rev-parse", "HEAD")}"' in plan.read_text()
