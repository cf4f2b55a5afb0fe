"""Names spelled alike, among many."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import pytest

from blistui.repo.spelling import Spellings, ends_of

NAMES = ("Router", "RouterConfig", "parseHFConfig", "kvCache", "KVCache", "Größe", "é")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("Ruoter", ("Router",)),
        ("Routr", ("Router",)),
        ("parseHFConfg", ("parseHFConfig",)),
        ("RouterCfg", ("RouterConfig", "Router")),
        ("Grösse", ("Größe",)),
        ("Nothing", ()),
        ("", ()),
    ],
)
def test_the_likest_names_come_first(asked: str, near: tuple[str, ...]) -> None:
    assert Spellings(NAMES, ends_of).near(asked, cutoff=0.7) == near


def test_names_that_differ_in_capitals_only() -> None:
    spellings = Spellings(NAMES, ends_of)
    assert spellings.in_other_case("kvcache") == ("KVCache", "kvCache")
    assert spellings.in_other_case("kvCache") == ("KVCache",)
    assert spellings.in_other_case("größe") == ("Größe",)
    assert spellings.in_other_case("Routing") == ()


def test_of_very_many_names_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    search = difflib.get_close_matches

    def counted(word: str, names: Sequence[str], **options: Any) -> list[str]:
        compared.append(len(names))
        return search(word, names, **options)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    spellings = Spellings((f"TestNumber{n:07}Case" for n in range(100_000)), ends_of)
    assert spellings.near("TestNumberCase", cutoff=0.5)
    assert compared == [1_000]
