"""Section J: Dependency DAG, as text, as a Mermaid diagram, and in words."""

from __future__ import annotations

from blistui.markdown.breaks import squeezed
from blistui.markdown.inline import code, inline, shortened, visible
from blistui.markdown.labels import label_of
from blistui.markdown.nothing import NONE_BECAUSE, NOT_STATED
from blistui.markdown.plain import as_read
from blistui.markdown.write.mermaid import diagram
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import ARROW, Source, alone
from blistui.plan.graph.parallel import meetings, overlaps, workstreams
from blistui.plan.paths import with_paths
from blistui.plan.tables.dag import Dag

_LONGEST = 6
"""How often, on average, a PR is named at a file before its meetings are left to the graph."""


def write(page: Page, source: Source) -> None:
    """Section J."""
    page.mark("dag")
    page.heading(3, "Dependency graph")
    if source.graph.order:
        page.fence("text", text_diagram(source))
        page.gap()
        page.fence("mermaid", diagram(source))
        page.gap()
        _waits(page, source)
    else:
        page.paragraph("There are no PRs to order.")
    _sequencing(page, source)
    _placement(page, source)
    _integration(page, source)


def text_diagram(source: Source) -> list[str]:
    """Layers of PRs that may merge in parallel, with gates, freezes and the critical path."""
    graph = source.graph
    notes: dict[str, list[str]] = {pr: [] for pr in graph.order}
    for pr, direct in graph.depends_on.items():
        if direct:
            notes[pr].append(f"after {', '.join(direct)}")
    for gate in source.gates:
        notes[gate.pr].append(f"gate {gate.risk}")
    for freeze in source.freezes:
        notes[freeze.pr].append(f"freezes {as_read(freeze.interface)}")
    longest = max((len(_plain(pr)) for pr in graph.order), default=0)
    lines: list[str] = []
    for depth, layer in enumerate(graph.layers, start=1):
        tangled = not graph.reach.tangled.isdisjoint(layer)
        how = "on a cycle or after one" if tangled else f"{len(layer)} in parallel"
        lines.append(f"Layer {depth} ({how})" if len(layer) > 1 or tangled else f"Layer {depth}")
        for pr in layer:
            marks = "".join(f"  [{_plain(note)}]" for note in notes[pr])
            line = f"  {_plain(pr):<{longest}}  {_plain(shortened(source.title(pr)))}".rstrip()
            lines.append(line + marks)
    for cycle in graph.cycles:
        lines.append(f"Cycle: {' -> '.join(map(_plain, cycle))}")
    if graph.critical_path:
        lines.append(f"Critical path: {' -> '.join(map(_plain, graph.critical_path))}")
    return lines


def _plain(text: str) -> str:
    return squeezed(visible(text))


def _waits(page: Page, source: Source) -> None:
    graph = source.graph
    layer_of = {pr: depth for depth, layer in enumerate(graph.layers, start=1) for pr in layer}
    rows = []
    for pr in graph.order:
        direct = graph.depends_on[pr]
        through = [other for other in graph.reach.ids(graph.reach.before[pr]) if other not in direct]
        lists = (direct, through, graph.reach.needed_by[pr])
        rows.append(
            (source.ref(pr, "pr"), str(layer_of[pr]), *(", ".join(map(inline, ids)) or "--" for ids in lists))
        )
    page.table(("PR", "Layer", "Depends on", "And through them on", "Unlocks"), rows)
    streams = workstreams(graph)
    if len(streams) < 2:
        return
    page.heading(3, "Parallelizable workstreams")
    names = {block.id: inline(block.name) for block in source.plan.block}
    block_of = {pr.id: names.get(pr.block, "") for pr in source.plan.pr}
    for number, prs in enumerate(streams, start=1):
        blocks = dict.fromkeys(block_of[pr] for pr in prs if block_of[pr])
        name = f"Workstream {number} ({', '.join(blocks)})" if blocks else f"Workstream {number}"
        page.bullet(labelled(name, ARROW.join(source.ref(pr, "pr") for pr in prs)))


