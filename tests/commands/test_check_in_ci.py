"""`blistui check` as a CI runs it: several plans, from any folder, with a baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.repo.excerpt import digest_of_lines
from tests.checkouts import committed, git

PLAN = '[plan]\nformat = 1\ntitle = "Lab"\nrepository = ".."\n'


def plan_in(folder: Path, name: str = "p.toml", text: str = PLAN) -> Path:
    path = folder / "plans" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def entries(baseline: Path) -> list[dict[str, str]]:
    known: list[dict[str, str]] = json.loads(baseline.read_text())["known"]
    return known


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two services, each with a plan; the current folder is its top."""
    (tmp_path / "go.mod").write_text("module m\n")
    plan_in(tmp_path / "services/a")
    plan_in(tmp_path / "services/b")
    committed(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


A, B = "services/a/plans/p.toml", "services/b/plans/p.toml"


def test_a_baseline_of_one_plan_knows_nothing_of_another_of_the_same_name(root: Path) -> None:
    arguments = ["check", "--select", "REC", "--baseline", "known.json"]
    assert run([*arguments, "--write-baseline", A]) == 0
    assert run([*arguments, A]) == 0
    assert run([*arguments, B]) == 1


def test_a_baseline_of_two_plans_is_written_once_and_only_shrinks(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["check", "--baseline", str(root / "known.json"), "--write-baseline"]
    assert run([*arguments, "--select", "REC,OBJ", A, B]) == 0
    first = entries(root / "known.json")
    assert {entry["plan"] for entry in first} == {A, B}
    assert run([*arguments, "--select", "REC,OBJ", A, B]) == 0
    assert entries(root / "known.json") == first
    # Of rules that did not run, and of plans that were not named, all stays; nothing new comes.
    assert run([*arguments, "--select", "OBJ", A]) == 0
    assert run([*arguments, A]) == 0
    assert entries(root / "known.json") == first
    non_goal = '\n[[non_goal]]\nid = "NG1"\ntext = "The network is not modeled"\n'
    plan_in(root / "services/a", text=PLAN + non_goal)
    monkeypatch.chdir(root / "services")
    assert run([*arguments, "a/plans/p.toml"]) == 0
    left = entries(root / "known.json")
    assert [entry for entry in first if entry not in left] and all(entry in first for entry in left)
    assert [entry for entry in left if entry["plan"] == B] == [entry for entry in first if entry["plan"] == B]


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github"])
def test_one_broken_plan_does_not_hide_the_others(
    root: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    plan_in(root, "broken.toml", '[plan]\ntitle = "x\n')
    assert run(["check", "--format", format, "plans/broken.toml", A]) == 2
    shown = capsys.readouterr()
    assert "REC001" in shown.out
    assert "plans/broken.toml:2:" in shown.err and "not valid TOML" in shown.err
    place = {"json": '"line": 2', "sarif": '"startLine": 2', "github": "file=plans/broken.toml,line=2,"}
    assert format == "text" or (place[format] in shown.out and "not valid TOML" in shown.out)


@pytest.mark.parametrize(("folder", "name"), [("services/a", "plans/p.toml"), ("services/b", f"../../{A}")])
def test_programs_get_paths_from_the_top_of_the_work_tree(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: str, name: str
) -> None:
    monkeypatch.chdir(root / folder)
    run(["check", "--format", "github", name])
    commands = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    assert {line.partition("file=")[2].split(",")[0].split("::")[0] for line in commands} - {""} == {A}
    run(["check", "--format", "sarif", name])
    [log] = json.loads(capsys.readouterr().out)["runs"]
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["results"]
    }
    assert uris == {A}
    prints = {result["partialFingerprints"]["blistui/v2"] for result in log["results"]}
    monkeypatch.chdir(root)
    run(["check", "--format", "sarif", B])
    [log] = json.loads(capsys.readouterr().out)["runs"]
    assert not prints & {result["partialFingerprints"]["blistui/v2"] for result in log["results"]}


def test_a_folder_means_the_plans_in_and_below_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "pyproject.toml").write_text("[project]\n")
    plan_in(root / ".hidden")
    assert run(["check", "--format", "json", "."]) == 1
    assert [plan["file"] for plan in json.loads(capsys.readouterr().out)["plans"]] == [A, B]
    (root / "empty").mkdir()
    assert run(["check", "empty"]) == 2
    assert "holds no plan" in capsys.readouterr().err


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github"])
def test_no_format_is_green_when_the_repository_cannot_be_read(
    root: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    plan_in(root / "services/a", text=PLAN.replace('".."', '"../nosuch"'))
    for more in (["--select", "CIT"], ["--ignore", "CIT"], ["--select", "ABS"]):
        assert run(["check", "--format", format, *more, A]) == 1, more
        shown = capsys.readouterr().out
        assert "CIT016" in shown
        assert '"passes": true' not in shown and '"executionSuccessful": true' not in shown
    assert run(["check", "--format", format, "--select", "CIT", "--no-repo", A]) == 0
    shown = capsys.readouterr().out
    assert "--no-repo was given" in shown
    assert format == "json" or "the repository was not looked at" in shown
    assert '"passes": true' not in shown


def test_a_hook_is_run_for_go_and_looks_at_every_plan() -> None:
    hook = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text()
    assert "files: \\.(go|toml)$" in hook and "pass_filenames: false" in hook


def test_a_committed_plan_passes_when_warnings_fail(root: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    cite = f'cites = [{{ at = "go.mod:1", digest = "b2:{digest_of_lines(["module m"])}" }}]'
    fact = f'\n[[finding]]\nid = "F1"\nkind = "confirmed"\nstatement = "It has a name."\n{cite}\n'
    head = PLAN.replace('".."', '"../../.."') + f'base_commit = "{base}"\n'
    plan_in(root / "services/a", text=head + fact)
    git(root, "commit", "-q", "-a", "-m", "plan")
    assert run(["check", "--select", "CIT", "--fail-on", "warning", A]) == 0
