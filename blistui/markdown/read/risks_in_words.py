"""Section E where it has no table: risks under headings, in items or in a paragraph."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import prose, says_something
from blistui.patterns import pattern

_RISK = pattern(r"[*_]*Risks?(?: \d+)?[*_]*:[*_]*\s*", re.IGNORECASE)
_MITIGATION = pattern(r"[*_]*(?:Possible |Proposed )?Mitigations?[*_]*:[*_]*\s*", re.IGNORECASE)


def read_in_words(draft: Draft, part: Part) -> None:
    """Each item of a list, each heading below, or else the paragraphs together, as one risk."""
    first, *labelled = _by_label(part.nodes)
    if labelled:
        draft.leave("E)", *first[1])
        for title, nodes in labelled:
            _risk(draft, title, nodes)
        for below in part.parts:
            draft.leave_part("E)", below)
        return
    items = [node for node in part.nodes if isinstance(node, Entry)]
    others = [node for node in part.nodes if says_something(node)]
    if items:
        draft.leave("E)", *(node for node in others if not isinstance(node, Entry)))
        for item in items:
            _risk(draft, "", [Text(item.line, item.text), *item.nodes])
    elif part.parts and others:
        draft.leave("E)", *others)
    elif others:
        _risk(draft, "", others)
    for below in part.parts:
        nodes = [node for own in below.walk() for node in own.nodes]
        for deeper in below.walk():
            if deeper is not below:
                draft.leave_text(deeper.line, "E)", f"{'#' * deeper.level} {deeper.title}")
        _risk(draft, below.title, nodes)


def _by_label(nodes: list[Node]) -> list[tuple[str, list[Node]]]:
    """What is below each bold line, such as `**Risk 1: Slow**`, after what is above all."""
    found: list[tuple[str, list[Node]]] = [("", [])]
    for node in nodes:
        lead = lead_of(node.text) if isinstance(node, Text) else None
        if lead and not lead.rest and not lead.colon:
            found.append((lead.label, []))
        else:
            found[-1][1].append(node)
    return found


def _risk(draft: Draft, title: str, nodes: list[Node]) -> None:
    """The text up to the mitigation, and the mitigation with all that follows it."""
    about: list[Node] = []
    mitigation: list[Node] = []
    for node in nodes:
        text = node.text if isinstance(node, Text) or (title and isinstance(node, Entry)) else ""
        found = _MITIGATION.search(text) if text and not mitigation else None
        if found is None:
            (mitigation or about).append(node)
            continue
        draft.understand(found[0])
        before = text[: found.start()].strip()
        about += [Text(node.line, before)] if before else []
        mitigation.append(Text(node.line, text[found.end() :]))
        mitigation += node.nodes if isinstance(node, Entry) else []
    if about and isinstance(about[0], Text) and (label := _RISK.match(about[0].text)):
        draft.understand(label[0])
        about[0] = Text(about[0].line, about[0].text[label.end() :])
    item: PlanTable = {"id": f"D-{len(draft.data.get('risk', [])) + 1}"}
    numbered = _RISK.match(title)
    draft.understand(*([numbered[0]] if numbered else []))
    item["decision"] = plain(title[numbered.end() :] if numbered else title) if title else prose(about)
    if title and about:
        item["breaks"] = prose(about)
    if mitigation:
        item["abort_plan"] = prose(mitigation)
    draft.add("risk", item)
