"""Section E where it has no table: risks under headings, in items or in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blistui.markdown.blocks import Entry, Node, Part, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.risk_fields import fields_in, put_field, success_in
from blistui.markdown.read.words import prose, says_something
from blistui.patterns import pattern

_RISK = pattern(r"[*_]*Risks?(?: \d+)?[*_]*:[*_]*\s*", re.IGNORECASE)
_MITIGATION = pattern(r"[*_]*(?:Possible |Proposed )?Mitigations?[*_]*:[*_]*\s*", re.IGNORECASE)
_NUMBERED = pattern(r"(?P<id>(?:RISK|R|D)-?\d{1,3})\s*[:.—–-]\s+(?P<title>\S.*)$", re.DOTALL)


def read_in_words(draft: Draft, part: Part) -> None:
    """Each item of a list, each heading below, or else the paragraphs together, as one risk."""
    other_plan = any(
        key == "abort_plan" for own in part.walk() for node in own.nodes for key, _, _ in _fields(node)[0]
    )
    first, *labelled = _by_label(part.nodes)
    if labelled:
        draft.leave("E)", *first[1])
        for title, nodes in labelled:
            _risk(draft, title, nodes, other_plan)
        for below in part.parts:
            draft.leave_part("E)", below)
        return
    items = [node for node in part.nodes if isinstance(node, Entry)]
    others = [node for node in part.nodes if says_something(node)]
    if items:
        draft.leave("E)", *(node for node in others if not isinstance(node, Entry)))
        for item in items:
            title, rest = _titled(item.text)
            text = [Text(item.line, rest)] if rest else []
            _risk(draft, title, [*text, *item.nodes], other_plan)
    elif part.parts and others:
        draft.leave("E)", *others)
    elif others and all(isinstance(node, Text) for node in others):
        _risk(draft, "", others, other_plan)
    else:
        draft.leave("E)", *others)
    for below in part.parts:
        nodes = [node for own in below.walk() for node in own.nodes]
        for deeper in below.walk():
            if deeper is not below:
                draft.leave_text(deeper.line, "E)", f"{'#' * deeper.level} {deeper.title}")
        _risk(draft, below.title, nodes, other_plan)


def is_register(part: Part) -> bool:
    """Whether a part is about risks by what is in it: several texts or headings begin with the id of one."""
    leads = [lead_of(node.text) for node in part.nodes if isinstance(node, Entry | Text)]
    titles = [lead.label for lead in leads if lead] + [below.title for below in part.parts]
    return sum(bool(re.match(r"(?:RISK|R)-?\d{1,3}\s*[:.—–-]\s", title)) for title in titles) > 1


def _titled(text: str) -> tuple[str, str]:
    """The title of an item in bold or italics, and what it says; no title where all of it is the risk."""
    lead = lead_of(text)
    if lead and not _RISK.match(text) and (_NUMBERED.match(lead.label) or fields_in(lead.rest)[0]):
        return lead.label, lead.rest
    return "", text


def _by_label(nodes: list[Node]) -> list[tuple[str, list[Node]]]:
    """What is below each bold line, such as `**Risk 1: Slow**`, after what is above all; and behind each
    bold title with an id, `**R1 — Slow.** It may …`."""
    found: list[tuple[str, list[Node]]] = [("", [])]
    for node in nodes:
        lead = lead_of(node.text) if isinstance(node, Text) else None
        if lead and not lead.rest and not lead.colon:
            found.append((lead.label, []))
        elif lead and _NUMBERED.match(lead.label):
            found.append((lead.label, [Text(node.line, lead.rest)]))
        else:
            found[-1][1].append(node)
    return found


def _fields(node: Node) -> tuple[list[tuple[str, str, str]], list[str]]:
    if isinstance(node, Text):
        return fields_in(node.source)
    return fields_in(node.text) if isinstance(node, Entry) else ([], [])


def _risk(draft: Draft, title: str, nodes: Sequence[Node], other_plan: bool) -> None:
    """A risk by its fields; where it has none, the text up to the mitigation, and that with all behind it."""
    fields = [_fields(node) for node in nodes]
    if title and any(key != "mitigation" for found, _ in fields for key, _, _ in found):
        item = _item(draft, title)
        for node, (found, rest) in zip(nodes, fields, strict=True):
            for key, label, text in found:
                draft.understand(*([label] if label else []))
                below = node.nodes if isinstance(node, Entry) and (key, label, text) == found[-1] else []
                whole = prose([Text(node.line, text), *below]) if below else text
                key = "abort_plan" if key == "mitigation" and not other_plan else key
                put_field(draft, item, key, whole, node.line)
                if key == "validation" and not item.get("success_criteria"):
                    success_in(draft, item, whole)
            for text in rest:
                draft.leave_text(node.line, "E)", text)
            if not found and not rest:
                draft.leave("E)", node)
            elif not found and isinstance(node, Entry):
                draft.leave("E)", *node.nodes)
        return
    _in_prose(draft, title, nodes, other_plan)


def _item(draft: Draft, title: str) -> PlanTable:
    counted, numbered = _RISK.match(title), _NUMBERED.match(title)
    if counted:
        draft.understand(counted[0])
        title = title[counted.end() :]
    elif numbered:
        title = numbered["title"]
    item: PlanTable = {"id": numbered["id"] if numbered else draft.mint("risk", "D-")}
    item["decision"] = plain(title.rstrip(". "))
    return draft.add("risk", item)


def _in_prose(draft: Draft, title: str, nodes: Sequence[Node], other_plan: bool) -> None:
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
    item = _item(draft, title)
    if not title:
        item["decision"] = prose(about)
    elif about:
        item["breaks"] = prose(about)
    if mitigation and other_plan:
        draft.leave("E)", *mitigation)
    elif mitigation:
        item["abort_plan"] = prose(mitigation)
