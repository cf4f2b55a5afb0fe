"""Section D, one building block: its name and its contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from blistui.markdown.blocks import Entry, Node, Text
from blistui.markdown.labels import NEW_FROM, label_of
from blistui.markdown.listed import REMARKS, between_commas, between_semicolons, spelled
from blistui.markdown.nothing import says_none
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Target, special, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.names import Named
from blistui.markdown.read.sentences import by_label, by_verb
from blistui.markdown.read.styles import with_labels
from blistui.markdown.read.words import before_reason, files_and_why, labels, name_and_id, refusal, stated
from blistui.patterns import pattern
from blistui.plan.fields import specs
from blistui.plan.tables.concept import FRICTION_TYPES, Block, Event

_EXPORTED = (
    targets(Block, "responsibility", "observes", "invariants")
    | {label_of(Block, key).casefold(): Target(key, "lines or reason") for key in ("controls", "owns")}
    | special(Block, "events", "friction_files", "random_subsystem")
    | targets(Block)
    | {"friction": Target("friction_files", "special"), "rests on": target(Block, "relies_on")}
)
_ALSO = {
    "responsibility": "does; what it does; role; purpose; one sentence; in one sentence",
    "observes": "reads; what it reads; inputs",
    "controls": "decides; what it decides; outputs",
    "owns": "what it owns; owned state",
    "invariants": "invariant; must hold; must always hold; always holds",
    "events": "event",
}
CONTRACT = _EXPORTED | {
    other: _EXPORTED[label] for label, others in _ALSO.items() for other in others.split("; ")
}
"""What each part of a contract is called, in lower case: by the template, and by people."""
_KIND = pattern(rf"{REMARKS}(?:: |$)")
_EVENT = pattern(r"(?P<name>.*?)(?: \[(?P<facts>(?:\\.|[^\[\]\\])*)\])?$", re.DOTALL)
_ORIGIN = pattern(
    r"(?P<names>[^()]*\S) \((?P<origin>exogenous|endogenous)\)\.?(?P<way> \[\w+\])?$", re.IGNORECASE
)
_NOTHING = pattern(r"(?:none|nothing)", re.IGNORECASE)
_WAY = pattern(r"(?:it )?(?P<way>consumes|produces)\s+(?=\S)", re.IGNORECASE)
_DENIED = pattern(r"(?:it )?(?:never|no|none|not|does not|doesn.t)\b", re.IGNORECASE)


def has_contract(draft: Draft, text: str) -> bool:
    """Whether a text says a part of a contract, behind its label."""
    known = _EXPORTED if draft.own else CONTRACT
    if draft.own or labels(text, known, draft.own)[1]:
        return bool(labels(text, known, draft.own)[1])
    return bool(by_label(text, is_label)[1]) or len(by_verb(text)[1]) > 1


def is_label(label: str) -> bool:
    """Whether people call a part of a contract so."""
    return label.casefold() in CONTRACT


def new_block(draft: Draft, found: Named) -> PlanTable:
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


def contract(draft: Draft, block: PlanTable, nodes: Sequence[Node]) -> None:
    """The parts of a block's contract that some blocks of text say."""
    known = _EXPORTED if draft.own else CONTRACT
    for node in nodes if draft.own else with_labels(nodes, known):
        text = node.text if isinstance(node, Entry | Text) else ""
        lead, found = labels(text, known, draft.own)
        if not found and not draft.own:
            lead = said_of(draft, block, text, node.line)
            found = {} if lead else {"": ""}
            if lead != text.strip():
                draft.leave_text(node.line, f"D) {block['name']}", lead)
                lead, found = "", {"": ""}
        if not found or lead:
            draft.leave(f"D) {block['name']}", node)
            continue
        below = node.nodes if isinstance(node, Entry) else []
        for name, own in found.items():
            if name and _put(draft, block, name, own, below):
                below = []
        draft.leave(f"D) {block['name']}", *below)


def said_of(draft: Draft, block: PlanTable, text: str, line: int) -> str:
    """Parts of a contract that begin sentences; gives back what stands before them."""
    before, found = by_label(text, is_label)
    if not found:
        before, said, rest = by_verb(text)
        found = said if len(said) > 1 else []
        before = before if found else text
        draft.leave_text(line, f"D) {block['name']}", rest if found else "")
        draft.understand(*(f"it {verb} {what if _NOTHING.fullmatch(what) else ''}" for verb, what in found))
    for label, own in found:
        if label:
            _put(draft, block, label.casefold(), own.removesuffix("."), [])
        else:
            draft.leave_text(line, f"D) {block['name']}", own)
    return before


def _put(draft: Draft, block: PlanTable, label: str, text: str, below: Sequence[Node]) -> bool:
    """One part of a contract; whether what is below it is a part of it."""
    draft.understand(label)
    to = CONTRACT[label]
    if not draft.own and to.key != "responsibility":
        text = _without_stop(text)
        draft.understand(*([f"{label} {text}"] if _NOTHING.fullmatch(text) else []))
    if to.form == "special":
        if to.key == "events" and not draft.own:
            text = _apart(text)
        _SPECIAL[to.key](block, text)
        return False
    remark = str(block.pop("responsibility", "")) if to.key == "responsibility" else ""
    listed = bool(below) and not draft.own and not text and to.form.startswith("lines")
    listed = listed and all(isinstance(node, Entry) and not node.nodes for node in below)
    draft.put(block, to, f"{remark} {text}".lstrip(), below if listed else ())
    return listed


def _without_stop(text: str) -> str:
    return text if re.search(r"[.!?]\s", text) else text.removesuffix(".")


def _apart(text: str) -> str:
    """Events with a semicolon between each two; people set commas, and say once where several come from.

    What they say is no event is left out."""
    if says_none(text) or before_reason(text)[1]:
        return text
    found: list[str] = []
    for piece in between_semicolons(re.sub(r"(?<=\)),\s+", "; ", text)):
        if _DENIED.match(piece):
            continue
        way = _WAY.match(piece)
        if way:
            piece = f"{piece[way.end() :]} [{way['way'].casefold().rstrip('s')}d]"
        origin = _ORIGIN.match(piece)
        names = re.split(r",\s+(?:and\s+)?", origin["names"]) if origin else []
        if origin and all(0 < len(name.split()) < 5 for name in names):
            found += [f"{name} ({origin['origin']}){origin['way'] or ''}" for name in names]
        else:
            found.append(piece)
    return "; ".join(found)


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
