"""Questions to the author show all their answers, however small the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button

from screens.dialogs.ask import Choice
from tests.screens.bench import make, opened, until


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_long_difference_leaves_every_answer_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    path = make(tmp_path)
    async with opened(path, size) as (pilot, bench):
        path.write_text(path.read_text() + "# theirs [red]\n\n" * 60)
        await pilot.press("end", "x", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.pause()
        buttons = list(pilot.app.screen.query(Button))
        assert len(buttons) == 3
        for button in buttons:
            assert pilot.app.screen.region.contains_region(button.region), button.label
        assert pilot.app.focused is buttons[0]
        await pilot.press("down", "down")
        assert pilot.app.focused is buttons[2]
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        assert bench.session.dirty and "theirs" in path.read_text()
