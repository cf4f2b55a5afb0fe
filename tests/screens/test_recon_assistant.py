"""Facts found in the code are offered in Phase 0 and accepted with their citations, as one step."""

from __future__ import annotations

from pathlib import Path

from screens.dialogs.picker import Picker
from screens.phases.form import Link, Place
from tests.screens.bench import make, opened, until


async def test_facts_are_accepted_with_their_citations(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase0"))
        await pilot.pause()
        await pilot.pause()
        bench.set_focus(bench.query_one(Link))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.pause()
        await pilot.press("f2", "enter")
        await until(pilot, lambda: len(bench.session.plan.finding) == 2)
        for finding in bench.session.plan.finding[1:]:
            assert finding.kind == "confirmed"
            assert finding.cites[0].digest
        assert [finding.id for finding in bench.session.plan.finding] == ["F1", "F2"]
        await pilot.press("ctrl+z")
        assert len(bench.session.plan.finding) == 1
