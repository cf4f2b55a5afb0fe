"""The footer shows what fits, whatever has the focus and however narrow the terminal."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from screens.form.form import Place
from tests.screens.pilot import make, opened

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
                keys = sorted(bench.query("FooterKey"), key=lambda widget: widget.region.x)
                if keys:
                    assert keys[-1].has_class("-command-palette"), name
                    assert keys[-1].region.right <= size[0], name
                    assert keys[0].region.x >= 0, name
                    for left, right in pairwise(keys):
                        assert left.region.right <= right.region.x, name
                    assert {"f1"} <= {getattr(key, "key", "") for key in keys}, name
                await pilot.press("tab")
                await pilot.pause()


async def test_another_width_has_room_for_others(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (140, 40)) as (pilot, bench):
        counts = []
        for width in (140, 40, 140):
            await pilot.resize_terminal(width, 24)
            await pilot.pause(0.1)
            counts.append(len(bench.query("FooterKey")))
        assert counts[1] < counts[0] == counts[2]
