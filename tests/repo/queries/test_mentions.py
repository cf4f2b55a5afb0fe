"""What a name means at a place, and where else it is used: `traps/uses.truth` is what Go itself says."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.queries.code import GoCode
from blistui.repo.repository import Repository
from tests.benchmarks.compare_with_go import Use, Uses, read_uses

TRAPS = Path(__file__).with_name("traps")
TRUTH = read_uses((TRAPS / "uses.truth").read_text().splitlines())
CODE = GoCode(Repository(TRAPS, False))
USES = Uses(CODE, TRUTH)


@pytest.mark.parametrize("use", TRUTH, ids=lambda use: f"{use.path}:{use.line}:{use.column}-{use.name}")
def test_a_name_means_what_it_means_to_go(use: Use) -> None:
    assert USES.difference(use) in ("", "doubt")


def test_most_are_certain() -> None:
    doubts = [use for use in TRUTH if USES.difference(use) == "doubt"]
    # Members of types that functions declare, that have no name, or that type arguments would say.
    assert len(doubts) <= 30, doubts
