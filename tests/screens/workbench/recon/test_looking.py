"""Facts come while the author reads: more on demand, others by their words, until Esc stops it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from blistui.repo.recon.proposals import Proposal, proposals
from blistui.repo.repository import Repository
from screens.widgets.key_line import KeyLine
from screens.workbench.recon import looking
from screens.workbench.recon.facts import without_objections
from screens.workbench.recon.looking import AT_ONCE
from screens.workbench.recon.screen import FactList, ReconScreen
from tests.screens.pilot import make, opened, send, until
from tests.screens.workbench.recon.asked import asked, shown


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
