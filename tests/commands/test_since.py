"""`--since`: only what a branch broke, with the fact, the PR and the guarantees that rest on it."""

from __future__ import annotations

import json
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
    assert "On this rest: fact F1; PR1 with BC-1-1." in found["CIT004 finding.F1.cites.@0"]
    assert run(["verify", "plan.toml", "--since", "trunk", "--format", "json"]) == 1
    [one] = json.loads(capsys.readouterr().out)
    assert (one["path"], one["status"]) == ("finding.F1.cites.@0", "changed")
    assert one["rests_on_it"] == ["fact F1", "PR1 with BC-1-1"]


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
