"""Section H: cross-cutting infrastructure."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.listed import REMARKS, between_commas
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import PR_ID, before_reason, prose, says_something, stated
from blistui.patterns import pattern
from blistui.plan.tables.crosscutting import AREAS, DOCUMENTS, CrossCutting

_OWN = targets(CrossCutting) | {
    "none, because": target(CrossCutting, "none_because"),
    "validated before the freeze": target(CrossCutting, "validated_before"),
}
_LEAD = pattern(rf"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*(?: {REMARKS})?:(?: |$)")
_NONE = pattern(r"(?:no\b|none\b|n/a\b)", re.IGNORECASE)
_EXISTING = pattern(
    r"^(?:\*\*)?existing\b|\bre-?us(?:e|es|ing) (?:the )?existing\b|— unaffected\b", re.IGNORECASE
)
_PR = PR_ID
_WORDS = (
    ("tests", r"test|golden"),
    ("docs", r"doc|claude|readme"),
    ("ci", r"\bci\b|pipeline"),
    ("dependencies", r"dependenc"),
    ("freezes", r"freeze"),
)


def read(draft: Draft, part: Part) -> None:
    """Items by area; the area is known by its heading, or in a table by what the row is about."""
    _nodes(draft, part.nodes, "")
    for below in part.parts:
        title = below.title.casefold()
        area = next((key for key, name in AREAS.items() if name.casefold() == title), "") or area_of(title)
        _nodes(draft, below.nodes, area)
        for deeper in below.parts:
            draft.leave_part(f"H) {below.title}", deeper)


def area_of(text: str) -> str:
    """The area that a text is about, by its words; empty when none is."""
    return next((area for area, words in _WORDS if re.search(words, text.casefold())), "")


def _nodes(draft: Draft, nodes: list[Node], area: str) -> None:
    for node in nodes:
        if not says_something(node):
            continue
        if isinstance(node, Entry):
            _entry(draft, node, area)
        elif isinstance(node, Table):
            for _, row in node.rows:
                _row(draft, node.header, row, area)
        elif isinstance(node, Text):
            _item_of(draft, prose([node]), area)
        else:
            draft.leave("H)", node)


def _row(draft: Draft, header: list[str], row: list[str], area: str) -> None:
    """An item; or one for each document, when the columns are documents and the first one is the PR."""
    pr = _PR.fullmatch(row[0].strip())
    documents = [_document(title) for title in header[1:]]
    if pr and any(documents):
        for title, document, cell in zip(header[1:], documents, row[1:], strict=True):
            if stated(cell):
                whole = plain(cell) if document else f"{plain(title)}: {plain(cell)}"
                item = _item_of(draft, whole, area or "docs")
                item["pr"] = Reference(("pr",), pr[0], False)
                item["document"] = document or "other"
                item["trigger"] = plain(row[0])
        return
    about = area or area_of(row[0])
    above = [
        own for own in draft.data.get("crosscutting", []) if own.get("area") == about and own.get("item")
    ]
    whole = " — ".join(plain(cell) for cell in row if stated(cell))
    rest = [plain(cell) for cell in row[1:] if stated(cell)]
    of_no_pr = any(
        re.search(r"\bPRs?\b", title) and not stated(cell) for title, cell in zip(header, row, strict=True)
    )
    if of_no_pr and above:
        # A remark on the work of that area.
        above[-1]["item"] += f"\n\n{whole}"
    elif of_no_pr and rest and _NONE.match(rest[0]):
        # `CI pipeline | — | No changes`: what the row is about, and that there is nothing.
        draft.add("crosscutting", _numbered(draft, about) | {"none_because": whole})
    else:
        _item_of(draft, whole, about)


def _document(title: str) -> str:
    """The document that a column is about; empty when it names none that is known."""
    words = title.casefold()
    return next((name for name in DOCUMENTS if name != "other" and name.casefold() in words), "")


def _numbered(draft: Draft, area: str) -> PlanTable:
    item: PlanTable = {"id": draft.mint("crosscutting", "CC")}
    if area:
        item["area"] = area
    return item


def _item_of(draft: Draft, text: str, area: str) -> PlanTable:
    # `No new linters.` in a list of work is a remark on it; a document has an answer of its own.
    same: list[PlanTable] = [
        own for own in draft.data.get("crosscutting", []) if own.get("area") == area != "docs"
    ]
    work = [own for own in same if own.get("item")]
    refusals = [own for own in same if own.get("none_because")]
    if _NONE.match(text):
        if work:
            work[-1]["item"] += f"\n\n{text}"
            return work[-1]
        item: PlanTable = draft.add("crosscutting", _numbered(draft, area))
        item["none_because"] = text
        return item
    if refusals:
        item = refusals[-1]
        text += f"\n\n{item.pop('none_because')}"
    else:
        item = draft.add("crosscutting", _numbered(draft, area))
    item["item"] = text
    if area == "tests" and _EXISTING.search(text):
        item["existing"] = True
    named = _PR.search(text)
    if named:
        item["pr"] = Reference(("pr",), named[0], False)
    return item


def _entry(draft: Draft, entry: Entry, area: str) -> None:
    lead = _LEAD.match(entry.text)
    if lead is None or _PR.fullmatch(lead["id"]):
        # `**PR3**: what it creates`: the PR of an item without an id.
        _item_of(draft, prose([Text(entry.line, entry.text), *entry.nodes]), area)
        return
    item: PlanTable = draft.add("crosscutting", {"id": lead["id"]})
    if area:
        item["area"] = area
    for remark in between_commas(lead["remarks"] or ""):
        if remark == "existing":
            item["existing"] = True
        elif remark.startswith("area: "):
            item["area"] = plain(remark.removeprefix("area: "))
    text, why = before_reason(entry.text[lead.end() :])
    if why:
        item["none_because"] = why
    rest = draft.labelled("H)", item, entry.nodes, _OWN)
    whole = prose([Text(entry.line, text), *rest] if text else rest)
    if whole:
        item["item"] = whole
