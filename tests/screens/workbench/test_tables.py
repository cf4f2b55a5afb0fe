"""Lists are tables: under the template's headings, each with its own add, one row unfolded."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.tables.concept import Interaction
from blistui.plan.tables.crosscutting import AREAS
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.plan.tables.recon import TOPICS, Finding
from screens.fields.items import ItemsField
from screens.fields.table import columns, headings, item_rows, widths_of
from screens.form.form import Place
from tests.screens.pilot import make, opened, until


def test_an_interaction_is_an_arrow() -> None:
    item = Interaction.model_validate({"id": "X1", "from": "admission", "to": "dispatch", "data": "request"})
    assert columns(item) == ("X1", "", ("admission → dispatch", "request"))


def test_only_the_row_under_the_cursor_unfolds() -> None:
    item = Finding(id="F1", kind="confirmed", statement="`Queue` holds what waits. " * 12)
    widths = widths_of([item])
    folded, unfolded = (item_rows(item, "", widths, 70, lit) for lit in (False, True))
    assert len(folded) == 1 and "…" in folded[0].plain
    assert len(unfolded) == 4
    assert all(row.cell_length == 70 for row in (*folded, *unfolded))
    assert all(row.plain.startswith("▌") for row in unfolded)
    assert "`" not in unfolded[0].plain


def test_items_are_under_the_headings_of_the_template() -> None:
    held = [Finding(id="F1", topic="cli"), Finding(id="F2", topic="packages"), Finding(id="F3", topic="cli")]
    found = {heading.key: heading.items for heading in headings(Finding, held)}
    assert tuple(found) == tuple(TOPICS)
    assert found["cli"] == (0, 2) and found["packages"] == (1,) and found["coupling"] == ()
    other = headings(Finding, [Finding(id="F1", topic="weather")])
    assert other[-1].key == "weather" and other[-1].items == (0,)


@pytest.mark.parametrize(
    ("station", "path", "count", "field"),
    [
        ("phase0", "finding", len(TOPICS), "topic"),
        ("phase5", "crosscutting", len(AREAS), "area"),
        ("phase8", "prevention.failure_modes", len(FAILURE_MODES), "id"),
    ],
)
async def test_each_heading_without_items_adds_one_that_names_it(
    tmp_path: Path, station: str, path: str, count: int, field: str
) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place(station), focus=path)
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        table = bench.focused
        assert isinstance(table, ItemsField)
        assert len(table.stops) == count
        await pilot.press("end")
        await pilot.pause()
        wanted = table.slot
        assert wanted == table.stops[-1]
        await pilot.press("a")
        await until(pilot, lambda: bench.place.path.startswith(path))
        items = bench.session.plan
        for part in path.split("."):
            items = getattr(items, part)
        assert getattr(items[-1], field) == wanted  # type: ignore[index]


async def test_the_arrow_keys_walk_through_headings_and_items(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase0"))
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        table = bench.focused
        assert isinstance(table, ItemsField)
        assert (table.slot, table.cursor) == ("", 0)
        await pilot.press("down")
        assert table.slot == "data structures"
        await pilot.press("up", "pagedown")
        assert table.slot == "boundaries"
        await pilot.press("home", "enter")
        await until(pilot, lambda: bench.place == Place("phase0", "finding.F1"))
