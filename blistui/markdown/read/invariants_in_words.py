"""Section D, what must always hold, as people list it: with ids, by kind, in lines, a fence or a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.listed import between_semicolons
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.headed import title_in
from blistui.markdown.read.invariants import EXPORTED, invariant, state_in_words
from blistui.markdown.read.itemised import Item, entries, items_of
from blistui.markdown.read.sentences import by_label
from blistui.markdown.read.words import passage, prose, says_something, stated
from blistui.patterns import pattern

_KINDS = (
    (r"(?:what )?must always (?:hold|be true)|always(?: holds?| true)?", "always"),
    (r"(?:what )?must never (?:happen|hold)|never(?: happens?)?", "never"),
    (r"causality(?: constraints?)?|ordering(?: constraints?| guarantees?)?", "causality"),
)
_KIND = pattern(
    rf"(?:\*\*|\*)?(?P<kind>{'|'.join(words for words, _ in _KINDS)})(?:\*\*|\*)?:(?:\*\*|\*)?\s+",
    re.IGNORECASE,
)
_STATE = {
    "state": "simulation",
    "simulation state": "simulation",
    "statistics": "statistics",
    "derived statistics": "statistics",
}
_STATEMENT = pattern(r"(?:statement|invariant|rule|what must hold|description)$", re.IGNORECASE)
_NUMBER = pattern(r"(?:id|#|no\.?|nr\.?|name)$", re.IGNORECASE)
_OF_KIND = pattern(r"(?:kind|type|class)$", re.IGNORECASE)


def invariants(draft: Draft, part: Part) -> list[Node]:
    """The invariants of a part; gives back what is none of them.

    Only the first list is one of invariants, and those that a line names by their kind; a paragraph is one
    where nothing is listed."""
    held = len(draft.data.get("invariant", []))
    rest: list[Node] = []
    listed: list[tuple[Entry, str]] = []
    kind, closed = _kind_of(part.title), False
    own_kind = kind
    for node, below in zip(part.nodes, [*part.nodes[1:], None], strict=False):
        title = title_in(node, below)
        if title and _kind_of(title):
            draft.understand(title)
            kind, closed = _kind_of(title), False
        elif not says_something(node) or _about_state(draft, node):
            continue
        elif isinstance(node, Entry) and not closed:
            listed.append((node, kind))
        elif closed or title or not (_items(draft, items_of(node), kind) or _rows(draft, node)):
            closed = closed or (isinstance(node, Text) and bool(listed))
            rest.append(node)
    items = entries([entry for entry, _ in listed])
    for (entry, own), item in zip(listed, items, strict=True):
        if EXPORTED.match(entry.text):
            invariant(draft, entry)
        else:
            _items(draft, [item], own)
    if len(draft.data.get("invariant", [])) > held:
        return rest
    alone = [node for node in rest if isinstance(node, Text) and not node.text.endswith(":")]
    for node in alone:
        _add(draft, "", prose([node]), own_kind)
    return [node for node in rest if not any(node is own for own in alone)]


def _kind_of(title: str) -> str:
    return next((key for words, key in _KINDS if re.fullmatch(words, title, re.IGNORECASE)), "")


def _about_state(draft: Draft, node: Node) -> bool:
    """`State: queues, positions. Statistics: counts.`, or the same in one sentence."""
    if not isinstance(node, Entry | Text):
        return False
    if state_in_words(draft, node):
        return True
    before, found = by_label(node.text, lambda label: label.casefold() in _STATE)
    if before or (isinstance(node, Entry) and node.nodes) or not all(label for label, _ in found):
        return False
    for label, text in found:
        draft.understand(label)
        own = [plain(piece) for piece in between_semicolons(text.removesuffix("."))]
        draft.group("state").setdefault(_STATE[label.casefold()], []).extend(own)
    return bool(found)


def _items(draft: Draft, items: Sequence[Item], kind: str) -> bool:
    for item in items:
        own = _KIND.match(item.text)
        text = item.text[own.end() :] if own else item.text
        if own:
            draft.understand(own["kind"])
        _add(draft, item.id, passage(text, item.nodes), _kind_of(own["kind"]) if own else kind)
    return bool(items)


def _add(draft: Draft, own: str, statement: str, kind: str) -> None:
    item: PlanTable = {"id": own or draft.mint("invariant", "SI-"), "statement": statement}
    if kind:
        item["kind"] = kind
    draft.add("invariant", item)


def _rows(draft: Draft, table: Node) -> bool:
    """A row for each."""
    if not isinstance(table, Table):
        return False
    keys = ["id" if _NUMBER.match(title) else "" for title in table.header]
    statement = next((at for at, title in enumerate(table.header) if _STATEMENT.match(title)), None)
    kind = next((at for at, title in enumerate(table.header) if _OF_KIND.match(title)), None)
    if statement is None:
        return False
    draft.understand(*table.header)
    for line, row in table.rows:
        number = next((row[at] for at, key in enumerate(keys) if key), "")
        said = kind is not None and _kind_of(plain(row[kind]))
        _add(
            draft, plain(number) if re.search(r"[A-Za-z]", number) else "", plain(row[statement]), said or ""
        )
        for at, cell in enumerate(row):
            if at not in (statement, kind if said else None) and not keys[at] and stated(cell):
                draft.leave_text(line, "D) System invariants", f"{table.header[at]}: {cell}")
    return True