def _sequencing(page: Page, source: Source) -> None:
    dag = source.plan.dag
    page.heading(3, "Merge sequencing", "dag.merge_sequencing")
    if inline(dag.merge_sequencing):
        page.prose(dag.merge_sequencing)
    else:
        page.paragraph(f"Merge sequencing {NOT_STATED}.")
    label = label_of(Dag, "merge_order")
    order = ARROW.join(alone(shown, pr) for pr in dag.merge_order if (shown := source.ref(pr, "pr")))
    if order or f"**{label}:" in dag.merge_sequencing:
        page.paragraph(labelled(label, order or NOT_STATED), "dag.merge_order")


def _placement(page: Page, source: Source) -> None:
    page.heading(3, "Validation gate placement")
    of_pr: dict[str, list[str]] = {}
    for gate in source.gates:
        by = f", by {source.ref(gate.spike, 'pr')}" if gate.spike else ""
        of_pr.setdefault(gate.pr, []).append(f"{source.ref(gate.risk, 'risk')}{by}")
    for pr, gates in of_pr.items():
        page.bullet(labelled(f"Before {source.ref(pr, 'pr')} merges"))
        for gate_text in gates:
            page.bullet(gate_text, depth=1)
    if not source.gates:
        page.paragraph("No PR waits for a validation.")
    page.heading(3, "Interface freeze points")
    for freeze in source.freezes:
        then = f"; unlocks {source.refs(freeze.unlocks, 'pr')}" if freeze.unlocks else ""
        page.bullet(f"{source.ref(freeze.pr, 'pr')} freezes {inline(freeze.interface)}{then}")
    if not source.freezes:
        page.paragraph("No PR freezes an interface.")


def _integration(page: Page, source: Source) -> None:
    dag = source.plan.dag
    shared = overlaps(source.graph)
    if shared:
        page.heading(3, "Files shared by parallel PRs")
        files: dict[tuple[str, ...], list[str]] = {}
        for overlap in shared:
            files.setdefault(overlap.prs, []).append(overlap.path)
        for meeting, paths in files.items():
            page.bullet(f"{', '.join(map(code, paths))}: {_meetings(source, meeting)}")
    page.heading(3, "Integration risk notes", "dag.integration_risks")
    for path, risk in with_paths(dag.integration_risks, "dag.integration_risks"):
        prs = source.refs(risk.prs, "pr") or f"PRs {NOT_STATED}"
        page.item(labelled(prs), risk.note, path)
    if inline(dag.integration_risks_none_because):
        page.paragraph(
            f"{NONE_BECAUSE}{inline(dag.integration_risks_none_because)}",
            "dag.integration_risks_none_because",
        )
    elif not dag.integration_risks:
        page.paragraph(f"Integration risks {NOT_STATED}.")


def _meetings(source: Source, prs: tuple[str, ...]) -> str:
    """Which of `prs` run beside which: `PR1 and PR2 beside each other and beside PR3`. Where that is far
    longer than the list of the PRs themselves, only they are listed."""
    found = meetings(source.graph, prs)
    if sum(len(own.prs) + len(own.others) for own in found) > _LONGEST * len(prs):
        return f"{', '.join(map(inline, prs))}, of which not all wait for each other"
    beside: dict[tuple[str, ...], list[str]] = {}
    for own in found:
        beside.setdefault(own.prs, []).append("each other" if own.others == own.prs else _all(own.others))
    return "; ".join(f"{_all(own)} beside {' and beside '.join(others)}" for own, others in beside.items())


def _all(prs: tuple[str, ...]) -> str:
    """`PR1`, `PR1 and PR2`, `PR1, PR2 and PR3`."""
    *first, last = map(inline, prs)
    return f"{', '.join(first)} and {last}" if first else last
