"""Citations are written, captured and compared with the code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import CitationError, capture, format_at, parse_at, verify
from tests.repo.conftest import Checkout

GO = """package sim

// Router selects.
type Router interface {
	Route(n int) int
}

func New(name string) Router {
	if name == "" {
		return nil
	}
	return pick(name)
}
"""


@pytest.mark.parametrize(
    ("at", "path", "ranges"),
    [
        ("a.go:1", "a.go", ((1, 1),)),
        ("sim/a.go:43-45", "sim/a.go", ((43, 45),)),
        ("f.go:433,437, 466 - 470", "f.go", ((433, 433), (437, 437), (466, 470))),
        ("./a b/c:d.go:7", "a b/c:d.go", ((7, 7),)),
        ("odd:3:7", "odd:3", ((7, 7),)),
    ],
)
def test_at_names_a_path_and_ranges(at: str, path: str, ranges: tuple[tuple[int, int], ...]) -> None:
    location = parse_at(at)
    assert (location.path, location.ranges) == (path, ranges)
    assert parse_at(str(location)) == location


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("", "names no lines"),
        ("a.go", "names no lines"),
        ("a.go:", "names no lines"),
        ("a.go:x", "names no lines"),
        (":12", "names no lines"),
        ("a.go:0", "line 0"),
        ("a.go:9-3", "write 3-9"),
        ("a.go:1-2-3", "no range"),
        ("a.go:99999999999", "no range"),
        ("a.go:²", "names no lines"),
        ("/etc/passwd:1", "absolute"),
        ("C:\\a.go:1", "backslashes"),
        ("C:/a.go:1", "absolute"),
        ("../a.go:1", "leaves the repository"),
        (".git/config:1", "git's own folder"),
    ],
)
def test_a_malformed_at_is_a_sentence(at: str, says: str) -> None:
    with pytest.raises(CitationError, match=says):
        parse_at(at)


_ranges = st.lists(
    st.tuples(st.integers(1, 10**6), st.integers(0, 500)).map(lambda p: (p[0], p[0] + p[1])),
    min_size=1,
    max_size=5,
)


@given(path=st.from_regex(r"[a-z :0-9]*[a-z0-9]/[a-z :0-9]*[a-z]", fullmatch=True), ranges=_ranges)
def test_at_is_written_as_it_is_read(path: str, ranges: list[tuple[int, int]]) -> None:
    path = path.strip()
    assert parse_at(format_at(path, ranges)).ranges == tuple(ranges)


def test_capture_keeps_symbol_and_digest(checkout: Checkout) -> None:
    checkout.write("sim/r.go", GO)
    citation = capture(checkout.repo, "sim/r.go", [(9, 11)])
    assert citation.at == "sim/r.go:9-11"
    assert citation.symbol == "New"
    assert citation.digest.startswith("b2:")
    assert citation.commit == ""


@pytest.mark.parametrize(
    ("ranges", "symbol"),
    [
        ([(5, 5)], "Router.Route"),
        ([(3, 6)], "Router"),
        ([(2, 6)], "Router"),
        ([(1, 1)], ""),
        ([(3, 9)], ("Router", "New")),
        ([(12, 12), (5, 5)], ("New", "Router.Route")),
        ([(9, 9), (12, 12)], "New"),
    ],
)
def test_the_symbols_are_the_innermost_around_each_range(
    checkout: Checkout, ranges: list[tuple[int, int]], symbol: str | tuple[str, ...]
) -> None:
    checkout.write("r.go", GO)
    assert capture(checkout.repo, "r.go", ranges).symbol == symbol


def test_capture_at_a_commit_says_which(checkout: Checkout) -> None:
    checkout.write("r.go", GO)
    base = checkout.commit()
    checkout.write("r.go", "package other\n")
    citation = capture(checkout.repo, "r.go", [(4, 6)], at_commit=base[:12])
    assert (citation.symbol, citation.commit) == ("Router", base)


@pytest.mark.parametrize(
    ("path", "ranges"),
    [("r.go", [(99, 99)]), ("missing.go", [(1, 1)]), ("../r.go", [(1, 1)]), ("r.go", [(0, 1)])],
)
def test_what_is_not_there_cannot_be_captured(
    checkout: Checkout, path: str, ranges: list[tuple[int, int]]
) -> None:
    checkout.write("r.go", GO)
    with pytest.raises(CitationError):
        capture(checkout.repo, path, ranges)


def test_unchanged_lines_are_exact(checkout: Checkout) -> None:
    checkout.write("r.go", GO)
    citation = capture(checkout.repo, "r.go", [(3, 6), (12, 12)])
    assert verify(checkout.repo, citation, None).status == "exact"
    checkout.write("r.go", GO.replace("\n", "\r\n"))
    assert verify(checkout.repo, citation, None).status == "exact"


def test_a_citation_without_digest_is_unpinned(checkout: Checkout) -> None:
    checkout.write("r.go", GO)
    assert verify(checkout.repo, Citation(at="r.go:3"), None).status == "unpinned"


@pytest.mark.parametrize("at", ["", "r.go", "r.go:99", "missing.go:1", "../x:1"])
def test_a_citation_that_cannot_be_read_is_invalid(checkout: Checkout, at: str) -> None:
    checkout.write("r.go", GO)
    found = verify(checkout.repo, Citation(at=at), None)
    assert found.status == "invalid"
    assert found.message
