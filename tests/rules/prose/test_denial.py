"""What a text denies is not what it says."""

from __future__ import annotations

import re

import pytest

from blistui.patterns import rare_pattern
from blistui.rules.prose.denial import asserted, denied, no_condition, no_loss

FROZEN = re.compile("frozen")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is frozen", [6]),
        ("It is not frozen", []),
        ("It isn't frozen", []),
        ("Never was it frozen", []),
        ("Nothing here is frozen, and the rest is frozen", [40]),
        ("Queue is not frozen; Policy is frozen.", [31]),
        ("Not today: frozen", [11]),
        ("not " + "x" * 300 + " frozen", [305]),
        ("knot frozen", [5]),
        ("It cannot be frozen", []),
        ("A copy instead of a frozen one", []),
        ("A copy rather than a frozen one", []),
        ("It avoids a frozen one", []),
        ("It is not only frozen but signed", [15]),
        ("It not just looks frozen", [18]),
        ("Without doubt it is frozen", [20]),
        ("No doubt it is frozen", [15]),
        ("", []),
    ],
)
def test_only_a_negation_in_the_same_clause_denies(text: str, expected: list[int]) -> None:
    assert [found.start() for found in asserted(FROZEN, text)] == expected
    rare = rare_pattern("frozen", signs=("frozen",))
    assert [found.start() for found in asserted(rare, text)] == expected


def test_the_place_itself_is_not_looked_at() -> None:
    assert not denied("no key", 0)
    assert denied("no key", 3)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing.",
        "Nothing of importance.",
        "nothing that anybody would see",
        "No real behaviour",
        "Very little",
        "Not much",
        "no loss at all",
    ],
)
def test_a_loss_that_is_denied(text: str) -> None:
    assert no_loss(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing but the spread of delays",
        "no slow first requests",
        "The curve",
        "Little-endian traces are refused",
        "Much of the spread",
        "No detail of the warm-up curve",
    ],
)
def test_a_loss_that_is_named(text: str) -> None:
    assert not no_loss(text)


@pytest.mark.parametrize(
    "text", ["Never.", "never, really", "Under no circumstances", "It does not matter", "It won’t", "Rarely"]
)
def test_conditions_that_are_denied(text: str) -> None:
    assert no_condition(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "When queues never empty",
        "Never in short runs: only where an hour of traffic is replayed",
        "Rarely used classes come in bursts",
        "It does not hold for pools of more than a hundred replicas",
    ],
)
def test_conditions_that_are_named(text: str) -> None:
    assert not no_condition(text)
