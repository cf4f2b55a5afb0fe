"""A sentence that was reworded is changed, beside others too; another name in its place is not."""

from __future__ import annotations

import pytest

from tests.repo.citations.relocation.test_look_alikes import Trap, lines, spring
from tests.repo.conftest import Checkout

MODES = "Three latency models (roofline, blackbox, trained) are selected by the flag of the run."
FEWER = "Two latency models (roofline, trained) are selected by the flag of the run."
NOTE = "**Note:** The deprecated crossmodel was removed, and nothing else reads its files now."
LATER = "**Notes:** The deprecated crossmodel was removed, and nothing else reads its old files now."
OTHER = "Every request gets a deadline, and the queue drops it when that has gone by."
ROW = "| PR{} | the loader of the plan and all that it needs | none | the parser of the plan |"


def trap(title: str, then: tuple[str, ...], now: tuple[str, ...], *wanted: str) -> Trap:
    old, new = (lines("# Head", "", *texts, "", "## Tail") for texts in (then, now))
    return Trap(title, "a.md", old, then[0], 1, 1, new, wanted)


TRAPS = [
    trap("reworded at its first word", (MODES,), (FEWER,), "changed a.md:3$"),
    trap("beside another reworded one", (MODES, "", NOTE), (FEWER, "", LATER), "changed a.md:3$"),
    trap("the other of two reworded ones", (NOTE, "", MODES), (LATER, "", FEWER), "changed a.md:3$"),
    trap("reworded below a new one", (MODES,), (OTHER, "", FEWER), "changed a.md:5$"),
    trap("another sentence in its place", (MODES,), (OTHER,), "gone"),
    trap("two that it may have become", (MODES,), (FEWER, "", FEWER.replace("Two", "Four")), "gone"),
    trap("another row of a table", (ROW.format(1),), (ROW.format(9),), "gone"),
    trap("another name of a list", ("a.org/x/net v0.1.0",), ("a.org/x/sys v0.1.0",), "gone"),
]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.title.replace(" ", "-"))
def test_a_sentence_with_most_of_its_words_is_changed(checkout: Checkout, trap: Trap) -> None:
    spring(checkout, trap)
