"""`blistui merge` and `blistui revise`: the living document, kept from git."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.plan.document import Plan
from blistui.store.load import load
from tests.checkouts import committed, git

PLAN = """\
# The plan of the queue
[plan]
title = "Queues"
status = "approved"
repository = "."

[[risk]]
id = "D-1"
decision = "One clock"
gate = "PR2"

[[crosscutting]]
id = "CC1"
area = "freezes"
item = "Freeze of the picker"
interface = "picker"
pr = "PR1"

[[pr]]
id = "PR1"
title = "Pick from a queue"
files = [{ path = "sim/pick.go", change = "add" }, { path = "sim/more.go", change = "add" }]

[[pr.guarantees]]
id = "BC-1-1"
text = "The first is picked."

[[pr]]
id = "PR2"
title = "Weighted queues of requests"
depends_on = ["PR1"]
gates = ["D-1"]

[[pr]]
id = "PR3"
title = "Later"
"""
GO = "package sim\n\n// Picker picks.\ntype Picker interface {\n\tPick() int\n}\n"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim/queue.go").write_text("package sim\n", encoding="utf-8")
    base = committed(tmp_path)
    monkeypatch.chdir(tmp_path)
    run(["set", "plan.toml", "plan.base_commit", base, "--no-check"])
    commit(tmp_path, "plan: base", {})
    return tmp_path / "plan.toml"


def commit(folder: Path, message: str, files: dict[str, str]) -> str:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def read(plan: Path) -> Plan:
    return load(plan).plan


def test_git_proposes_by_files_titles_and_ids(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = commit(plan.parent, "sim: a picker", {"sim/pick.go": GO, "sim/more.go": "package sim\n"})
    second = commit(plan.parent, "Weighted queues of requests (#12)", {"sim/w.go": "package sim\n"})
    commit(plan.parent, "docs: about PR3 and PR33", {"README.md": "x\n"})
    capsys.readouterr()
    assert run(["merge", "plan.toml", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["proposals"]
    assert [(one["pr"], one["likely"]) for one in found] == [("PR1", True), ("PR2", True), ("PR3", False)]
    assert [one["commit"] for one in found[:2]] == [first, second]
    assert "2 of the 2 files" in found[0]["reasons"][0]


def test_a_branch_that_was_merged_is_one_commit_of_the_main_line(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan.parent
    main = git(folder, "branch", "--show-current")
    git(folder, "checkout", "-qb", "topic")
    commit(folder, "wip", {"sim/pick.go": GO})
    commit(folder, "wip 2", {"sim/more.go": "package sim\n"})
    git(folder, "checkout", "-q", main)
    commit(folder, "other work", {"other.txt": "x\n"})
    git(folder, "merge", "-q", "--no-ff", "topic", "-m", "Merge pull request #7 from x/topic")
    assert run(["merge", "plan.toml", "PR1"]) == 0
    pr = read(plan).pr[0]
    assert pr.merged_commit == git(folder, "rev-parse", "HEAD") and pr.status == "merged"


def test_a_merge_says_what_is_left_and_freezes_when_asked(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge = commit(plan.parent, "sim: a picker", {"sim/pick.go": GO})
    commit(plan.parent, "plan: on a branch that may be rebased", {})
    assert run(["merge", "plan.toml", "PR1", "--dry-run"]) == 0
    assert read(plan).pr[0].status == ""
    shown = capsys.readouterr().out
    assert "cite=sim/pick.go:4-6" in shown and "Does the concept model still describe" in shown
    assert "not added by this commit: sim/more.go" in shown
    assert run(["merge", "plan.toml", "PR1", "--freeze", "--confirmed", "2020-01-02"]) == 0
    found = read(plan)
    assert found.pr[0].concept_model_confirmed_on == "2020-01-02"
    [frozen] = found.frozen
    assert (frozen.interface, frozen.freeze_pr) == ("Picker", "PR1")
    assert frozen.cite is not None
    assert (frozen.cite.at, frozen.cite.commit) == ("sim/pick.go:4-6", merge)
    assert plan.read_text(encoding="utf-8").startswith("# The plan of the queue\n")
    git(plan.parent, "commit", "-qam", "marked")
    capsys.readouterr()
    assert run(["merge", "plan.toml", "PR2", "HEAD"]) == 0
    assert "Gate D-1 has not passed (open)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("PR9",), "did you mean `PR3`"),
        (("PR1",), "git shows no merge of PR1"),
        (("PR1", "nowhere"), "no commit"),
        (("PR1", "HEAD", "--confirmed", "soon"), "is no day"),
        (("PR1", "HEAD", "--confirmed", "20261129"), "is no day"),
    ],
)
def test_what_is_not_certain_is_refused(
    plan: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    before = plan.read_bytes()
    assert run(["merge", "plan.toml", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_two_equal_candidates_are_listed_and_none_is_taken(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(plan.parent, "one", {"sim/pick.go": GO})
    commit(plan.parent, "two", {"sim/more.go": "package sim\n"})
    assert run(["merge", "plan.toml", "PR1"]) == 2
    shown = capsys.readouterr().err
    assert " one" in shown and " two" in shown
    # A subject is shown as git has it, without the full stop of a sentence.
    assert sorted(line.rpartition(" ")[2] for line in shown.splitlines()) == ["one", "these.", "two"]


def test_a_revision_has_old_and_new_contracts_from_git(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["revise", "plan.toml", "--why", "It was approved", "--date", "2020-01-01"]) == 0
    commit(plan.parent, "plan: v1.0", {})
    run(["set", "plan.toml", "pr.PR1.guarantees.BC-1-1.text", "The oldest is picked.", "--no-check"])
    run(["add", "plan.toml", "pr", "title=Fourth", "--no-check"])
    capsys.readouterr()
    # Without a reason it only shows what it would say.
    before = plan.read_bytes()
    assert run(["revise", "plan.toml"]) == 2
    shown = capsys.readouterr()
    assert "- The first is picked." in shown.out and "--why" in shown.err
    assert plan.read_bytes() == before
    given = ["--why", "Review", "--reason", "BC-1-1=Fairness", "--date", "2020-02-01"]
    assert run(["revise", "plan.toml", *given]) == 0
    newest, first = read(plan).revision
    assert (first.version, newest.version, newest.date) == ("v1.0", "v1.1", "2020-02-01")
    [change] = newest.changes
    assert (change.guarantee, change.reason) == ("BC-1-1", "Fairness")
    assert (change.old, change.new) == ("The first is picked.", "The oldest is picked.")
    assert newest.what == "Contracts changed BC-1-1. PRs added PR4."
    assert run(["check", "plan.toml", "--select", "LIV001,LIV002,LIV011"]) == 0
    assert run(["revise", "plan.toml", "--why", "again"]) == 2


def test_without_the_old_version_the_revision_says_what_it_lacks(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["revise", "plan.toml", "--why", "Approved"]) == 0
    run(["set", "plan.toml", "pr.PR1.guarantees.BC-1-1.text", "Another.", "--no-check"])
    assert run(["revise", "plan.toml", "--why", "Review", "--what", "BC-1-1 reworded"]) == 0
    assert "no version with the old text of BC-1-1" in capsys.readouterr().err
    assert read(plan).revision[0].changes[0].old == ""
    assert run(["revise", "plan.toml", "--why", "x", "--reason", "BC-9=y"]) == 2
    assert run(["revise", "plan.toml", "--why", "x", "--what", "y", "--date", "2026-11-29First draft"]) == 2


def test_a_contract_that_goes_to_another_pr_is_on_record_with_its_text(plan: Path) -> None:
    assert run(["revise", "plan.toml", "--why", "Approved", "--date", "2020-01-01"]) == 0
    commit(plan.parent, "plan: v1.0", {})
    text = plan.read_text(encoding="utf-8")
    start = text.index("[[pr.guarantees]]")
    end = text.index("[[pr]]", start)
    moved = text[:start] + text[end:].rstrip() + "\n\n" + text[start:end]
    plan.write_text(moved, encoding="utf-8")
    assert run(["revise", "plan.toml", "--why", "PR3 has it", "--date", "2020-02-01"]) == 0
    [change] = read(plan).revision[0].changes
    assert change.old == change.new == "The first is picked."
    assert run(["check", "plan.toml", "--select", "LIV002,LIV011"]) == 0


def test_a_revision_that_is_being_written_is_filled_and_keeps_what_it_says(plan: Path) -> None:
    assert run(["revise", "plan.toml", "--why", "Approved", "--date", "2020-01-01"]) == 0
    commit(plan.parent, "plan: v1.0", {})
    run(["set", "plan.toml", "pr.PR1.guarantees.BC-1-1.text", "Another.", "--no-check"])
    run(["add", "plan.toml", "revision", "version=v2", "why=Because", "--no-check"])
    assert run(["revise", "plan.toml", "--why", "Review", "--date", "2020-02-01"]) == 0
    newest, first = read(plan).revision
    assert (newest.version, newest.why, newest.date) == ("v2", "Because", "2020-02-01")
    assert newest.changes[0].new == "Another." and newest.plan_digest != first.plan_digest


def test_what_a_pr_gets_and_loses_is_a_change_of_it_and_fields_of_the_plan_are_named(plan: Path) -> None:
    assert run(["revise", "plan.toml", "--why", "Approved", "--date", "2020-01-01"]) == 0
    commit(plan.parent, "plan: v1.0", {})
    run(["remove", "plan.toml", "pr.PR1.files.@1", "--no-check"])
    run(["add", "plan.toml", "pr.PR2.files", "path=sim/w.go", "change=add", "--no-check"])
    run(["add", "plan.toml", "pr", "title=Fourth", "--no-check"])
    run(["remove", "plan.toml", "pr.PR3", "--no-check"])
    run(["set", "plan.toml", "plan.title", "Queues of requests", "--no-check"])
    assert run(["revise", "plan.toml", "--why", "Review", "--date", "2020-02-01"]) == 0
    assert read(plan).revision[0].what == (
        "PRs added PR4; removed PR3; changed PR1, PR2. Also changed: the plan's title."
    )


def test_the_number_of_a_pull_request_is_written_where_it_is_another(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(plan.parent, "Weighted queues of requests (#12)", {"sim/w.go": "package sim\n"})
    assert run(["set", "plan.toml", "pr.PR2.pull", "12", "--no-check"]) == 0
    assert run(["merge", "plan.toml", "PR2"]) == 0
    assert read(plan).pr[1].pull == "12"
    commit(plan.parent, "sim: a picker (#13)", {"sim/pick.go": GO})
    assert run(["merge", "plan.toml", "PR1"]) == 0
    assert read(plan).pr[0].pull == "#13"
    # A commit is the merge of one PR.
    capsys.readouterr()
    assert run(["merge", "plan.toml", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["proposals"] == []


def test_a_pr_that_was_dropped_is_not_proposed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(plan.parent, "Weighted queues of requests", {"sim/w.go": "package sim\n"})
    assert run(["set", "plan.toml", "pr.PR2.status", "dropped", "--no-check"]) == 0
    capsys.readouterr()
    assert run(["merge", "plan.toml"]) == 0
    assert "git shows no merge" in capsys.readouterr().err
