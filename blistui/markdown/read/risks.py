"""Section E: the risk register."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.read.draft import Draft, Reference, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import amount, labels, plain, stated
from blistui.plan.risks import Risk

_COLUMNS = (
    ("decision", "decision"),
    ("assumption", "assumption"),
    ("validation", "validation"),
    ("cost", "cost"),
    ("gate", "gate"),
)
_OWN = targets(Risk) | {
    "rests on": target(Risk, "relies_on"),
    "finding": target(Risk, "outcome_finding"),
}
_IN_CELL = {
    **dict.fromkeys(("success", "success criteria"), target(Risk, "success_criteria")),
    **dict.fromkeys(("abort", "abort plan"), target(Risk, "abort_plan")),
}
_ID = re.compile(r"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*[ \t]+")
_TRAILING_ID = re.compile(r"^(?P<text>.*\S) \((?P<id>[A-Z]+-?\d+)\)$", re.DOTALL)
_HEAD = re.compile(r"\*\*(?P<id>[A-Za-z0-9][\w-]*)(?: \(.*\))?\*\*$", re.DOTALL)
_MEASURED = re.compile(r"\bwithin \d|[<>≤≥]=? ?\d|\bat (?:least|most) \d|\bno more than \d", re.IGNORECASE)
_PR = re.compile(r"\bPR[ -]?\d+\b")


def read(draft: Draft, part: Part) -> None:
    """The table, and what follows it."""
    for own in part.walk():
        if own is not part and own.title != "Validation of each decision":
            draft.leave_text(own.line, "E)", f"{'#' * own.level} {own.title}")
        for node in own.nodes:
            if isinstance(node, Table) and node.header[0].casefold().startswith("decision"):
                _rows(draft, node)
            elif isinstance(node, Entry) and _HEAD.match(node.text):
                _details(draft, node)
            elif not (isinstance(node, Text) and not stated(node.text)):
                draft.leave("E)", node)


def _rows(draft: Draft, table: Table) -> None:
    titles = [next((key for word, key in _COLUMNS if word in title.casefold()), "") for title in table.header]
    for line, row in table.rows:
        number = len(draft.data.get("risk", [])) + 1
        item: PlanTable = {"id": f"D-{number}"}
        exported = any(_ID.match(cell) for cell in row)
        for title, key, cell in zip(table.header, titles, row, strict=True):
            if key == "decision":
                _decision(item, cell)
            elif key == "cost":
                _cost(item, cell, exported)
            elif key == "gate":
                _gate(draft, item, cell, line)
            elif key:
                text, by_label = labels(cell, _IN_CELL)
                draft.put(item, Target(key), text)
                draft.fill(item, by_label, _IN_CELL)
                if key == "validation" and not by_label and not exported and _MEASURED.search(text):
                    # The method names the result that it must give.
                    draft.put(item, target(Risk, "success_criteria"), text)
            else:
                draft.leave_text(line, f"E) {title}", f"{title}: {cell}" if stated(cell) else "")
        draft.add("risk", item)


def _decision(item: PlanTable, cell: str) -> None:
    lead = _ID.match(cell)
    behind = _TRAILING_ID.match(cell)
    if lead:
        item["id"], cell = lead["id"], cell[lead.end() :]
    elif behind:
        item["id"], cell = behind["id"], behind["text"]
    item["decision"] = plain(cell)


def _cost(item: PlanTable, cell: str, exported: bool) -> None:
    value, rest = amount(cell)
    if isinstance(value, int | float) and not rest:
        item["cost"] = value
        return
    if exported:
        item.update({"cost": plain(cell)} if stated(cell) else {})
        return
    counted = re.search(r"(\d+(?:\.\d+)?) (?:PRs?\b|additional cost)", cell)
    named = list(dict.fromkeys(_PR.findall(cell)))
    if counted:
        item["cost"] = amount(counted[0])[0]
    elif named:
        # The cost is the number of affected PRs.
        item["cost"] = len(named)
    elif stated(cell):
        item["cost"] = plain(cell)
        return
    if stated(cell):
        item["breaks"] = plain(cell)
    if named:
        item["affects"] = Reference(("pr",), ", ".join(named), True)


def _gate(draft: Draft, item: PlanTable, cell: str, line: int) -> None:
    if not stated(cell):
        return
    before = re.match(r"Before (.*)$", cell)
    if re.fullmatch(r"Before PR ?\d+(?: merges?| merge)?", cell):
        draft.understand(cell)
    named = _PR.search(cell)
    if before and not re.search(r"\bmerge", cell):
        item["gate"] = Reference(("pr",), before[1], False)
    elif named:
        item["gate"] = Reference(("pr",), named[0], False)
    else:
        draft.leave_text(line, "E) Gate", cell)


def _details(draft: Draft, entry: Entry) -> None:
    head = _HEAD.match(entry.text)
    item = next((risk for risk in draft.data.get("risk", []) if head and risk["id"] == head["id"]), None)
    if item is None:
        draft.leave("E)", entry)
        return
    rest: list[Node] = draft.labelled("E)", item, entry.nodes, _OWN)
    draft.leave("E)", *rest)
    outcome, _, day = str(item.get("outcome", "")).partition(", ")
    if day:
        item["outcome"], item["outcome_on"] = outcome, day
