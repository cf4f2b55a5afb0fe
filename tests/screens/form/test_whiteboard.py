"""The concept model as Phase 2 draws it."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.document import Plan
from screens.form.drawn import Drawn
from screens.form.form import Place
from screens.form.whiteboard import whiteboard
from tests.screens.pilot import make, opened, until

MODEL = {
    "block": [
        {"id": "B1", "name": "Admission", "existing_unchanged": True},
        {"id": "B2", "name": "Dispatch", "owns": ["turn counter"]},
        {"id": "B3", "name": "Pool", "owns": ["replicas with all their queues", "wanted size"]},
    ],
    "interaction": [
        {"id": "X1", "from": "B1", "to": "B2", "data": "admitted request", "transfer": "the request"},
        {"id": "X2", "from": "B2", "to": "B1", "data": "snapshots", "transfer": "none"},
        {"id": "X3", "from": "B3", "to": "B1", "data": "wanted size"},
        {"id": "X4", "from": "B2", "to": "B3", "data": "request, replica; and a snapshot of all others"},
    ],
    "pr": [{"id": "PR1", "block": "B2", "change": "modify"}, {"id": "PR2", "block": "B3", "change": "add"}],
    "ownership": [{"state": "turn counter", "owner": "B2", "shared_with": ["B3"]}],
}


def plain(model: object, width: int) -> list[str]:
    return [line.plain.rstrip() for line in whiteboard(Plan.model_validate(model), width).lines]


def test_blocks_are_in_plan_order_with_arrows_between_neighbours() -> None:
    assert plain(MODEL, 120)[:6] == [
        " ┌───────────┐                      ┌───────────────────┐                       ┌───────────────┐",
        " │ Admission │ ═ admitted request ═▶│ Dispatch ~        │ ─ request, replica… ─▶│ Pool ★        │",
        " │           │ ◀──── snapshots ─────│ owns turn counter │                       │ owns 2 states │",
        " └───────────┘                      └───────────────────┘                       └───────────────┘",
        " ★ new   ~ changed   plain: as it is today   ═ the data changes its owner",
        "",
    ]


def test_what_the_drawing_has_no_space_for_is_a_list_below() -> None:
    text = "\n".join(plain(MODEL, 120))
    assert "X3 Pool → Admission   wanted size" in text
    assert "X4 Dispatch → Pool   request, replica; and a snapshot of all others" in text
    assert "X1 " not in text and "X2 " not in text
    assert "turn counter Dispatch, shared with Pool" in text
    narrow = "\n".join(plain(MODEL, 40))
    assert "X1 Admission → Dispatch" in narrow and "═ the" in narrow


@pytest.mark.parametrize("width", [20, 38, 76, 200])
def test_whatever_the_plan_holds_every_block_is_a_box_and_every_arrow_is_named(width: int) -> None:
    blocks = [{"id": f"B{n}", "name": ("名前" * 100, "x" * 200, "", "A b")[n % 4]} for n in range(60)]
    arrows = [
        {"id": f"X{n}", "from": f"B{n % 61}", "to": f"B{(n * 7) % 60}", "data": "\x1b[31m" + "d" * (n % 40)}
        for n in range(4000)
    ]
    made = whiteboard(Plan.model_validate({"block": blocks, "interaction": arrows}), width)
    assert len(made.boxes) == 60
    text = "\n".join(line.plain for line in made.lines)
    assert text.replace("\n", "").isprintable()
    drawn = sum(
        made.lines[y].plain.count("▶") + made.lines[y].plain.count("◀") for y in range(made.boxes[-1].y + 9)
    )
    assert sum(f" X{n} " in text for n in range(4000)) + drawn >= 4000
    for box in made.boxes:
        assert made.lines[box.y].plain[box.x :].lstrip()


def test_each_of_two_blocks_with_one_id_has_a_box_that_opens_it() -> None:
    made = whiteboard(Plan.model_validate({"block": [{"id": "B1"}, {"id": "B1"}, {"id": "B2"}]}), 80)
    assert [box.path for box in made.boxes] == ["block.@0", "block.@1", "block.B2"]


async def test_a_block_is_opened_from_the_whiteboard(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase2"))
        await until(pilot, lambda: bench.query(Drawn) and len(bench.query_one(Drawn)._made.boxes) == 2)
        await pilot.press("shift+tab")
        drawn = bench.query_one(Drawn)
        assert bench.focused is drawn
        await pilot.press("right")
        assert drawn.box is not None and drawn.box.path == "block.B2"
        # Seen without colour, too.
        assert [line.plain.strip() for line in drawn.lines if "┏" in line.plain] == ["┌────────┐   ┏━━━━━━━┓"]
        await pilot.click(drawn, offset=(4, 4))
        assert drawn.box.path == "block.B1"
        await pilot.press("enter")
        await until(pilot, lambda: bench.place == Place("phase2", "block.B1"))


async def test_a_plan_without_blocks_says_what_the_whiteboard_is_for(tmp_path: Path) -> None:
    async with opened(make(tmp_path, '[plan]\nrepository = "code"\n'), (80, 24)) as (pilot, bench):
        bench.go(Place("phase2"))
        await until(pilot, lambda: bench.query(Drawn) and len(bench.query_one(Drawn).lines) > 2)
        assert "each becomes a box" in bench.query_one(Drawn).lines[2].plain
