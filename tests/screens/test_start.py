"""The start screen: recent plans, a new one, one by its path, and what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from blistui.store.load import load
from blistui.store.state.recent import remember
from screens.app import BlistApp
from screens.dialogs.ask import Lines, Reading
from screens.start import Start
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, send, settled, until

LONG = pytest.param("x" * 400, id="long")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


@asynccontextmanager
async def started(state: Path) -> AsyncIterator[Pilot[int]]:
    """The app without a plan, its start screen ready for keys."""
    app = BlistApp(None, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Start) and app.focused is not None)
        await pilot.pause()
        yield pilot


async def asked(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Lines) and pilot.app.focused is not None)


def refusal(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#refusal", Static).render())


async def test_the_newest_recent_plan_opens_with_enter(path: Path) -> None:
    other = path.with_name("[red]other.toml")
    other.write_bytes(path.read_bytes())
    state = path.parent / "state"
    remember(state, other)
    remember(state, path)
    async with started(state) as pilot:
        rows = pilot.app.screen.query_one(OptionList)
        prompts = [str(rows.get_option_at_index(row).prompt) for row in range(rows.option_count)]
        assert "plan.toml" in prompts[2] and "[red]other.toml" in prompts[3]
        await until(pilot, lambda: "Load shedding   draft" in str(rows.get_option_at_index(3).prompt), 20)
        assert "0 of 2 merged" in str(rows.get_option_at_index(2).prompt)
        await pilot.press("enter")
        bench = await settled(pilot)
        assert bench.session.path == path.resolve()


async def test_a_recent_plan_that_broke_is_refused_and_the_list_stays(path: Path) -> None:
    state = path.parent / "state"
    remember(state, path)
    path.write_text("[plan\n")
    async with started(state) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app._notifications)
        assert isinstance(pilot.app.screen, Start)
        assert "plan.toml" in next(iter(pilot.app._notifications)).message


async def test_a_new_plan_is_written_and_opened(path: Path) -> None:
    target = path.parent / "mine.toml"
    async with started(path.parent / "state") as pilot:
        assert pilot.app.screen.query_one(OptionList).highlighted == 0
        await pilot.press("enter")
        await asked(pilot)
        title, repository, *_, file = pilot.app.screen.query(Input)
        title.value, repository.value, file.value = "Mine", str(path.parent / "code"), str(path)
        file.focus()
        await pilot.press("enter")
        await until(pilot, lambda: "exists already" in refusal(pilot))
        file.value = str(target)
        await pilot.press("enter")
        bench = await settled(pilot)
        assert bench.session.path == target
    assert load(target).plan.plan.title == "Mine"
    assert load(target).plan.plan.repository == "code"


@pytest.mark.parametrize("named", ["", "nowhere.toml", "~nobody-of-this-name/x.toml", LONG])
async def test_a_path_that_cannot_be_opened_is_refused_where_it_is_typed(path: Path, named: str) -> None:
    async with started(path.parent / "state") as pilot:
        await pilot.press("o")
        await asked(pilot)
        pilot.app.screen.query_one(Input).value = named
        await pilot.press("enter")
        await until(pilot, lambda: "✗" in refusal(pilot))
        pilot.app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        assert isinstance(await settled(pilot), Workbench)


@pytest.mark.parametrize("named", ["~nobody-of-this-name/x.toml", LONG, "."])
async def test_a_new_plan_under_an_impossible_name_is_refused(path: Path, named: str) -> None:
    async with started(path.parent / "state") as pilot:
        await pilot.press("n")
        await asked(pilot)
        title, repository, *_, file = pilot.app.screen.query(Input)
        title.value, repository.value, file.value = "Mine", str(path.parent / "code"), named
        file.focus()
        await pilot.press("enter")
        await until(pilot, lambda: "✗" in refusal(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Start))
        assert pilot.app.focused is not None


async def test_a_damaged_list_of_recent_plans_is_no_obstacle(path: Path) -> None:
    state = path.parent / "state"
    (state / "recent.json").write_text('["' + "y" * 400 + '", 3, "bad\\u0000name"]')
    async with started(state) as pilot:
        assert pilot.app.screen.query_one(OptionList).option_count == 2


async def test_leaving_while_the_workbench_is_made_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("[plan]\n")
    app = BlistApp(tmp_path / "plan.toml", state_folder=tmp_path / "state")
    async with app.run_test():
        while not isinstance(app.screen, Workbench):
            await asyncio.sleep(0)
    assert not app.is_running


@pytest.mark.parametrize("text", ["request", "no", "oq\rn"])
async def test_a_burst_on_the_start_screen_is_text(path: Path, text: str) -> None:
    async with started(path.parent / "state") as pilot:
        send(pilot.app, *("enter" if letter == "\r" else letter for letter in text))
        await until(pilot, lambda: pilot.app._notifications)
        [note] = pilot.app._notifications
        assert "Text is not typed here: n begins" in note.message
        assert isinstance(pilot.app.screen, Start)
        pilot.app.post_message(events.Paste("quit now"))
        await until(pilot, lambda: [one for one in pilot.app._notifications if one is not note])
        assert isinstance(pilot.app.screen, Start)
        await pilot.press("n")
        await asked(pilot)


async def test_all_lines_and_keys_of_a_new_plan_are_seen_on_a_small_screen(path: Path) -> None:
    async with started(path.parent / "state") as pilot:
        await pilot.press("n")
        await asked(pilot)
        lines = pilot.app.screen.query_one(".dialog-lines")
        assert lines.max_scroll_y == 0 and len(lines.query(Input)) == 6
        frame, keys = pilot.app.screen.query_one(".dialog"), pilot.app.screen.query_one(".dialog-keys")
        await until(pilot, lambda: bool(keys.region) and frame.content_region.contains_region(keys.region))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))


async def test_f1_shows_the_keys_of_the_start_screen(path: Path) -> None:
    async with started(path.parent / "state") as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
        text = str(pilot.app.screen.query_one(".dialog-text Static", Static).render())
        assert "n    New plan" in text and "F10  Dark or light: turn the theme" in text


async def test_a_notice_that_was_read_goes_with_the_next_key(path: Path) -> None:
    async with started(path.parent / "state") as pilot:
        app = pilot.app
        assert isinstance(app, BlistApp)

        def shown() -> list[str]:
            return [one.message for one in app._notifications]

        for read, left in ((600, ["One"]), (0, [])):
            app.READ_SECONDS = read
            app.notify("One", timeout=600)
            await until(pilot, lambda: shown() == ["One"])
            await pilot.press("down")
            assert shown() == left
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.focused, Input))
        app.notify("Two", timeout=600)
        await until(pilot, lambda: shown() == ["Two"])
        await pilot.press("x")
        assert shown() == ["Two"], "text that is typed on asks for nothing"
        await pilot.press("escape")
        assert not shown()
