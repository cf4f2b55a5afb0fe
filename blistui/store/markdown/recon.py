"""Section B: findings and constraints."""

from __future__ import annotations

import re

from blistui.plan.recon import TOPICS
from blistui.store.markdown.draft import Draft, Table, Target, refs
from blistui.store.markdown.tree import Entry, Node, Part, Text
from blistui.store.markdown.tree import Table as MarkdownTable
from blistui.store.markdown.words import places, plain, prose, reason, span, stated

_OWN = {
    "none, because": Target("none_because"),
    "evidence": Target("cites", "cites"),
    "inferred from": Target("inferred_from", "prose"),
    "impact": Target("impact", "prose"),
    "resolved by": refs("resolved_by", "risk", "pr"),
    "module of the target map": Target("module"),
    "guideline": Target("guideline"),
}
_LEAD = re.compile(r"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*(?: \((?P<remarks>[^()]*)\))?:[ \t]*")
_QUERY = re.compile(r"\*\*Query:\*\* (?P<ask>[\w-]+) of (?P<subject>.+), \d+ found$")

_WORDS = {
    "packages": r"package|affected|files",
    "data structures": r"structure|interface|integration points|existing tests",
    "invariants": r"invariant|assumption",
    "cli": r"\bcli\b|flag",
    "configuration": r"config",
    "extension points": r"extension",
    "coupling": r"coupling|fragil",
    "boundaries": r"boundar|target map",
}


def read(draft: Draft, part: Part) -> None:
    """Facts, inferences, uncertainties and constraints."""
    _below(draft, part, "", "")


def _below(draft: Draft, part: Part, topic: str, kind: str) -> None:
    title = part.title.casefold()
    topic = (
        next((key for key, name in TOPICS.items() if name.casefold() == title), "") or _guess(title) or topic
    )
    if "uncertain" in title:
        kind = "uncertain"
    elif "inferred" in title or "inference" in title:
        kind = "inferred"
    elif title and not _guess(title) and not re.match(r"b\)|confirmed|other facts|architectural con", title):
        draft.leave_text(part.line, "B)", f"{'#' * part.level} {part.title}")
    for node in part.nodes:
        if "constraint" in title:
            _constraint(draft, node)
        else:
            _finding(draft, part, node, topic, kind)
    for below in part.parts:
        _below(draft, below, topic, kind)


def _guess(title: str) -> str:
    return next((topic for topic, words in _WORDS.items() if re.search(words, title)), "")


def _finding(draft: Draft, part: Part, node: Node, topic: str, kind: str) -> None:
    if isinstance(node, Entry):
        _entry(draft, node, topic, kind)
    elif isinstance(node, MarkdownTable):
        _rows(draft, node, topic, kind)
    elif isinstance(node, Text):
        if not stated(node.text) or node.text.endswith(": none recorded."):
            return
        if places(node.text):
            _new(draft, topic, kind, prose([node]), places(node.text))
        else:
            draft.leave(_where(part), node)
    else:
        draft.leave(_where(part), node)


def _new(draft: Draft, topic: str, kind: str, statement: str, cites: list[dict[str, str]]) -> Table:
    number = len(draft.data.get("finding", [])) + 1
    item: Table = {"id": f"F{number}", "kind": kind or "confirmed", "statement": statement}
    if topic:
        item["topic"] = topic
    if cites:
        item["cites"] = cites
    return draft.add("finding", item)


def _entry(draft: Draft, entry: Entry, topic: str, kind: str) -> None:
    lead = _LEAD.match(entry.text)
    if lead is None:
        _new(draft, topic, kind, _whole(entry), places(entry.source))
        return
    item: Table = {"id": lead["id"], "kind": kind or "confirmed"}
    if topic:
        item["topic"] = topic
    for remark in (lead["remarks"] or "").split("; "):
        key, _, value = remark.partition(": ")
        if remark == "UNVERIFIED":
            item["unverified"] = True
        elif key in ("topic", "kind"):
            item[key] = value
        elif remark == "kind not stated":
            del item["kind"]
        elif remark:
            draft.leave_text(entry.line, "B)", remark)
    statement, why = reason(entry.text[lead.end() :])
    if why:
        item["none_because"] = why
    draft.add("finding", item)
    rest = [node for node in entry.nodes if not _query(item, node)]
    rest = draft.labelled("B)", item, rest, _OWN)
    told = prose([Text(entry.line, statement), *rest] if statement else rest)
    if told:
        item["statement"] = told


def _query(item: Table, node: Node) -> bool:
    found = _QUERY.match(node.text) if isinstance(node, Entry) else None
    if found is None or not isinstance(node, Entry):
        return False
    results = [span(entry.text) for entry in node.entries]
    query = {"ask": found["ask"], "subject": span(found["subject"]), "result": results}
    item.setdefault("queries", []).append(query)
    return True


def _whole(entry: Entry) -> str:
    return prose([Text(entry.line, entry.text), *entry.nodes] if entry.text else entry.nodes)


def _rows(draft: Draft, table: MarkdownTable, topic: str, kind: str) -> None:
    titles = [title.casefold() for title in table.header]
    for _, row in table.rows:
        told = " — ".join(plain(cell) for cell in row if stated(cell))
        item = _new(draft, topic, kind, told, places(" ".join(row)))
        if kind == "uncertain" and "impact" in titles:
            item["impact"] = plain(row[titles.index("impact")])


def _constraint(draft: Draft, node: Node) -> None:
    if not isinstance(node, Entry):
        if not (isinstance(node, Text) and not stated(node.text)):
            draft.leave("B) Architectural constraints", node)
        return
    lead = _LEAD.match(node.text)
    number = len(draft.data.get("constraint", [])) + 1
    item: Table = draft.add("constraint", {"id": lead["id"] if lead else f"K{number}"})
    rest = draft.labelled("B)", item, node.nodes, _OWN)
    text = node.text[lead.end() :] if lead else node.text
    item["statement"] = prose([Text(node.line, text), *rest])
    if not lead and (cites := places(node.source)):
        item["cites"] = cites


def _where(part: Part) -> str:
    return "B)" if part.title.startswith("B)") else f"B) {part.title}"
