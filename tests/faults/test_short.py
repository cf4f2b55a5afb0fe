"""The programs of this folder with small counts."""

from __future__ import annotations

from tests.faults.disks import SCENES, disks
from tests.faults.fuzz import fuzz
from tests.faults.kills import kills
from tests.faults.neighbours import neighbours
from tests.faults.odd_plans import odd_plans
from tests.faults.writers import writers


def test_fuzz() -> None:
    tally = fuzz(500)
    assert not tally.faults, str(tally)


def test_odd_plans() -> None:
    tally = odd_plans(150)
    assert not tally.faults, str(tally)


def test_kills() -> None:
    tally = kills(25)
    assert not tally.faults, str(tally)


def test_writers() -> None:
    tally = writers(1.5)
    assert not tally.faults, str(tally)


def test_disks() -> None:
    tally = disks(4 * len(SCENES))
    assert not tally.faults, str(tally)


def test_neighbours() -> None:
    tally = neighbours(("beside the plan",))
    assert not tally.faults, str(tally)
