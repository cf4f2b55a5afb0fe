"""The programs of this folder with small counts."""

from __future__ import annotations

from tests.faults.fuzz import fuzz


def test_fuzz() -> None:
    tally = fuzz(500)
    assert not tally.faults, str(tally)
