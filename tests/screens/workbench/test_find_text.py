"""Ctrl+F finds a text in the whole plan; F9 walks its hits."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.fields.prose import ProseField
from screens.fields.text import LineField
from screens.form.form import Place
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
