"""The screen of facts as tests ask for it."""

from __future__ import annotations

from textual.pilot import Pilot

from screens.workbench.recon.screen import FactList, ReconScreen
from screens.workbench.workbench import Workbench
from tests.screens.pilot import until


async def asked(pilot: Pilot[int], bench: Workbench) -> FactList:
    """The list of facts, once the code was looked at."""
    bench.action_accept_facts()
    await until(pilot, lambda: isinstance(pilot.app.screen, ReconScreen))
    screen = pilot.app.screen
    assert isinstance(screen, ReconScreen)
    await until(pilot, lambda: not screen._looking.is_running, 20)
    return screen.query_one(FactList)


def shown(facts: FactList) -> list[str]:
    return ["".join(text for text, _ in facts._pieces_of(row)) for row in facts.items]
