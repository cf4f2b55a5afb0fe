"""The programs of this folder with small counts."""

from __future__ import annotations

import pytest

from tests.faults.fuzz import fuzz
from tests.faults.kills import kills
from tests.faults.odd_plans import odd_plans


def test_fuzz() -> None:
    tally = fuzz(500)
    assert not tally.faults, str(tally)


@pytest.mark.xfail(reason="saving keeps neither mixed line ends nor all comments yet")
def test_odd_plans() -> None:
    tally = odd_plans(150)
    assert not tally.faults, str(tally)


@pytest.mark.xfail(reason="two windows that save at the same moment are both content, and one is lost")
def test_kills() -> None:
    tally = kills(25)
    assert not tally.faults, str(tally)
