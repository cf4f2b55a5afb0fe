"""Section I, the contracts of a PR: what must hold after it merges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from blistui.markdown.blocks import Entry, Fence, Node, Table, Text, nodes
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import prose, stated
from blistui.patterns import pattern

_CONTRACT_ID = pattern(r"(?:BC|NC|EC)-[\w-]*\d\w*")
_GUARANTEE = pattern(r"(?P<id>BC-[\w-]+|[A-Z]{1,4}-\d[\w-]*):(?: (?P<text>.*))?$", re.DOTALL)


def contracts(draft: Draft, where: str, below: Sequence[Node]) -> list[PlanTable]:
    """An item for each, or a row, or a paragraph or lines of a fence that begin with its id, and what
    follows it."""
    bodies: list[tuple[PlanTable, list[Node]]] = []
    headed = False
    for node in _each(below):
        called, text = _called(node.text if isinstance(node, Entry | Text) else "", draft.own)
        begins = _CONTRACT_ID.match(called) if isinstance(node, Text) else called or not headed
        if isinstance(node, Entry | Text) and begins:
            said: list[Node] = [Text(node.line, text)] if stated(text) else []
            own: PlanTable = {"id": plain(called)} if called not in ("", "Unnamed") else {}
            bodies.append((own, [*said, *(node.nodes if isinstance(node, Entry) else [])]))
            headed = isinstance(node, Text)
        elif headed:
            bodies[-1][1].append(node)
        else:
            draft.leave(where, node)
    return [{"text": prose(body), **own} for own, body in bodies]


def names_contract(node: Node) -> bool:
    """Whether a block begins with the id of a contract, or holds rows or lines that do."""
    texts = (own.text for own in _each([node]) if isinstance(own, Entry | Text))
    return any(_CONTRACT_ID.match(_called(text, own=False)[0]) for text in texts)


def _each(below: Iterable[Node]) -> Iterator[Node]:
    """The nodes, with the rows of a table of contracts as items, and the lines of a fence as Markdown."""
    for node in below:
        if isinstance(node, Table) and all(_called(row[0], own=False)[0] for _, row in node.rows):
            for line, row in node.rows:
                text = f"**{_called(row[0], own=False)[0]}:** {' — '.join(filter(stated, row[1:]))}"
                yield Entry(line, text, "-", text, [])
        elif isinstance(node, Fence) and _CONTRACT_ID.match("".join(node.content[:1])):
            yield from nodes("\n".join(node.content))
        else:
            yield node


def _called(text: str, own: bool) -> tuple[str, str]:
    """The id or name that a contract begins with, and the rest; what another hand has behind the id in bold
    is text."""
    lead, found = lead_of(text), _GUARANTEE.match(text)
    if lead and (lead.colon or _CONTRACT_ID.match(lead.label)):
        id = None if own else _CONTRACT_ID.match(lead.label)
        if id is None:
            return lead.label, lead.rest
        return id[0], f"{lead.label[id.end() :].lstrip(': —–-')} {lead.rest}".strip()
    return (found["id"], found["text"] or "") if found else ("", text)
