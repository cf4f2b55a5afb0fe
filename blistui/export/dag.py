"""Section J: Dependency DAG, as text, as a Mermaid diagram, and in words."""

from __future__ import annotations

from blistui.export.inline import code, inline, shortened, visible
from blistui.export.mermaid import diagram
from blistui.export.page import NOT_STATED, Page, labelled
from blistui.export.placement import freezes_of, gates_of, shared_files
from blistui.export.prose import blocks
from blistui.export.source import Source, with_paths


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
    titles = {pr.id: pr.title for pr in reversed(source.plan.pr)}
    lines: list[str] = []
    longest = max((len(_plain(pr)) for pr in graph.order), default=0)
    for depth, layer in enumerate(graph.layers, start=1):
        together = (
            f" ({len(layer)} in parallel)" if len(layer) > 1 and not set(layer) & set(graph.cycle) else ""
        )
        lines.append(f"Layer {depth}{together}")
        for pr in layer:
            notes = [f"after {', '.join(map(_plain, graph.depends_on[pr]))}"] if graph.depends_on[pr] else []
            notes.extend(f"gate {_plain(gate)}" for gate in gates_of(source, pr))
            notes.extend(f"freezes {_plain(name)}" for name in freezes_of(source, pr))
            told = "".join(f"  [{note}]" for note in notes)
            lines.append(f"  {_plain(pr):<{longest}}  {_plain(shortened(titles[pr]))}{told}".rstrip())
    if graph.cycle:
        lines.append(f"Cycle: {' -> '.join(map(_plain, graph.cycle))}")
    else:
        lines.append(f"Critical path: {' -> '.join(map(_plain, graph.critical_path))}")
    return lines


def _plain(text: str) -> str:
    return " ".join(visible(text).split())


def _waits(page: Page, source: Source) -> None:
    graph = source.graph
    layer_of = {pr: depth for depth, layer in enumerate(graph.layers, start=1) for pr in layer}
    rows = []
    for pr in graph.order:
        direct = graph.depends_on[pr]
        through = [other for other in graph.order if other in graph.ancestors[pr] and other not in direct]
        unlocks = [other for other in graph.order if pr in graph.depends_on[other]]
        rows.append(
            (
                source.ref(pr, "pr"),
                str(layer_of[pr]),
                *(", ".join(map(inline, ids)) or "--" for ids in (direct, through, unlocks)),
            )
        )
    page.table(("PR", "Layer", "Depends on", "And through them on", "Unlocks"), rows)


def _sequencing(page: Page, source: Source) -> None:
    dag = source.plan.dag
    page.heading(3, "Merge sequencing", "dag.merge_sequencing")
    if dag.merge_sequencing.strip():
        page.prose(dag.merge_sequencing)
    else:
        page.paragraph(f"Merge sequencing {NOT_STATED}.")
    if dag.merge_order:
        order = " → ".join(source.ref(pr, "pr") for pr in dag.merge_order)
        page.paragraph(labelled("Merge order", order), "dag.merge_order")


def _placement(page: Page, source: Source) -> None:
    graph = source.graph
    page.heading(3, "Validation gate placement")
    gates = [(pr, risk) for pr in graph.order for risk in gates_of(source, pr)]
    for pr, risk in gates:
        page.bullet(f"Before {source.ref(pr, 'pr')} merges: {source.ref(risk, 'risk')}")
    if not gates:
        page.paragraph("No PR waits for a validation.")
    page.heading(3, "Interface freeze points")
    freezes = [(pr, name) for pr in graph.order for name in freezes_of(source, pr)]
    for pr, name in freezes:
        unlocked = [other for other in graph.order if pr in graph.depends_on[other]]
        then = f"; unlocks {source.refs(unlocked, 'pr')}" if unlocked else ""
        page.bullet(f"{source.ref(pr, 'pr')} freezes {inline(name)}{then}")
    if not freezes:
        page.paragraph("No PR freezes an interface.")


def _integration(page: Page, source: Source) -> None:
    dag = source.plan.dag
    shared = shared_files(source.plan.pr, source.graph)
    if shared:
        page.heading(3, "Files shared by parallel PRs")
        for file, meeting in shared:
            page.bullet(f"{code(file)}: {', '.join(map(inline, meeting))}")
    page.heading(3, "Integration risk notes", "dag.integration_risks", "dag.integration_risks_none_because")
    for path, risk in with_paths(dag.integration_risks, "dag.integration_risks"):
        prs = source.refs(risk.prs, "pr") or f"PRs {NOT_STATED}"
        page.told(f"**{prs}:**", blocks(risk.note), path)
    if dag.integration_risks_none_because:
        page.paragraph(f"None, because {inline(dag.integration_risks_none_because)}")
    elif not dag.integration_risks:
        page.paragraph(f"Integration risks {NOT_STATED}.")
