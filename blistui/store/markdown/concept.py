"""Section D: the concept model."""

from __future__ import annotations

import re
from collections.abc import Callable

from blistui.plan.concept import FRICTION_TYPES
from blistui.store.markdown.draft import Draft, Reference, Target, refs
from blistui.store.markdown.draft import Table as PlanTable
from blistui.store.markdown.tree import Entry, Node, Part, Table, Text
from blistui.store.markdown.words import (
    amount,
    citations,
    labels,
    name_and_id,
    plain,
    prose,
    reason,
    span,
    stated,
)

_CONTRACT = {
    "observes": Target("observes", "lines"),
    "controls": Target("controls", "lines or reason"),
    "owns": Target("owns", "lines or reason"),
    "invariants": Target("invariants", "lines"),
    "events": Target("events", "events"),
    "extension friction": Target("friction_files", "friction"),
    "friction": Target("friction_files", "friction"),
    "responsibility": Target("responsibility"),
    "randomness": Target("random_subsystem", "randomness"),
    "rests on": refs("relies_on", "finding"),
}
_POINT = {
    "default": Target("default"),
    "first non-default": Target("first_non_default"),
    "delivered by": Target("pr", "ref", ("pr",)),
    "rests on": refs("relies_on", "finding"),
}
_STATE = {
    "simulation state": Target("simulation", "lines or reason"),
    "statistics": Target("statistics", "lines or reason"),
}
_BLOCK = re.compile(
    r"\*\*(?:\d+\. )?(?P<name>[^*]+?):?\*\*:?(?: \((?P<remarks>[^()]*)\))?:?(?:\s+[—–-])?\s*(?P<rest>.*)$",
    re.DOTALL,
)
_ARROW = re.compile(
    r"(?:(?P<id>[A-Za-z0-9][\w-]*): )?(?P<from>.+?) (?:→|->) (?P<to>.+?\)|[^:]+): (?P<data>.*)$", re.DOTALL
)
_INVARIANT = re.compile(
    r"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*(?: \((?P<kind>[^()]*)\))?: (?P<text>.*)$", re.DOTALL
)
_LAST_CITES = re.compile(r"^(?P<text>.*?\S)\s+(?P<cites>`[^`\s]+:\d[^`]*`(?: \(.*\))?(?:; `.*)?)$", re.DOTALL)
_EVENT = re.compile(r"(?P<name>.*?)(?: \[(?P<facts>[^\[\]]*)\])?$", re.DOTALL)


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
            _each(draft, below, _invariant)
        elif "extension point" in title:
            _each(draft, below, _point)
        elif "correspondence" in title or "ownership" in title:
            _each(draft, below, _mapped)
        else:
            draft.leave_part("D)", below)


def _each(draft: Draft, part: Part, reader: Callable[[Draft, Node], bool]) -> None:
    for node in part.nodes:
        if isinstance(node, Text) and not stated(node.text):
            continue
        if not reader(draft, node):
            draft.leave(f"D) {part.title}", node)
    for below in part.parts:
        draft.leave_part(f"D) {part.title}", below)


def _blocks(draft: Draft, part: Part) -> None:
    block: PlanTable | None = None
    for node in part.nodes:
        text = node.text if isinstance(node, Entry | Text) else ""
        found = _BLOCK.match(text)
        contract = labels(text, _CONTRACT)[1] if isinstance(node, Entry) else {}
        if found and not contract:
            block = _new_block(draft, found)
            if isinstance(node, Entry):
                _contract(draft, block, node.nodes)
        elif block is not None and isinstance(node, Entry):
            _contract(draft, block, [node])
        elif not (isinstance(node, Text) and not stated(node.text)):
            draft.leave(f"D) {part.title}", node)
    for below in part.parts:
        draft.leave_part(f"D) {part.title}", below)


