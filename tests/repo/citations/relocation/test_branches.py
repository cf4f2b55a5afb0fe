"""Merges, links, submodules and histories that part: what was cited is found, or its loss is not hidden."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture, verify
from blistui.repo.citations.verification import Verification
from tests.repo.citations.relocation.test_histories import FILLER, OTHER, SCALE, func, go
from tests.repo.citations.relocation.test_look_alikes import fits
from tests.repo.conftest import Checkout

CODE = go(FILLER, func("scale(x int) int", SCALE), func("other(x int) int", OTHER))
AT = (35, 37)


@pytest.fixture
def base(checkout: Checkout) -> str:
    checkout.write("sim/a.go", CODE)
    return checkout.commit()


def cited(checkout: Checkout, base: str, path: str = "sim/a.go") -> Citation:
    return capture(checkout.repo, path, [AT], base).model_copy(update={"commit": ""})


def answers(checkout: Checkout, citation: Citation, base: str) -> list[Verification]:
    """In the work tree, and at the current commit."""
    head = checkout.git("rev-parse", "HEAD")
    return [verify(checkout.repo, citation, base, at) for at in (None, head)]


def merged(
    checkout: Checkout, ours: dict[str, str | None], theirs: dict[str, str | None], result: str = ""
) -> None:
    """A merge of two branches that changed these files; `result` is `sim/a.go` where git cannot merge it."""
    checkout.git("checkout", "-q", "-b", "side")
    for files, branch in ((theirs, "main"), (ours, "")):
        for path, text in files.items():
            if text is None:
                (checkout.root / path).unlink()
            else:
                checkout.write(path, text)
        checkout.commit()
        if branch:
            checkout.git("checkout", "-q", branch)
    if result:
        checkout.git("merge", "-q", "-s", "ours", "--no-commit", "side")
        checkout.write("sim/a.go", result)
        checkout.commit()
    else:
        checkout.git("merge", "-q", "--no-edit", "side")


@pytest.mark.parametrize(
    ("ours", "theirs", "result", "wanted"),
    [
        (
            {"sim/a.go": "// top\n" + CODE},
            {"sim/a.go": CODE + "\nvar low = 1\n"},
            "",
            r"moved sim/a\.go:36-38",
        ),
        ({"sim/a.go": "// top\n" + CODE}, {"sim/a.go": None, "sim/z.go": CODE}, "", r"moved sim/z\.go:36-38"),
        ({"sim/b.go": go("var b = 1\n")}, {"sim/c.go": go("var c = 1\n")}, "", "exact"),
        (
            {"sim/a.go": CODE.replace("factor", "ours")},
            {"sim/a.go": CODE.replace("factor", "theirs")},
            CODE.replace("factor", "both"),
            r"changed sim/a\.go:35-37",
        ),
        (
            {"sim/a.go": CODE.replace("factor", "ours")},
            {"sim/a.go": CODE.replace("factor", "theirs")},
            CODE,
            "exact",
        ),
        ({"sim/a.go": CODE.replace(SCALE, OTHER)}, {"sim/b.go": "package p\n"}, "", "changed"),
    ],
    ids=[
        "above and below",
        "renamed and edited",
        "other files",
        "both changed",
        "both taken back",
        "one side",
    ],
)
def test_a_merge_brings_what_both_sides_did(
    checkout: Checkout,
    base: str,
    ours: dict[str, str | None],
    theirs: dict[str, str | None],
    result: str,
    wanted: str,
) -> None:
    citation = cited(checkout, base)
    merged(checkout, ours, theirs, result)
    for answer in answers(checkout, citation, base):
        assert fits(answer, wanted) or (wanted == "changed" and answer.status == "gone"), answer


def test_a_base_that_is_on_another_branch_is_compared_all_the_same(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.git("checkout", "-q", "--orphan", "new")
    checkout.write("sim/a.go", "// new history\n" + CODE)
    checkout.commit()
    for answer in answers(checkout, citation, base):
        assert fits(answer, r"moved sim/a\.go:36-38"), answer


def test_a_link_that_leads_to_another_file_is_not_the_cited_one(checkout: Checkout, base: str) -> None:
    (checkout.root / "link.go").symlink_to("sim/a.go")
    checkout.write("sim/b.go", CODE.replace("scale", "grow"))
    then = checkout.commit()
    citation = cited(checkout, then, "link.go")
    assert [answer.status for answer in answers(checkout, citation, then)] == ["exact", "exact"]
    (checkout.root / "link.go").unlink()
    (checkout.root / "link.go").symlink_to("sim/b.go")
    checkout.commit()
    for answer in answers(checkout, citation, then):
        assert answer.status not in ("exact", "moved"), answer


def test_a_file_whose_place_a_link_took_is_read_through_it(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    checkout.write("core/a.go", CODE)
    (checkout.root / "sim/a.go").unlink()
    (checkout.root / "sim/a.go").symlink_to("../core/a.go")
    checkout.commit()
    for answer in answers(checkout, citation, base):
        assert answer.status == "exact", answer


def test_a_link_out_of_the_repository_shows_nothing(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    outside = checkout.root.parent / "outside.go"
    outside.write_text(CODE)
    (checkout.root / "sim/a.go").unlink()
    (checkout.root / "sim/a.go").symlink_to(outside)
    checkout.commit()
    for answer in answers(checkout, citation, base):
        assert answer.status not in ("exact", "moved"), answer


@pytest.mark.parametrize("bumped", [False, True])
def test_a_submodule_that_moves_on_or_takes_the_folder_is_not_the_cited_code(
    checkout: Checkout, base: str, make_checkout: Callable[[str], Checkout], bumped: bool
) -> None:
    citation = cited(checkout, base)
    inner = make_checkout("inner")
    inner.write("a.go", CODE)
    inner.commit()
    where = "sub" if bumped else "sim"
    if not bumped:
        checkout.git("rm", "-r", "-q", "sim")
        checkout.commit()
    checkout.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), where)
    checkout.commit()
    if bumped:
        inner.write("a.go", CODE.replace("factor", "rate"))
        inner.commit()
        checkout.git("-c", "protocol.file.allow=always", "pull", "-q", cwd=checkout.root / "sub")
        checkout.commit()
    for answer in answers(checkout, citation, base):
        if bumped:
            assert answer.status == "exact", answer
        else:
            assert (answer.status, "in the submodule sim" in answer.message) == ("invalid", True), answer


def test_a_file_that_became_a_folder_is_gone(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    (checkout.root / "sim/a.go").unlink()
    checkout.write("sim/a.go/inner.txt", "a folder now\n")
    checkout.commit()
    for answer in answers(checkout, citation, base):
        assert answer.status == "gone", answer


def test_a_file_that_is_executable_now_is_the_same(checkout: Checkout, base: str) -> None:
    citation = cited(checkout, base)
    (checkout.root / "sim/a.go").chmod(0o755)
    checkout.commit()
    for answer in answers(checkout, citation, base):
        assert answer.status == "exact", answer


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (CODE.replace("\t", "    "), r"changed sim/a\.go:35-37"),
        ("\ufeff" + CODE, "exact"),
        (CODE.rstrip("\n"), "exact"),
        (CODE.encode("utf-16"), "invalid"),
        (b"\x00" + CODE.encode(), "invalid"),
        ("", "gone"),
        (CODE * 2, r"ambiguous sim/a\.go:(?:35-37|78-80)"),
    ],
    ids=["tabs are spaces", "byte order mark", "no last end", "UTF-16", "binary", "empty", "twice"],
)
def test_another_form_of_the_same_file_is_read_for_what_it_is(
    checkout: Checkout, base: str, now: str | bytes, wanted: str
) -> None:
    citation = cited(checkout, base)
    checkout.write("sim/a.go", now)
    checkout.commit()
    for answer in answers(checkout, citation, base):
        assert fits(answer, wanted), answer
