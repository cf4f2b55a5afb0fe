"""The command palette holds every action, and each of them runs."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from textual.app import App

from screens.dialogs.ask import Choice
from screens.form.form import Place
from screens.form.phases import STATIONS
from tests.screens.pilot import PLAN, make, opened, settled, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


async def test_phases_exports_and_what_the_focus_can_do_are_in_the_palette(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        titles = [title for title, _, _ in bench.commands()]
        for station in STATIONS:
            assert f"Go to {station.mark} {station.title}" in titles
        assert {"Export Markdown", "Export the review core", "Export JSON"} <= set(titles)
        assert len(titles) == len(set(titles))
        bench.go(Place("phase6"))
        await pilot.pause()
        await pilot.pause()
        here = [title for title, _, _ in bench.commands() if title.startswith("Here: ")]
        assert {"Here: Open", "Here: Add", "Here: Copy", "Here: Delete", "Here: Move up"} <= set(here)


async def test_each_command_runs_and_leaves_a_focus(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        titles = [title for title, _, _ in bench.commands()]
        for title in titles:
            run = next((run for name, _, run in bench.commands() if name == title), None)
            if run is None:
                continue
            found = run()
            if inspect.isawaitable(found):
                await found
            await pilot.pause()
            await pilot.pause()
            while pilot.app.screen is not bench:
                await pilot.press("escape")
                await pilot.pause()
            assert bench.focused is not None, title
        await until(pilot, lambda: (path.parent / "plan.json").exists())
    assert pilot.app.return_code in (0, None)


async def test_a_command_of_a_row_does_what_its_key_does(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6"))
        await pilot.pause()
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"here: delete")
        await until(pilot, lambda: _first_hit(pilot.app) == "Here: Delete")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app._notifications)
        assert len(bench.session.plan.pr) == 2
        await pilot.press("d")
        await until(pilot, lambda: len(bench.session.plan.pr) == 1)
        assert bench.session.plan.pr[0].id == "PR2"


def _first_hit(app: App[int]) -> str:
    from textual.command import CommandList

    found = app.screen.query(CommandList)
    if not found or not found.first().option_count:
        return ""
    return str(found.first().get_option_at_index(0).prompt).splitlines()[0].strip()


async def test_quitting_from_the_palette_asks_about_unsaved_edits(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("end", "x")
        quit = next(c for c in pilot.app.get_system_commands(bench) if c.title == "Quit")
        await quit.callback()
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("escape")
        await settled(pilot)
        assert bench.session.dirty
    assert path.read_text() == PLAN
