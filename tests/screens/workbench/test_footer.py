"""The key line shows what fits, whole, whatever has the focus and however narrow the terminal."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from screens.form.form import Place
from screens.widgets.key_line import KeyLine
from tests.screens.pilot import make, opened, until

PLACES = {
    "lines": (Place("summary"), "f3"),
    "rail": (Place("summary"), "f2"),
    "findings": (Place("summary"), "f4"),
    "rows": (Place("phase6"), "f3"),
    "choices": (Place("phase6", "pr.PR1"), "f3"),
    "citations": (Place("phase0", "finding.F1"), "f3"),
    "graph": (Place("phase7"), "f3"),
    "review": (Place("review"), "f3"),
    "code": (Place("phase0"), "f5"),
}


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_no_key_runs_under_another(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(make(tmp_path), size) as (pilot, bench):
        for name, (place, key) in PLACES.items():
            bench.go(place)
            await pilot.pause()
            await pilot.press(key)
            for _ in range(5):
                keys = bench.query_one(KeyLine).shown
                assert keys[-1].action == "app.command_palette", name
                assert keys[-1].end <= size[0], name
                assert keys[0].start >= 0, name
                for left, right in pairwise(keys):
                    assert left.end < right.start, name
                assert "F1" in {key.key for key in keys}, name
                await pilot.press("tab")
                await pilot.pause()


async def test_another_width_has_space_for_others(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (140, 40)) as (pilot, bench):
        counts = []
        for width in (140, 40, 140):
            await pilot.resize_terminal(width, 24)
            await pilot.pause(0.1)
            counts.append(len(bench.query_one(KeyLine).shown))
        assert counts[1] < counts[0] == counts[2]


async def test_a_click_on_a_key_does_what_the_key_does(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (140, 40)) as (pilot, bench):
        keys = bench.query_one(KeyLine)
        at = next(key for key in keys.shown if key.key == "F4")
        await pilot.click(KeyLine, offset=(at.start + 1, 0))
        await until(pilot, lambda: bench.pane == "findings")
