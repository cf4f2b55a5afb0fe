"""The PR graph, drawn: a column a layer, gates, freezes, the critical path, and where parallel PRs meet."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.widgets import Static

from blistui.plan.document import Plan
from blistui.plan.graph.parallel import overlaps, widest
from blistui.plan.graph.placement import freezes, gates
from blistui.plan.graph.pr_graph import PrGraph
from blistui.store.session import Session

_WIDEST = 34


class GraphView(ScrollableContainer, can_focus=True):
    """Follows the session; scrolls by its arrow keys where the drawing is larger than its pane."""

    HELP = "The graph of PRs, a column a layer. The arrow keys, PgUp, PgDn, Home and End scroll it."

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """The drawing, and what it means in words."""
        yield Static(id="graph-drawing")
        yield Static(id="graph-words")

    def on_mount(self) -> None:
        """Draw, and draw again whenever the plan changes."""
        self.border_title = "Graph of PRs: the arrow keys scroll"
        self._session.subscribe(self.draw)
        self.draw()

    def on_unmount(self) -> None:
        """Follow the session no longer."""
        self._session.unsubscribe(self.draw)

    def draw(self) -> None:
        """Draw the current plan."""
        plan = self._session.plan
        for drawn in self.query("#graph-drawing").results(Static):
            drawn.update(Content("\n".join(drawing(plan))))
        for text in self.query("#graph-words").results(Static):
            text.update(Content("\n".join(words(plan))))


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
            name = f"{'★' if pr in critical else ' '}{pr}{marks[pr]}"
            labels.append((name, f" ← {', '.join(after)}" if after else " starts"))
        columns.append(_column(f"Layer {depth}", labels))
    return _beside(columns)


def _column(title: str, labels: Sequence[tuple[str, str]]) -> list[str]:
    widest = max(cell_len(title), *(cell_len(text) for label in labels for text in label))
    width = min(widest, _WIDEST) + 1
    lines = [f" {title.ljust(width)} "]
    for label in labels:
        rows = [f"│{_cut(text, width - 1)} │" for text in label]
        lines += [f"┌{'─' * width}┐", *rows, f"└{'─' * width}┘"]
    return lines


def _cut(text: str, width: int) -> str:
    # In cells, not in characters: one of Chinese, say, is two cells wide.
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def _beside(columns: Sequence[list[str]]) -> list[str]:
    height = max(len(column) for column in columns)
    rows = []
    for row in range(height):
        joint = "  " if row != 2 else "─▶"
        parts = [column[row] if row < len(column) else " " * cell_len(column[0]) for column in columns]
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
