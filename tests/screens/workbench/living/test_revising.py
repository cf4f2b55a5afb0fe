"""A revision is started in the app: what changed is filled in, why is asked for, and it is one step."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, Static

from screens.dialogs.ask import Lines
from screens.form.form import Place
from screens.workbench.workbench import Workbench
from tests.checkouts import committed
from tests.screens.pilot import make, opened, until


async def dialog(pilot: Pilot[int]) -> Lines:
    await until(pilot, lambda: isinstance(pilot.app.screen, Lines) and isinstance(pilot.app.focused, Input))
    assert isinstance(pilot.app.screen, Lines)
    return pilot.app.screen


def values(shown: Lines) -> list[str]:
    return [line.value for line in shown.query(Input)]


def said(shown: Lines) -> str:
    content = shown.query_one(".dialog-text Static", Static).content
    assert isinstance(content, Content)
    return content.plain


async def revised(pilot: Pilot[int], bench: Workbench, why: str) -> None:
    bench.action_revise()
    shown = await dialog(pilot)
    shown.query(Input).last().value = why
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is bench and bench.place.path.startswith("revision."))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_changed_contract_is_filled_in_and_why_is_asked_for(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = make(tmp_path)
    async with opened(path, size) as (pilot, bench):
        await revised(pilot, bench, "It begins")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not bench.session.dirty)
        committed(tmp_path)
        bench.session.edit("pr.PR1.guarantees.BC-1-1.text", "It holds always")
        before = bench.session.plan
        bench.go(Place("review"))
        await until(pilot, lambda: bench.focused and bench.place == Place("review"))
        await pilot.press("v")
        shown = await dialog(pilot)
        assert values(shown) == ["v1.1", "Contracts changed BC-1-1.", ""]
        assert "was  It holds\n  is   It holds always" in said(shown)
        # All lines are on the screen, the arrows go through them, and why is first and a must.
        frame = shown.query_one(".dialog")
        assert all(frame.region.contains_region(line.region) for line in shown.query("Input, Label"))
        assert pilot.app.focused is shown.query(Input).last()
        await pilot.press("up", "up")
        assert pilot.app.focused is shown.query(Input).first()
        await pilot.press("enter", "enter", "enter")
        refusal = shown.query_one("#refusal", Static)
        await until(pilot, lambda: "what made the change necessary" in str(refusal.content))
        await pilot.press(*"D-1", "enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        revision = bench.session.plan.revision[0]
        [change] = revision.changes
        assert (revision.version, revision.date) == ("v1.1", datetime.date.today().isoformat())
        assert (revision.why, change.reason) == ("D-1", "D-1")
        assert (change.guarantee, change.old, change.new) == ("BC-1-1", "It holds", "It holds always")
        assert revision.plan_digest and revision.guarantees
        await until(pilot, lambda: bench.place == Place("summary", f"revision.{revision.id}"))
        bench.action_undo()
        assert bench.session.plan == before


async def test_without_git_the_old_text_is_asked_for(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        await revised(pilot, bench, "It begins")
        bench.action_revise()
        await until(
            pilot, lambda: any("Nothing has changed" in one.message for one in pilot.app._notifications)
        )
        bench.session.edit("pr.PR1.guarantees.BC-1-1.text", "It holds always")
        bench.action_revise()
        shown = await dialog(pilot)
        assert "is in no git repository" in said(shown) and "was  not known" in said(shown)
        assert values(shown)[1] == ""
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is bench)
        assert len(bench.session.plan.revision) == 1
