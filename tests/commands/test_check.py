"""`blistui check`: exit codes, formats, the choice of rules, fixes and baselines."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from blistui.cli import run


def test_the_complete_plan_passes_and_the_half_written_one_does_not(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(samples / "overload.toml")]) == 0
    out = capsys.readouterr().out
    assert "0 wrong, 0 to write" in out
    assert "approved" not in out
    assert run(["check", str(samples / "half-written.toml")]) == 1
    assert run(["check", "--fail-on", "never", str(samples / "half-written.toml")]) == 0


def test_check_json_fits_its_schema(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--format", "json", str(samples / "half-written.toml")]) == 1
    found = json.loads(capsys.readouterr().out)
    assert run(["schema", "findings"]) == 0
    jsonschema.validate(found, json.loads(capsys.readouterr().out))


def test_check_selects_and_ignores(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--format", "json", "--select", "OBJ,CIT", "--ignore", "CIT001"]
    run([*arguments, str(samples / "half-written.toml")])
    [checked] = json.loads(capsys.readouterr().out)["plans"]
    found = {finding["rule"] for finding in checked["findings"]}
    assert {rule[:3] for rule in found} == {"OBJ", "CIT"} and "CIT001" not in found
    assert {"rule": "CIT001", "why": "left out"} in checked["not_run"]
    assert not checked["passes"]
    assert run(["check", "--select", "OBJ9", str(samples / "overload.toml")]) == 2
    assert "OBJ9" in capsys.readouterr().err


def test_check_changes_nothing_and_fix_changes_the_plan(samples: Path) -> None:
    before = {path: path.read_bytes() for path in samples.rglob("*") if path.is_file()}
    run(["check", str(samples / "half-written.toml")])
    assert {path: path.read_bytes() for path in samples.rglob("*") if path.is_file()} == before
    assert run(["check", "--fix", "--fail-on", "never", str(samples / "half-written.toml")]) == 0
    changed = [path for path in before if path.read_bytes() != before[path]]
    assert changed == [samples / "half-written.toml"]


def test_a_baseline_hides_what_was_known_and_shows_what_is_new(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, baseline = samples / "half-written.toml", tmp_path / "known.json"
    assert run(["check", "--baseline", str(baseline), str(plan)]) == 2
    assert run(["check", "--write-baseline", "--baseline", str(baseline), str(plan)]) == 0
    assert run(["check", "--baseline", str(baseline), str(plan)]) == 0
    plan.write_text(plan.read_text() + '\n[[objective]]\nid = "O9"\ntext = "TODO"\n')
    assert run(["check", "--baseline", str(baseline), str(plan)]) == 1
    capsys.readouterr()
