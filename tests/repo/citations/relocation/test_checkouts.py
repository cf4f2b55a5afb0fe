"""Checkouts that are not what git thinks, or whose history is put together in an unusual way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture, verify
from blistui.repo.citations.verification import Verification
from tests.repo.citations.relocation.test_branches import CODE, cited
from tests.repo.citations.relocation.test_histories import FILLER, OTHER, SCALE, func, go
from tests.repo.citations.relocation.test_look_alikes import fits
from tests.repo.conftest import Checkout

CHANGED = CODE.replace("x *= factor", "x *= other")
ABOVE = "// top\n" + CODE


@pytest.fixture
def base(checkout: Checkout) -> str:
    checkout.write("sim/a.go", CODE)
    return checkout.commit()


def both(checkout: Checkout, citation: Citation, base: str) -> list[Verification]:
    """In the work tree, and at the current commit."""
    head = checkout.git("rev-parse", "HEAD")
    return [verify(checkout.repo, citation, base, at) for at in (None, head)]


def test_a_merge_of_three_branches(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    for name, path, text in (
        ("one", "sim/a.go", ABOVE),
        ("two", "sim/b.go", go("var b = 1\n")),
        ("three", "sim/c.go", go(func("grow(x int) int", SCALE))),
    ):
        checkout.git("checkout", "-q", "-b", name, base)
        checkout.write(path, text)
        checkout.commit()
    checkout.git("checkout", "-q", "-b", "all", base)
    checkout.git("merge", "-q", "--no-edit", "one", "two", "three")
    for answer in both(checkout, citation, base):
        assert fits(answer, r"moved sim/a\.go:36-38"), answer


def test_one_side_renames_and_the_other_copies(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.git("checkout", "-q", "-b", "side")
    checkout.write("old/a.go", CODE)
    checkout.commit()
    checkout.git("checkout", "-q", "main")
    checkout.git("mv", "sim/a.go", "sim/core.go")
    checkout.commit()
    checkout.git("merge", "-q", "--no-edit", "side")
    for answer in both(checkout, citation, base):
        assert fits(answer, r"moved sim/core\.go:35-37"), answer


def test_a_file_is_copied_and_deleted_in_two_steps_and_both_copies_were_edited(
    checkout: Checkout, base: str
) -> None:
    citation = cited(checkout, base)
    checkout.git("mv", "sim/a.go", "sim/core.go")
    checkout.commit()
    checkout.write("sim/core.go", "// core\n" * 9 + CODE)
    checkout.write("old/a.go", "// old\n" + CODE)
    checkout.commit()
    for answer in both(checkout, citation, base):
        assert fits(answer, r"moved sim/core\.go:44-46") or answer.status == "ambiguous", answer


def test_a_revert_of_a_merge_takes_the_lines_back(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.git("checkout", "-q", "-b", "side")
    checkout.write("sim/a.go", go(FILLER, func("scale(x int) int", OTHER), func("other(x int) int", SCALE)))
    checkout.commit()
    checkout.git("checkout", "-q", "main")
    checkout.write("sim/b.go", go("var b = 1\n"))
    checkout.commit()
    checkout.git("merge", "-q", "--no-edit", "--no-ff", "side")
    assert {answer.status for answer in both(checkout, citation, base)} <= {"changed", "gone", "ambiguous"}
    checkout.git("revert", "--no-edit", "-m", "1", "HEAD")
    assert {answer.status for answer in both(checkout, citation, base)} == {"exact"}


def _assume_unchanged(checkout: Checkout) -> None:
    checkout.git("update-index", "--assume-unchanged", "sim/a.go")


def _skip_in_the_work_tree(checkout: Checkout) -> None:
    checkout.git("update-index", "--skip-worktree", "sim/a.go")


@pytest.mark.parametrize("hide", [_assume_unchanged, _skip_in_the_work_tree])
def test_an_edit_that_git_is_not_to_see_is_seen(
    checkout: Checkout, base: str, hide: Callable[[Checkout], None]
) -> None:
    citation = cited(checkout, base)
    hide(checkout)
    checkout.write("sim/a.go", CHANGED)
    assert verify(checkout.repo, citation, base).status == "changed"
    assert verify(checkout.repo, citation, base, base).status == "exact"


def test_an_edit_of_the_same_size_and_time_is_seen(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    path = checkout.root / "sim" / "a.go"
    before = path.stat()
    text = CODE.replace("x *= factor", "x *= rotcaf")
    path.write_text(text)
    assert len(text) == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert verify(checkout.repo, citation, base).status == "changed"


def test_a_commit_that_stands_for_the_base_is_not_asked(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.write("sim/a.go", ABOVE)
    head = checkout.commit()
    checkout.git("replace", base, head)
    for answer in both(checkout, citation, base):
        assert fits(answer, r"moved sim/a\.go:36-38"), answer


@pytest.mark.parametrize(
    "attribute", ["*.go text eol=crlf", "*.go ident", "*.go -text", "*.go diff=x merge=x"]
)
def test_attributes_of_a_checkout_change_no_answer(checkout: Checkout, base: str, attribute: str) -> None:
    citation = cited(checkout, base)
    checkout.write(".gitattributes", attribute + "\n")
    checkout.commit()
    (checkout.root / "sim" / "a.go").unlink()
    checkout.git("checkout", "-q", "--", "sim/a.go")
    for answer in both(checkout, citation, base):
        assert answer.status == "exact", answer


def test_another_repository_in_its_place_has_not_the_base(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    shutil.rmtree(checkout.root / ".git")
    checkout.git("init", "-q", "-b", "main")
    checkout.write("sim/a.go", go(FILLER, func("grow(x int) int", SCALE), func("scale(x int) int", OTHER)))
    checkout.commit()
    for answer in both(checkout, citation, base):
        assert answer.status not in ("exact", "moved"), answer


def test_a_work_tree_of_its_own_has_the_history(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.write("sim/a.go", ABOVE)
    checkout.commit()
    checkout.git("worktree", "add", "-q", "../second")
    second = Checkout.__new__(Checkout)
    second.root = checkout.root.parent / "second"
    for answer in both(second, citation, base):
        assert fits(answer, r"moved sim/a\.go:36-38"), answer


def test_a_clone_without_the_base_says_no_more_than_it_sees(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.write("sim/a.go", go(FILLER, func("grow(x int) int", SCALE), func("scale(x int) int", OTHER)))
    checkout.commit()
    checkout.git("clone", "-q", "--depth", "1", f"file://{checkout.root}", "../shallow")
    shallow = Checkout.__new__(Checkout)
    shallow.root = checkout.root.parent / "shallow"
    for answer in both(shallow, citation, base):
        assert answer.status not in ("exact", "moved"), answer


def test_a_file_that_changes_only_its_case_beside_another_one(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.git("mv", "sim/a.go", "sim/A.go")
    checkout.write("sim/a_test.go", CODE.replace("scale", "grow"))
    checkout.commit()
    for answer in both(checkout, citation, base):
        assert fits(answer, r"moved sim/A\.go:35-37"), answer


def test_a_folder_that_is_a_link_to_its_copy_now(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.write("v2/a.go", CODE.replace("scale", "grow"))
    shutil.rmtree(checkout.root / "sim")
    (checkout.root / "sim").symlink_to("v2")
    checkout.commit()
    for answer in both(checkout, citation, base):
        assert answer.status not in ("exact", "moved") or "v2" in answer.moved_to, answer


def test_uncommitted_lines_are_cited_where_they_go(checkout: Checkout, base: str) -> None:
    checkout.write("sim/a.go", CODE + "\n" + func("late(x int) int", SCALE))
    first = CODE.count("\n") + 3
    citation = capture(checkout.repo, "sim/a.go", [(first, first + 2)])
    assert citation.symbol == "late"
    checkout.write("sim/a.go", go(FILLER, func("late(x int) int", OTHER), func("scale(x int) int", SCALE)))
    answer = verify(checkout.repo, citation, base)
    assert answer.status not in ("exact", "moved"), answer
