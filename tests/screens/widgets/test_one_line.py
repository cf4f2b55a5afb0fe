"""Whatever a line is typed into, no line that is pasted there is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from screens.widgets.one_line import OneLine
from tests.screens.pilot import make, opened, until


@pytest.mark.parametrize(
    ("at", "keys"),
    [
        ("pr.PR1.id", ("enter",)),
        ("risk.D-1.affects", ("enter",)),
        ("plan.title", ()),
        ("plan.title", ("ctrl+f",)),
        ("plan.title", ("f4", "slash")),
        ("plan.title", ("f5", "f")),
    ],
    ids=["dialog", "picker", "field", "find", "filter", "finder"],
)
async def test_every_pasted_line_is_kept_and_ctrl_a_selects_all(
    tmp_path: Path, at: str, keys: tuple[str, ...]
) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.jump(at)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == at)
        for key in keys:
            before = pilot.app.focused
            await pilot.press(key)
            await until(pilot, lambda: pilot.app.focused not in (None, before))  # noqa: B023
        await until(pilot, lambda: isinstance(pilot.app.focused, OneLine))
        line = pilot.app.focused
        assert isinstance(line, OneLine)
        await pilot.press("ctrl+a")
        await until(pilot, lambda: line.selected_text == line.value)
        pilot.app.post_message(events.Paste("one\n\n  two\r\nthree \n"))
        await until(pilot, lambda: line.value == line.BREAK.join(("one", "two", "three")))
