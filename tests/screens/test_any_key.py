"""No key in any pane ends the app, loses the focus, or touches the plan's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.form.form import Place
from tests.screens.pilot import PLAN, make, opened

KEYS = [
    *"acdefjnpstwxGJK0/?:[B",
    *(f"ctrl+{letter}" for letter in "efgz"),
    *(f"f{number}" for number in (1, 7, 8, 10)),
    *("up", "left", "right", "end", "pageup", "enter", "tab", "space", "backspace", "delete", "insert"),
]

PANES = {
    "rail": ("summary", "f2"),
    "prose": ("phase7", "f3"),
    "rows": ("phase6", "f3"),
    "review": ("review", "f3"),
    "findings": ("summary", "f4"),
    "code": ("phase0", "f5"),
}


@pytest.mark.parametrize("pane", PANES)
async def test_no_key_does_harm(tmp_path: Path, pane: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    path = make(tmp_path)
    station, pane_key = PANES[pane]
    async with opened(path, (80, 24)) as (pilot, bench):
        for key in KEYS:
            for _ in range(9):
                if pilot.app.screen is bench:
                    break
                await pilot.press("escape")
            if bench.place != Place(station):
                bench.go(Place(station))
                await pilot.pause()
            if bench.pane != pane and pane_key != "f3":
                await pilot.press(pane_key)
            await pilot.press(key)
            if pilot.app.screen is bench and bench.focused is None:
                await pilot.pause()
            assert pilot.app.screen is not bench or bench.focused is not None, key
        assert pilot.app.is_running
    assert path.read_text() == PLAN
    assert pilot.app.return_code in (0, None)
