"""Section C as people write it: lists under headings of many kinds, tables, and lists in a sentence.

A list whose heading is not known stays left over, and so does a second list under one heading: beside the
objectives people list what is no objective, what they rejected, and examples.
"""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.listed import between_semicolons
from blistui.markdown.nothing import says_none
from blistui.markdown.outline import bare
from blistui.markdown.plain import plain
from blistui.markdown.read.commitments import COMMITMENTS
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.goals import PREFIX, about, add_item, all_about
from blistui.markdown.read.headed import IN_PLACE, headed, title_in
from blistui.markdown.read.itemised import SIGNS, Item, entries, intro_of, items_of
from blistui.markdown.read.scoping import scoping_rows, weighed
from blistui.markdown.read.words import before_reason, passage, refusal, says_something, stated
from blistui.patterns import pattern

_TEXTS = frozenset({"compatibility", "backward_compatibility", "performance", "cli_stability"})
_OBJECTIVES_FIRST = pattern(r"(?:high-level )?(?:objectives|goals)\b", re.IGNORECASE)
_OTHER = pattern(
    r"\b(?:no|not|never|reject\w*|alternativ\w*|exclu\w*|drop\w*|later|future|examples?|considered)\b",
    re.IGNORECASE,
)
"""Words of a line above a list which is not about what the heading says."""
_OF_ITEM = pattern(r"(?:\*\*)?(?P<label>[A-Za-z][\w’' -]{2,20}):(?:\*\*)?\s+(?=\S)")
BOTH = "both"
"""The topic of a list of goals and non-goals, each behind its sign."""
_SIGNED = pattern(rf"(?P<sign>[{SIGNS}])\ufe0f?\s+(?=\S)")
_COLUMN = {
    "objective": pattern(r"(?:objectives?|goals?)$", re.IGNORECASE),
    "non_goal": pattern(r"non-?(?:goals?|objectives?)$", re.IGNORECASE),
    "question": pattern(r"(?:analysis )?questions?$", re.IGNORECASE),
}
_MEASURE = pattern(r"(?:measure\w*(?: by)?|metric|target|how measured)$", re.IGNORECASE)
_NUMBER = pattern(r"(?:#|id|no\.?|nr\.?)$", re.IGNORECASE)
_ANSWERED = pattern(r"\b(?:answers?|questions?)\b[^.]*:$", re.IGNORECASE)
"""Ends a sentence that counts questions."""
_ORDINAL = pattern(
    r"(?:and )?\*{0,2}(?:first|second|third|fourth|fifth|sixth|last|finally)(?:ly)?\*{0,2},?\s+",
    re.IGNORECASE,
)
_SHORT = 6
"""The most words of an item that only a comma ends."""


def read_in_words(draft: Draft, part: Part) -> None:
    """Every part by what its heading is about."""
    _part(draft, part, _of_section(part.title))


def _of_section(title: str) -> str:
    """What a list is about that stands below the title of the section."""
    named = all_about(bare(title))
    lists = named & set(PREFIX)
    if len(lists) > 1:
        return "objective" if _OBJECTIVES_FIRST.match(bare(title)) else ""
    return (
        next(iter(lists), "")
        or next(iter(named), "")
        or ("objective" if re.search(r"objective|goals", title, re.IGNORECASE) else "")
    )


def _of_heading(title: str) -> str:
    """What a list below a heading in the section is about; behind signs where it names two lists."""
    name = bare(title)
    return BOTH if {"objective", "non_goal"} <= all_about(name) else about(name)


def _part(draft: Draft, part: Part, topic: str) -> None:
    whole = headed(draft, part, _of_line, lambda *_: False)
    _nodes(draft, whole, topic)
    for below in whole.parts:
        own = _of_heading(below.title)
        if below.level == IN_PLACE:
            _nodes(draft, below, own)
        elif not own or (own == topic and not part.title):
            draft.leave_part("C)", below)
        else:
            _below(draft, below, own)


def _below(draft: Draft, part: Part, topic: str) -> None:
    whole = headed(draft, part, _of_line, lambda *_: False)
    _nodes(draft, whole, topic)
    for deeper in whole.parts:
        own = _of_heading(deeper.title)
        if own and (own != topic or deeper.level == IN_PLACE):
            _nodes(draft, deeper, own)
        else:
            draft.leave_part(f"C) {part.title}", deeper)


def _of_line(title: str) -> str:
    """What a line is about that stands in place of a heading."""
    topic = about(title)
    return topic if topic != "scope" or title.casefold().endswith("scoping") else ""


def _nodes(draft: Draft, part: Part, topic: str) -> None:
    where = f"C) {part.title}"
    listed: list[Entry] = []
    closed = said = False
    both = {"objective", "non_goal"} <= all_about(bare(part.title))
    for at, node in enumerate(part.nodes):
        if not says_something(node):
            continue
        below = part.nodes[at + 1] if at + 1 < len(part.nodes) else None
        if isinstance(node, Text) and (title := title_in(node, below)):
            # What it heads is about something else, unless it only introduces the first list.
            closed = (
                closed or said or bool(listed) or bool(_OTHER.search(title)) or node.text.startswith("**")
            )
            draft.leave(where, node)
        elif isinstance(node, Table):
            if not (_rows(draft, node, topic) or scoping_rows(draft, node)):
                draft.leave(where, node)
        elif isinstance(node, Entry):
            closed = closed or (bool(listed) and _apart(part, listed[-1], node))
            if closed or not topic or topic == "scope" or (topic == BOTH and not _SIGNED.match(node.text)):
                draft.leave(where, node)
            else:
                listed.append(node)
        elif not closed and _said(draft, node, topic, node.line == part.line, both):
            said = not (both and _SIGNED.match(node.source))
        else:
            closed = closed or said
            draft.leave(where, node)
    if both and listed and all(_SIGNED.match(entry.text) for entry in listed):
        topic = BOTH
    _listed(draft, listed, topic)


