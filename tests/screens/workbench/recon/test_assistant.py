"""Facts found in the code are offered by topic and accepted with their citations, as one step."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Static

from blistui.plan.document import Plan
from blistui.repo.recon import proposals as recon
from blistui.repo.recon.proposals import Proposal, proposals
from blistui.repo.repository import Repository
from screens.dialogs.ask import Choice
from screens.finder.preview import CodePreview
from screens.form.form import Place
from screens.widgets.key_line import KeyLine
from screens.workbench.recon import assistant, looking
from screens.workbench.recon.facts import without_objections
from screens.workbench.recon.looking import AT_ONCE
from screens.workbench.recon.screen import FactList, ReconScreen
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, opened, send, settled, until


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


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """150 facts of one topic, and a second topic that comes when the event is set."""
    go_on = threading.Event()

    def by_topic(repo: Repository, topics: Sequence[str], **_: Any) -> Iterator[tuple[str, list[Proposal]]]:
        cites = proposals(repo, "packages")[0].citations
        yield "cli", [Proposal("cli", f"`sim` is fact number {n}.", cites) for n in range(150)]
        go_on.wait(20)
        yield "coupling", [Proposal("coupling", "`sim` is coupled.", cites)]

    monkeypatch.setattr(looking, "by_topic", by_topic)
    return go_on


async def test_more_facts_are_there_on_demand_and_words_narrow_them(
    tmp_path: Path, many: threading.Event
) -> None:
    many.set()
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        facts = await asked(pilot, bench)
        assert any(f"{AT_ONCE} of 150" in row for row in shown(facts))
        facts.highlighted = next(n for n, row in enumerate(facts.items) if row.text)
        await pilot.press("m")
        await until(pilot, lambda: sum(row.fact is not None for row in facts.items) == 2 * AT_ONCE + 1)
        await pilot.press("home", "pagedown")
        assert facts.highlighted > 5
        # Letters that come at once are words, never commands.
        send(pilot.app, *"number 31")
        await until(pilot, lambda: [row.fact for row in facts.items if row.fact], 5)
        await until(pilot, lambda: sum(row.fact is not None for row in facts.items) == 1)
        assert not bench.session.dirty and "number 31" in shown(facts)[1]
        # Also what was not shown yet is found.
        await pilot.press("escape", "slash", *"number 149")
        await until(pilot, lambda: any("number 149" in row for row in shown(facts)))
        assert facts.item is not None and facts.item.fact is not None, "the first that was looked for"
        assert not any("more, by use" in row for row in shown(facts)), "all that has the words is there"
        # The arrows go through what is shown while the words have the focus.
        await pilot.press(*(["backspace"] * 3))
        await until(pilot, lambda: sum(row.fact is not None for row in facts.items) > 5)
        facts.highlighted = 2
        await pilot.press("down", "down", "up")
        await until(pilot, lambda: facts.highlighted == 3)
        hints = str(pilot.app.screen.query_one(KeyLine).render())
        assert "to the facts" in hints and "Space" not in hints and "/ filter" not in hints
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.focused is facts)
        assert "Space tick" in str(pilot.app.screen.query_one(KeyLine).render())
        await pilot.press("slash", *"149")
        await until(pilot, lambda: sum(row.fact is not None for row in facts.items) == 1)
        await pilot.press("x")
        await until(pilot, lambda: not facts.items)
        assert "No fact has these words" in str(pilot.app.screen.query_one("#statement", Static).render())


async def test_words_that_are_looked_for_while_more_is_asked_for_are_found(
    tmp_path: Path, many: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    many.set()
    began, looks_further = threading.Event(), threading.Event()
    further = looking.Looking._further

    def checked(facts: Sequence[Proposal], *rest: Any) -> list[Proposal]:
        if any("number 30." in fact.statement for fact in facts):
            began.set()
            looks_further.wait(20)
        return without_objections(facts, *rest)

    def beginning(self: looking.Looking, topics: Sequence[str], words: tuple[str, ...]) -> None:
        if words:
            looks_further.set()
        further(self, topics, words)

    monkeypatch.setattr(looking, "without_objections", checked)
    monkeypatch.setattr(looking.Looking, "_further", beginning)
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        facts = await asked(pilot, bench)
        facts.highlighted = next(n for n, row in enumerate(facts.items) if row.text)
        await pilot.press("m")
        await until(pilot, began.is_set)
        await pilot.press("slash", *"149")
        screen = pilot.app.screen
        assert isinstance(screen, ReconScreen)
        await until(pilot, lambda: screen._looking.topics["cli"].checked == 51)
        await until(pilot, lambda: any("number 149" in row for row in shown(facts)))
        await pilot.press("escape")
        await until(pilot, lambda: sum(row.fact is not None for row in facts.items) == 2 * AT_ONCE + 2)


async def test_space_goes_from_fact_to_fact(tmp_path: Path, many: threading.Event) -> None:
    many.set()
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        facts = await asked(pilot, bench)
        facts.highlighted = named = next(n for n, row in enumerate(facts.items) if row.topic == "cli")
        task = pilot.app.screen.query_one("#task", Static)
        assert facts.items[named].fact is None, "the name of the topic"
        await pilot.press("space")
        await until(pilot, lambda: facts.highlighted == named + 1)
        facts.highlighted = named + AT_ONCE
        assert facts.items[named + AT_ONCE + 1].fact is None, "how many more there are"
        await pilot.press("space")
        await until(pilot, lambda: facts.item is not None and facts.item.topic == "coupling")
        assert facts.item is not None and facts.item.fact is not None
        await pilot.press("space")
        await until(pilot, lambda: "2 ticked" in str(task.render()))


async def test_esc_stops_looking_and_then_leaves(tmp_path: Path, many: threading.Event) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.action_accept_facts()
        await until(pilot, lambda: isinstance(pilot.app.screen, ReconScreen))
        screen = pilot.app.screen
        assert isinstance(screen, ReconScreen)
        await until(pilot, lambda: any(row.fact for facts in screen.query(FactList) for row in facts.items))
        assert "Esc stop" in str(screen.query_one("#task", Static).render())
        await pilot.press("escape")
        await until(pilot, lambda: not screen._looking.is_running)
        assert pilot.app.screen is screen
        many.set()
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is bench)
        assert not bench.session.dirty


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
