"""The PR graph as Phase 7 draws it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from rich.cells import cell_len

from blistui.plan.document import Plan
from blistui.plan.graph.pr_graph import PrGraph
from screens.form.drawn import Drawn
from screens.form.form import Place
from screens.form.graph import graph_drawing, words
from screens.workbench.workbench import Workbench
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


def drawing(plan: Plan, width: int = 80) -> list[str]:
    return [line.plain for line in graph_drawing(plan, width).lines]


def edges(lines: list[str], ids: list[str]) -> set[tuple[str, str]]:
    """Which boxes the lines of a drawing lead to which, followed cell by cell from each box to the arrows."""
    arms = {
        "─": "lr", "│": "ud", "┐": "ld", "┘": "lu", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
        "└": "ru", "┌": "rd", "├": "rud", "▶": "lr",
    }  # fmt: skip
    moves = {"l": (-1, 0), "r": (1, 0), "u": (0, -1), "d": (0, 1)}
    back = {"l": "r", "r": "l", "u": "d", "d": "u"}
    height = 1 + next(number for number, line in enumerate(lines) if "└" in line and number > 1) - 1

    def at(x: int, y: int) -> str:
        return lines[y][x] if y < len(lines) and x < len(lines[y]) else " "

    def name_in(x: int, y: int) -> str:
        """The PR whose box has its left frame at this cell."""
        top = y - (y - 1) % height
        return lines[top + 1][x + 1 :].split("│")[0].replace("★", "").split()[0]

    found = set()
    for id in ids:
        for y, line in enumerate(lines):
            for frame in line.split("│")[1:-1:1]:
                if frame.replace("★", "").split()[:1] == [id] and (y - 1) % height == 1:
                    x = line.index(f"│{frame}│") + len(frame) + 2
                    todo, seen = [(x, y, "r")], set()
                    while todo:
                        x, y, came = todo.pop()
                        sign = at(x, y)
                        if (x, y, came) in seen or sign not in arms:
                            continue
                        seen.add((x, y, came))
                        if sign == "▶":
                            found.add((id, name_in(x + 1, y)))
                            continue
                        onward = arms[sign].replace(back[came], "").replace("l", "")
                        if sign == "│" and came == "r":
                            onward = (
                                came  # An upright line that crosses hides the one that runs on behind it.
                            )
                        elif came in "ud" and "l" in arms[sign]:
                            onward = onward.replace("r", "")  # Here another line comes in from the left.
                        for arm in onward:
                            step = moves[arm]
                            todo.append((x + step[0], y + step[1], arm))
    return found


@pytest.mark.parametrize(
    "depends_on",
    [
        {"A": "", "B": "A", "C": "A", "D": "CA"},
        {"A": "", "B": "", "C": "", "D": "ABC", "E": "A", "F": "DE", "G": "B"},
        {"A": "", "B": "A", "C": "B", "D": "C", "E": "A", "F": "ABCDE"},
        {"A": "", "B": "", "C": "AB", "D": "AB", "E": "CD", "F": "CDAB"},
        {"A": "", "B": "A"},
    ],
)
def test_every_dependency_is_a_line_from_its_box_to_the_other(depends_on: dict[str, str]) -> None:
    prs = [{"id": id, "depends_on": list(on)} for id, on in depends_on.items()]
    lines = drawing(Plan.model_validate({"pr": prs}))
    wanted = {(on, id) for id, before in depends_on.items() for on in before}
    assert edges(lines, list(depends_on)) == wanted, "\n".join(lines)


def test_layers_are_side_by_side() -> None:
    lines = drawing(plan(SERIES))
    assert lines[0].split() == ["Layer", "1", "Layer", "2", "Layer", "3"]
    text = "\n".join(lines)
    assert "★ PR1" in text and "│   PR2" in text and "★ PR3" in text and "★ PR4" in text


def test_gates_and_freezes_are_marked_at_their_pr() -> None:
    text = "\n".join(drawing(plan(SERIES)))
    assert "◆R-1" in text and "❄Router" in text


def test_words_name_path_width_redundancy_and_where_parallel_prs_meet() -> None:
    series = plan(SERIES)
    lines = words(series, PrGraph(series.pr))
    assert "Critical path: PR1 → PR3 → PR4 (3 PRs)" in lines
    assert "At most 2 in parallel: PR2, PR4" in lines
    assert "· PR4 need not name PR1: it follows from its other dependencies" in lines
    assert any("PR2, PR3" in line and "sim/router.go" in line for line in lines)


def test_a_cycle_is_lines_and_a_plan_without_prs_is_no_error() -> None:
    turning = '[[pr]]\nid = "PR1"\ndepends_on = ["PR2"]\n[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]\n'
    text = "\n".join(drawing(plan(turning)))
    assert "✗ cycle: " in text and "PR1 ← PR2; PR2 ← PR1" in text
    assert drawing(Plan()) == [" No PRs yet: Phase 6 adds them."]


def test_nothing_is_cut_and_wide_characters_keep_the_boxes_straight() -> None:
    text = SERIES.replace('"R-1"', '"风险-' + "一" * 90 + '"').replace('"PR1"', '"修改"')
    made = graph_drawing(plan(text), 80)
    assert "".join(line.plain for line in made.lines).count("一") == 90
    box = made.boxes[0]
    frames = ["┐", *"│" * (box.height - 2), "┘"]
    for y, frame in enumerate(frames, box.y):
        row = made.lines[y].plain
        assert cell_len(row[: row.index(frame, 2)]) == box.x + box.width - 1


async def test_the_drawing_follows_the_plan_and_ends_with_its_phase(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase7"))
        await until(pilot, lambda: bench.query(Drawn) and "★ PR1" in shown(bench))
        await until(pilot, lambda: bench.query_one(Drawn).region.height >= 5)
        bench.session.edit("pr.PR1.depends_on", ("PR2",))
        await until(pilot, lambda: "✗ cycle" in shown(bench))
        bench.go(Place("phase6"))
        await until(pilot, lambda: not bench.query(Drawn))
        assert [listener.__name__ for listener in bench.session._listeners] == ["session_changed"]


def shown(bench: Workbench) -> str:
    return "\n".join(line.plain for line in bench.query_one(Drawn).lines)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_boxes_are_walked_and_opened_by_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    series = "".join(f'[[pr]]\nid = "A{n}"\n' for n in range(12))
    series += '[[pr]]\nid = "B0"\n'
    series += "".join(f'[[pr]]\nid = "B{n}"\ndepends_on = ["B{n - 1}"]\n' for n in range(1, 9))
    async with opened(make(tmp_path, f'[plan]\nrepository = "code"\n{series}'), size) as (pilot, bench):
        bench.go(Place("phase7"))
        await until(pilot, lambda: bench.query(Drawn) and bench.query_one(Drawn).box)
        graph = bench.query_one(Drawn)
        assert bench.focused is not graph
        await pilot.press("shift+tab")
        assert bench.focused is graph
        await pilot.press("end")
        await until(pilot, lambda: graph.scroll_offset.y > 0 and graph.scroll_offset.x > 0)
        await pilot.press("left")
        assert graph.box is not None and graph.box.path == "pr.B7"
        await pilot.press("z")
        await until(pilot, lambda: bench.form is not None and not bench.form.display)
        await pilot.press("enter")
        await until(pilot, lambda: bench.place == Place("phase7", "pr.B7"))
