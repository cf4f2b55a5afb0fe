"""Facts found in the code are offered in Phase 0 and accepted with their citations, as one step."""

from __future__ import annotations

from pathlib import Path

from blistui.repo.recon.proposals import proposals
from screens.dialogs.picker import Picker
from screens.fields.items import ItemsField
from screens.form.form import Link, Place
from screens.workbench import recon_assistant
from tests.screens.pilot import make, opened, settled, until


async def test_facts_are_accepted_with_their_citations(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase0"))
        # The new form takes the focus when it is made, however long that takes.
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
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


async def test_facts_for_phase_5_become_items_of_phase_5(tmp_path: Path) -> None:
    path = make(tmp_path)
    (tmp_path / "code" / "README.md").write_text("# Code\n\nWhat it is.\n")
    async with opened(path) as (pilot, bench):
        repository = bench.validator.repository
        assert repository is not None
        facts = proposals(repository, "documents") + proposals(repository, "packages")
        recon_assistant.accept(bench, facts)
        [item] = bench.session.plan.crosscutting
        assert (item.id, item.area, item.document) == ("CC1", "docs", "README")
        assert {finding.topic for finding in bench.session.plan.finding} == {"packages"}
        await settled(pilot)
        assert bench.result is not None
        assert not [f for f in bench.result.findings if f.path.endswith(".topic")]
