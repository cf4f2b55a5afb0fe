"""The living document: revision notes, waivers and attestations."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Fence, Part
from blistui.markdown.bold import lead_of
from blistui.markdown.labels import label_of
from blistui.markdown.outline import NO_REASON, NOT_PLACED
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import labels, span
from blistui.patterns import pattern
from blistui.plan.tables.living import SUBJECTS, Attestation, ContractChange, Remark, Revision, Waiver

_REVISION = targets(Revision)
_CHANGE = targets(ContractChange)
_SIGNATURE = {
    **targets(Waiver, "because"),
    **targets(Attestation, "text"),
    **dict.fromkeys(
        (label_of(own, "by").casefold() for own in (Waiver, Attestation)), Target("by", day="date")
    ),
}
_REMARK = targets(Remark, "text", "answer") | {
    label_of(Remark, "reviewer").casefold(): Target("reviewer", day="date")
}
_CONTRACT = label_of(Revision, "changes").casefold()
_WHERE = label_of(Waiver, "where").casefold()
_ABOUT = label_of(Attestation, "about").casefold()
_ID = pattern(r"\((?P<id>[^()]*)\)$")
_RECORD = pattern(r"(?P<kind>Remark|Waived|Signed|Stale|Unsigned)(?: (?P<id>.*))?$")
_UNSIGNED = pattern(
    rf"\*\*Unsigned:\*\* (?:{'|'.join(SUBJECTS)}), by nobody yet,"
    r" for (?:the plan as a whole|`[\w.@-]+`(?:, `[\w.@-]+`)*)"
)
_LEFT = pattern(r"(?P<id>[\w-]+) \((?P<why>.*)\)$", re.DOTALL)
_WHEN = pattern(r"(?:(?P<date>\d{4}-\d\d-\d\d)(?:, )?)?(?P<version>.*)$")


def revision_notes(draft: Draft, part: Part) -> None:
    """The notes at the top."""
    for entry in part.entries:
        lead = lead_of(entry.text)
        own = _ID.match(lead.rest) if lead else None
        if lead is None or (lead.rest and own is None):
            draft.leave("Revision notes", entry)
            continue
        when = _WHEN.match(lead.label if lead.label != "undated" else "")
        item = draft.add("revision", {"id": plain(own["id"]) if own else ""})
        if when:
            item["date"], item["version"] = when["date"] or "", plain(when["version"])
        for node in draft.labelled("Revision notes", item, entry.nodes, _REVISION):
            contract = labels(node.text, {_CONTRACT}, draft.own)[1] if isinstance(node, Entry) else {}
            if contract and isinstance(node, Entry):
                change: PlanTable = {"guarantee": plain(contract[_CONTRACT])}
                draft.leave("Revision notes", *draft.labelled("Revision notes", change, node.nodes, _CHANGE))
                item.setdefault("changes", []).append(change)
            else:
                draft.leave("Revision notes", node)


def review_record(draft: Draft, part: Part) -> None:
    """Waivers and attestations; what the tool lists as unsigned is no record."""
    for entry in part.entries:
        lead = lead_of(entry.text)
        found = _RECORD.match(lead.label) if lead and lead.colon else None
        if found is None or lead is None:
            draft.leave("Review record", entry)
        elif found["kind"] == "Remark":
            item = draft.add("remark", {"id": found["id"] or "", "about": span(lead.rest)})
            _signed(draft, item, entry, _REMARK)
        elif found["kind"] == "Waived":
            rule, where = _about(lead.rest, _WHERE)
            item = draft.add("waiver", {"id": found["id"] or "", "rule": rule, "where": where})
            _signed(draft, item, entry)
        elif found["id"] is None and ", by nobody yet, for " in lead.rest:
            if _UNSIGNED.fullmatch(entry.text) and not entry.nodes:
                # Items without an id are called by their place, which may be another after the import.
                draft.understand(entry.text)
            else:
                draft.leave("Review record", entry)
        else:
            subject, about = _about(lead.rest, _ABOUT)
            item = draft.add("attestation", {"id": found["id"] or "", "subject": subject, "about": about})
            # The export has no digest: after an import it is not known whether the signature still fits.
            draft.understand(f"{found['kind']} {found['id'] or ''}")
            _signed(draft, item, entry)


def not_placed(draft: Draft, part: Part) -> None:
    """What an earlier import could not place: each with its text in a fence."""
    for entry in part.entries:
        lead = lead_of(entry.text)
        found = _LEFT.match(lead.label) if lead and lead.colon else None
        fences = [node for node in entry.nodes if isinstance(node, Fence)]
        if found is None or lead is None or len(fences) != 1 or len(entry.nodes) != 1:
            draft.leave(NOT_PLACED, entry)
            continue
        item = {"id": found["id"], "heading": plain(lead.rest)}
        if found["why"] != NO_REASON:
            item["why"] = plain(found["why"])
        draft.add("leftover", item)["text"] = "\n".join(fences[0].content)
    draft.derive(NOT_PLACED, *(node for node in part.nodes if not isinstance(node, Entry)))
    for below in part.parts:
        draft.leave_part(NOT_PLACED, below)


def _about(text: str, label: str) -> tuple[str, str]:
    """What is before a label, and the code that is after it."""
    what, by_label = labels(text, (label,), exact=True)
    return plain(what), span(by_label.get(label, ""))


def _signed(draft: Draft, item: PlanTable, entry: Entry, fields: dict[str, Target] = _SIGNATURE) -> None:
    draft.leave("Review record", *draft.labelled("Review record", item, entry.nodes, fields))
