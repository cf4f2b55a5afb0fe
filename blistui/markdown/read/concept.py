"""Section D: the concept model."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.labels import NEW_FROM, label_of
from blistui.markdown.listed import REMARKS, UP_TO_COLON, between_commas, between_semicolons, spelled, text_in
from blistui.markdown.nothing import says_none
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, Target, special, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.invariants import invariant
from blistui.markdown.read.ownership import mapped
from blistui.markdown.read.styles import with_labels
from blistui.markdown.read.words import (
    before_reason,
    files_and_why,
    labels,
    name_and_id,
    passage,
    refusal,
    says_something,
    stated,
)
from blistui.patterns import pattern
from blistui.plan.fields import specs
from blistui.plan.tables.concept import FRICTION_TYPES, Block, Event, ExtensionPoint, Interaction

_CONTRACT = (
    targets(Block, "responsibility", "observes", "invariants")
    | {label_of(Block, key).casefold(): Target(key, "lines or reason") for key in ("controls", "owns")}
    | special(Block, "events", "friction_files", "random_subsystem")
    | targets(Block)
    | {"friction": Target("friction_files", "special"), "rests on": target(Block, "relies_on")}
)
_POINT = (
    targets(ExtensionPoint)
    | targets(ExtensionPoint, "pr")
    | {"rests on": target(ExtensionPoint, "relies_on")}
)
_OF_POINT = (
    (re.compile(r"default(?: behaviou?r| implementation)?$", re.IGNORECASE), "default"),
    (re.compile(r"first non-default(?: implementation)?$", re.IGNORECASE), "first_non_default"),
)
"""Entries that are no extension point of their own, but belong to the one above them."""
_KIND = pattern(rf"{REMARKS}(?:: |$)")
_NUMBERED = pattern(r"(?:Block\s+)?(?:[A-Z]\.)?\d+(?:\.\d+)*[.):]?\s+")
_BLOCK = pattern(r"(?:Block|Component|Module) [A-Z0-9]{1,3}\s*[:.—–-]\s*(?P<name>[^.:]+)", re.IGNORECASE)
_TRANSFER = targets(Interaction, "transfer")
_REMARKS = pattern(rf"(?:{REMARKS}(?P<colon>:)?)?(?(colon)|(?:(?:^|\s+)[—–-]\s)?)\s*(?P<rest>.*)$", re.DOTALL)
_ARROW = pattern(
    rf"(?:(?P<id>[A-Za-z0-9][\w-]*): )?(?P<from>{text_in('of_from')}+?) (?:→|->) "
    rf"(?P<to>{UP_TO_COLON}): (?P<data>.*)$",
    re.DOTALL,
)
_EVENT = pattern(r"(?P<name>.*?)(?: \[(?P<facts>(?:\\.|[^\[\]\\])*)\])?$", re.DOTALL)


class _Named(NamedTuple):
    """A bold name, the remarks in parentheses behind it, and the text that follows."""

    name: str
    remarks: str
    rest: str


def read(draft: Draft, part: Part) -> None:
    """Every part by what its heading is about."""
    draft.leave("D)", *part.nodes)
    for below in part.parts:
        title = below.title.casefold()
        if "building block" in title:
            _blocks(draft, below)
        elif "interaction" in title:
            _each(draft, below, _interaction)
        elif "invariant" in title:
            _each(draft, below, invariant)
        elif "extension point" in title:
            _each(draft, below, _point)
        elif "correspondence" in title or "ownership" in title:
            _each(draft, below, mapped)
        else:
            draft.leave_part("D)", below)


def _each(draft: Draft, part: Part, reader: Callable[[Draft, Node], bool]) -> None:
    for node in part.nodes:
        if not says_something(node):
            continue
        if not reader(draft, node):
            draft.leave(f"D) {part.title}", node)
    for below in part.parts:
        draft.leave_part(f"D) {part.title}", below)


def _blocks(draft: Draft, part: Part) -> None:
    block: PlanTable | None = None
    for node in part.nodes if draft.own else with_labels(part.nodes, _CONTRACT):
        text = node.text if isinstance(node, Entry | Text) else ""
        found = _named(draft, text) or (None if draft.own else _counted(text))
        contract = labels(text, _CONTRACT, draft.own)[1]
        if found and not contract:
            block = _new_block(draft, found)
            if isinstance(node, Entry):
                _contract(draft, block, node.nodes)
        elif block is not None and (isinstance(node, Entry) or contract):
            _contract(draft, block, [node])
        elif isinstance(node, Table) and _rows(draft, node):
            continue
        elif says_something(node) and not mapped(draft, node):
            draft.leave(f"D) {part.title}", node)
    for below in part.parts:
        # A block with a heading of its own.
        named = _named(draft, f"**{_NUMBERED.sub('', below.title.replace('**', ''))}**")
        labelled = any(labels(own.text, _CONTRACT, draft.own)[1] for own in below.entries)
        if named and labelled and not below.parts:
            own = _new_block(draft, named)
            _contract(draft, own, below.nodes)
        else:
            draft.leave_part(f"D) {part.title}", below)


def _counted(text: str) -> _Named | None:
    found = _BLOCK.fullmatch(text)
    return _Named(found["name"], "", "") if found else None


def _rows(draft: Draft, table: Table) -> bool:
    """A table with a row for each block, and a column for each part of its contract."""
    titles = [title.casefold() for title in table.header]
    known = [title for title in titles if title in _CONTRACT]
    if len(known) < 2 or draft.own:
        return False
    draft.understand(*known, table.header[0])
    for line, row in table.rows:
        block = _new_block(draft, _Named(row[0].strip("*"), "", ""))
        for title, cell in zip(titles[1:], row[1:], strict=True):
            text = f"**{title}:** {cell}"
            if title in _CONTRACT:
                _contract(draft, block, [Entry(line, text, "-", text, [])])
            else:
                draft.leave_text(line, f"D) {block['name']}", cell)
    return True


def _named(draft: Draft, text: str) -> _Named | None:
    lead = lead_of(text)
    found = _REMARKS.match(lead.rest) if lead else None
    if lead is None or found is None:
        return None
    name = lead.label if draft.own else re.sub(r"^\d+\. ", "", lead.label)
    if lead.colon:
        return _Named(name, "", lead.rest)
    return _Named(name, found["remarks"] or "", found["rest"])


def _new_block(draft: Draft, found: _Named) -> PlanTable:
    name = "" if found.name == "Unnamed block" else plain(found.name)
    inside = re.fullmatch(r"(?P<name>.*\S) \((?P<remark>[^()]*)\)", name)
    remarks = found.remarks.split(", ")
    unchanged = remarks[-2:] == ["existing", "unchanged"]
    own = ", ".join(remarks[:-2] if unchanged else remarks)
    rest = found.rest
    if own and not draft.is_id(own):
        # Not an id but a remark of the author's, which belongs to what the block does.
        rest, own = f"({own}) {rest}", ""
    elif inside and not own:
        # The same, within the bold letters: it is no part of what people call the block.
        name, rest = inside["name"], f"({inside['remark']}) {rest}".rstrip()
    block: PlanTable = {"id": own or spelled(name), "name": name}
    if unchanged:
        block["existing_unchanged"] = True
    if stated(rest):
        block["responsibility"] = plain(rest)
    return draft.add("block", block)


def _contract(draft: Draft, block: PlanTable, nodes: list[Node]) -> None:
    for node in nodes if draft.own else with_labels(nodes, _CONTRACT):
        text = node.text if isinstance(node, Entry | Text) else ""
        lead, by_label = labels(text, _CONTRACT, draft.own)
        if not by_label or lead:
            draft.leave(f"D) {block['name']}", node)
            continue
        draft.understand(*by_label)
        draft.leave(f"D) {block['name']}", *(node.nodes if isinstance(node, Entry) else ()))
        for name, text in by_label.items():
            to = _CONTRACT[name]
            if to.form == "special":
                _SPECIAL[to.key](block, text)
            else:
                remark = str(block.pop("responsibility", "")) if to.key == "responsibility" else ""
                draft.put(block, to, f"{remark} {text}".lstrip())


def _events(block: PlanTable, text: str) -> None:
    listed, why = before_reason(text)
    none = not why and says_none(listed)
    if none:
        why = refusal(listed)
    if why:
        block["events_none_because"] = why
    if none:
        return
    for piece in between_semicolons(listed):
        found = _EVENT.match(piece)
        if found is None:
            continue
        name, own = name_and_id(found["name"])
        facts = between_commas(found["facts"] or "")
        said = [way for fact in facts for way in ([fact] if ": " in fact else fact.split(" and "))]
        directions = [
            plain(way.removeprefix("direction: "))
            for way in said
            if way in specs(Event)["direction"].options or way.startswith("direction: ")
        ]
        origin = own.casefold() if own.casefold() in specs(Event)["origin"].options else ""
        ids = own.split(", ") if own and not origin else []
        for at in range(max(1, len(directions), len(ids))):
            direction = directions[at] if at < len(directions) else ""
            event: PlanTable = {"name": name, "direction": direction, "origin": origin}
            if at < len(ids):
                event["id"] = ids[at]
            _facts(event, facts)
            block.setdefault("events", []).append({key: value for key, value in event.items() if value})


def _facts(event: PlanTable, facts: list[str]) -> None:
    for fact in facts:
        if fact in specs(Event)["origin"].options or fact.startswith("origin: "):
            event["origin"] = plain(fact.removeprefix("origin: "))
        elif fact == "new":
            event["new"] = True
        elif fact == "to statistics":
            event["to_statistics"] = True
        elif fact.startswith("priority "):
            event["priority"] = plain(fact.removeprefix("priority "))


def _friction(block: PlanTable, text: str) -> None:
    number, rest = files_and_why(text)
    kind = _KIND.match(rest)
    if number is not None:
        block["friction_files"] = number
    if kind and (kind["remarks"] in FRICTION_TYPES or kind.end() < len(rest)):
        block["friction_type"] = plain(kind["remarks"])
        rest = rest[kind.end() :]
    if stated(rest):
        block["friction_why"] = plain(rest)


def _randomness(block: PlanTable, text: str) -> None:
    block["new_randomness"] = text == "new" or text.startswith(NEW_FROM)
    if text != "new":
        block["random_subsystem"] = plain(text.removeprefix(NEW_FROM))


_SPECIAL: dict[str, Callable[[PlanTable, str], None]] = {
    "events": _events,
    "friction_files": _friction,
    "random_subsystem": _randomness,
}


def _interaction(draft: Draft, node: Node) -> bool:
    found = _ARROW.match(node.text) if isinstance(node, Entry) else None
    if found is None or not isinstance(node, Entry):
        return False
    data, by_label = labels(found["data"], _TRANSFER, draft.own)
    number = len(draft.data.get("interaction", [])) + 1
    item: PlanTable = {
        "id": found["id"] or f"X{number}",
        "from": Reference(("block",), found["from"].removeprefix("?"), False),
        "to": Reference(("block",), found["to"].removeprefix("?"), False),
    }
    draft.put(item, Target("data"), data)
    draft.fill(item, by_label, _TRANSFER)
    draft.add("interaction", item)
    draft.leave("D) Interaction model", *node.nodes)
    return True


def _point(draft: Draft, node: Node) -> bool:
    found = _named(draft, node.text) if isinstance(node, Entry) else None
    if found is None or not isinstance(node, Entry):
        return False
    above = draft.data.get("extension_point", [])
    key = next((key for words, key in _OF_POINT if words.match(plain(found.name))), "")
    if key and above and key not in above[-1] and not found.remarks:
        above[-1][key] = passage(found.rest, node.nodes)
        return True
    rest, by_label = labels(found.rest, _POINT, draft.own)
    number = len(above) + 1
    item: PlanTable = {
        "id": found.remarks or f"EP{number}",
        "name": "" if found.name == "Unnamed" else plain(found.name),
    }
    where = re.match(rf"in (?P<block>{UP_TO_COLON}): ", rest)
    if where:
        item["block"] = Reference(("block",), where["block"], False)
        rest = rest[where.end() :]
    draft.put(item, Target("contract"), rest)
    draft.fill(item, by_label, _POINT)
    draft.add("extension_point", item)
    draft.leave("D) Extension points", *node.nodes)
    return True
