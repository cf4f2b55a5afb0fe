"""Section J: what the author says about merging; the graph itself is drawn from the PRs."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Fence, Part, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.inline import code_span
from blistui.markdown.labels import label_of
from blistui.markdown.read.draft import Draft, Reference
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.waiting import depend, is_order
from blistui.markdown.read.words import (
    labels,
    mentioned,
    only_ids,
    prose,
    reason_alone,
    says_something,
    stated,
)
from blistui.patterns import pattern
from blistui.plan.tables.dag import Dag

_DERIVED = frozenset(
    {
        "dependency graph",
        "parallelizable workstreams",
        "validation gate placement",
        "interface freeze points",
        "files shared by parallel prs",
    }
)
_ARROW = pattern(rf"(?P<kept>\\.|{code_span('ticks')})| → ")
_ORDER = label_of(Dag, "merge_order").casefold()


def read(draft: Draft, part: Part) -> None:
    """What people say beside the graph, and the order that it shows."""
    dag = draft.group("dag")
    said = [node for node in part.nodes if not isinstance(node, Fence)]
    draft.derive("J)", *(node for node in part.nodes if isinstance(node, Fence)))
    for below in part.parts:
        title = below.title.casefold()
        if title in _DERIVED:
            _derived(draft, below)
        elif is_order(title):
            _sequencing(draft, dag, below)
        elif "integration risk" in title:
            _integration(draft, dag, below)
        elif re.search(r"\bgraph\b|\bdag\b", title):
            said += [node for node in below.nodes if not isinstance(node, Fence)]
            draft.derive("J)", *(node for node in below.nodes if isinstance(node, Fence)))
            for deeper in below.parts:
                draft.leave_part("J)", deeper)
        else:
            draft.leave_part("J)", below)
    if said:
        # What people say beside the graph is guidance on merging.
        after = [dag["merge_sequencing"]] if "merge_sequencing" in dag else []
        dag["merge_sequencing"] = "\n\n".join([prose(said), *after])
    if not draft.own:
        depend(draft, [part])


def _derived(draft: Draft, part: Part) -> None:
    draft.derive(f"J) {part.title}", *part.nodes)
    for below in part.parts:
        draft.leave_part(f"J) {part.title}", below)


def _sequencing(draft: Draft, dag: PlanTable, part: Part) -> None:
    kept = [node for node in part.nodes if says_something(node)]
    # In an export it is the last paragraph, whatever the author says above.
    ordered = [node for node in kept if isinstance(node, Text) and labels(node.text, {_ORDER}, draft.own)[1]]
    for node in ordered[-1:]:
        order = labels(node.text, {_ORDER}, draft.own)[1][_ORDER]
        kept = [own for own in kept if own is not node]
        if stated(order):
            listed = _ARROW.sub(lambda own: own["kept"] or ", ", order)
            dag["merge_order"] = Reference(("pr",), listed, True)
    if kept:
        dag["merge_sequencing"] = prose(kept)


def _integration(draft: Draft, dag: PlanTable, part: Part) -> None:
    for node in part.nodes:
        if not says_something(node):
            continue
        if isinstance(node, Text) and (why := reason_alone(node.text)):
            dag["integration_risks_none_because"] = why
            continue
        item: PlanTable = {}
        text = node.text if isinstance(node, Entry) else ""
        lead = lead_of(text)
        if lead and lead.colon and isinstance(node, Entry) and not (draft.own or only_ids(lead.label)):
            # `**PR4 has the highest risk:** …`: words about the PRs that they name.
            item["prs"] = mentioned(lead.label, [own["id"] for own in draft.data.get("pr", [])])
            item["note"] = prose([Text(node.line, node.text), *node.nodes])
        elif lead and lead.colon and isinstance(node, Entry):
            if stated(lead.label):
                item["prs"] = Reference(("pr",), lead.label, True)
            item["note"] = prose(
                [Text(node.line, lead.rest), *node.nodes] if stated(lead.rest) else node.nodes
            )
        else:
            item["note"] = prose([node])
        draft.add("dag.integration_risks", item)