def _apart(part: Part, last: Entry, entry: Entry) -> bool:
    """Whether a text stands between two items that do not count on."""
    at = next(i for i, node in enumerate(part.nodes) if node is last)
    if part.nodes[at + 1] is entry:
        return last.marker[-1] != entry.marker[-1]
    number = last.marker[:-1]
    return not (number.isdigit() and entry.marker == f"{int(number) + 1}{last.marker[-1]}")


def _listed(draft: Draft, listed: list[Entry], topic: str) -> None:
    if topic in PREFIX or topic == BOTH:
        _items(draft, entries(listed), topic)
        return
    for node in listed:
        if topic == "criteria":
            if not weighed(draft, node):
                draft.leave("C)", node)
        elif topic == "commitments":
            draft.leave("C)", *draft.labelled("C)", draft.group("commitments"), [node], COMMITMENTS))
        else:
            _commit(draft, topic, passage(node.text, node.nodes))


def _items(draft: Draft, items: list[Item], topic: str) -> None:
    for item in items:
        sign = _SIGNED.match(item.text) if topic in (BOTH, "objective", "non_goal") else None
        if sign:
            own = "objective" if sign["sign"] in "✅✔☑" else "non_goal"
            if topic in (own, BOTH):
                add_item(draft, own, item.id, item.text[sign.end() :], item.nodes)
            else:
                draft.leave_text(item.line, "C)", item.text)
                draft.leave("C)", *item.nodes)
            continue
        label = _OF_ITEM.match(item.text)
        own = about(label["label"]) if label else ""
        if label and own in PREFIX:
            # An item may say of itself that it is no goal.
            draft.understand(label["label"])
            add_item(draft, own, item.id, item.text[label.end() :], item.nodes)
        else:
            add_item(draft, topic, item.id, item.text, item.nodes)


def _said(draft: Draft, node: Node, topic: str, alone: bool, both: bool) -> bool:
    """A paragraph that lists or says what its heading is about; `alone` it has that heading in its line."""
    items = items_of(node)
    before = intro_of(node)
    if topic == "scope" and _ANSWERED.search(before):
        topic = "question"
    signed = [item for item in items if _SIGNED.match(item.text)]
    if signed and len(signed) == len(items) and topic == "objective" and both:
        topic = BOTH
    if (topic in PREFIX or (topic == BOTH and len(signed) == len(items))) and items:
        draft.leave_text(node.line, "C)", before)
        _items(draft, items, topic)
    elif topic in PREFIX and alone and isinstance(node, Text):
        parted = _asked(node.text) if topic == "question" else _parted(node.text)
        _items(draft, [Item(node.line, "", text) for text in parted], topic)
    elif topic in _TEXTS and alone and isinstance(node, Text):
        _commit(draft, topic, node.text)
    else:
        return False
    return True


def _asked(text: str) -> list[str]:
    """The questions of a text that is nothing else."""
    found = [re.sub(r"^And (?=\w)", "", own) for own in re.split(r"(?<=\?)\s+", text.strip())]
    return found if all(own.endswith("?") for own in found) else _parted(text)


def _parted(text: str) -> list[str]:
    """The things that a sentence lists: between semicolons, else between commas where each is short."""
    whole = text.strip().removesuffix(".")
    pieces = between_semicolons(whole)
    if len(pieces) > 1 and all(map(_ORDINAL.match, pieces)):
        return [_ORDINAL.sub("", piece) for piece in pieces]
    if len(pieces) > 1:
        return [re.sub(r"^(?:and|or)\s+", "", piece) for piece in pieces]
    short = [re.sub(r"^(?:and|or)\s+", "", piece.strip()) for piece in whole.split(", ")]
    if len(short) > 2 and "(" not in whole and all(0 < len(own.split()) <= _SHORT for own in short):
        return short
    return [text]


def _commit(draft: Draft, topic: str, text: str) -> None:
    held = draft.group("commitments")
    said, why = before_reason(text)
    if not why and says_none(said):
        said, why = "", refusal(said)
    if why:
        held[f"{topic}_none_because"] = why
    if stated(said.removesuffix(".")):
        held.setdefault(topic, []).append(plain(said))


def _rows(draft: Draft, table: Table, topic: str) -> bool:
    """A row for each objective, non-goal or question; or for each kind of constraint."""
    if topic in PREFIX:
        return _rows_of(draft, table, topic)
    kinds = [about(row[0]) for _, row in table.rows]
    if len(table.header) != 2 or not kinds or not all(kind in _TEXTS for kind in kinds):
        return False
    draft.understand(*table.header, *(row[0] for _, row in table.rows))
    for kind, (_, row) in zip(kinds, table.rows, strict=True):
        _commit(draft, kind, row[1])
    return True


def _rows_of(draft: Draft, table: Table, topic: str) -> bool:
    at = next((at for at, title in enumerate(table.header) if _COLUMN[topic].match(title)), None)
    if at is None:
        return False
    for line, row in table.rows:
        own = next((row[i] for i, title in enumerate(table.header) if _NUMBER.match(title)), "")
        add_item(draft, topic, plain(own) if re.search(r"[A-Za-z]", own) else "", row[at], ())
        for i, (title, cell) in enumerate(zip(table.header, row, strict=True)):
            if i == at or _NUMBER.match(title):
                continue
            if topic == "objective" and _MEASURE.match(title):
                draft.understand(title)
                draft.data["objective"][-1]["measured_by"] = stated(cell)
            elif stated(cell):
                draft.leave_text(line, f"C) {title}", f"{title}: {cell}")
    return True
