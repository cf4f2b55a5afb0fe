"""`blistui verify`: what is exact, what has drifted, and what a fix may cite."""

from __future__ import annotations

import io
import json
import sys
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


def test_folders_patterns_several_plans_and_standard_input_are_verified(
    samples: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(samples)
    assert run(["verify", ".", "--format", "json"]) == 1
    by_file: dict[str, list[str]] = {}
    for record in json.loads(capsys.readouterr().out):
        by_file.setdefault(record["file"], []).append(record["status"])
    assert set(by_file) == {"overload.toml", "half-written.toml", "drifted.toml"}
    assert set(by_file["overload.toml"]) == {"exact"} and "moved" in by_file["drifted.toml"]
    assert run(["verify", "over*.toml", str(samples / "**/half*.toml")]) == 1
    shown = capsys.readouterr().out
    assert "overload.toml\n" in shown and "half-written.toml\n" in shown and "drifted" not in shown
    assert run(["verify", "none*.toml"]) == 2
    assert "matches no plan" in capsys.readouterr().err
    text = (samples / "drifted.toml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert run(["verify", "-", "--format", "json"]) == 1
    assert {record["file"] for record in json.loads(capsys.readouterr().out)} == {"-"}
    (samples / "broken.toml").write_text("[plan]\ntitle =\n", encoding="utf-8")
    assert run(["verify", "overload.toml", "broken.toml"]) == 2
    shown = capsys.readouterr()
    assert "exact" in shown.out and "broken.toml:2" in shown.err


@pytest.mark.parametrize(
    "options",
    [
        ["--to-head", "--accept", "F1"],
        ["--to-head", "--at", "HEAD"],
        ["--to-head", "--since", "HEAD"],
        ["--since", "HEAD", "--fix"],
        ["--at", "HEAD", "--accept", "F1"],
    ],
)
def test_options_that_exclude_each_other_are_refused(
    samples: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    plan = samples / "drifted.toml"
    before = plan.read_bytes()
    assert run(["verify", str(plan), *options]) == 2
    assert "cannot be used with" in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_a_long_difference_is_cut_and_programs_get_all_of_it(
    queue: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(f'[plan]\nrepository = "."\nbase_commit = "{queue}"\n\n[[finding]]\nid = "F1"\n')
    code = tmp_path / "sim/queue.go"
    code.write_text(code.read_text() + "\nfunc long() {\n" + "\tone()\n" * 200 + "}\n")
    base = committed(tmp_path)
    assert run(["set", str(plan), "plan.base_commit", base, "--no-check"]) == 0
    line = code.read_text().splitlines().index("func long() {") + 1
    assert run(["set", str(plan), "finding.F1.cites", f"sim/queue.go:{line}-{line + 201}", "--no-check"]) == 0
    code.write_text(code.read_text().replace("\tone()", "\ttwo()"))
    committed(tmp_path)
    capsys.readouterr()
    for command in (["verify"], ["check", "--select", "CIT004"], ["check", "--format", "github"]):
        assert run([*command, str(plan)]) == 1
        shown = capsys.readouterr().out
        assert "more lines" in shown and 30 < shown.count("one()") < 50
    assert run(["verify", str(plan), "--format", "json"]) == 1
    [record] = json.loads(capsys.readouterr().out)
    assert len([one for one in record["diff"] if "two()" in one]) == 200
