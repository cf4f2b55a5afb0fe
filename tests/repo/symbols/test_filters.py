"""Filters beside a name."""

from __future__ import annotations

import pytest

from blistui.repo.symbols.filters import filters


@pytest.mark.parametrize(
    ("query", "words", "taken", "left_out"),
    [
        ("store", "store", [("a_test.go", "test"), ("a.go", "var")], []),
        ("#func store", "store", [("a.go", "func")], [("a.go", "method"), ("a_test.go", "test")]),
        ("store #type", "store", [("a.go", "struct"), ("a.go", "alias")], [("a.go", "func")]),
        ("#m", "", [("a.go", "method"), ("a.go", "interface method")], [("a.go", "func")]),
        ("#i #st x", "x", [("a.go", "interface"), ("a.go", "struct")], [("a.go", "func")]),
        ("-test put", "put", [("a.go", "func")], [("a_test.go", "func"), ("a_test.go", "test")]),
        ("put -tests #f", "put", [("a.go", "func")], [("a_test.go", "func")]),
        ("#", "", [("a.go", "func")], []),
        ("#nokind", "#nokind", [("a.go", "func")], []),
    ],
)
def test_filters(
    query: str, words: str, taken: list[tuple[str, str]], left_out: list[tuple[str, str]]
) -> None:
    asked = filters(query)
    assert asked.words == words
    assert all(asked.takes(*one) for one in taken)
    assert not any(asked.takes(*one) for one in left_out)
    assert asked.is_choosy == bool(left_out)


def test_files_have_no_kind() -> None:
    assert filters("#func a").takes("a.go")
    assert not filters("-test a").takes("a_test.go")
