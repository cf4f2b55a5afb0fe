"""When the lines of a document were written."""

from __future__ import annotations

from pathlib import Path

from blistui.repo.authored import authored
from blistui.repo.repository import Repository
from tests.repo.conftest import Checkout


def test_commits_that_blame_is_to_leave_out_are_named(checkout: Checkout) -> None:
    checkout.write("notes.md", "one\n")
    checkout.commit()
    checkout.write("notes.md", "ONE\n")
    last = checkout.commit()
    checkout.write("ignored", f"{last}\n")
    checkout.git("config", "blame.ignoreRevsFile", "ignored")
    assert authored(checkout.repo, "notes.md") == (last,)


def test_a_rename_that_is_not_committed_keeps_the_commits_of_the_lines(checkout: Checkout) -> None:
    text = "".join(f"line {number}\n" for number in range(9))
    checkout.write("notes.md", text)
    first = checkout.commit()
    checkout.git("mv", "notes.md", "new.md")
    checkout.write("new.md", f"new\n{text}")
    assert authored(checkout.repo, "new.md") == ("", *[first] * 9)
    checkout.git("add", "-A")
    assert authored(checkout.repo, "new.md") == ("", *[first] * 9)
    assert authored(checkout.repo, "other.md") == ()


def test_a_line_that_may_be_older_than_the_history_that_is_here_has_no_commit(
    checkout: Checkout, tmp_path: Path
) -> None:
    checkout.write("notes.md", "one\n")
    checkout.commit()
    checkout.commit()
    checkout.write("notes.md", "one\ntwo\n")
    last = checkout.commit()
    checkout.git("clone", "-q", "--depth", "2", f"file://{checkout.root}", str(tmp_path / "shallow"))
    assert authored(Repository.open(tmp_path / "shallow"), "notes.md") == (None, last)
