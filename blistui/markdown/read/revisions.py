"""Notes on the versions of a plan as people keep them: lists, tables, quotations and headings.

Each begins with its version, its day, or both; what begins with neither is no note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from blistui.markdown.blocks import Entry, Node, Part, Quote, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.outline import bare
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.headed import title_in
from blistui.markdown.read.words import passage, prose, says_something, stated
from blistui.patterns import pattern

_TITLE = pattern(
    r"(?:revision|version|document|change|plan) (?:notes?|history|log)(?: of this (?:plan|document))?$"
    r"|revisions$|change-?log(?: of this (?:plan|document))?$|history of this (?:plan|document)$",
    re.IGNORECASE,
)
_VERSION = r"v?\d+(?:\.\d+)+|v\d+|(?:revision|version|rev\.?)\s+v?\d+(?:\.\d+)*"
_DAY = r"\d{4}-\d\d-\d\d"
_WHEN = pattern(
    rf"(?:(?:revision|version|rev\.?|plan)\s+)?(?:(?P<version>{_VERSION})(?:[,;]?\s*\(?(?P<day>{_DAY})\)?)?"
    rf"|(?P<first>{_DAY})(?:[,;]?\s*\(?(?P<second>{_VERSION})\)?)?)$",
    re.IGNORECASE,
)
_UP_TO = pattern(r"(?P<when>[^:—–]{3,40}?)(?::|\s+[—–-])\s+(?P<what>\S.*)$", re.DOTALL)
_CHANGED = pattern(r"(?:what(?: changed)?|changes?|description|notes?|summary|comment)$", re.IGNORECASE)


def is_notes(title: str) -> bool:
    """Whether the notes are under such a heading."""
    return bool(_TITLE.match(bare(title)))


def read_notes(draft: Draft, part: Part) -> None:
    """All notes of a part."""
    for node in part.nodes:
        if not _note(draft, node):
            draft.leave(part.title, *([node] if says_something(node) else []))
    for below in part.parts:
        when = _when(plain(below.title))
        if when and not below.parts:
            draft.understand(below.title)
            _add(draft, when, prose(below.nodes))
        else:
            draft.leave_part(part.title, below)


def without_notes(draft: Draft, title: Part) -> Part:
    """What is below the title of a document without the notes on its versions, which are read."""
    found = Part(title.line, title.level, title.title, [], title.parts)
    nodes = list(title.nodes)
    while nodes:
        node = nodes.pop(0)
        if (isinstance(node, Quote | Table) or _all_versions(node)) and _note(draft, node):
            continue
        if _TITLE.match(title_in(node, Entry(0, "", "-", "", []))):
            listed = list(takewhile(lambda own: _note(draft, own), nodes))
            nodes = nodes[len(listed) :]
            if listed:
                draft.understand(title_in(node, listed[0]))
                continue
        found.nodes.append(node)
    return found


def _all_versions(node: Node) -> bool:
    """Whether each line of a paragraph begins with a version and its day."""
    lines = node.source.split("\n") if isinstance(node, Text) else []
    notes = [_said(line.strip(), ()) for line in lines]
    return bool(notes) and all(note and {"version", "date"} <= note[0].keys() for note in notes)


def _note(draft: Draft, node: Node) -> bool:
    """Whether a block is one note or several; those are read."""
    if isinstance(node, Table):
        return _rows(draft, node)
    notes = _notes(node)
    for when, what, written in notes:
        draft.understand(written)
        _add(draft, when, what)
    return bool(notes)


def _notes(node: Node) -> list[tuple[PlanTable, str, str]]:
    if isinstance(node, Quote):
        held = [_notes(own) for own in node.nodes]
        return [note for notes in held for note in notes] if all(held) else []
    if isinstance(node, Entry):
        one = _said(node.text, node.nodes)
        return [one] if one else []
    if not isinstance(node, Text):
        return []
    whole = _said(node.text, ())
    lines = [_said(line.strip(), ()) for line in node.source.split("\n")]
    if len(lines) > 1 and all(lines):
        return [one for one in lines if one]
    return [whole] if whole else []


def _said(text: str, below: Sequence[Node]) -> tuple[PlanTable, str, str] | None:
    """When a note was made, what it says, and when in its own words."""
    lead = lead_of(text)
    split = None if lead else _UP_TO.match(text)
    if lead:
        when, what = _when(lead.label), re.sub(r"^[—–:-]\s+", "", lead.rest)
        behind = (
            re.match(rf"\(?(?P<day>{_DAY})\)?\s*[:—–-]\s+", what) if when and "date" not in when else None
        )
        if when and behind:
            when["date"], what = behind["day"], what[behind.end() :]
    elif split:
        when, what = _when(split["when"]), split["what"]
    else:
        return None
    written = lead.label if lead else split["when"] if split else ""
    return (when, passage(what, below), written) if when and (what or below) else None


def _when(text: str) -> PlanTable:
    found = _WHEN.match(text.strip())
    if found is None:
        return {}
    version = re.sub(
        r"^(?:revision|version|rev\.?)\s+", "", found["version"] or found["second"] or "", flags=re.I
    )
    day = found["day"] or found["first"] or ""
    return {key: value for key, value in (("version", version), ("date", day)) if value}


def _add(draft: Draft, when: PlanTable, what: str) -> None:
    draft.add("revision", {"id": draft.mint("revision", "V"), **when, **({"what": what} if what else {})})


def _rows(draft: Draft, table: Table) -> bool:
    titles = [title.casefold() for title in table.header]
    what = next((at for at, title in enumerate(titles) if _CHANGED.match(title)), None)
    version = next((at for at, title in enumerate(titles) if title in ("version", "revision", "rev")), None)
    day = next((at for at, title in enumerate(titles) if title == "date"), None)
    if what is None or (version is None and day is None):
        return False
    for line, row in table.rows:
        when: PlanTable = {}
        if version is not None and stated(row[version]):
            when["version"] = stated(row[version])
        if day is not None and re.fullmatch(_DAY, row[day]):
            when["date"] = row[day]
        _add(draft, when, stated(row[what]))
        for at, cell in enumerate(row):
            if at not in (what, version, day if "date" in when else None) and stated(cell):
                draft.leave_text(line, "revisions", f"{table.header[at]}: {cell}")
    return True
