"""The card on a fresh plan: it leads to the first phases, and is gone once something is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.form.form import Link, Place
from screens.form.start_card import StartCard
from tests.screens.pilot import make, opened, until


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    path = make(tmp_path)
    path.write_text('[plan]\ntitle = "New"\nrepository = "code"\n')
    return path


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_fresh_plan_opens_on_the_card_and_enter_leads_on(fresh: Path, size: tuple[int, int]) -> None:
    async with opened(fresh, size) as (pilot, bench):
        card = bench.query_one(StartCard)
        await until(pilot, lambda: isinstance(bench.focused, Link))
        rows = list(card.query(Link))
        assert all(row.region.height == 1 and row.region.bottom <= card.region.bottom for row in rows)
        await pilot.press("down", "enter")
        await until(pilot, lambda: bench.place == Place("phase1"))
        assert not bench.session.dirty
        assert not bench.query(StartCard)


async def test_the_card_is_gone_once_something_is_written(fresh: Path) -> None:
    async with opened(fresh) as (pilot, bench):
        await until(pilot, lambda: isinstance(bench.focused, Link))
        bench.session.add("objective", 0, "objective", {"text": "Shed load"})
        bench.go(Place("phase1"))
        await until(pilot, lambda: bench.place == Place("phase1"))
        bench.go(Place("summary"))
        await until(pilot, lambda: bench.place == Place("summary"))
        await pilot.pause()
        assert not bench.query(StartCard)


async def test_an_imported_plan_says_what_was_not_placed(tmp_path: Path) -> None:
    text = '[plan]\ntitle = "Old"\nrepository = "code"\n\n[[leftover]]\nid = "L1"\ntext = "It was so"\n'
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        await until(pilot, lambda: isinstance(bench.focused, Link))
        card = bench.query_one(StartCard)
        assert "1 text" in "".join(str(one.render()) for one in card.children)
        await until(pilot, lambda: "1 Go file" in str(list(card.query(Link))[1].render()))
        await pilot.press("enter")
        await until(pilot, lambda: bench.place == Place("review"))


async def test_the_notes_of_the_card_follow_the_width(fresh: Path) -> None:
    async with opened(fresh, (60, 24)) as (pilot, bench):
        first = bench.query_one(StartCard).query(Link).first()
        assert "1 Go file" not in str(first.render())
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "1 Go file" in str(first.render()), 5)
        await pilot.resize_terminal(60, 24)
        await until(pilot, lambda: "1 Go file" not in str(first.render()), 5)