def _new_block(draft: Draft, found: re.Match[str]) -> PlanTable:
    name = plain(found["name"])
    remarks = (found["remarks"] or "").split(", ")
    unchanged = remarks[-2:] == ["existing", "unchanged"]
    own = ", ".join(remarks[:-2] if unchanged else remarks)
    rest = found["rest"]
    if own and not re.fullmatch(r"[A-Za-z0-9][\w-]*", own):
        # Not an id but a remark of the author's, which belongs to what the block does.
        rest, own = f"({own}) {rest}", ""
    block: PlanTable = {"id": own or re.sub(r"\W+", "-", name.casefold()).strip("-"), "name": name}
    if unchanged:
        block["existing_unchanged"] = True
    if stated(rest):
        block["responsibility"] = plain(rest)
    return draft.add("block", block)


def _contract(draft: Draft, block: PlanTable, nodes: list[Node]) -> None:
    for node in nodes:
        lead, told = labels(node.text, _CONTRACT) if isinstance(node, Entry) else ("", {})
        if not told or lead or not isinstance(node, Entry):
            draft.leave(f"D) {block['name']}", node)
            continue
        draft.leave(f"D) {block['name']}", *node.nodes)
        for label, text in told.items():
            target = _CONTRACT[label]
            if target.form == "events":
                _events(block, text)
            elif target.form == "friction":
                _friction(block, text)
            elif target.form == "randomness":
                _randomness(block, text)
            else:
                draft.put(block, target, text)


def _events(block: PlanTable, text: str) -> None:
    told, why = reason(text)
    if why:
        block["events_none_because"] = why
    elif re.match(r"none\b", told, re.IGNORECASE):
        block["events_none_because"] = told
        return
    for piece in told.split("; ") if told else ():
        found = _EVENT.match(piece)
        if found is None:
            continue
        name, own = name_and_id(found["name"])
        facts = (found["facts"] or "").split(", ")
        directions = [
            way for way in ("produced", "consumed") if any(way in fact.split(" and ") for fact in facts)
        ]
        ids = own.split(", ") if own else []
        for at, direction in enumerate(directions or [""]):
            event: PlanTable = {"name": name, "direction": direction}
            if at < len(ids):
                event["id"] = ids[at]
            _facts(event, facts)
            block.setdefault("events", []).append({key: value for key, value in event.items() if value})


def _facts(event: PlanTable, facts: list[str]) -> None:
    for fact in facts:
        if fact in ("exogenous", "endogenous"):
            event["origin"] = fact
        elif fact == "new":
            event["new"] = True
        elif fact == "to statistics":
            event["to_statistics"] = True
        elif fact.startswith("priority "):
            event["priority"] = fact.removeprefix("priority ")


def _friction(block: PlanTable, text: str) -> None:
    number, rest = amount(text)
    kind = re.match(r"\(([^()]*)\)(?:: |$)", rest)
    if number is not None:
        block["friction_files"] = number
    if kind and (kind[1] in FRICTION_TYPES or kind.end() < len(rest)):
        block["friction_type"] = kind[1]
        rest = rest[kind.end() :]
    if rest:
        block["friction_why"] = plain(rest)


def _randomness(block: PlanTable, text: str) -> None:
    block["new_randomness"] = text == "new" or text.startswith("new, from ")
    stream = text.removeprefix("new").removeprefix(", from ")
    if stream:
        block["random_subsystem"] = plain(stream)


def _interaction(draft: Draft, node: Node) -> bool:
    found = _ARROW.match(node.text) if isinstance(node, Entry) else None
    if found is None or not isinstance(node, Entry):
        return False
    data, told = labels(found["data"], {"ownership"})
    number = len(draft.data.get("interaction", [])) + 1
    item: PlanTable = {
        "id": found["id"] or f"X{number}",
        "from": Reference(("block",), found["from"], False),
        "to": Reference(("block",), found["to"], False),
    }
    draft.put(item, Target("data"), data)
    draft.put(item, Target("transfer"), told.get("ownership", ""))
    draft.add("interaction", item)
    draft.leave("D) Interaction model", *node.nodes)
    return True


