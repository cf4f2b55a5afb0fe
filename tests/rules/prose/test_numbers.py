"""Numbers in prose, and the lists that they count."""

from __future__ import annotations

import pytest

from blistui.rules.prose.enumerations import Listed, listed_otherwise
from blistui.rules.prose.numbers import numbers


def _miscounts(text: str) -> list[Listed]:
    return [listed for number in numbers(text) if (listed := listed_otherwise(text, number))]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (
            "three frozen types (see section G):\n\n- **A** one\n- **B**\n  of it\n- **C**\n- **D**\n",
            "three frozen types",
        ),
        ("four interfaces:\n1. a\n2. b\n3. c\n", "four interfaces"),
        ("ships 3 stateless scorers (queue-depth, kv-utilization, load, prefix)", "3 stateless scorers"),
        ("two dimensions — cache, load, and cost", "two dimensions"),
        ("2 files (implementation, registration, test)", "2 files"),
        ("Three scorers: `a`, `b`, `c`, and `d`.", "Three scorers"),
        ("Three scorers: `a`,\n`b`, `c`,\nand `d`.", "Three scorers"),
        ("The three scan\nlimits are `A` 1, `B` 2, `C` 3 and\n`D` 4.", "three scan limits"),
        ("two types are `A`, `B` and `C`; more follow", "two types"),
        ("three kinds: the first\nand the second\n\n- one\n- two\n- three", "three kinds"),
    ],
)
def test_miscounted(text: str, phrase: str) -> None:
    assert [listed.phrase for listed in _miscounts(text)] == [phrase]


@pytest.mark.parametrize(
    "text",
    [
        "ships 3 stateless scorers (queue-depth, kv-utilization, load-balance)",
        "Three PRs: the interface (PR1), the metric (PR2) and\nthe new order (PR3). Two more follow.",
        "three scorers:\n`a`, `b`\nand `c`",
        "two kinds: a,\nb\n\nc, d",
        "three scorers:\n\n- a\n- b\n- c\n",
        "two scorers: a, b\n| c, d |",
        "Five PRs: PR1 to PR3 side by side, then PR4, PR5.",
        "four invariants (INV-1–INV-3, INV-6)",
        "2 files to add a new scorer (implementation + registration)",
        "PR 3 scorers (a, b)",
        "phase 2 blocks: a, b, c",
        "4 instances (default, from the configuration)",
        "three scorers (such as a, b)",
        "three scorers: a, b, ...",
        "two jobs: read and write, and evict",
        "three kinds:\n- a\n  - a1\n  - a2\n- b\n- c\n\nThen\n- d",
        "at least 2.5 tokens (a, b, c)",
        "16 instances, 10K events (warm, cold)",
        "two of the scorers: a, b, c",
        "The three limits are `A` 1, `B` 2 and `C` 3.",
        "two limits are `A` when idle, `B` and `C`",
        "three readers are slow, large and old, and one is `A`",
        "Three analyses (see `docs/a.md`) found x, y, z, w",
    ],
)
def test_not_miscounted(text: str) -> None:
    assert _miscounts(text) == []


def test_numbers_that_count() -> None:
    text = "Two of 12 scorers, >= 3 PRs, PR 4, phase 5, v2, 2.5, 0, 1, 21, sixteen, one-two, often 7"
    assert sorted(number.value for number in numbers(text)) == [2, 7, 12]
    assert list(numbers("İ ten")) == []
