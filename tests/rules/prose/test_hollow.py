"""Promises that say no more than that something does what it should."""

import pytest

from blistui.rules.prose.hollow import is_hollow


@pytest.mark.parametrize(
    "text",
    [
        "Everything works as expected.",
        "The scorer does what the design says.",
        "It performs as specified",
        "The pool meets its requirements.",
        "Behaves like before",
        "The cache acts as described in all cases",
        "All tests run",
    ],
)
def test_nothing_is_promised(text: str) -> None:
    assert is_hollow(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The order of equal scores is stable.",
        "The scorer runs before the clock moves",
        "The wrapper does what the wrapped scorer does.",
        "It satisfies the scorer interface",
        "The layout of each block follows the paged design",
    ],
)
def test_something_is(text: str) -> None:
    assert not is_hollow(text)
