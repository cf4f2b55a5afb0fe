"""Section D, what must always hold, and which data are state and which statistics."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Text
from blistui.markdown.labels import label_of
from blistui.markdown.listed import REMARKS, before_citations
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Target
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import citations, labels, prose
from blistui.patterns import pattern
from blistui.plan.tables.concept import Invariant, State

_STATE = {
    label_of(State, key).casefold(): Target(key, "lines or reason") for key in ("simulation", "statistics")
}
_EVIDENCE = label_of(Invariant, "cites").casefold()
_CITED = (_EVIDENCE,)
EXPORTED = pattern(rf"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*(?: {REMARKS})?:(?: (?P<text>.*))?$", re.DOTALL)
_APART = pattern(r"(?:\*\*)?state vs\.? statistics:?(?:\*\*)?:? (?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_CLAUSE = pattern(
    r"(?P<name>.+?) (?:is|are) (?:part of the )?(?P<what>(?:simulation )?state|(?:derived )?statistics)\b"
    r"(?P<remark>.*)$",
    re.IGNORECASE | re.DOTALL,
)


def invariant(draft: Draft, node: Node) -> bool:
    """An item, a paragraph of its own, or what the model keeps as state and as statistics."""
    if isinstance(node, Text):
        draft.add("invariant", {"id": draft.mint("invariant", "SI-"), "statement": prose([node])})
        return True
    if not isinstance(node, Entry):
        return False
    if state_in_words(draft, node):
        return True
    if not draft.labelled("D)", draft.group("state"), [node], _STATE):
        return True
    found = EXPORTED.match(node.text)
    cites: list[dict[str, str | list[str]]] = []
    if found is None:
        text = prose([Text(node.line, node.text), *node.nodes])
    else:
        text, by_label = labels(found["text"] or "", _CITED, draft.own)
        text, cited = (text, by_label[_EVIDENCE]) if by_label else before_citations(text)
        cites = citations(cited)
    item: PlanTable = {"statement": plain(text) if found else text}
    item["id"] = found["id"] if found else draft.mint("invariant", "SI-")
    if found and found["remarks"]:
        item["kind"] = plain(found["remarks"])
    if cites:
        item["cites"] = cites
    draft.add("invariant", item)
    if found:
        draft.leave("D) System invariants", *node.nodes)
    return True


def state_in_words(draft: Draft, node: Entry | Text) -> bool:
    """`State vs. statistics: the index is simulation state; the scores are statistics`, clause by clause."""
    found = _APART.match(node.text)
    clauses = [_CLAUSE.match(clause.strip()) for clause in found["rest"].split(";")] if found else []
    if (isinstance(node, Entry) and node.nodes) or not clauses or None in clauses:
        return False
    for clause in clauses:
        if clause is not None:
            key = "simulation" if clause["what"].casefold().endswith("state") else "statistics"
            part = f"{clause['name']} {clause['remark'].strip()}".rstrip(" .")
            draft.group("state").setdefault(key, []).append(plain(part))
            draft.understand(node.text)
    return True
