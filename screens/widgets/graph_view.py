"""The PR graph, drawn: a column a layer, gates, freezes, the critical path, and where parallel PRs meet."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import HorizontalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from blistui.plan.document import Plan
from blistui.plan.graph import PrGraph
from blistui.plan.parallel import overlaps, widest
from blistui.plan.placement import freezes, gates
from blistui.store.session import Session

_WIDEST = 34


class GraphView(Widget):
    """Follows the session; scrolls sideways when the layers are wider than the terminal."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """The drawing, and what it means in words."""
        with HorizontalScroll(can_focus=False):
            yield Static(id="graph-drawing")
        yield Static(id="graph-words")

    def on_mount(self) -> None:
        """Draw, and draw again whenever the plan changes."""
        self._session.subscribe(self.draw)
        self.draw()

    def on_unmount(self) -> None:
        """Follow the session no longer."""
        self._session.unsubscribe(self.draw)

    def draw(self) -> None:
        """Draw the plan of now."""
        plan = self._session.plan
        for drawn in self.query("#graph-drawing").results(Static):
            drawn.update(Content("\n".join(drawing(plan))))
        for told in self.query("#graph-words").results(Static):
            told.update(Content("\n".join(words(plan))))


def drawing(plan: Plan) -> list[str]:
    """Lines of the drawing."""
    graph = PrGraph(plan.pr)
    if not graph.order:
        return ["No PRs yet: Phase 6 adds them."]
    critical = set(graph.critical_path)
    marks: dict[str, str] = {pr: "" for pr in graph.order}
    for gate in gates(plan, graph):
        marks[gate.pr] = f"{marks.get(gate.pr, '')} ◆{gate.risk}"
    for freeze in freezes(plan, graph):
        marks[freeze.pr] = f"{marks.get(freeze.pr, '')} ❄{freeze.interface}"
    columns: list[list[str]] = []
    for depth, layer in enumerate(graph.layers, start=1):
        labels = []
        for pr in layer:
            after = graph.depends_on[pr]
            told = f"{'★' if pr in critical else ' '}{pr}{marks[pr]}"
            labels.append((told[:_WIDEST], f" ← {', '.join(after)}"[:_WIDEST] if after else " starts"))
        columns.append(_column(f"Layer {depth}", labels))
    return _beside(columns)


def _column(title: str, labels: Sequence[tuple[str, str]]) -> list[str]:
    width = max(len(title), *(len(text) for label in labels for text in label)) + 1
    lines = [f" {title.ljust(width)} "]
    for upper, lower in labels:
        lines += [
            f"┌{'─' * width}┐",
            f"│{upper.ljust(width)}│",
            f"│{lower.ljust(width)}│",
            f"└{'─' * width}┘",
        ]
    return lines


def _beside(columns: Sequence[list[str]]) -> list[str]:
    height = max(len(column) for column in columns)
    rows = []
    for row in range(height):
        joint = "  " if row != 2 else "─▶"
        parts = [column[row] if row < len(column) else " " * len(column[0]) for column in columns]
        rows.append(joint.join(parts).rstrip())
    return rows


def words(plan: Plan) -> list[str]:
    """What the drawing cannot show."""
    graph = PrGraph(plan.pr)
    lines = ["★ critical path   ◆ validation gate   ❄ interface freeze   ← depends on"]
    for cycle in graph.cycles:
        lines.append(f"✗ cycle: {' → '.join(cycle)}")
    if graph.critical_path:
        lines.append(f"Critical path: {' → '.join(graph.critical_path)} ({len(graph.critical_path)} PRs)")
    if together := widest(graph):
        lines.append(f"At most {len(together)} in parallel: {', '.join(together)}")
    for pr, on in graph.redundant:
        lines.append(f"· {pr} need not name {on}: it follows from its other dependencies")
    for overlap in overlaps(graph):
        lines.append(f"▲ {', '.join(overlap.prs)} may run in parallel and all touch {overlap.path}")
    return lines