def _invariant(draft: Draft, node: Node) -> bool:
    if not isinstance(node, Entry):
        return False
    if not draft.labelled("D)", draft.group("state"), [node], _STATE):
        return True
    found = _INVARIANT.match(node.text)
    text = found["text"] if found else prose([Text(node.line, node.text), *node.nodes])
    cited = _LAST_CITES.match(text) if found else None
    item: PlanTable = {"statement": plain(cited["text"] if cited else text)}
    number = len(draft.data.get("invariant", [])) + 1
    item["id"] = found["id"] if found else f"SI-{number}"
    if found and found["kind"]:
        item["kind"] = found["kind"]
    if cited:
        item["cites"] = citations(cited["cites"])
    draft.add("invariant", item)
    if found:
        draft.leave("D) System invariants", *node.nodes)
    return True


def _point(draft: Draft, node: Node) -> bool:
    found = _BLOCK.match(node.text) if isinstance(node, Entry) else None
    if found is None or not isinstance(node, Entry):
        return False
    rest, told = labels(found["rest"], _POINT)
    number = len(draft.data.get("extension_point", [])) + 1
    item: PlanTable = {"id": found["remarks"] or f"EP{number}", "name": plain(found["name"])}
    where = re.match(r"in (?P<block>[^:]+): ", rest)
    if where:
        item["block"] = Reference(("block",), where["block"], False)
        rest = rest[where.end() :]
    draft.put(item, Target("contract"), rest)
    draft.fill(item, told, _POINT)
    draft.add("extension_point", item)
    draft.leave("D) Extension points", *node.nodes)
    return True


def _mapped(draft: Draft, node: Node) -> bool:
    """A row for each block: what it owns, and what it is in each real system."""
    if not isinstance(node, Table) or len(node.header) < 2:
        return False
    if node.header[0].casefold() in ("mutable state", "state"):
        for line, row in node.rows:
            owner, _, remark = row[1].partition(" (")
            _own(draft, row[0], owner)
            draft.leave_text(
                line, "D) State ownership map", " | ".join([remark.removesuffix(")"), *row[2:]]).strip(" |")
            )
        return True
    systems = node.header[2:] if node.header[1].casefold() == "owns" else node.header[1:]
    for line, row in node.rows:
        if node.header[1].casefold() == "owns" and stated(row[1]):
            for piece in row[1].split("; "):
                _own(draft, piece, row[0])
        block = _block_named(draft, row[0])
        texts = {plain(name): plain(cell) for name, cell in zip(systems, row[-len(systems) :], strict=True)}
        given = {name: text for name, text in texts.items() if text not in ("", "--", "—")}
        if block is not None:
            block.setdefault("real_systems", {}).update(given)
        elif given:
            draft.leave_text(line, "D) Real-system correspondence", " | ".join(row))
    return True


def _block_named(draft: Draft, text: str) -> PlanTable | None:
    name, own = name_and_id(text)
    for block in draft.data.get("block", []):
        if (own and block["id"] == own) or block["name"].casefold() in (
            name.casefold(),
            plain(text).casefold(),
        ):
            found: PlanTable = block
            return found
    return None


def _own(draft: Draft, text: str, owner: str) -> None:
    state, _, why = text.partition(", because ")
    state, _, shared = state.partition(", shared with ")
    name, own = name_and_id(state)
    if own and not re.fullmatch(r"[A-Za-z0-9][\w-]*", own):
        name, own = span(state), ""
    number = len(draft.data.get("ownership", [])) + 1
    item: PlanTable = {"id": own or f"OW{number}", "state": name}
    if stated(owner):
        item["owner"] = Reference(("block",), owner, False)
    if shared:
        item["shared_with"] = Reference(("block",), shared, True)
    if why:
        item["justification"] = plain(why)
    draft.add("ownership", item)
