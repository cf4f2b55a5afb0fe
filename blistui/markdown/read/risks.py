"""Section E: the risk register."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.listed import spelled
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.risk_fields import cost, fields_in, put_field, success_in
from blistui.markdown.read.risks_in_words import is_register, read_in_words
from blistui.markdown.read.words import amount, dated, is_number, labels, says_something, stated
from blistui.patterns import pattern
from blistui.plan.tables.risks import Risk

_COLUMNS = (
    (r"^(?:#|no\.?|id)$", "id"),
    (r"decision|^risk\b", "decision"),
    (r"assumption", "assumption"),
    (r"success.*(?:abort|fallback)", "success, abort"),
    (r"abort|fallback|plan b|if (?:it|this|that|the validation) fails|^if not$|^what then$", "abort_plan"),
    (r"success|criteri", "success_criteria"),
    (r"validat|how to test|how we (?:find out|check|test|know)|^check$|^spike$", "validation"),
    (r"cost|impact|if wrong", "cost"),
    (r"gate|when\b|before", "gate"),
    (r"mitigation", "mitigation"),
)
_PLAIN = pattern(
    r"(?:#|id|no|decision|risk|assumption|abort plan|fallback|plan b|if it fails|success criteria"
    r"|validation(?: method)?|validate by|how we find out|check|spike|what then|success / abort"
    r"|cost (?:of being|if) wrong|gate|before|when|mitigation|impact)$",
    re.IGNORECASE,
)
_TWO = pattern(r"\s+·\s+|;\s+|\s+/\s+|\s*❌\s*")
_OWN = targets(Risk) | {
    "rests on": target(Risk, "relies_on"),
    "finding": target(Risk, "outcome_finding"),
}
_IN_CELL = {
    **dict.fromkeys(("success", "success criteria"), target(Risk, "success_criteria")),
    **dict.fromkeys(("abort", "abort plan"), target(Risk, "abort_plan")),
}
_PLAIN_LEAD = pattern(
    r"(?:(?P<mark>[*_])(?P<italics>[^*_\n]{2,60}?)[.:]?(?P=mark):?|(?P<plain>[^*_:;.—–\n]{2,60}?)\s*(?::|\s[—–-]))"
    r"\s+(?=\S)"
)
_SAID_OF = pattern(r"(?:gate|risk|decision|validation(?: of)?)\s+", re.IGNORECASE)
_FAILS = pattern(r"If (?P<id>[A-Za-z]+-?\d+) fails,?\s+(?:then )?(?P<what>[^?]+\.)$")
_ID = pattern(r"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*(?:[ \t]+|$)")
_TRAILING_ID = pattern(r"^(?P<text>.*\S) \((?P<id>[A-Z]+-?\d+)\)$", re.DOTALL)
_HEAD = pattern(r"(?P<id>[A-Za-z0-9][\w-]*)(?: \(.*\))?$", re.DOTALL)
_NAMED = pattern(r"\brisks?\b", re.IGNORECASE)


def read(draft: Draft, part: Part) -> None:
    """The table, and what follows it."""
    tables = (node for own in part.walk() for node in own.nodes if isinstance(node, Table))
    in_words = _NAMED.search(part.title) or is_register(part)
    if in_words and not draft.own and not any("decision" in _keys(t.header) for t in tables):
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
            elif draft.own or not _said_of_one(draft, node):
                draft.leave("E)", *([node] if says_something(node) else []))


def _keys(header: list[str]) -> list[str]:
    """The field of each column, each at most once."""
    found: list[str] = []
    for title in header:
        key = next((key for words, key in _COLUMNS if re.search(words, title.casefold())), "")
        found.append("" if key in found else key)
    if "abort_plan" not in found and "success, abort" not in found:
        # What makes a risk smaller stands for what is done if it happens only where nothing else does.
        found = ["abort_plan" if key == "mitigation" else key for key in found]
    return ["" if key == "mitigation" else key for key in found]


def _rows(draft: Draft, table: Table) -> None:
    titles = _keys(table.header)
    draft.understand(*(title for title in table.header if _PLAIN.match(title)))
    for line, row in table.rows:
        item: PlanTable = {"id": draft.mint("risk", "D-")}
        exported = any(_ID.match(cell) for cell in row)
        for title, key, cell in zip(table.header, titles, row, strict=True):
            if key == "id":
                item["id"] = plain(cell) if re.search(r"[A-Za-z]", cell) else item["id"]
            elif key == "decision":
                _decision(item, cell)
            elif key == "cost":
                _exported_cost(item, cell) if exported else cost(item, cell)
            elif key == "gate" and draft.own:
                draft.put(item, target(Risk, "gate"), cell.removeprefix("Before "))
            elif key == "success, abort":
                _two(draft, item, title, cell, line)
            elif not key:
                draft.leave_text(line, f"E) {title}", f"{title}: {cell}" if stated(cell) else "")
            elif exported:
                draft.put(item, Target(key), cell)
            else:
                text, by_label = labels(cell, _IN_CELL, draft.own)
                put_field(draft, item, key, text, line)
                draft.fill(item, by_label, _IN_CELL)
                if (
                    key == "validation"
                    and not by_label
                    and not {"success_criteria", "success, abort"} & {*titles}
                ):
                    success_in(draft, item, text)
        draft.add("risk", item)


def _two(draft: Draft, item: PlanTable, title: str, cell: str, line: int) -> None:
    """The criterion and what is done if it fails, in one cell."""
    parts = [piece for piece in _TWO.split(cell.replace("✅", "")) if piece]
    if len(parts) == 2:
        put_field(draft, item, "success_criteria", parts[0].strip(), line)
        put_field(draft, item, "abort_plan", parts[1].strip(), line)
    else:
        draft.leave_text(line, f"E) {title}", f"{title}: {cell}" if stated(cell) else "")


def _decision(item: PlanTable, cell: str) -> None:
    lead = _ID.match(cell)
    behind = _TRAILING_ID.match(cell)
    if lead:
        item["id"], cell = lead["id"], cell[lead.end() :]
    elif behind:
        item["id"], cell = behind["id"], behind["text"]
    item["decision"] = plain(cell)


def _exported_cost(item: PlanTable, cell: str) -> None:
    value, rest = amount(cell)
    if isinstance(value, int | float) and not rest and is_number(cell.removesuffix("s").removesuffix(" PR")):
        item["cost"] = value
    elif stated(cell):
        item["cost"] = plain(cell)


def _said_of_one(draft: Draft, node: Node) -> bool:
    """Fields of a risk of the table above, behind its id or the first words of its decision."""
    if not isinstance(node, Entry | Text):
        return False
    if isinstance(node, Text) and _if_it_fails(draft, node):
        return True
    lead = lead_of(node.text)
    other = None if lead else _PLAIN_LEAD.match(node.text)
    label = lead.label if lead else (other["italics"] or other["plain"]) if other else ""
    text = lead.rest if lead else node.text[other.end() :] if other else ""
    risk = _called(draft, _SAID_OF.sub("", label.strip(" .:")))
    found, rest = fields_in(text.lstrip("—–- ")) if risk else ([], [])
    if risk is None or not found:
        return False
    draft.understand(label, *(own for _, own, _ in found if own))
    for key, _, own in found:
        put_field(draft, risk, key, own, node.line)
    for own in rest:
        draft.leave_text(node.line, "E)", own)
    draft.leave("E)", *(node.nodes if isinstance(node, Entry) else ()))
    return True


def _if_it_fails(draft: Draft, node: Text) -> bool:
    """`If R1 fails we keep the list.`: what is done, in a sentence; other sentences are left over."""
    known = {str(own["id"]): own for own in draft.data.get("risk", []) if not own.get("abort_plan")}
    sentences = re.split(r"(?<=[.!?])\s+", node.text)
    found = [own for sentence in sentences if (own := _FAILS.match(sentence)) and own["id"] in known]
    for own in found:
        draft.understand(f"if {own['id']} fails")
        known[own["id"]].setdefault("abort_plan", plain(own["what"]))
    texts = {own[0] for own in found}
    if found:
        draft.leave_text(node.line, "E)", " ".join(own for own in sentences if own not in texts))
    return bool(found)


def _called(draft: Draft, label: str) -> PlanTable | None:
    words = spelled(label)
    risks: list[PlanTable] = draft.data.get("risk", [])
    found = (
        [own for own in risks if spelled(str(own["id"])) == words]
        or [own for own in risks if f"{spelled(str(own.get('decision', '')))}-".startswith(f"{words}-")]
        or [own for own in risks if _alike(words, spelled(str(own.get("decision", ""))))]
    )
    return found[0] if len(found) == 1 and words else None


def _alike(label: str, decision: str) -> bool:
    """Whether several words are all in a decision in one form or another: `Lazy expiry`, `Expire lazily`."""
    own = label.split("-")
    stems = [word[: max(3, len(word) - 2)] for word in own]
    return len(own) > 1 and all(any(word.startswith(stem) for word in decision.split("-")) for stem in stems)


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
