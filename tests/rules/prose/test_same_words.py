"""Short texts that speak of one thing in other forms of the same words."""

import pytest

from blistui.rules.prose.same_words import main_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Retries of refused clients", "the retry of a refused client"),
        ("queue depth", "Queue depths."),
        ("depth of the queue", "queue depths"),
        ("batches per class", "a batch per class"),
        ("the replica's phase", "phases of replicas"),
    ],
)
def test_the_same_thing(one: str, other: str) -> None:
    assert main_words(one) == main_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("waiting requests", "waiting times"),
        ("queue depth", "mean queue depth"),
        ("the bus", "the bu"),
        ("prices", ""),
    ],
)
def test_another_thing(one: str, other: str) -> None:
    assert main_words(one) != main_words(other)


def test_no_words_are_none() -> None:
    assert not main_words(" -- ")
