"""Section B: findings and constraints.

What people write there besides facts finds its place too: a list that one sentence introduces and counts is
one claim, a bold line is a heading, and a table of what will change belongs to the evolution.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from blistui.markdown.blocks import Entry, Node, Part, Text
from blistui.markdown.blocks import Table as MarkdownTable
from blistui.markdown.bold import lead_of
from blistui.markdown.inline import code_span
from blistui.markdown.listed import REMARKS, between_semicolons
from blistui.markdown.outline import bare
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, Table, target, targets
from blistui.markdown.read.headed import IN_PLACE, headed
from blistui.markdown.read.recon_lines import (
    CONSTRAINT,
    PLAIN,
    is_evidence,
    is_number,
    is_unverified,
    kind_above,
    kind_in,
)
from blistui.markdown.read.recon_topics import About, guess
from blistui.markdown.read.words import before_reason, is_file, places, prose, says_something, span, stated
from blistui.patterns import pattern
from blistui.plan.tables.recon import TOPICS, Constraint, Finding

_OF_FINDING = targets(Finding) | {
    "none, because": target(Finding, "none_because"),
}
_OF_CONSTRAINT = targets(Constraint)
_LEAD = pattern(rf"\*\*(?P<id>[A-Za-z0-9][\w-]*)\*\*(?: {REMARKS})?:[ \t]*")
_QUERY = pattern(
    rf"\*\*Query:\*\*(?P<ask>.*)\s+of\s+(?P<subject>{code_span('ticks')}|), \d+ found$", re.DOTALL
)

_AHEAD = pattern(r"\b(?:after|will|planned|target|new|once)\b", re.IGNORECASE)
_COUNTED = pattern(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[\w-]+ ){0,3}?[\w-]+s\b", re.IGNORECASE
)
_FIRST_FILE = pattern(r"\(?`(?P<path>[^`]+)`")


def read(draft: Draft, part: Part) -> None:
    """Facts, inferences, uncertainties and constraints."""
    _below(draft, part, "", "")


def _below(draft: Draft, part: Part, topic: str, kind: str) -> None:
    title = part.title.casefold()
    if not draft.own:
        part = headed(draft, part, kind_above, lambda *_: False)
    own = next((key for key, name in TOPICS.items() if name.casefold() == title), "")
    about = About(own or guess(title) or topic, kind, bool(own))
    if "uncertain" in title or (not draft.own and kind_above(part.title) == "uncertain"):
        about.kind = "uncertain"
    elif "inferred" in title or "inference" in title:
        about.kind = "inferred"
    elif title and not guess(title) and not PLAIN.match(title if draft.own else bare(part.title)):
        draft.leave_text(part.line, "B)", f"{'#' * part.level} {part.title}")
    else:
        draft.understand(part.title)
    for node, listed in _with_lists(part.nodes):
        if "constraint" in title:
            for each in (node, *listed):
                _constraint(draft, each)
        else:
            _findings(draft, part, about, node, listed)
    for below in part.parts:
        if below.level == IN_PLACE:
            _under_a_line(draft, below, own or guess(title) or topic)
        else:
            _below(draft, below, about.topic, about.kind)


def _under_a_line(draft: Draft, part: Part, topic: str) -> None:
    """What a line heads: its list, or what follows in the line; a text behind the list is no part of it."""
    kind = kind_above(part.title)
    about = About(topic, kind, False)
    listed = False
    for node, below in _with_lists(part.nodes):
        if isinstance(node, Text) and listed:
            about.kind = kind = ""
        listed = listed or isinstance(node, Entry) or bool(below)
        for each in (node, *below) if kind == CONSTRAINT else ():
            _constraint(draft, _as_item(each, part))
        if kind != CONSTRAINT:
            _findings(draft, part, about, _as_item(node, part), below)


def _as_item(node: Node, part: Part) -> Node:
    """A text that follows its heading in one line, as an item."""
    if isinstance(node, Text) and node.line == part.line:
        return Entry(node.line, node.source, "-", node.text, [])
    return node


def _with_lists(nodes: Sequence[Node]) -> Iterator[tuple[Node, list[Entry]]]:
    """Each node, and with a text that ends in a colon the list below it."""
    at = 0
    while at < len(nodes):
        node, listed = nodes[at], []
        if isinstance(node, Text) and node.text.rstrip("*").endswith(":"):
            listed = [own for own in takewhile(lambda n: isinstance(n, Entry), nodes[at + 1 :])]
        yield node, [own for own in listed if isinstance(own, Entry)]
        at += 1 + len(listed)


def _findings(draft: Draft, part: Part, about: About, node: Node, listed: list[Entry]) -> None:
    of_places = all(_is_place(draft, entry) for entry in listed)
    if isinstance(node, Text) and listed and (_COUNTED.search(node.text) or of_places):
        _counted(draft, about, node, listed)
        return
    heading = lead_of(node.text) if isinstance(node, Text) else None
    if heading and not heading.rest:
        about.topic, about.sure = guess(heading.label.casefold()) or about.topic, False
        if not guess(heading.label.casefold()):
            draft.leave(_where(part), node)
    else:
        _finding(draft, part, node, about)
    for entry in listed:
        _finding(draft, part, entry, about)


def _is_place(draft: Draft, entry: Entry) -> bool:
    return bool(places(entry.text, draft.projects)) and entry.text.startswith("`")


def _counted(draft: Draft, about: About, intro: Text, listed: list[Entry]) -> None:
    """One claim: what a sentence counts, and the list that shows it."""
    cites: list[dict[str, str]] = []
    for entry in listed:
        cites += places(entry.source, draft.projects) or _whole_file(entry.text)
    _new(draft, about, prose([intro, *listed]), cites)


def _finding(draft: Draft, part: Part, node: Node, about: About) -> None:
    if isinstance(node, Entry):
        _entry(draft, node, about)
    elif isinstance(node, MarkdownTable):
        _rows(draft, node, about)
    elif isinstance(node, Text):
        if not stated(node.text) or node.text.endswith(": none recorded."):
            return
        lead = lead_of(node.text)
        if places(node.text, draft.projects) or (lead and not _AHEAD.search(lead.label)):
            _new(draft, about, prose([node]), places(node.text, draft.projects) or _whole_file(node.text))
        else:
            draft.leave(_where(part), node)
    else:
        draft.leave(_where(part), node)


def _whole_file(text: str) -> list[dict[str, str]]:
    """The file that a fact names in front, without lines: a citation that is still to be completed."""
    lead = lead_of(text)
    found = _FIRST_FILE.match(lead.rest if lead else text)
    return [{"at": found["path"]}] if found and is_file(found["path"]) and "/" in found["path"] else []


def _new(draft: Draft, about: About, statement: str, cites: list[dict[str, str]]) -> Table:
    kind = kind_in(statement, about.kind or "confirmed")
    item: Table = {"id": draft.mint("finding", "F"), "kind": kind, "statement": statement}
    if is_unverified(statement):
        item["unverified"] = True
    topic = about.of(statement)
    if topic:
        item["topic"] = topic
    if cites:
        item["cites"] = cites
    return draft.add("finding", item)


def _entry(draft: Draft, entry: Entry, about: About) -> None:
    lead = _LEAD.match(entry.text)
    if lead is None:
        _new(draft, about, _whole(entry), places(entry.source, draft.projects) or _whole_file(entry.text))
        return
    item: Table = {"id": lead["id"], "kind": about.kind or "confirmed"}
    if about.topic:
        item["topic"] = about.topic
    for remark in between_semicolons(lead["remarks"] or ""):
        key, _, value = remark.partition(": ")
        if remark == "UNVERIFIED":
            item["unverified"] = True
        elif key in ("topic", "kind"):
            item[key] = plain(value)
        elif remark == "kind not stated":
            del item["kind"]
        elif remark:
            draft.leave_text(entry.line, "B)", remark)
    statement, why = before_reason(entry.text[lead.end() :])
    if why:
        item["none_because"] = why
    draft.add("finding", item)
    rest = [node for node in entry.nodes if not _query(item, node)]
    rest = draft.labelled("B)", item, rest, _OF_FINDING)
    whole = prose([Text(entry.line, statement), *rest] if statement else rest)
    if whole:
        item["statement"] = whole


def _query(item: Table, node: Node) -> bool:
    found = _QUERY.match(node.text) if isinstance(node, Entry) else None
    if found is None or not isinstance(node, Entry):
        return False
    results = [span(entry.text) for entry in node.entries]
    query = {"ask": plain(found["ask"].strip()), "subject": span(found["subject"]), "result": results}
    item.setdefault("queries", []).append(query)
    return True


def _whole(entry: Entry) -> str:
    return prose([Text(entry.line, entry.text), *entry.nodes] if entry.text else entry.nodes)


def _rows(draft: Draft, table: MarkdownTable, about: About) -> None:
    titles = [title.casefold() for title in table.header]
    for _, row in table.rows:
        if any(re.search(r"\bchange", title) for title in titles):
            # What will be changed is no fact about the code.
            _change(draft, row)
            continue
        facts = [
            cell
            for title, cell in zip(titles, row, strict=True)
            if (title, about.kind) != ("impact", "uncertain")
            and (draft.own or not (is_evidence(title, cell, draft.projects) or is_number(title, cell)))
        ]
        draft.understand(*(cell for title, cell in zip(titles, row, strict=True) if is_number(title, cell)))
        item = _new(draft, about, _joined(facts), places(" ".join(row), draft.projects))
        for title, cell in zip(titles, row, strict=True):
            if about.kind == "uncertain" and title == "impact" and stated(cell):
                item["impact"] = plain(cell)
            elif about.kind == "uncertain" and title == "resolution":
                item["resolved_by"] = Reference(("risk", "pr"), cell, True, mentioned=True)
            elif "file" in title and "cites" not in item and is_file(span(cell)):
                item["cites"] = [{"at": span(cell)}]


def _joined(cells: Iterable[str]) -> str:
    return " — ".join(plain(cell) for cell in cells if stated(cell))


def _change(draft: Draft, row: Sequence[str]) -> None:
    draft.add("evolution.change", {"id": draft.mint("evolution.change", "C"), "what": _joined(row)})


def _constraint(draft: Draft, node: Node) -> None:
    if not isinstance(node, Entry):
        if says_something(node):
            draft.leave("B) Architectural constraints", node)
        return
    lead = _LEAD.match(node.text)
    item: Table = draft.add("constraint", {"id": lead["id"] if lead else draft.mint("constraint", "K")})
    rest = draft.labelled("B)", item, node.nodes, _OF_CONSTRAINT)
    text = node.text[lead.end() :] if lead else node.text
    item["statement"] = prose([Text(node.line, text), *rest])
    if not lead and (cites := places(node.source, draft.projects)):
        item["cites"] = cites


def _where(part: Part) -> str:
    return "B)" if part.title.startswith("B)") else f"B) {part.title}"
