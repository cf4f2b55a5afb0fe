"""Section C: objectives, non-goals, commitments, questions and the scoping table."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.bold import Lead, lead_of
from blistui.markdown.labels import label_of
from blistui.markdown.listed import spelled
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import labels, name_and_id, passage, prose, says_something, stated
from blistui.patterns import pattern
from blistui.plan.fields import specs
from blistui.plan.tables.objectives import Commitments, Criteria, Objective, Scope

_ID = pattern(r"\*\*(?P<id>[A-Za-z0-9][\w-]*):\*\*[ \t]*")
_OBJECTIVE = targets(Objective) | {"rests on": target(Objective, "relies_on")}
_SCOPE = targets(Scope) | {"rests on": target(Scope, "relies_on")}
_COMMITMENTS = {
    label_of(Commitments, key).casefold(): Target(key, "lines or reason")
    for key, spec in specs(Commitments).items()
    if spec.widget == "lines"
}
_CRITERIA = targets(Criteria)
_TITLES = (
    (r"non-?goal", "non_goal"),
    (r"question", "question"),
    (r"criteria", "criteria"),
    (r"scoping", "scope"),
    (r"commitment", "commitments"),
    (r"backward", "backward_compatibility"),
    (r"compatib", "compatibility"),
    (r"performance", "performance"),
    (r"stability|operational", "cli_stability"),
    (r"objective|^goals", "objective"),
)
_PLAIN_TITLES = frozenset({"objectives", "non-goals", "goals", "model scoping"})
_HEAD = pattern(r"(?P<label>[A-Za-z][\w& -]{2,40}):")
_PREFIX = {"objective": "O", "non_goal": "N", "question": "Q"}


def read(draft: Draft, part: Part) -> None:
    """Every part by what its heading is about."""
    about = _about(part.title) if part.title[1:2] not in (")", "") else ""
    if not (draft.own or about) and re.search(r"objective|goals", part.title, re.IGNORECASE):
        about = "objective"
    _nodes(draft, part, about)
    for below in part.parts:
        about = _about(below.title)
        if not about:
            draft.leave_part("C)", below)
            continue
        _nodes(draft, below, about)
        for deeper in below.parts:
            if about == _about(deeper.title) or not _about(deeper.title):
                draft.leave_part(f"C) {below.title}", deeper)
            else:
                _nodes(draft, deeper, _about(deeper.title))


def _about(title: str) -> str:
    return next((key for words, key in _TITLES if re.search(words, title.casefold())), "")


def _nodes(draft: Draft, part: Part, about: str) -> None:
    for node in part.nodes:
        if not says_something(node):
            continue
        bold = lead_of(node.text) if isinstance(node, Text) else None
        if isinstance(node, Text) and not draft.own and (plain_head := _HEAD.fullmatch(node.text)):
            bold = Lead(plain_head["label"], "", True)
        if bold and not bold.rest and _about(bold.label):
            # People also head the parts of this section in bold, or by a line that ends with a colon.
            about = _about(bold.label)
            if bold.label.casefold() in _PLAIN_TITLES:
                draft.understand(bold.label)
        elif not (isinstance(node, Table) and _rows(draft, node)) and not _node(draft, about, node):
            draft.leave(f"C) {part.title}", node)


def _node(draft: Draft, about: str, node: Node) -> bool:
    if not isinstance(node, Entry) or not about or about == "scope":
        return False
    if about in _PREFIX:
        _item(draft, about, node)
    elif about == "criteria":
        return _weighed(draft, node)
    elif about == "commitments":
        return not draft.labelled("C)", draft.group("commitments"), [node], _COMMITMENTS)
    else:
        whole = passage(node.text, node.nodes)
        draft.group("commitments").setdefault(about, []).append(whole)
    return True


def _item(draft: Draft, table: str, entry: Entry) -> None:
    lead = _ID.match(entry.text)
    number = len(draft.data.get(table, [])) + 1
    item = draft.add(table, {"id": lead["id"] if lead else f"{_PREFIX[table]}{number}"})
    text = entry.text[lead.end() :] if lead else entry.text
    if table == "objective":
        text, by_label = labels(text, _OBJECTIVE, draft.own)
        draft.fill(item, by_label, _OBJECTIVE)
    item["text"] = passage(text, entry.nodes) if stated(text) else prose(entry.nodes)


def _rows(draft: Draft, table: Table) -> bool:
    titles = [title.casefold() for title in table.header]
    if "component" not in titles:
        return False
    for line, row in table.rows:
        name, own = name_and_id(row[titles.index("component")])
        if not draft.is_id(own):
            name, own = plain(row[titles.index("component")]), ""
        number = len(draft.data.get("scope", [])) + 1
        item: PlanTable = draft.add(
            "scope", {"id": own or (spelled(name) if draft.own else f"S{number}"), "component": name}
        )
        for title, cell in zip(titles, row, strict=True):
            if title == "justification":
                text, by_label = labels(cell, _SCOPE, draft.own)
                draft.fill(item, by_label, _SCOPE)
                draft.put(item, Target("justification"), text)
            elif title in ("modeled", "simplified", "omitted"):
                draft.put(item, Target(title), cell)
            elif title != "component":
                draft.leave_text(line, f"C) {table.header[titles.index(title)]} of {name}", cell)
    return True


def _weighed(draft: Draft, entry: Entry) -> bool:
    lead, by_label = labels(entry.text, _CRITERIA, draft.own)
    own = plain(lead.partition(" (")[0].rstrip(":"))
    for row in draft.data.get("scope", []):
        if row["id"] == own and by_label:
            draft.fill(row.setdefault("criteria", {}), by_label, _CRITERIA)
            return True
    return False
