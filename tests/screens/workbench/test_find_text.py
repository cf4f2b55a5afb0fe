"""Ctrl+F finds a text in the whole plan; F9 walks its hits."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandList
from textual.widgets import Static

from screens.dialogs.ask import Reading
from screens.fields.prose import ProseField
from screens.fields.text import LineField
from screens.form.form import Place
from screens.widgets.palette import Palette
from screens.workbench.find_text import FindText
from tests.screens.pilot import make, opened, until

PLAN = """\
[plan]
title = "Load shedding"
repository = "code"
executive_summary = "We shed load where\\nthe load is high."

[[block]]
id = "B1"
name = "Router"
responsibility = "Sheds load"
"""


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_text_is_found_across_phases_and_its_hits_are_walked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(make(tmp_path, PLAN), size) as (pilot, bench):
        assert isinstance(bench.focused, LineField)
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(pilot.app.screen, FindText))
        # Enter at once: it waits for the hits of what was typed.
        await pilot.press(*"LOAD", "down", "down", "enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "plan.executive_summary")
        field = bench.focused
        assert isinstance(field, ProseField)
        await until(pilot, lambda: field.selected_text == "load")
        await pilot.press("f9")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "block.B1.responsibility")
        assert bench.place == Place("phase2", "block.B1")
        await pilot.press("f9")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "plan.title")
        await pilot.press("shift+f9")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "block.B1.responsibility")
        assert not bench.session.dirty


async def test_what_is_not_there_goes_nowhere_and_the_code_keeps_its_key(tmp_path: Path) -> None:
    async with opened(make(tmp_path, PLAN)) as (pilot, bench):
        before = bench.focused
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(pilot.app.screen, FindText))
        await pilot.press(*"nowhere", "enter", "escape")
        await until(pilot, lambda: pilot.app.screen is bench)
        assert bench.focused is before
        await pilot.press("f5")
        await until(pilot, lambda: bench.pane == "code" and bench.focused is not before)
        assert not bench.check_action("find", ())


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_field_is_found_by_its_name(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(make(tmp_path), size) as (pilot, bench):
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(pilot.app.screen, FindText))
        await pilot.press(*"pr2 scope_out", "enter")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr.PR2.scope_out")
        assert bench.place == Place("phase6", "pr.PR2")
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Palette))
        await pilot.press(*"abort plan", "enter")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.abort_plan")


async def test_a_hostile_text_is_shown_as_it_is_in_the_palette(tmp_path: Path) -> None:
    text = PLAN.replace('"Sheds load"', '"[bold]x[/] [/nothing] \\u202e"')
    async with opened(make(tmp_path, text)) as (pilot, _bench):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Palette))
        await pilot.press(*"responsibility")
        commands = pilot.app.screen.query_one(CommandList)
        await until(
            pilot,
            lambda: commands.option_count and "[bold]x[/] [/nothing]" in str(commands.options[0].prompt),
        )


async def test_the_palette_has_a_title_and_f1(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, _bench):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Palette))
        assert str(pilot.app.screen.query_one("#--container").border_title) == "All commands"
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
        assert "PgDn  Page down" in str(pilot.app.screen.query_one(".dialog-text Static", Static).render())
