"""A citation carries one symbol or several."""

from __future__ import annotations

import pytest

from blistui.plan.tables.citation import Citation


@pytest.mark.parametrize(
    ("written", "symbols", "declared"),
    [
        ("", (), ""),
        ("Run", ("Run",), "Run"),
        ("Queue.Push", ("Queue.Push",), "Queue"),
        (["Queue.Push", "Queue.Pop"], ("Queue.Push", "Queue.Pop"), "Queue"),
        ([], (), ""),
    ],
)
def test_a_symbol_is_a_name_or_a_list_of_names(
    written: str | list[str], symbols: tuple[str, ...], declared: str
) -> None:
    citation = Citation.model_validate({"at": "a.go:1", "symbol": written})
    assert (citation.symbols, citation.declared) == (symbols, declared)
