"""A plan opens where its author was last."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.store.state.recent import last_place, remember, remember_place
from screens.app import BlistApp
from screens.form.form import Place
from tests.screens.pilot import PLAN, make, opened, settled, until


@pytest.mark.parametrize("place", [Place("phase6", "pr.PR2"), Place("phase3"), Place("review")])
async def test_a_plan_opens_where_its_author_was(tmp_path: Path, place: Place) -> None:
    path = make(tmp_path)
    async with opened(path) as (pilot, bench):
        assert bench.place == Place("summary"), "where it was never opened, the summary says what it is"
        bench.go(place)
        await until(pilot, lambda: bench.place == place and bench.focused)
    async with opened(path) as (pilot, bench):
        assert bench.place == place
        await until(pilot, lambda: bench.focused is not None)
    path.write_text("[plan]\ntitle = 'Another'\nexecutive_summary = 'x'\n", encoding="utf-8")
    async with opened(path) as (_, bench):
        assert bench.place == Place(place.station), "the item has gone"


async def test_it_is_kept_while_the_author_works(tmp_path: Path) -> None:
    path = make(tmp_path)
    app = BlistApp(path, path.parent / "state")
    async with app.run_test() as pilot:
        bench = await settled(pilot)
        bench.go(Place("phase3"))
        await until(pilot, lambda: last_place(path.parent / "state", path) == ("phase3", ""))


async def test_what_the_state_has_of_another_version_is_no_place(tmp_path: Path) -> None:
    path = make(tmp_path, PLAN)
    state = path.parent / "state"
    remember(state, path)
    remember_place(state, path, "phase99", "pr.PR7.what")
    async with opened(path) as (_, bench):
        assert bench.place == Place("summary")
