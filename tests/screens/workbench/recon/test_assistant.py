"""Facts found in the code are offered by topic and accepted with their citations, as one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Button, Static

from blistui.plan.document import Plan
from blistui.repo.recon import proposals as recon
from blistui.repo.recon.proposals import Proposal, proposals
from blistui.repo.repository import Repository
from screens.dialogs.ask import Choice
from screens.finder.preview import CodePreview
from screens.form.form import Place
from screens.workbench.recon import assistant
from screens.workbench.recon.facts import without_objections
from screens.workbench.recon.screen import ReconScreen
from tests.screens.pilot import make, opened, settled, until
from tests.screens.workbench.recon.asked import asked


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_facts_are_read_beside_their_lines_and_accepted_as_one_step(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(make(tmp_path), size) as (pilot, bench):
        facts = await asked(pilot, bench)
        at = next(n for n, row in enumerate(facts.items) if row.fact and "`sim`" in row.fact.statement)
        facts.highlighted = at
        preview = pilot.app.screen.query_one(CodePreview)
        await until(pilot, lambda: preview.path == "sim.go" and preview.text.line(1) == "package sim")
        assert "Package sim in" in str(pilot.app.screen.query_one("#statement", Static).render())
        await pilot.press("space")
        task = pilot.app.screen.query_one("#task", Static)
        await until(pilot, lambda: "1 ticked" in str(task.render()))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        [added] = bench.session.plan.finding[1:]
        assert (added.id, added.kind) == ("F2", "confirmed") and added.cites[0].digest
        assert bench.place == Place("phase0")
        await pilot.press("ctrl+z")
        assert len(bench.session.plan.finding) == 1


async def test_a_click_shows_a_fact_and_only_a_second_one_accepts_it(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        facts = await asked(pilot, bench)
        screen = pilot.app.screen
        assert isinstance(screen, ReconScreen)
        row = next(n for n, row in enumerate(facts.items) if row.fact)
        await pilot.click(facts, offset=(20, row - facts.top))
        await until(pilot, lambda: facts.highlighted == row)
        assert pilot.app.screen is screen
        await pilot.click(facts, offset=(4, row - facts.top))
        await until(pilot, lambda: "1 ticked" in str(screen.query_one("#task", Static).render()))
        assert pilot.app.screen is screen
        await pilot.click(facts, offset=(4, row - facts.top))
        await until(pilot, lambda: "ticked" not in str(screen.query_one("#task", Static).render()))
        facts.highlighted = row
        await pilot.click(facts, offset=(20, row - facts.top))
        await until(pilot, lambda: pilot.app.screen is bench)
        assert len(bench.session.plan.finding) == 2


async def test_ticked_facts_are_not_dropped_without_a_question(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        facts = await asked(pilot, bench)
        screen = pilot.app.screen
        row = next(n for n, row in enumerate(facts.items) if row.fact)
        await pilot.click(facts, offset=(4, row - facts.top))
        await until(pilot, lambda: "1 ticked" in str(screen.query_one("#task", Static).render()))
        assert facts.highlighted == row, "a click on the row below is its first one"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
        await pilot.click(list(pilot.app.screen.query(Button))[1])
        await until(pilot, lambda: pilot.app.screen is bench)
        assert len(bench.session.plan.finding) == 2


async def test_unanswered_topics_come_first_and_nothing_is_offered_twice(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        facts = await asked(pilot, bench)
        topics = [row.topic for row in facts.items if row.fact is None and not row.text]
        assert topics[0] == "data structures" and topics[-1] == "packages"
        facts.highlighted, fact = next((n, row.fact) for n, row in enumerate(facts.items) if row.fact)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        facts = await asked(pilot, bench)
        assert fact not in [row.fact for row in facts.items]
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is bench)


async def test_a_fact_to_which_our_own_rules_object_is_not_offered(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (_, bench):
        repository = bench.validator.repository
        assert repository is not None
        good = proposals(repository, "packages")
        cites = good[0].citations
        wrong = Proposal("coupling", "`hashTestCase` is used by `nobody`.", cites)

        def findings(plan: Plan) -> Any:
            return bench.validator.check(plan, -1).findings

        kept = without_objections([wrong, *good], bench.session.plan, findings)
        assert kept == good


async def test_facts_for_phase_5_become_items_of_phase_5(tmp_path: Path) -> None:
    path = make(tmp_path)
    (tmp_path / "code" / "README.md").write_text("# Code\n\nWhat it is.\n")
    async with opened(path) as (pilot, bench):
        repository = bench.validator.repository
        assert repository is not None
        facts = proposals(repository, "documents") + proposals(repository, "packages")
        assistant.accept(bench, facts)
        [item] = bench.session.plan.crosscutting
        assert (item.id, item.area, item.document) == ("CC1", "docs", "README")
        assert {finding.topic for finding in bench.session.plan.finding} == {"packages"}
        await settled(pilot)
        assert bench.result is not None
        assert not [f for f in bench.result.findings if f.path.endswith(".topic")]


def test_topics_come_one_after_the_other(tmp_path: Path) -> None:
    make(tmp_path)
    found = recon.by_topic(Repository.containing(tmp_path / "code"), ("coupling", "packages"))
    assert next(found)[0] == "coupling" and next(found)[0] == "packages"
