"""Captured lines say which version of the code has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blistui.repo.citations.capture import CitationError, capture, verify
from blistui.repo.citations.current import Capturer, Uncommitted
from blistui.repo.repository import Repository
from tests.repo.conftest import Checkout

GO = """package sim

func first(x int) int {
	log.Println("the value is scaled")
	return x * factor
}

func second(x int) int {
	log.Println("nothing of the kind")
	return x
}
"""


@pytest.fixture
def base(checkout: Checkout) -> str:
    checkout.write("sim/a.go", GO)
    return checkout.commit()


def test_lines_that_the_base_has_are_cited_without_a_commit(checkout: Checkout, base: str) -> None:
    checkout.write("sim/a.go", GO + "\nvar more = 1\n")
    checkout.commit()
    assert Capturer(checkout.repo, base).capture("sim/a.go", [(4, 5)]).commit == ""


def test_lines_that_only_the_current_commit_has_name_it(checkout: Checkout, base: str) -> None:
    checkout.write("sim/a.go", "// head\n" + GO)
    head = checkout.commit()
    assert Capturer(checkout.repo, base).capture("sim/a.go", [(5, 6)]).commit == head
    assert Capturer(checkout.repo, None).capture("sim/a.go", [(5, 6)]).commit == head


def test_a_copy_at_the_place_is_not_the_line_of_the_base(checkout: Checkout, base: str) -> None:
    twin = GO.replace("nothing of the kind", "the value is scaled").replace(
        "return x\n", "return x * factor\n"
    )
    checkout.write("sim/a.go", "\n".join([*twin.split("\n")[:2], *twin.split("\n")[7:]]))
    head = checkout.commit()
    citation = Capturer(checkout.repo, base).capture("sim/a.go", [(4, 5)])
    assert (citation.symbol, citation.commit) == ("second", head)


def test_lines_of_no_commit_are_cited_only_when_asked_for(checkout: Checkout, base: str) -> None:
    checkout.write("sim/a.go", GO.replace("factor", "scale"))
    capturer = Capturer(checkout.repo, base)
    with pytest.raises(Uncommitted, match="not committed"):
        capturer.capture("sim/a.go", [(4, 5)])
    assert capturer.capture("sim/a.go", [(4, 5)], uncommitted=True).commit == ""
    assert capturer.capture("sim/a.go", [(8, 9)]).commit == ""
    checkout.write("sim/new.go", "package sim\n\nvar fresh = 1\n")
    with pytest.raises(Uncommitted):
        Capturer(checkout.repo, base).capture("sim/new.go", [(3, 3)])


def test_a_blank_line_below_the_end_of_the_base_is_not_a_line_of_the_base(
    checkout: Checkout, base: str
) -> None:
    checkout.write("sim/a.go", GO + "\n\nvar last = 1\n")
    head = checkout.commit()
    citation = Capturer(checkout.repo, base).capture("sim/a.go", [(13, 13)])
    assert citation.commit == head
    mistaken = citation.model_copy(update={"commit": ""})
    assert verify(checkout.repo, mistaken, base).status != "exact"


def test_without_git_there_is_no_version_to_name(checkout: Checkout) -> None:
    folder = checkout.root.parent / "plain"
    folder.mkdir()
    (folder / "a.go").write_text(GO)
    assert Capturer(Repository.open(folder), None).capture("a.go", [(4, 5)]).commit == ""


def test_before_the_first_commit_everything_is_uncommitted(checkout: Checkout) -> None:
    checkout.write("a.go", GO)
    with pytest.raises(Uncommitted):
        Capturer(checkout.repo, None).capture("a.go", [(4, 5)])


@pytest.mark.parametrize("fetched", [True, False])
def test_lines_of_a_submodule_are_no_lines_of_this_repository(
    checkout: Checkout, make_checkout: Callable[[str], Checkout], fetched: bool
) -> None:
    inner = make_checkout("inner")
    inner.write("inner.go", GO)
    inner.commit()
    checkout.write("a.go", GO)
    checkout.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "sub")
    base = checkout.commit()
    citation = capture(checkout.repo, "a.go", [(4, 5)]).model_copy(update={"at": "sub/inner.go:4-5"})
    if not fetched:
        checkout.git("submodule", "--quiet", "deinit", "--force", "sub")
    for at in (None, base):
        with pytest.raises(CitationError, match="submodule sub, a repository of its own"):
            capture(checkout.repo, "sub/inner.go", [(4, 5)], at)
        found = verify(checkout.repo, citation, base, at)
        assert (found.status, "in the submodule sub" in found.message) == ("invalid", True)


def test_a_pointer_of_git_lfs_is_not_the_content(checkout: Checkout) -> None:
    checkout.write("data.csv", "rate,size\n1,2\n3,4\n")
    base = checkout.commit()
    citation = capture(checkout.repo, "data.csv", [(2, 3)], base).model_copy(update={"commit": ""})
    digest = "0" * 64
    checkout.write("data.csv", f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 17\n")
    with pytest.raises(CitationError, match="pointer of Git LFS"):
        capture(checkout.repo, "data.csv", [(2, 3)])
    found = verify(checkout.repo, citation, base)
    assert (found.status, "pointer of Git LFS" in found.message) == ("invalid", True)
