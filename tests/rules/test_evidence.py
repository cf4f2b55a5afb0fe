"""The repository as rules see it: it answers, remembers, and never raises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from blistui.plan.tables.citation import Citation, Query
from blistui.repo import watchdog
from blistui.repo.citations.capture import capture
from blistui.repo.errors import RepositoryError
from blistui.repo.git import command as git_commands
from blistui.repo.go.parsing import parsed
from blistui.repo.queries import file
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.running.checking import PlanChecker
from blistui.store.load import load
from tests.repo.conftest import Checkout

ROUTING = """package sim

// Router chooses.
type Router interface {
\tRoute(n int) int
}

type roundRobin struct{ next int }

// Route goes round.
func (r *roundRobin) Route(n int) int {
\tr.next++
\treturn r.next % n
}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim/routing.go").write_text(ROUTING)
    (tmp_path / "notes.md").write_text("`Imagined` is planned\n")
    (tmp_path / "plan.toml").write_text('[plan]\ntitle = "Dreamt"\n')
    (tmp_path / "run.yaml").write_text("cache_weight: 0.6\n")
    return tmp_path


def evidence(root: Path, base: str = "") -> Evidence:
    return Evidence(Repository.open(root), base)


def test_files_are_there_or_it_is_reported_why_not(root: Path) -> None:
    repo = evidence(root)
    assert repo.exists("sim/routing.go") and repo.taken("sim") and not repo.exists("sim")
    assert repo.lines("run.yaml") == ("cache_weight: 0.6",)
    assert repo.lines("none.go") == ()
    assert "does not exist" in repo.why_unreadable("none.go")
    assert "folder" in repo.why_unreadable("sim")
    assert repo.why_unreadable("run.yaml") == ""
    assert "leaves" in repo.why_no_path("../x") and repo.why_no_path("new.go") == ""
    assert not repo.taken("../x")


@pytest.mark.parametrize("path", ["", "..", "/etc/passwd", "a\0b", "sim/../../x", ".git/config", "x" * 5000])
def test_hostile_paths_are_only_absent(root: Path, path: str) -> None:
    repo = evidence(root, "HEAD")
    assert not repo.exists(path) and not repo.existed(path) and repo.lines(path) == ()
    assert repo.why_unreadable(path)
    assert not repo.taken(path) or path in ("", "..")


def test_special_files_are_refused_not_opened(root: Path) -> None:
    os.mkfifo(root / "pipe.go")
    (root / "out.go").symlink_to("/etc/passwd")
    repo = evidence(root)
    assert repo.why_unreadable("pipe.go") and repo.why_unreadable("out.go")
    assert repo.taken("out.go") and not repo.exists("out.go")
    assert not repo.names.knows("daemon")


def test_files_of_the_same_name_or_spelling_are_near(root: Path) -> None:
    repo = evidence(root)
    assert repo.near_files("cluster/routing.go") == ("sim/routing.go",)
    assert repo.near_files("sim/ruoting.go") == ("sim/routing.go",)
    assert repo.near_files("elsewhere.py") == ()


def test_names_are_known_from_code_not_from_documents_or_plans(root: Path) -> None:
    names = evidence(root).names
    assert names.knows("roundRobin.Route") and names.knows("cache_weight")
    assert not names.knows("Imagined") and not names.knows("Dreamt")
    assert not names.knows("roundRob") and not names.knows("Router.Imagined")


def test_what_a_citation_shows_reaches_to_its_symbol(root: Path) -> None:
    repo = evidence(root)
    place = repo.shown_at(capture(repo.repository, "sim/routing.go", [(13, 13)]))
    assert place is not None
    words = repo.words_in(place) | repo.words_around(place)
    assert {"round", "Route", "roundRobin", "next", "sim", "routing"} <= words
    assert "Router" not in words
    assert repo.shown_at(Citation(at="sim/routing.go:13", digest="b2:00000000000000000000")) is None
    assert repo.shown_at(Citation(at="nonsense")) is None


def test_a_citation_is_verified_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = evidence(root)
    cite = capture(repo.repository, "sim/routing.go", [(11, 14)])
    first = repo.verify(cite)
    assert first.status == "exact"
    monkeypatch.setattr("blistui.repo.citations.capture.verify_all", None)
    assert repo.verify(cite) is first


