"""Lists are tables: under the template's headings, each with its own add, one row unfolded."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.fields import specs
from blistui.plan.guide.guidance import places
from blistui.plan.tables.concept import Interaction
from blistui.plan.tables.crosscutting import AREAS
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.plan.tables.recon import TOPICS, Finding
from blistui.rules.rule import Finding as Found
from blistui.rules.rule import Level
from screens.fields import table
from screens.fields.items import ItemsField, _mark
from screens.fields.summary import columns_of
from screens.fields.table import Layout, Mark, heading_row, headings, item_rows, text
from screens.form.form import Place
from tests.screens.pilot import PLAN, make, opened, until


def test_an_interaction_is_an_arrow() -> None:
    item = Interaction.model_validate({"id": "X1", "from": "admission", "to": "dispatch", "data": "request"})
    assert text(item, 25).plain == "admission → dispatch        request"


def test_only_the_row_under_the_cursor_unfolds() -> None:
    item = Finding(id="F1", kind="confirmed", statement="`Queue` holds what waits. " * 12)
    widths = Layout(Finding, [item], airy=False).widths
    folded, unfolded = (item_rows(item, Mark(), widths, 70, lit) for lit in (False, True))
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
        held = bench.focused
        assert isinstance(held, ItemsField)
        assert len(held.layout_of_rows.stops) == count
        await until(pilot, lambda: held.size.height)
        drawn = "\n".join(held.render_line(y).text for y in range(held.size.height))
        for heading in held.layout_of_rows.headings:
            assert heading.name in drawn and (heading.wants[1:30] in drawn or heading.items)
        await pilot.press("end")
        await pilot.pause()
        wanted = held.slot
        assert wanted == held.layout_of_rows.stops[-1]
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
        held = bench.focused
        assert isinstance(held, ItemsField)
        assert (held.slot, held.cursor) == ("", 0)
        await pilot.press("down")
        assert held.slot == "data structures"
        await pilot.press("up", "pagedown")
        assert held.slot == "boundaries"
        await pilot.press("home", "enter")
        await until(pilot, lambda: bench.place == Place("phase0", "finding.F1"))


async def test_of_a_long_list_only_what_is_seen_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: set[str] = set()

    def drawing(item: Finding, *rest: object) -> object:
        drawn.add(item.id)
        return item_rows(item, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(table, "item_rows", drawing)
    held = "".join(f'\n[[constraint]]\nid = "K{n}"\nstatement = "It holds"\n' for n in range(300))
    async with opened(make(tmp_path, PLAN + held), (80, 24)) as (pilot, bench):
        bench.go(Place("phase0"), focus="constraint")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "constraint")
        assert isinstance(bench.focused, ItemsField)
        for key, at in (("end", 299), ("home", 0), ("pagedown", None)):
            await pilot.press(key)
            assert bench.focused.cursor == at or at is None
        assert 2 < bench.focused.cursor < 24, "a page is what the form shows"
        assert len(drawn) < 150, f"{len(drawn)} of 300 rows were drawn"


def test_the_columns_of_every_kind_of_item_name_its_fields() -> None:
    kinds = {place.spec.item for place in places() if place.spec.widget == "items"}
    for kind in kinds:
        assert kind is not None
        shown, fields = columns_of(kind), specs(kind)
        named = (*shown.texts, *shown.more, *(shown.ends or ()), shown.kind, shown.under, shown.in_row)
        assert shown.texts, kind
        assert {name for name in named if name} <= fields.keys(), kind


def test_a_heading_is_right_only_when_its_items_are() -> None:
    found = Layout(Finding, [Finding(id="F1", topic="cli")], airy=False)
    heading = next(heading for heading in found.headings if heading.items)
    for marks, glyph in ((None, "·"), ([Mark()], "✓"), ([Mark(to_write=1)], "◐"), ([Mark(wrong=1)], "✗")):
        assert heading_row(heading, marks, 60, False).plain.split()[0] == glyph


@pytest.mark.parametrize(
    ("level", "message", "details", "word"),
    [
        ("warning", "sim.go:3 moved to sim.go:9", (), "moved"),
        ("error", "sim.go:3 changed", ("--- cited", "+++ now", "@@ -3 +3 @@", "-a", "+b"), "changed"),
        ("error", "sim.go:3 holds other text now; see sim.go:9", ("sim.go:9",), "changed"),
        ("error", "sim.go:3 is no longer certain; it may be sim.go:9 or b.go:3", ("sim.go:9",), "ambiguous"),
        ("error", "sim.go:3 is gone", (), "gone"),
        ("error", "sim.go:3 has no digest", (), "unpinned"),
        ("warning", "sim.go:3 is gone", (), "gone"),
    ],
)
def test_a_row_names_what_became_of_the_lines_it_cites(
    level: Level, message: str, details: tuple[str, ...], word: str
) -> None:
    found = Found("CIT004", level, "finding.F1.cites.@0.at", message, "f", details=details, status=word)
    assert _mark([found]).cites == f"1 {word}"
