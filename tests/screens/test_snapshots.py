"""A few pictures of the screen; `pytest --snapshot-update` takes them again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from screens.app import BlistApp
from screens.form.form import Place
from tests.screens.pilot import make, settled

Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
@pytest.mark.parametrize("station", ["phase6", "phase7"])
def test_the_workbench_looks_as_it_did(
    tmp_path: Path, snap_compare: Compare, station: str, size: tuple[int, int]
) -> None:
    app = BlistApp(make(tmp_path), tmp_path / "state")

    async def there(pilot: Pilot[int]) -> None:
        bench = await settled(pilot)
        bench.go(Place(station))
        await pilot.pause()
        await pilot.pause()
        for editor in bench.query("Input, TextArea"):
            if isinstance(editor, Input | TextArea):
                editor.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=there)
