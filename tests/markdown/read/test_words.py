"""What the readers of sections share: numbers as people write them, and places of code."""

from __future__ import annotations

import pytest

from blistui.markdown.read.words import amount, places


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("12", 12, ""),
        ("-3", -3, ""),
        ("2.5", 2.5, ""),
        ("3 files: the loader", 3, "the loader"),
        ("2 PRs", 2, ""),
        ("1,200", 1200, ""),
        ("1,200,000 lines", 1200000, "lines"),
        ("1e16", 1e16, ""),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, number: float, rest: str) -> None:
    assert amount(text) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        *("100-200", "100–200", "7 – 9", "3-4 files", "1.5k", "2M", "1,20", "1.2.3"),
        *("3-file change", "v2", "about 3", "5" * 5000, "1e999"),
    ],
)
def test_a_range_and_a_rounded_number_stay_words(text: str) -> None:
    assert amount(text) == (text, "")


OURS = frozenset({"github.com/acme/app"})


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("`sim/a.go:3-9` and sim/b.go:4", ["sim/a.go:3-9", "sim/b.go:4"]),
        ("https://github.com/acme/app/blob/main/sim/a.go#L3", ["sim/a.go:3"]),
        ("https://github.com/Acme/App/blob/main/sim/a.go#L3-L5", ["sim/a.go:3-5"]),
        ("https://github.com/other/app/blob/main/sim/a.go#L3", []),
        ("the host example.com:443 answers", []),
        ("~~once `sim/a.go:3`~~ now `sim/b.go:4`", ["sim/b.go:4"]),
    ],
)
def test_only_lines_of_the_code_itself_are_cited(text: str, cited: list[str]) -> None:
    assert [own["at"] for own in places(text, OURS)] == cited
