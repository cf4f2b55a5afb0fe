"""Section F: the architectural evolution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.listed import UP_TO_COLON
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import passage, prose, reason_alone, reference, stated
from blistui.patterns import pattern
from blistui.plan.tables.evolution import Change, Evolution, Refactor, Tradeoff

_CHANGE = targets(Change) | {"rests on": target(Change, "relies_on")}
_REFACTOR = targets(Refactor)
_TRADEOFF = targets(Tradeoff) | {"upgrade in": target(Tradeoff, "upgrade_pr")}
_OWN_CHANGE = pattern(
    rf"(?:\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\* )?(?P<block>{UP_TO_COLON}):(?: (?P<what>.*))?$", re.DOTALL
)
_OWN_REFACTOR = pattern(
    r"(?:\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\* )?"
    r"\((?P<promise>no behavior change|behavior change not excluded)\):(?: (?P<what>.*))?$",
    re.DOTALL,
)
_OWN_TRADEOFF = pattern(r"(?:\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\* )?(?P<scope>.+)$", re.DOTALL)
_HIGHLIGHTS = targets(Evolution, "risks", "invariants")
_NOTHING = pattern(r"nothing (?:will|is|else|changes)\b", re.IGNORECASE)
_REFUSED = pattern(r"\b(?:not|never|refus\w*|reject\w*|avoid\w*)\b|n['’]t\b")
_NONE = {
    "refactor": "No enabling refactor is planned.",
    "trade-off": "No fidelity trade-off is recorded.",
}
"""What an export says below the heading with the word, where there is nothing."""
_DERIVED = frozenset({"arrival of implementations"})


def read(draft: Draft, part: Part) -> None:
    """Section F; text under headings of no known name is part of the target architecture."""
    evolution = draft.group("evolution")
    paragraphs: list[str] = []
    for title, nodes in _headed(part):
        about = title.casefold()
        nodes = [node for node in nodes if not (isinstance(node, Text) and _empty(node.text, about))]
        if not title:
            paragraphs.append(prose(nodes))
        elif about in _DERIVED:
            draft.derive(f"F) {title}", *nodes)
        elif about.startswith("current") and "target" not in about:
            evolution["current"] = prose(nodes)
        elif about.startswith("target"):
            paragraphs.insert(0, prose(nodes))
        elif about in ("structural changes", "what changes", "changes"):
            _changes(draft, nodes)
        elif "refactor" in about and not _REFUSED.search(about):
            _refactors(draft, nodes)
        elif "unchanged" in about and not re.search(r"\bnot\b|\bnothing\b|\bno longer\b", about):
            _unchanged(draft, nodes)
        elif "trade-off" in about or "tradeoff" in about:
            _tradeoffs(draft, nodes)
        elif about.startswith("risk") and "invariant" in about:
            paragraphs += _highlights(draft, nodes)
        else:
            paragraphs.append("\n\n".join(filter(None, (f"**{title}:**", prose(nodes)))))
    for below in part.parts:
        for deeper in below.parts:
            draft.leave_part(f"F) {below.title}", deeper)
    if any(paragraphs):
        evolution["target"] = "\n\n".join(text for text in paragraphs if text)


def _headed(part: Part) -> Iterator[tuple[str, list[Node]]]:
    """What is under each heading, bold lines that begin a text being headings too."""
    title, held = "", []
    for node in part.nodes:
        bold = lead_of(node.text) if isinstance(node, Text) else None
        if bold is None:
            held.append(node)
            continue
        if held or title:
            yield title, held
        title, held = bold.label, []
        if bold.rest:
            held.append(Text(node.line, bold.rest))
    yield title, held
    for below in part.parts:
        yield below.title, below.nodes


def _empty(text: str, about: str) -> bool:
    return not stated(text) or any(text == said and word in about for word, said in _NONE.items())


def _changes(draft: Draft, nodes: list[Node]) -> None:
    for node in nodes:
        if not isinstance(node, Entry):
            draft.leave("F) Structural changes", node)
            continue
        found = _OWN_CHANGE.match(node.text)
        if found and not (found["id"] or _is_block(draft, found["block"])):
            # What people write before the colon need not be a building block.
            found = None
        own = found["id"] if found else None
        item: PlanTable = draft.add("evolution.change", {"id": own or _next(draft, "change", "C")})
        if found and stated(found["block"]):
            item["block"] = Reference(("block",), found["block"], False)
        rest = draft.labelled("F)", item, node.nodes, _CHANGE)
        text = (found["what"] or "") if found else node.text
        item["what"] = prose([Text(node.line, text), *rest] if stated(text) else rest)


def _is_block(draft: Draft, text: str) -> bool:
    known = [own[key] for own in draft.data.get("block", []) for key in ("id", "name")]
    return not stated(text) or reference(text, known, draft.own) in known


def _refactors(draft: Draft, nodes: list[Node]) -> None:
    for node in nodes:
        if not isinstance(node, Entry):
            draft.leave("F) Enabling refactors", node)
            continue
        found = _OWN_REFACTOR.match(node.text)
        own = found["id"] if found else None
        item: PlanTable = draft.add("evolution.refactor", {"id": own or _next(draft, "refactor", "RF")})
        item["no_behavior_change"] = bool(found and found["promise"] == "no behavior change")
        rest = draft.labelled("F)", item, node.nodes, _REFACTOR)
        text = (found["what"] or "") if found else node.text
        item["what"] = prose([Text(node.line, text), *rest] if text else rest)


def _unchanged(draft: Draft, nodes: list[Node]) -> None:
    held = draft.group("evolution").setdefault("unchanged", [])
    for node in nodes:
        if not draft.own and isinstance(node, Entry) and _NOTHING.match(node.text):
            draft.leave("F) Unchanged", node)
        elif isinstance(node, Entry) and (stated(node.text) or node.nodes):
            held.append(passage(node.text, node.nodes))
        elif not isinstance(node, Entry):
            held.append(prose([node]))


def _highlights(draft: Draft, nodes: list[Node]) -> Iterator[str]:
    """Risks and invariants as an export lists them; gives back sentences, which people write instead.

    What these mention is listed as well.
    """
    held = draft.group("evolution")
    for node in draft.labelled("F)", held, nodes, _HIGHLIGHTS):
        whole = prose([node])
        if isinstance(node, Text) and (why := reason_alone(node.text)):
            held["highlights_none_because"] = why
        else:
            yield whole
            for key, kind in (("risks", "risk"), ("invariants", "invariant")):
                held.setdefault(key, Reference((kind,), whole, True, mentioned=True))


def _tradeoffs(draft: Draft, nodes: list[Node]) -> None:
    for node in nodes:
        if isinstance(node, Table):
            _tradeoff_rows(draft, node)
            continue
        found = _OWN_TRADEOFF.match(node.text) if isinstance(node, Entry) else None
        if found is None or not isinstance(node, Entry):
            draft.leave("F) Fidelity trade-offs", node)
            continue
        item: PlanTable = draft.add(
            "evolution.tradeoff", {"id": found["id"] or _next(draft, "tradeoff", "T")}
        )
        if stated(found["scope"]):
            item["scope"] = Reference(("scope",), found["scope"], False)
        draft.leave("F) Fidelity trade-offs", *draft.labelled("F)", item, node.nodes, _TRADEOFF))


def _tradeoff_rows(draft: Draft, table: Table) -> None:
    """Columns such as simplification, what is approximated, what breaks, upgrade path."""
    for _, row in table.rows:
        item: PlanTable = draft.add("evolution.tradeoff", {"id": _next(draft, "tradeoff", "T")})
        approximated: list[str] = []
        simplified = row[0].casefold()
        for scope in draft.data.get("scope", []):
            known = str(scope.get("simplified", "")).casefold()
            if simplified and (known.startswith(simplified) or scope["component"].casefold() == simplified):
                item.setdefault("scope", scope["id"])
        for title, cell in zip(table.header, row, strict=True):
            if "break" in title.casefold() or "condition" in title.casefold():
                draft.put(item, Target("breaks_when"), cell)
            elif "upgrade" in title.casefold():
                draft.put(item, Target("upgrade_future"), cell)
            elif stated(cell):
                approximated.append(plain(cell))
        item["approximates"] = " — ".join(approximated)


def _next(draft: Draft, table: str, prefix: str) -> str:
    return draft.mint(f"evolution.{table}", prefix)
