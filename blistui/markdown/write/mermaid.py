"""The dependency graph as a Mermaid diagram, with labels that no title can break out of."""

from __future__ import annotations

from blistui.markdown.breaks import squeezed
from blistui.markdown.inline import shortened, visible
from blistui.markdown.plain import as_read
from blistui.markdown.write.source import Source

_SAFE = " .,:()+/=*'!?-_"
_NUMBERED = {char: f"#{char};" for char in range(0x80) if not chr(char).isalnum() and chr(char) not in _SAFE}


def label(text: str) -> str:
    """`text` as a quoted Mermaid label: what could end it or mean something is written as its number."""
    flat = squeezed(visible(text))
    return f'"{flat.translate(_NUMBERED)}"'


def diagram(source: Source) -> list[str]:
    """Lines of the diagram. Thick arrows are the critical path, dotted ones gates and freezes."""
    graph = source.graph
    nodes = {pr: f"n{index}" for index, pr in enumerate(graph.order)}
    lines = ["graph TD"]
    for pr, node in nodes.items():
        title = shortened(source.title(pr))
        lines.append(f"    {node}[{label(f'{pr}: {title}' if title else pr)}]")
    critical = set(zip(graph.critical_path, graph.critical_path[1:], strict=False))
    for pr, node in nodes.items():
        for on in graph.depends_on[pr]:
            lines.append(f"    {nodes[on]} {'==>' if (on, pr) in critical else '-->'} {node}")
    for index, gate in enumerate(source.gates):
        lines.append(f"    g{index}{{{{{label(f'gate {gate.risk}')}}}}} -.-> {nodes[gate.pr]}")
    for index, freeze in enumerate(source.freezes):
        text = label(f"freezes {as_read(freeze.interface)}")
        lines.append(f"    {nodes[freeze.pr]} -.- f{index}([{text}])")
    return lines
