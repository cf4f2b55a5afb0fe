"""Git as a process: what it says, and what becomes of one that never ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from blistui.repo.git import command as git
from tests.repo.conftest import Checkout


@pytest.fixture(autouse=True)
def _environment_of_this_test() -> Iterator[None]:
    git._environment.cache_clear()
    yield
    git._environment.cache_clear()


@pytest.fixture
def sleeping_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return tmp_path


def test_a_git_that_never_ends_is_given_up(sleeping_git: Path) -> None:
    started = git.Started(sleeping_git, "rev-parse", "HEAD")
    with pytest.raises(git.GitError, match=r"git rev-parse took more than 0\.05 seconds"):
        started.output(timeout=0.05)
    with pytest.raises(git.GitError, match=r"git diff took more than 0\.05 seconds"):
        git.difference(sleeping_git, "a", "b", timeout=0.05)


def test_what_git_reads_may_be_larger_than_a_pipe(checkout: Checkout) -> None:
    checkout.write("a.txt", "a\n")
    checkout.commit()
    names = b"HEAD^{commit}\n" * 50_000
    answers = git.run(checkout.root, "cat-file", "--batch-check", stdin=names)
    assert answers.count(b" commit ") == 50_000


def test_git_that_reads_nothing_is_no_error(checkout: Checkout) -> None:
    assert git.run(checkout.root, "rev-parse", "--is-inside-work-tree", stdin=b"x" * 500_000) == b"true\n"


def test_without_git_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(git.GitMissing, match="git is not installed"):
        git.run(tmp_path, "rev-parse", "HEAD")


def test_a_folder_that_is_gone_is_not_taken_for_a_git_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(git.GitError, match="gone: there is no such folder") as raised:
        git.run(tmp_path / "gone", "rev-parse")
    assert not isinstance(raised.value, git.GitMissing)


def test_what_git_says_of_a_hostile_name_is_one_visible_line(checkout: Checkout) -> None:
    checkout.commit()
    with pytest.raises(git.GitError, match="git ls-tree failed") as raised:
        git.run(checkout.root, "ls-tree", "\x1b[2J\u202e::error::")
    assert str(raised.value).isprintable()


def test_only_commands_with_a_machine_format_can_be_asked(checkout: Checkout) -> None:
    for command in ("log", "show", "diff", "status", "add", "checkout", "fetch"):
        with pytest.raises(KeyError):
            git.run(checkout.root, command)
