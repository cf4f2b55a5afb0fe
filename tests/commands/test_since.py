"""`--since`: only what a branch broke, with the fact, the PR and the guarantees that rest on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from itertools import takewhile
from pathlib import Path

import pytest

from blistui.cli import run
from tests.checkouts import committed, git

GO = """\
package sim

// Limit is the most.
const Limit = 10

func Push(n int) int {
\treturn n + 1
}

func Pop(n int) int {
\treturn n - 1
}
"""
PLAN = """\
[plan]
title = "Queues"
repository = "."

[[finding]]
id = "F1"
topic = "packages"
kind = "confirmed"
statement = "`Push` counts up"

[[finding]]
id = "F2"
topic = "packages"
kind = "confirmed"
statement = "`Pop` counts down"

[[finding]]
id = "F3"
topic = "packages"
kind = "confirmed"
statement = "There are two callers of `Push`, all in tests"
queries = [{ ask = "callers", subject = "Push", result = [] }]

[[pr]]
id = "PR1"
title = "First"
relies_on = ["F1"]

[[pr.guarantees]]
id = "BC-1-1"
text = "It holds"
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "queue.go").write_text(GO, encoding="utf-8")
    base = committed(tmp_path)
    monkeypatch.chdir(tmp_path)
    run(["set", "plan.toml", "plan.base_commit", base, "--no-check"])
    run(["set", "plan.toml", "finding.F1.cites", "queue.go:6-8", "--no-check"])
    run(["set", "plan.toml", "finding.F2.cites", "queue.go:10-12", "--no-check"])
    # Before the branch, Pop changes: that is not what the branch broke.
    change(tmp_path, "main", GO.replace("n - 1", "n - 2"))
    git(tmp_path, "branch", "trunk")
    return tmp_path / "plan.toml"


def change(folder: Path, message: str, text: str) -> None:
    (folder / "queue.go").write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


