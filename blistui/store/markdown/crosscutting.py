"""Section H: cross-cutting infrastructure."""

from __future__ import annotations

import re

from blistui.plan.crosscutting import AREAS
from blistui.store.markdown.draft import Draft, Reference, Target, ref, refs
from blistui.store.markdown.draft import Table as PlanTable
from blistui.store.markdown.tree import Entry, Node, Part, Table, Text
from blistui.store.markdown.words import plain, prose, reason, stated

_OWN = {
    "none, because": Target("none_because"),
    "pr": ref("pr", "pr"),
    "consumed by": refs("consumers", "pr"),
    "evidence": Target("cites", "cites"),
    "golden dataset": Target("golden"),
    "tests invariants": refs("invariants", "invariant"),
    "document": Target("document"),
    "trigger": Target("trigger"),
    "justification": Target("justification"),
    "pinning strategy": Target("pin"),
    "interface": Target("interface"),
    "validated before the freeze": Target("validated_before"),
    "implementations": Target("implementations", "lines"),
    "default implementation": Target("default_implementation"),
}
_LEAD = re.compile(r"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*(?: \((?P<remarks>[^()]*)\))?:(?: |$)")
_NONE = re.compile(r"(?:no\b|none\b|n/a\b)", re.IGNORECASE)
_PR = re.compile(r"\bPR[ -]?\d+\b")
_WORDS = (
    ("tests", r"test|golden"),
    ("docs", r"doc|claude"),
    ("ci", r"\bci\b|pipeline"),
    ("dependencies", r"dependenc"),
    ("freezes", r"freeze"),
)


def read(draft: Draft, part: Part) -> None:
    """Items by area; the area is known by its heading, or in a table by what the row is about."""
    _nodes(draft, part.nodes, "")
    for below in part.parts:
        title = below.title.casefold()
        area = next((key for key, name in AREAS.items() if name.casefold() == title), "") or _area(title)
        _nodes(draft, below.nodes, area)
        for deeper in below.parts:
            draft.leave_part(f"H) {below.title}", deeper)


def _area(text: str) -> str:
    return next((area for area, words in _WORDS if re.search(words, text.casefold())), "")


def _nodes(draft: Draft, nodes: list[Node], area: str) -> None:
    for node in nodes:
        if isinstance(node, Text) and not stated(node.text):
            continue
        if isinstance(node, Entry):
            _entry(draft, node, area)
        elif isinstance(node, Table):
            for _, row in node.rows:
                own = area or _area(row[0])
                _told(draft, " — ".join(plain(cell) for cell in row if stated(cell)), own)
        elif isinstance(node, Text):
            _told(draft, prose([node]), area)
        else:
            draft.leave("H)", node)


def _told(draft: Draft, text: str, area: str) -> PlanTable:
    number = len(draft.data.get("crosscutting", [])) + 1
    item: PlanTable = draft.add("crosscutting", {"id": f"CC{number}"})
    if area:
        item["area"] = area
    if _NONE.match(text):
        item["none_because"] = text
        return item
    item["item"] = text
    named = _PR.search(text)
    if named:
        item["pr"] = Reference(("pr",), named[0], False)
    return item


def _entry(draft: Draft, entry: Entry, area: str) -> None:
    lead = _LEAD.match(entry.text)
    if lead is None:
        _told(draft, prose([Text(entry.line, entry.text), *entry.nodes]), area)
        return
    item: PlanTable = draft.add("crosscutting", {"id": lead["id"]})
    if area:
        item["area"] = area
    for remark in (lead["remarks"] or "").split(", "):
        if remark == "existing":
            item["existing"] = True
        elif remark.startswith("area: "):
            item["area"] = remark.removeprefix("area: ")
    text, why = reason(entry.text[lead.end() :])
    if why:
        item["none_because"] = why
    rest = draft.labelled("H)", item, entry.nodes, _OWN)
    told = prose([Text(entry.line, text), *rest] if text else rest)
    if told:
        item["item"] = told