def test_git_that_fails_is_an_answer_not_a_crash(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Evidence(Repository(root, True), "abc")

    def broken(*_: object, **__: object) -> bytes:
        raise git_commands.GitError("git broke")

    monkeypatch.setattr(git_commands, "run", broken)
    assert repo.files == () and repo.head == "" and repo.commits_touching(["a"]) is None
    assert not repo.names.knows("Router")
    assert "no version that is here" in str(repo.captured("sim/routing.go:1"))
    assert repo.verify(Citation(at="gone.go:1", digest="b2:00000000000000000000")).status in (
        "invalid",
        "gone",
    )


def test_a_verification_that_fails_as_a_whole_is_invalid(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RepositoryError("git took too long")

    monkeypatch.setattr("blistui.repo.citations.capture.verify_all", broken)
    answer = evidence(root).verify(Citation(at="sim/routing.go:1"))
    assert (answer.status, answer.message) == ("invalid", "git took too long")


def test_lines_are_captured_as_they_are_or_not_at_all(root: Path) -> None:
    repo = evidence(root)
    cite = repo.captured("sim/routing.go:11-14")
    assert cite == capture(repo.repository, "sim/routing.go", [(11, 14)])
    assert repo.captured("sim/routing.go:99") == "sim/routing.go has 14 lines: there is no line 99"
    assert "names no lines" in str(repo.captured("sim/routing.go"))
    assert "does not exist" in str(repo.captured("none.go:1"))


def test_go_files_that_cannot_be_read_are_named_by_the_check(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "code")
    checkout.write("a.go", "package a\n\nfunc Push() {}\n")
    for number in range(12):
        checkout.write(f"pipe{number:02}.go", "package a\n")
    checkout.commit()
    for number in range(12):
        (checkout.root / f"pipe{number:02}.go").unlink()
        os.mkfifo(checkout.root / f"pipe{number:02}.go")
    path = tmp_path / "plan.toml"
    path.write_text(
        "[plan]\nrepository = 'code'\n\n[[finding]]\nid = 'F1'\nstatement = '`Push` and `Pull`.'\n"
    )
    checker = PlanChecker(path)
    assert checker.unread_code == ()
    checker.findings(load(path).plan)
    first, *_, last = checker.unread_code
    assert first == "Left out: pipe00.go is a named pipe, not a text file."
    assert last == "Left out: 2 more files of Go." and len(checker.unread_code) == 11


def test_a_repository_whose_files_cannot_be_listed_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules must not take it for one that has no files."""
    checkout = Checkout(tmp_path / "code")
    checkout.write("a/b/a.go", "package a\n\nfunc Push() {}\n")
    checkout.commit()
    os.mkfifo(checkout.root / "a/b/.gitignore")
    monkeypatch.setattr(watchdog, "SOON", 0.1)
    path = tmp_path / "plan.toml"
    path.write_text("[plan]\nrepository = 'code'\n\n[[finding]]\nid = 'F1'\nstatement = '`Push`.'\n")
    checker = PlanChecker(path)
    plan = load(path).plan
    found = checker.findings(plan)
    assert not [one for one in found if one.rule == "CIT007"]
    assert [one.message for one in found if one.rule == "CIT016"] == [
        f"The repository cannot be read: git ls-files would wait for ever: "
        f"{checkout.root}/a/b/.gitignore is a named pipe; remove it."
    ]
    assert {one.rule for one in checker.not_run(plan) if one.why == "no repository"} >= {"CIT007"}
    assert "named pipe" in checker.unread


def test_a_query_that_was_refused_does_not_refuse_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = Checkout(tmp_path)
    checkout.write("a.go", "package a\n\nfunc f() {}\n\nfunc g() { f() }\n")
    checkout.write("b.go", "package a\n\nfunc slow() { slow() }\n")
    checkout.commit()

    def in_time(source: bytes, is_rewritten: bool) -> object:
        return None if b"slow" in source else parsed(source)

    monkeypatch.setattr(file, "parsed_or_given_up", in_time)
    repo = Evidence(checkout.repo, "")
    slow, quick = Query(ask="callers", subject="./.slow"), Query(ask="callers", subject="./.f")
    slow_too = Query(ask="references", subject="./.slow")
    repo.ask_all((slow, quick, slow_too))
    assert repo.ask(quick) == ("a.go g",)
    assert "too long to parse" in repo.ask(slow) and "too long to parse" in repo.ask(slow_too)
    assert repo.left_out == ("Left out: b.go takes far too long to parse.",)