def errors(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    [checked] = json.loads(capsys.readouterr().out)["plans"]
    return {f"{one['rule']} {one['path']}": one["details"] for one in checked["findings"]}


def test_a_branch_that_touches_nothing_cited_breaks_nothing(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "plan.toml"]) == 1
    (plan.parent / "other.go").write_text("package sim\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "plan.toml", "--since", "trunk"]) == 0
    shown = capsys.readouterr().out
    assert "Nothing that this branch changed" in shown and "passes" not in shown
    assert run(["verify", "plan.toml", "--since", "trunk"]) == 0
    assert capsys.readouterr().out == ""


def test_a_changed_function_is_shown_with_what_rests_on_it(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = GO.replace("n - 1", "n - 2").replace("n + 1", "n + 2")
    change(plan.parent, "branch", changed)
    capsys.readouterr()
    assert run(["check", "plan.toml", "--since", "trunk", "--format", "json"]) == 1
    found = errors(capsys)
    assert list(found) == ["CIT004 finding.F1.cites.@0"]
    rests = ["fact F1: `Push` counts up", "PR1: First", "BC-1-1 of PR1: It holds"]
    assert found["CIT004 finding.F1.cites.@0"][:4] == ["On this rest:", *(f"- {one}" for one in rests)]
    assert run(["verify", "plan.toml", "--since", "trunk", "--format", "json"]) == 1
    [one] = json.loads(capsys.readouterr().out)
    assert (one["path"], one["status"]) == ("finding.F1.cites.@0", "changed")
    assert one["rests_on_it"] == rests
    assert run(["verify", "plan.toml", "--since", "trunk"]) == 1
    assert "on this rest:" in capsys.readouterr().out


def test_the_prs_of_what_refers_to_a_fact_rest_on_it_too(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["add", "plan.toml", "objective", f"text={'Fair to all. ' * 20}", "relies_on=F1", "--no-check"])
    run(["add", "plan.toml", "pr", "title=Second", "objectives=O1", "--no-check"])
    run(["set", "plan.toml", "prevention.invariants", '[{"statement": "x"}]', "--no-check"])
    change(plan.parent, "branch", GO.replace("n - 1", "n - 2").replace("n + 1", "n + 2"))
    capsys.readouterr()
    assert run(["verify", "plan.toml", "--since", "trunk", "--format", "json"]) == 1
    [one] = json.loads(capsys.readouterr().out)
    fact, objective, *prs = one["rests_on_it"]
    assert fact == "fact F1: `Push` counts up"
    assert objective.startswith("objective O1: Fair to all.") and len(objective) < 120
    assert prs == ["PR1: First", "BC-1-1 of PR1: It holds", "PR2: Second"]


def test_a_query_whose_answer_the_branch_changes_is_shown(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GO.replace("n - 1", "n - 2") + "\nfunc Twice(n int) int { return Push(Push(n)) }\n"
    change(plan.parent, "branch", text)
    capsys.readouterr()
    run(["check", "plan.toml", "--since", "trunk", "--format", "json", "--select", "CIT"])
    found = errors(capsys)
    assert any("finding.F3" in place for place in found)
    assert not any("F2" in place for place in found)


def test_what_moved_is_a_warning_and_what_the_plan_got_wrong_on_the_branch_counts(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(plan.parent, "branch", "// one more line\n" + GO.replace("n - 1", "n - 2"))
    run(["set", "plan.toml", "pr.PR1.title", "", "--no-check"])
    run(["add", "plan.toml", "objective", "text=TBD", "--no-check"])
    capsys.readouterr()
    assert run(["check", "plan.toml", "--since", "trunk", "--format", "json"]) == 1
    found = errors(capsys)
    assert "CIT004 finding.F1.cites.@0" in found
    assert any("objective.O1" in place for place in found)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "plan.toml", "--since", "nowhere"), "is no commit"),
        (("check", "plan.toml", "--since", "trunk", "--fix"), "--since cannot"),
        (("verify", "plan.toml", "--since", "nowhere"), "is no commit"),
        (("verify", "plan.toml", "--since", "trunk", "--fix"), "--since cannot"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(
    plan: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    capsys.readouterr()
    assert run(list(arguments)) == 2
    assert says in capsys.readouterr().err


def test_the_job_of_the_readme_writes_the_comment_of_a_code_pull_request(plan: Path, tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    job = readme.partition("name: plans that rest on this code")[2].partition("```\n\n")[0]
    scripts = [
        textwrap.dedent("".join(f"{line}\n" for line in lines))
        for step in job.split("run: |\n")[1:]
        for lines in [list(takewhile(lambda line: line.startswith(" " * 10), step.splitlines()))]
    ]
    folder = plan.parent
    (folder / "docs/plans").mkdir(parents=True)
    plan.rename(folder / "docs/plans/plan.toml")
    run(["set", "docs/plans/plan.toml", "plan.repository", "../..", "--no-check"])
    change(folder, "branch", "// one more line\n" + GO.replace("n + 1", "n + 2"))
    git(folder, "update-ref", "refs/remotes/origin/trunk", "trunk")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "gh").write_text('#!/bin/sh\necho "$@" > called.txt\n', encoding="utf-8")
    (programs / "gh").chmod(0o755)
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "GITHUB_OUTPUT": str(folder / "output.txt")}
    for script in scripts:
        filled = script.replace("${{ github.base_ref }}", "trunk").replace("${{ github.event.number }}", "7")
        subprocess.run(["bash", "-e", "-c", filled], cwd=folder, env=environment, check=True, timeout=120)
    assert (folder / "output.txt").read_text(encoding="utf-8") == "code=1\n"
    called = (folder / "called.txt").read_text(encoding="utf-8")
    assert called == "pr comment 7 --edit-last --create-if-none --body-file comment.md\n"
    comment = (folder / "comment.md").read_text(encoding="utf-8")
    assert "`blistui verify PLAN --fix`" in comment and comment.count("```\n") == 2
    for part in ("CIT004 queue.go:6-8 changed", "- fact F1: `Push` counts up", "- BC-1-1 of PR1: It holds"):
        assert part in comment
