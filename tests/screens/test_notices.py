"""Notices: where they stand, and how many of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets._toast import Toast

from screens.app import BlistApp
from screens.fields.field import Field
from screens.widgets.key_line import KeyLine
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, settled, until

LONG = "A sentence that takes more than one line of the notice, and even a third. " * 2


def _is_shown(bench: Workbench, text: str) -> bool:
    shown = [str(toast.render()) for toast in bench.query(Toast)]
    return len(shown) == 1 and text in shown[0]


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (60, 15)])
async def test_a_notice_covers_neither_hint_nor_keys_nor_the_row_of_the_author(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = make(tmp_path)
    app = BlistApp(path, path.parent / "state")
    async with app.run_test(size=size, notifications=True) as pilot:
        bench = await settled(pilot)
        bench.jump("pr.PR1.title")
        await until(pilot, lambda: isinstance(bench.focused, Field))
        for number, key in enumerate(["tab"] * 6):
            await pilot.press(key)
            bench.notify(f"{number}: {LONG}", markup=False)
            await until(pilot, partial(_is_shown, bench, f"{number}:"))
            # Its rows are known once it was laid out.
            await until(pilot, partial(_covers_nothing, bench), 10)


def _covers_nothing(bench: Workbench) -> bool:
    (toast, *others), here = [one.region for one in bench.query(Toast)] or [Region()], bench.focused
    if here is None or others:
        return False
    parts: list[Widget] = [bench.query_one("#hint", Static), bench.query_one(KeyLine)]
    # Of a field that is higher, only the row of the cursor counts.
    parts += [here] if here.region.height < 3 else []
    return toast.area > 0 and not any(toast.overlaps(part.region) for part in parts)


async def test_a_notice_follows_the_author_to_the_other_half(tmp_path: Path) -> None:
    path = make(tmp_path)
    app = BlistApp(path, path.parent / "state")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        bench = await settled(pilot)
        bench.jump("pr.PR1")
        await until(pilot, lambda: isinstance(bench.focused, Field))
        bench.notify("One", timeout=600)
        await until(pilot, lambda: bench.query(Toast))
        await until(pilot, lambda: bench.query_one(Toast).region.y > 12)
        assert bench.form is not None
        bench.set_focus(bench.form.fields[-1])
        await until(pilot, lambda: 0 < bench.query_one(Toast).region.y < 12)


async def test_a_new_notice_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = make(tmp_path)
    app = BlistApp(path, path.parent / "state")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for text in ("One", "Two", "Three"):
            app.notify(text, timeout=600)
        await until(pilot, lambda: [one.message for one in app._notifications] == ["Three"])
