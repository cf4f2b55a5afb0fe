"""A document without headings but its title, as a wiki exports it, whose bold lines are its headings."""

from __future__ import annotations

from dataclasses import replace

from blistui.markdown.blocks import Node, Part, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import unescaped
from blistui.markdown.read.pr_headings import names_pr

_FEWEST = 4
"""Bold lines that make an outline: a title and some sections."""


def with_headings(root: Part) -> Part:
    """The document with a part for each bold line, the first of which is its title unless that is the one
    heading there is; as it is where it has others, or hardly a bold line."""
    alone = root.parts[0] if len(root.parts) == 1 and not root.parts[0].parts else None
    nodes = alone.nodes if alone else root.nodes
    titles = [_title_of(node) for node in nodes]
    of_pr = bool(alone and names_pr(alone.title))
    if bool(root.parts) > bool(alone) or of_pr or sum(map(bool, titles)) < _FEWEST:
        return root
    document = replace(alone, nodes=[], parts=[]) if alone else None
    found = replace(root, nodes=root.nodes if alone else [], parts=[document] if document else [])
    held: list[Node] = document.nodes if document else found.nodes
    for node, title in zip(nodes, titles, strict=True):
        if not title:
            held.append(node)
            continue
        part = Part(node.line, document.level + 1 if document else 1, title)
        (document or found).parts.append(part)
        document = document or part
        held = part.nodes
    return found


def _title_of(node: Node) -> str:
    """The title that a bold line is; empty for a label, a PR and any other block."""
    lead = lead_of(node.text) if isinstance(node, Text) and "\n" not in node.source else None
    if lead is None or lead.rest or lead.colon or names_pr(lead.label):
        return ""
    return unescaped(lead.label)
