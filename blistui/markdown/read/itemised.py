"""Items in all the ways in which people list them, with the ids that they gave them.

A list, lines of one paragraph that each begin with a number, a letter or an id, a sentence that counts
`(a) … (b) …`, and lines of a fence behind an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from blistui.markdown.blocks import Entry, Fence, Node, Text
from blistui.patterns import pattern

SIGNS = "✅✔☑❌✗✘🚫"
"""Signs that people set before what they want and what they do not want."""
_ID = r"[A-Z]{1,6}(?:-[A-Z]{1,4})?-?\d{1,3}[a-z]?|[A-Z]-[A-Z]"
_LEAD = pattern(
    rf"(?:\*\*(?P<bold>{_ID})(?:[:.]\*\*|\*\*[:.]?)(?:\s+[—–-])?|(?P<plain>{_ID})(?:[:.]|\s+[—–-]))\s+(?=\S)",
    re.DOTALL,
)
_LINE = pattern(
    rf"[ \t]*(?:\((?P<inside>[a-z]|\d{{1,2}}|[ivx]{{2,4}})\)|(?P<closed>[a-z]|\d{{1,2}})\\?\)"
    rf"|(?P<section>\d+\.\d+)\.?|(?P<bullet>[•{SIGNS}])|(?P<id>{_ID})[:.])\s+"
)
_COUNTED = pattern(r"(?:^|(?<=\s))(?:\((?P<inside>[a-z]|\d{1,2}|[ivx]{2,4})\)|(?P<circle>[①-⑳]))\s+")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_IN_FENCE = pattern(rf"(?P<id>{_ID})[:.]?\s+(?P<text>\S.*)$")


class Item(NamedTuple):
    """One of several things that are listed; the id is empty where it has none."""

    line: int
    id: str
    text: str
    nodes: Sequence[Node] = ()


def entries(listed: Sequence[Entry]) -> list[Item]:
    """The items of a list. What they begin with is an id where they all begin so, with the same letters."""
    leads = [_LEAD.match(entry.text) for entry in listed]
    ids = [(lead["bold"] or lead["plain"]) if lead else "" for lead in leads]
    same = len({re.split(r"\d|[A-Z]$", own)[0] for own in ids}) == 1 and len(set(ids)) == len(ids)
    sure = all(ids) and same and (len(ids) > 1 or all(lead and lead["bold"] for lead in leads))
    return [
        Item(entry.line, own, entry.text[lead.end() :], entry.nodes)
        if sure and lead
        else Item(entry.line, "", entry.text, entry.nodes)
        for entry, own, lead in zip(listed, ids, leads, strict=True)
    ]


def items_of(node: Node) -> list[Item]:
    """The items in the lines of one block that is no list; none when it lists nothing."""
    match node:
        case Text():
            return list(_lines(node)) or list(_in_sentence(node))
        case Fence():
            return list(_in_fence(node))
    return []


def _lines(node: Text) -> Iterator[Item]:
    found: list[tuple[str, Item]] = []
    for at, line in enumerate(node.source.split("\n")):
        lead = _LINE.match(line)
        if lead is None:
            if not found:
                return
            mark, last = found[-1]
            found[-1] = (mark, last._replace(text=f"{last.text} {line.strip()}"))
            continue
        mark = lead["inside"] or lead["closed"] or lead["section"] or lead["id"] or lead["bullet"]
        sign = f"{lead['bullet']} " if lead["bullet"] and lead["bullet"] in SIGNS else ""
        text = f"{sign}{line[lead.end() :].strip()}"
        found.append(("•" if sign else mark, Item(node.line + at, lead["id"] or "", text)))
    if _counts([mark for mark, _ in found]):
        yield from (item for _, item in found)


def intro_of(node: Node) -> str:
    """What a sentence that counts says before its first item."""
    lead = _COUNTED.search(node.text) if isinstance(node, Text) and not list(_lines(node)) else None
    return node.text[: lead.start()].strip() if lead and isinstance(node, Text) else ""


def _in_sentence(node: Text) -> Iterator[Item]:
    """A sentence that counts what it says, `(a) … (b) …`; nothing stands before but its introduction."""
    leads = list(_COUNTED.finditer(node.text))
    before = intro_of(node)
    marks = [lead["inside"] or str(ord(lead["circle"]) - ord("①") + 1) for lead in leads]
    if not _counts(marks) or (before and not before.endswith(":")):
        return
    ends = [lead.start() for lead in leads[1:]] + [len(node.text)]
    for lead, end in zip(leads, ends, strict=True):
        text = re.sub(r"[,;]?(?:\s+(?:and|or))?$", "", node.text[lead.end() : end].strip())
        yield Item(node.line, "", text)


def _in_fence(node: Fence) -> Iterator[Item]:
    lines = [(node.line + 1 + at, line) for at, line in enumerate(node.content) if line.strip()]
    leads = [_IN_FENCE.match(line) for _, line in lines]
    if len(lines) < 2 or not all(leads):
        return
    for (line, _), lead in zip(lines, leads, strict=True):
        if lead:
            yield Item(line, lead["id"], lead["text"].strip())


def _counts(marks: Sequence[str]) -> bool:
    """Whether there are several marks, each the one after that before it."""
    if len(marks) > 1 and list(marks) == list(_ROMAN[: len(marks)]):
        return True
    return len(marks) > 1 and all(_follows(before, after) for before, after in pairwise(marks))


def _follows(before: str, after: str) -> bool:
    if before == after:
        return before == "•"
    head, at = before[:-1], before[-1]
    if before.isdigit() and after.isdigit():
        return int(after) == int(before) + 1
    if at.isdigit():
        start, number = _split(before)
        return _split(after) == (start, number + 1)
    return after == head + chr(ord(at) + 1)


def _split(mark: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.*?)(\d+)", mark)
    return (found[1], int(found[2])) if found else (mark, -1)
