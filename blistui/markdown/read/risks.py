"""Section E: the risk register."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Table
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.risks_in_words import read_in_words
from blistui.markdown.read.words import PR_ID, amount, dated, is_number, labels, says_something, stated
from blistui.patterns import pattern
from blistui.plan.tables.risks import Risk

_COLUMNS = (
    (r"^(?:#|no\.?|id)$", "id"),
    (r"decision|^risk\b", "decision"),
    (r"assumption", "assumption"),
    (r"abort|fallback", "abort_plan"),
    (r"success|criteri", "success_criteria"),
    (r"validat|how to test", "validation"),
    (r"cost|impact|if wrong", "cost"),
    (r"gate|when\b|before", "gate"),
    (r"mitigation", "abort_plan"),
)
_PLAIN = pattern(
    r"(?:#|id|no|decision|risk|assumption|abort plan|fallback|success criteria|validation(?: method)?"
    r"|cost (?:of being|if) wrong|gate|mitigation|impact)$",
    re.IGNORECASE,
)
_OWN = targets(Risk) | {
    "rests on": target(Risk, "relies_on"),
    "finding": target(Risk, "outcome_finding"),
}
_IN_CELL = {
    **dict.fromkeys(("success", "success criteria"), target(Risk, "success_criteria")),
    **dict.fromkeys(("abort", "abort plan"), target(Risk, "abort_plan")),
}
_ID = pattern(r"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*(?:[ \t]+|$)")
_TRAILING_ID = pattern(r"^(?P<text>.*\S) \((?P<id>[A-Z]+-?\d+)\)$", re.DOTALL)
_HEAD = pattern(r"(?P<id>[A-Za-z0-9][\w-]*)(?: \(.*\))?$", re.DOTALL)
_MEASURED = pattern(r"\bwithin \d|[<>≤≥]=? ?\d|\bat (?:least|most) \d|\bno more than \d", re.IGNORECASE)
_PR = PR_ID
_NAMED = pattern(r"\brisks?\b", re.IGNORECASE)


def read(draft: Draft, part: Part) -> None:
    """The table, and what follows it."""
    tables = (node for own in part.walk() for node in own.nodes if isinstance(node, Table))
    if _NAMED.search(part.title) and not draft.own and not any("decision" in _keys(t.header) for t in tables):
        read_in_words(draft, part)
        return
    detailed: list[PlanTable] = []
    for own in part.walk():
        if own is not part and own.title != "Validation of each decision":
            draft.leave_text(own.line, "E)", f"{'#' * own.level} {own.title}")
        for node in own.nodes:
            if isinstance(node, Table) and "decision" in _keys(node.header):
                _rows(draft, node)
            elif isinstance(node, Entry) and (own_id := _id_of(node.text)):
                _details(draft, node, own_id, detailed)
            elif says_something(node):
                draft.leave("E)", node)


def _keys(header: list[str]) -> list[str]:
    """The field of each column, each at most once."""
    found: list[str] = []
    for title in header:
        key = next((key for words, key in _COLUMNS if re.search(words, title.casefold())), "")
        found.append("" if key in found else key)
    return found


def _rows(draft: Draft, table: Table) -> None:
    titles = _keys(table.header)
    draft.understand(*(title for title in table.header if _PLAIN.match(title)))
    for line, row in table.rows:
        number = len(draft.data.get("risk", [])) + 1
        item: PlanTable = {"id": f"D-{number}"}
        exported = any(_ID.match(cell) for cell in row)
        for title, key, cell in zip(table.header, titles, row, strict=True):
            if key == "id":
                item["id"] = plain(cell) if re.search(r"[A-Za-z]", cell) else item["id"]
            elif key == "decision":
                _decision(item, cell)
            elif key == "cost":
                _cost(item, cell, exported)
            elif key == "gate":
                if draft.own:
                    draft.put(item, target(Risk, "gate"), cell.removeprefix("Before "))
                else:
                    _gate(draft, item, cell, line)
            elif key:
                text, by_label = (cell, {}) if exported else labels(cell, _IN_CELL, draft.own)
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
    counts = not exported or is_number(cell.removesuffix("s").removesuffix(" PR"))
    if isinstance(value, int | float) and not rest and counts:
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
    first = re.match(rf"(Before )?({PR_ID.pattern})\.\s+(?=\S)", cell)
    if first:
        # More sentences follow, about the validation.
        item["gate"] = Reference(("pr",), first[2], False)
        draft.leave_text(line, "E) Gate", cell[first.end() :])
        return
    if re.fullmatch(rf"Before {PR_ID.pattern}(?: merges?| merge)?", cell):
        draft.understand(cell)
    named = _PR.search(cell)
    if before and not re.search(r"\bmerge", cell):
        item["gate"] = Reference(("pr",), before[1], False)
    elif named:
        item["gate"] = Reference(("pr",), named[0], False)
    else:
        draft.leave_text(line, "E) Gate", cell)


def _id_of(text: str) -> str:
    lead = lead_of(text)
    head = _HEAD.match(lead.label) if lead and not lead.rest else None
    return head["id"] if head else ""


def _details(draft: Draft, entry: Entry, own_id: str, detailed: list[PlanTable]) -> None:
    """What is said of a risk; where two have one id, of the first that nothing was said of."""
    own = (risk for risk in draft.data.get("risk", []) if risk["id"] == own_id)
    item = next((risk for risk in own if not any(risk is other for other in detailed)), None)
    if item is None:
        draft.leave("E)", entry)
        return
    detailed.append(item)
    rest: list[Node] = draft.labelled("E)", item, entry.nodes, _OWN)
    draft.leave("E)", *rest)
    outcome, day = dated(str(item.get("outcome", "")))
    if day and not draft.own:
        item["outcome"], item["outcome_on"] = outcome, day
