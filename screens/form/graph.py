"""The PR graph of Phase 7: a column a layer, every dependency as a line, gates and freezes in the boxes.

A PR gets the first row that is free from its own column to the last one that a line of it passes, so a line
runs straight to the right in the row of the PR it comes from; before a column, one upright line a PR collects
what that PR depends on, and ends at its arrow. Nothing is cut: the drawing is as wide and high as it needs.
"""

from __future__ import annotations

from textual.content import Content

from blistui.markdown.inline import shortened
from blistui.plan.document import Plan
from blistui.plan.graph.parallel import overlaps
from blistui.plan.graph.parallel import widest as most_at_once
from blistui.plan.graph.placement import freezes, gates
from blistui.plan.graph.pr_graph import PrGraph
from screens.form.sheet import Box, Drawing, Sheet
from screens.printable import printable
from screens.widgets.lines import MUTED

_TITLES = range(24, 11, -2)
"""Cells of the widest title in a box; a longer one is shortened between words, and more where layers would
not fit beside one another."""
_JOINTS = {
    "ld": "┐",
    "lu": "┘",
    "lud": "┤",
    "lrd": "┬",
    "lru": "┴",
    "lrud": "┼",
    "ru": "└",
    "rd": "┌",
    "rud": "├",
}


def graph_drawing(plan: Plan, width: int) -> Drawing:
    """The drawing, and below it what it means in words."""
    graph = PrGraph(plan.pr)
    if not graph.order:
        return Drawing((Content.styled(" No PRs yet: Phase 6 adds them.", MUTED),))
    tries = (_Drawn(plan, graph, widest) for widest in _TITLES)
    drawn = next((one for one in tries if one.sheet.width < width), None)
    # What would not fit with the shortest titles either is scrolled, and has the whole of them.
    drawn = drawn or _Drawn(plan, graph, _TITLES[0])
    text = [Content("")]
    for sentence in words(plan, graph):
        text += [
            Content(" ") + row for row in Content.styled(printable(sentence), MUTED).wrap(max(width - 4, 20))
        ]
    return Drawing((*drawn.sheet.lines(), *text), tuple(drawn.boxes))


class _Drawn:
    """Columns, rows and lines of one graph, drawn on a sheet."""

    def __init__(self, plan: Plan, graph: PrGraph, title: int) -> None:
        """`title` is the most that a row of a box has, in cells."""
        self.sheet = Sheet()
        self.boxes: list[Box] = []
        self._graph = graph
        self._layer = {pr: at for at, layer in enumerate(graph.layers) for pr in layer}
        self._texts = _texts(plan, graph, title)
        self._height = max(map(len, self._texts.values())) + 2
        self._farthest = dict(self._layer)
        for pr in graph.order:
            for on in self._before(pr):
                self._farthest[on] = max(self._farthest[on], self._layer[pr])
        self._row = self._rows()
        self._place()
        self._level: set[tuple[int, int]] = set()
        self._uprights: dict[tuple[int, int], str] = {}
        self._joints: set[tuple[int, int]] = set()
        for pr in graph.order:
            self._lines_to(pr)
        self._draw_lines()

    def _before(self, pr: str) -> list[str]:
        """What it depends on in earlier layers: all, except PRs on a cycle."""
        return [on for on in self._graph.depends_on[pr] if self._layer[on] < self._layer[pr]]

    def _rows(self) -> dict[str, int]:
        taken: set[tuple[int, int]] = set()
        found: dict[str, int] = {}
        for at, layer in enumerate(self._graph.layers):
            for pr in layer:
                passed = range(at, max(self._farthest[pr], at + 1))
                near = [found[on] for on in self._before(pr)]
                row = next(
                    row
                    for row in [*near, *range(len(self._layer) + 1)]
                    if not any((column, row) in taken for column in passed)
                )
                found[pr] = row
                taken.update((column, row) for column in passed)
        return found

    def _place(self) -> None:
        """Draw the boxes, and keep the columns at which the upright lines stand."""
        self._upright: dict[str, int] = {}
        self._left: dict[str, int] = {}
        self._right: dict[str, int] = {}
        x = 1
        for at, layer in enumerate(self._graph.layers):
            bent = [pr for pr in layer if self._bent(pr)]
            for number, pr in enumerate(bent):
                self._upright[pr] = x + 1 + 2 * number
            x += 2 * len(bent) + 3 if at else 0
            width = max(row.cell_length for pr in layer for row in self._texts[pr]) + 4
            self.sheet.put(x, 0, f"Layer {at + 1}", MUTED)
            for pr in layer:
                y = 1 + self._row[pr] * self._height
                self.boxes.append(self.sheet.box(f"pr.{pr}", x, y, width, self._texts[pr], self._height))
                self._left[pr], self._right[pr] = x, x + width
            x += width

    def _bent(self, pr: str) -> list[str]:
        """What it depends on that is in another row."""
        return [on for on in self._before(pr) if self._row[on] != self._row[pr]]

    def _out(self, pr: str) -> int:
        return 2 + self._row[pr] * self._height

    def _lines_to(self, pr: str) -> None:
        arrow = self._left[pr] - 1
        for on in self._before(pr):
            if self._row[on] == self._row[pr]:
                self._across(self._right[on], arrow, self._out(on))
                self.sheet.put(arrow, self._out(on), "▶", MUTED)
        bent = self._bent(pr)
        if not bent:
            return
        x, entry = self._upright[pr], self._out(pr) + 1
        ends = [entry, *(self._out(on) for on in bent)]
        for y in range(min(ends), max(ends) + 1):
            self._uprights[x, y] = ("u" if y > min(ends) else "") + ("d" if y < max(ends) else "")
        for on in bent:
            self._across(self._right[on], x, self._out(on))
        self._across(x + 1, arrow, entry)
        self.sheet.put(arrow, entry, "▶", MUTED)
        self._joints.update((x, y) for y in ends)

    def _across(self, start: int, end: int, y: int) -> None:
        self._level.update((x, y) for x in range(start, end))

    def _draw_lines(self) -> None:
        for x, y in self._level:
            self.sheet.sign(x, y, "─")
        for (x, y), arms in self._uprights.items():
            sign = "│"  # Where it only crosses a line, that one runs on behind it.
            if (x, y) in self._joints:
                sides = ("l" if (x - 1, y) in self._level else "") + (
                    "r" if (x + 1, y) in self._level else ""
                )
                sign = _JOINTS[sides + arms]
            self.sheet.sign(x, y, sign)


