"""A document without headings, as a wiki exports it, whose bold lines are its headings."""

from __future__ import annotations

from blistui.markdown.blocks import Node, Part, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import unescaped
from blistui.markdown.read.pr_headings import names_pr

_FEWEST = 4
"""Bold lines that make an outline: a title and some sections."""


def with_headings(root: Part) -> Part:
    """The document with a part for each bold line, the first of which is its title; as it is where it has
    headings, or hardly a bold line."""
    titles = [_title_of(node) for node in root.nodes]
    if root.parts or sum(map(bool, titles)) < _FEWEST:
        return root
    found = Part(root.line, root.level, root.title)
    document: Part | None = None
    held: list[Node] = found.nodes
    for node, title in zip(root.nodes, titles, strict=True):
        if not title:
            held.append(node)
            continue
        part = Part(node.line, 2 if document else 1, title)
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
