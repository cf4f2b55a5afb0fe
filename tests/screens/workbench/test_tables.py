"""Lists are tables: under the template's headings, each with its own add, one row unfolded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from blistui.plan.fields import specs
from blistui.plan.guide.guidance import places
from blistui.plan.tables.citation import Citation
from blistui.plan.tables.concept import Block, Interaction
from blistui.plan.tables.crosscutting import AREAS
from blistui.plan.tables.frozen import Frozen
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.plan.tables.recon import TOPICS, Finding
from blistui.plan.tables.risks import Risk
from blistui.rules.rule import Finding as Found
from blistui.rules.rule import Level
from screens.fields import table
from screens.fields.items import ItemsField
from screens.fields.marks import Mark, mark_of, proof_cells
from screens.fields.summary import columns_of
from screens.fields.table import Layout, heading_row, headings, item_rows, names_row, texts
from screens.form.form import Place
from tests.screens.pilot import PLAN, make, opened, until


def test_an_interaction_is_an_arrow() -> None:
    item = Interaction.model_validate({"id": "X1", "from": "admission", "to": "dispatch", "data": "request"})
    assert [part.plain for part in texts(item, 25, "")] == [f"{'admission → dispatch':<28}", "request"]


def test_only_the_row_under_the_cursor_unfolds() -> None:
    item = Finding(id="F1", kind="confirmed", statement="`Queue` holds what waits. " * 12)
    widths = Layout(Finding, [item], airy=False).widths
    folded, unfolded = (item_rows(item, Mark(), widths, 70, lit) for lit in (False, True))
    assert len(folded) == 1 and "…" in folded[0].plain
    assert len(unfolded) == 4 and unfolded[-1].plain.rstrip().endswith("…")
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
    assert mark_of([found]).cites == f"1 {word}"


BLOCKS = (
    Block(id="B1", name="Queue", responsibility="Holds `Request`s until a server is free, in order"),
    Block(id="B2", name="`Dispatcher` of requests", responsibility="Chooses the server"),
    Block(id="B3", name="Server"),
)


@pytest.mark.parametrize("width", [60, 78, 100])
def test_what_is_said_of_a_name_begins_in_one_column(width: int) -> None:
    widths = Layout(Block, BLOCKS, airy=False).widths
    rows = [item_rows(block, Mark(), widths, width, lit=True) for block in BLOCKS]
    assert rows[0][0].plain.index("Holds") == rows[1][0].plain.index("Chooses")
    for row in rows[0][1:]:
        assert re.search("[a-z]", row.plain).start() == rows[0][0].plain.index("Holds")  # type: ignore[union-attr]
    assert all(row.cell_length == width for held in rows for row in held)
    narrow = item_rows(BLOCKS[0], Mark(), widths, 40, lit=True)
    assert "Queue   Holds" in narrow[0].plain, "without space for a column, the name begins the text"


def test_a_column_is_named_whole_and_a_value_that_is_cut_says_so() -> None:
    risks = (Risk(id="R-1", decision="One clock", cost=3, gate="PR-with-a-long-name-1"),)
    widths = Layout(Risk, risks, airy=False).widths
    assert names_row(widths, 78).plain.split() == ["cost", "if", "wrong", "gate"]
    row = item_rows(risks[0], Mark(), widths, 78, lit=False)[0].plain
    assert "PR-with-a-long-…" in row and len(row) == 78


def test_a_column_without_any_value_has_no_name() -> None:
    held = (Frozen(id="FZ1", interface="Router"), Frozen(id="FZ2", interface="Queue"))
    widths = Layout(Frozen, held, airy=False).widths
    assert names_row(widths, 78).plain.strip() == ""
    named = Layout(Frozen, (*held, Frozen(id="FZ3", interface="Pool", freeze_pr="PR1")), airy=False).widths
    assert names_row(named, 78).plain.strip() == "freeze PR"
    assert all(row.cell_length == 78 for one in held for row in item_rows(one, Mark(), named, 78, lit=False))


async def test_an_item_that_names_another_says_what_that_is(tmp_path: Path) -> None:
    text = """
[[invariant]]
id = "INV-1"
statement = "The clock never goes back"

[[prevention.invariants]]
invariant = "INV-1"

[[prevention.invariants]]
invariant = "INV-1"
statement = "Own words"

[[prevention.invariants]]
invariant = "INV-9"
"""
    async with opened(make(tmp_path, PLAN + text)) as (pilot, bench):
        bench.go(Place("phase8"))
        await until(
            pilot,
            lambda: (
                bench.form is not None and bench.form.fields and "prevention" in bench.form.fields[0].path
            ),
        )
        field = bench.form.fields[0] if bench.form is not None else None
        assert isinstance(field, ItemsField)
        rows = [" ".join(field.row_at(y, 70).plain[4:].split()) for y in range(3)]
        assert rows == ["INV-1 The clock never goes back", "INV-1 Own words", "INV-9"]


def test_the_column_of_proof_is_as_wide_as_the_widest_of_the_list() -> None:
    cited = [Finding(id=f"F{n}", cites=(Citation(at="a.go:1"),) * n) for n in (1, 2)]
    assert Layout(Finding, cited, airy=False).widths.proof == len("✓ 2")
    assert Layout(Finding, [*cited, Finding(id="F3")], airy=False).widths.proof == len("– none")
    assert proof_cells([Mark(), Mark(cites="1 moved", cites_glyph="▲")]) == len("▲ 1 moved")
    assert proof_cells([Mark(cites="12 ambiguous", cites_glyph="✗")]) == 13


def test_wide_characters_keep_the_columns_aligned() -> None:
    blocks = [
        Block(id="块一", name="调度器", responsibility="x"),
        Block(id="B2", name="Pool 🚀", responsibility="y"),
    ]
    widths = Layout(Block, blocks, airy=False).widths
    for width in (60, 120):
        for lit in (False, True):
            rows = [item_rows(one, Mark(), widths, width, lit)[0] for one in blocks]
            assert {row.cell_length for row in rows} == {width}
            starts = [cell_len(row.plain.partition(text)[0]) for row, text in zip(rows, "xy", strict=True)]
            assert len(set(starts)) == 1


async def test_the_cursor_begins_on_the_first_row_that_is_shown(tmp_path: Path) -> None:
    text = """[plan]
repository = "code"

[[finding]]
id = "F1"
topic = "config"

[[finding]]
id = "F2"
topic = "packages"
"""
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.go(Place("phase0"))
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding")
        assert isinstance(bench.focused, ItemsField) and bench.focused.path_of_cursor == "finding.F2"
