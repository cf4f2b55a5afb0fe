"""The PR graph as Phase 7 draws it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from blistui.plan.document import Plan
from screens.form.form import Place
from screens.form.graph_view import GraphView, drawing, words
from tests.screens.pilot import make, opened, until

SERIES = """
[[block]]
id = "B1"
name = "Router"

[[risk]]
id = "R-1"
decision = "One clock"
gate = "PR3"

[[pr]]
id = "PR1"
[[pr.files]]
path = "sim/a.go"

[[pr]]
id = "PR2"
depends_on = ["PR1"]
[[pr.files]]
path = "sim/router.go"

[[pr]]
id = "PR3"
depends_on = ["PR1"]
[[pr.files]]
path = "sim/router.go"

[[pr]]
id = "PR4"
depends_on = ["PR3", "PR1"]

[[crosscutting]]
id = "X1"
area = "freezes"
interface = "Router"
pr = "PR1"
"""


def plan(text: str) -> Plan:
    return Plan.model_validate(tomllib.loads(text))


def test_layers_stand_side_by_side_with_what_each_waits_for() -> None:
    lines = drawing(plan(SERIES))
    assert lines[0].split() == ["Layer", "1", "Layer", "2", "Layer", "3"]
    text = "\n".join(lines)
    assert "★PR1" in text and " PR2" in text and "★PR3" in text and "★PR4" in text
    assert " starts" in text and " ← PR1" in text
    assert len({line.index("│") for line in lines if line.startswith("│")}) == 1


def test_gates_and_freezes_are_marked_at_their_pr() -> None:
    lines = drawing(plan(SERIES))
    assert any("PR3 ◆R-1" in line for line in lines)
    assert any("PR1 ❄Router" in line for line in lines)


def test_words_tell_path_width_redundancy_and_where_parallel_prs_meet() -> None:
    lines = words(plan(SERIES))
    assert "Critical path: PR1 → PR3 → PR4 (3 PRs)" in lines
    assert "At most 2 in parallel: PR2, PR4" in lines
    assert "· PR4 need not name PR1: it follows from its other dependencies" in lines
    assert any("PR2, PR3" in line and "sim/router.go" in line for line in lines)


def test_a_cycle_is_lines_and_a_plan_without_prs_is_no_error() -> None:
    turning = '[[pr]]\nid = "PR1"\ndepends_on = ["PR2"]\n[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]\n'
    assert any(line.startswith("✗ cycle: ") and "PR1" in line for line in words(plan(turning)))
    assert drawing(plan(turning))
    assert drawing(Plan()) == ["No PRs yet: Phase 6 adds them."]


async def test_the_drawing_is_there_at_once_and_follows_the_plan(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase7"))
        await pilot.pause()
        await pilot.pause()
        drawn = bench.query_one("#graph-drawing", Static)
        assert "★PR1" in str(drawn.render()) and drawn.region.height >= 5
        bench.session.edit("pr.PR1.depends_on", ("PR2",))
        await pilot.pause()
        assert "✗ cycle" in str(bench.query_one("#graph-words", Static).render())
        bench.go(Place("phase6"))
        await pilot.pause()
        await pilot.pause()
        assert not bench.query(GraphView)
        assert [listener.__name__ for listener in bench.session._listeners] == ["session_changed"]


def test_wide_characters_keep_the_boxes_straight() -> None:
    text = SERIES.replace('"R-1"', '"风险-' + "一" * 30 + '"').replace('"PR1"', '"修改"')
    lines = drawing(plan(text))
    widths = {cell_len(line) for line in lines[1:5]}
    assert len(widths) == 1
    assert any("…" in line for line in lines), "what is too long is cut visibly"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_large_graph_is_scrolled_by_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    series = "".join(f'[[pr]]\nid = "A{n}"\n' for n in range(12))
    series += '[[pr]]\nid = "B0"\n'
    series += "".join(f'[[pr]]\nid = "B{n}"\ndepends_on = ["B{n - 1}"]\n' for n in range(1, 9))
    async with opened(make(tmp_path, f'[plan]\nrepository = "code"\n{series}'), size) as (pilot, bench):
        bench.go(Place("phase7"))
        await pilot.pause()
        await pilot.pause()
        assert bench.focused is not bench.query_one(GraphView)
        await pilot.press("shift+tab")
        graph = bench.query_one(GraphView)
        assert bench.focused is graph
        await pilot.press("end", "right", "right")
        await until(pilot, lambda: graph.scroll_offset.y > 0 and graph.scroll_offset.x > 0)
        await pilot.press("tab")
        await pilot.pause()
        assert bench.focused is not graph and bench.focused is not None
