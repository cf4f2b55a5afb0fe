"""Section D, its tables: who owns which state, and what each block is in real systems."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Node, Table, Text
from blistui.markdown.listed import between_semicolons, spelled, text_in
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import name_and_id, span, stated
from blistui.patterns import pattern
from blistui.plan.tables.concept import REAL_SYSTEMS

_OWNED = pattern(
    rf"(?P<state>{text_in('t1')}*?)(?:, shared with (?P<shared>{text_in('t2')}*?))?"
    r"(?:, because (?P<why>.*))?$",
    re.DOTALL,
)

_NO_PART = ("", "--", "—", "–", "-")


def mapped(draft: Draft, node: Node) -> bool:
    """A row for each block: what it owns, and what it is in each real system."""
    if not isinstance(node, Table) or len(node.header) < 2:
        return False
    if node.header[0].casefold() in ("mutable state", "state"):
        for line, row in node.rows:
            owner, _, remark = row[1].partition(" (")
            if _block_named(draft, owner) is None:
                owner, remark = row[1], ""
            _own(draft, row[0], owner)
            draft.leave_text(
                line, "D) State ownership map", " | ".join([remark.removesuffix(")"), *row[2:]]).strip(" |")
            )
        return True
    if not any(_is_block(title) for title in node.header[:1]) or len(node.header) < 3:
        return False
    exported = node.header[1].casefold() == "owns"
    systems = node.header[2:] if exported else node.header[1:]
    for line, row in node.rows:
        if exported and stated(row[1]):
            for piece in between_semicolons(row[1]):
                _own(draft, piece, row[0])
        block = _block_named(draft, row[0])
        given: dict[str, str] = {}
        for title, cell in zip(systems, row[-len(systems) :], strict=True):
            system, text = (stated(title), _in_export(cell)) if exported else _in_system(title, cell)
            if text if exported else text not in _NO_PART:
                given[system] = f"{given[system]}; {text}" if system in given else text
        if block is not None:
            block.setdefault("real_systems", {}).update(given)
        elif given:
            draft.leave_text(line, "D) Real-system correspondence", " | ".join(row))
    return True


def is_correspondence(draft: Draft, table: Table) -> bool:
    """Whether a table is the template's, wherever it stands: a row for each of several known blocks."""
    known = sum(_block_named(draft, row[0]) is not None for _, row in table.rows)
    return _is_block(table.header[0]) and known > 1 and known == len(table.rows)


def _is_block(title: str) -> bool:
    return bool(re.search(r"block|component|module|--", title.casefold()))


def _in_system(title: str, cell: str) -> tuple[str, str]:
    """The system that a column is about, and what a cell says of it: `llm-d EPP` is llm-d, its EPP."""
    title, text = plain(title), plain(cell)
    system = next(
        (name for name in REAL_SYSTEMS if title.casefold().startswith(f"{name.casefold()} ")), title
    )
    rest = title[len(system) :].strip()
    return system, f"{rest}: {text}" if rest and text not in (*_NO_PART, "N/A") else text


def _in_export(cell: str) -> str:
    """What a cell of an export says; `N/A` says that the system has no such part."""
    return cell if cell.casefold() == "n/a" else stated(cell)


def _block_named(draft: Draft, text: str) -> PlanTable | None:
    name, own = name_and_id(text)
    names = {name.casefold(), plain(text).casefold()}
    blocks: list[PlanTable] = draft.data.get("block", [])
    of_id = (block for block in blocks if own and block["id"] == own)
    return next(of_id, None) or next((one for one in blocks if one["name"].casefold() in names), None)


def owners(draft: Draft, node: Text) -> bool:
    """A sentence that says which block each piece of state belongs to: `lists → Pool; round → Clock`."""
    pieces = [piece.removesuffix(".").split("→") for piece in between_semicolons(node.text)]
    if not all(len(piece) == 2 and _block_named(draft, piece[1].strip()) for piece in pieces):
        return False
    for state, owner in pieces:
        _own(draft, state.strip(), owner.strip())
    return True


def called(draft: Draft, text: str) -> str:
    """The name of the one block that people call so, `Planner` for the Group Planner; else the text."""
    if draft.own or _block_named(draft, text) is not None:
        return text
    words = plain(text).casefold().split()
    blocks = [str(own["name"]) for own in draft.data.get("block", []) if own.get("name")]
    found = [own for own in blocks if words and words == own.casefold().split()[-len(words) :]]
    return found[0] if len(found) == 1 else text


def _own(draft: Draft, text: str, owner: str) -> None:
    found = _OWNED.match(text)
    state, shared, why = found.group("state", "shared", "why") if found else (text, "", "")
    name, own = name_and_id(state)
    if own and not re.fullmatch(r"[A-Za-z0-9][\w-]*", own):
        name, own = span(state), ""
    item: PlanTable = {
        "id": own or (spelled(name) if draft.own else draft.mint("ownership", "OW")),
        "state": name,
    }
    if stated(owner):
        item["owner"] = Reference(("block",), owner, False)
    if shared:
        item["shared_with"] = Reference(("block",), shared, True)
    if why:
        item["justification"] = plain(why)
    draft.add("ownership", item)
