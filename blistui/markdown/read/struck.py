"""What an author has struck out, which is no part of the plan any more."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Quote, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.inline import code_span
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.pr_headings import names_pr
from blistui.patterns import pattern

_WHERE = "struck out"
_STRUCK = pattern(
    rf"(?P<kept>\\.|{code_span('ticks')})|(?<!~)~~(?=[^\s~])(?P<struck>[^~]+?)(?<=\S)~~(?!~)", re.DOTALL
)


def take_out(draft: Draft, root: Part) -> None:
    """Leaves over what is struck out below a part. A struck heading of a PR stays: it says that the PR is
    dropped."""
    for part in root.walk():
        if any("~~" in node.source for node in part.nodes):
            part.nodes = _without(draft, part.nodes)


def _without(draft: Draft, nodes: list[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        match node:
            case Text() if not _heads_pr(node):
                source = _rest(draft, node.line, node.source)
                found += [node._replace(source=source)] if source else []
            case Entry() if (_is_struck(node.text) or _is_struck(_label(node))) and not _heads_pr(node):
                draft.leave(_WHERE, node)
            case Entry():
                text = node.text if _heads_pr(node) else _rest(draft, node.line, node.text)
                found.append(node._replace(text=text, nodes=_without(draft, node.nodes)))
            case Quote():
                found.append(node._replace(nodes=_without(draft, node.nodes)))
            case Table():
                found.append(_table(draft, node))
            case _:
                found.append(node)
    return found


def _table(draft: Draft, table: Table) -> Table:
    """The table without its struck cells, and without a row of which the first one is struck."""
    rows: list[tuple[int, list[str]]] = []
    for line, row in table.rows:
        if _is_struck(next(filter(None, row), "")):
            draft.leave_text(line, _WHERE, " | ".join(row))
        else:
            rows.append((line, [_rest(draft, line, cell) for cell in row]))
    return table._replace(rows=rows)


def _rest(draft: Draft, line: int, text: str) -> str:
    """The text without what is struck out in it, which is left over."""
    struck = [found[0] for found in _STRUCK.finditer(text) if found["struck"]]
    for own in struck:
        draft.leave_text(line, _WHERE, own)
    return re.sub(r"[ \t]{2,}", " ", re.sub(r"\n\s*\n", "\n", _unstruck(text))).strip() if struck else text


def _is_struck(text: str) -> bool:
    return bool(text) and not re.search(r"\w", _unstruck(text))


def _unstruck(text: str) -> str:
    return _STRUCK.sub(lambda own: own["kept"] or "", text) if "~~" in text else text


def _label(node: Text | Entry) -> str:
    lead = lead_of(node.text)
    return lead.label if lead and "~~" in lead.label else ""


def _heads_pr(node: Text | Entry) -> bool:
    lead = lead_of(node.text)
    if isinstance(node, Text):
        return bool(lead and names_pr(lead.label))
    return bool(node.nodes and names_pr(lead.label if lead else node.text))
