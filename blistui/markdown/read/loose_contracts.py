"""Contracts of a plan of one PR, which stand in other sections or in sections of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blistui.markdown.blocks import Entry, Node, Part, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.read.contracts import names_contract
from blistui.markdown.read.denials import heads_nothing
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.pr_headings import pr_of
from blistui.markdown.read.words import PR_ID
from blistui.patterns import pattern

_BEHAVIORAL = pattern(r"behaviou?ral (?:contracts?|guarantees?)\W*$", re.IGNORECASE)
_TITLE = pattern(r"\b(?:contracts?|guarantees?)\W*$", re.IGNORECASE)


def taken_out(draft: Draft, title: Part | None, parts: Sequence[Part]) -> list[list[Node]]:
    """The contracts below headings and bold labels of the parts of a plan, which are no longer in these.

    Where a title is there twice they are of several PRs, and stay."""
    titles = [own.title for part in parts for own in part.walk() if _TITLE.search(own.title)]
    if draft.own or len(titles) != len(set(titles)):
        return []
    found = _labelled(draft, title) if title else []
    for part in parts:
        found += _taken_out(draft, part)
    return found


def _taken_out(draft: Draft, part: Part) -> list[list[Node]]:
    if pr_of(part.title)[0]:
        return []
    if _are_contracts(part.title) and _hold_contracts(part):
        found = [list(_flat(draft, part))]
        part.nodes, part.parts = [], []
        draft.understand(part.title)
        return found
    found = _labelled(draft, part)
    for below in list(part.parts):
        own = _taken_out(draft, below)
        if own and not (below.nodes or below.parts):
            part.parts.remove(below)
        found += own
    return found


def series_of(draft: Draft, contracts: list[list[Node]]) -> Part:
    """A series with the one PR that the contracts are of, known by the title of the plan."""
    named = PR_ID.search(str(draft.group("plan").get("title", "")))
    headed = [Part(nodes[0].line, 4, "Behavioral contracts", nodes) for nodes in contracts if nodes]
    line = min((part.line for part in headed), default=0)
    return Part(line, 2, "", [], [Part(line, 3, pr_of(f"{named[0]}:")[0] if named else "PR1", [], headed)])


def _labelled(draft: Draft, part: Part) -> list[list[Node]]:
    """Labels in bold with the list of contracts below each, which are no longer in the part."""
    found: list[list[Node]] = []
    kept: list[Node] = []
    below = False
    for node in part.nodes:
        lead = lead_of(node.text) if isinstance(node, Text) else None
        below = below and isinstance(node, Entry) and names_contract(node)
        if lead and not lead.rest and _are_contracts(lead.label):
            below = True
            found.append([])
            draft.understand(lead.label)
        elif below:
            found[-1].append(node)
        else:
            kept.append(node)
    if any(found):
        part.nodes = kept
    return [own for own in found if own]


def _are_contracts(title: str) -> bool:
    return bool(_TITLE.search(title)) and not heads_nothing(title)


def _hold_contracts(part: Part) -> bool:
    if _BEHAVIORAL.search(part.title) or any(
        names_contract(node) for own in part.walk() for node in own.nodes
    ):
        return True
    return any(re.match(r"[A-Z]+-[\w-]*\d", own.title) for own in part.walk())


def _flat(draft: Draft, part: Part) -> Iterator[Node]:
    """The nodes of a part and of those below it, each headed by its title in bold if that is an id."""
    yield from part.nodes
    for below in part.parts:
        if re.match(r"[A-Z]+-[\w-]*\d", below.title):
            yield Text(below.line, f"**{below.title}**")
        else:
            draft.leave_text(below.line, "I)", f"{'#' * below.level} {below.title}")
        yield from _flat(draft, below)