def _texts(plan: Plan, graph: PrGraph, widest: int) -> dict[str, list[Content]]:
    """What is in the box of each PR: its id, its title, its gates and freezes."""
    critical = set(graph.critical_path)
    marks: dict[str, list[str]] = {}
    for gate in gates(plan, graph):
        marks.setdefault(gate.pr, []).append(f"◆{gate.risk}")
    for freeze in freezes(plan, graph):
        marks.setdefault(freeze.pr, []).append(f"❄{freeze.interface}")
    titles: dict[str, str] = {}
    for pr in plan.pr:
        titles.setdefault(pr.id, pr.title)
    found = {}
    for id in graph.order:
        rows = [Content.assemble(("★ ", "bold") if id in critical else "  ", printable(id))]
        if title := shortened(titles[id], widest):
            rows.append(Content.styled(f"  {printable(title)}", MUTED))
        rows += [Content("  ") + row for row in Content(printable(" ".join(marks.get(id, ())))).wrap(widest)]
        # The line that leads to a box comes in at its second row.
        found[id] = [row for row in rows if row] if len(rows) > 1 else [*rows, Content(" ")]
    return found


def words(plan: Plan, graph: PrGraph) -> list[str]:
    """What the drawing cannot show."""
    lines = ["★ critical path   ◆ validation gate   ❄ interface freeze"]
    for cycle in graph.cycles:
        lines.append(f"✗ cycle: {' → '.join(cycle)}")
    tangled = [
        f"{pr} ← {', '.join(on)}" for pr, on in graph.depends_on.items() if on and pr in graph.reach.tangled
    ]
    if tangled:
        lines.append(f"✗ not in any order: {'; '.join(tangled)}")
    if graph.critical_path:
        lines.append(f"Critical path: {' → '.join(graph.critical_path)} ({len(graph.critical_path)} PRs)")
    if together := most_at_once(graph):
        lines.append(f"At most {len(together)} in parallel: {', '.join(together)}")
    for pr, on in graph.redundant:
        lines.append(f"· {pr} need not name {on}: it follows from its other dependencies")
    for overlap in overlaps(graph):
        lines.append(f"▲ {', '.join(overlap.prs)} may run in parallel and all touch {overlap.path}")
    return lines
