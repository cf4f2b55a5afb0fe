"""Which PR waits for which: what each PR says of itself, and what sentences, tables and drawings say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from blistui.markdown.blocks import Entry, Fence, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import unescaped
from blistui.markdown.read.denials import doubtful, heads_nothing
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.drawings import drawn
from blistui.markdown.read.pr_headings import names_pr
from blistui.markdown.read.pr_labels import FIELDS, known_label
from blistui.markdown.read.pr_names import PrNames, Waits
from blistui.patterns import pattern

_NAME = (
    r"(?>\b(?:[Pp][Rr]|[Ww][Pp]|[Ss]tep|[Pp]atch)[ -]?#?\d+(?:\.\d+)*[a-z]?\b"
    r"|\b(?:PR )?[A-Z]{1,4}-?\d{1,3}[a-z]?\b|\bPR [A-Z]\b)"
)
_PRS = rf"(?>{_NAME}(?:(?:,| and|, and) {_NAME}){{0,9}})"
_BOTH = rf"(?>(?:{_NAME}(?:, {_NAME}){{0,9}},? and )?{_NAME})"
"""Those of which something is said: behind `PR 1, PR 2` alone the first may be of another clause."""
_REMARK = r"(?: \([^()]{0,120}\))?"
_START = r"(?:^|(?<=[.;:,])\s+|\b(?:and|so|because|since|hence|therefore)\s+|^[\s*_`-]+)"
_MUST = r"(?:(?:must|has to|have to|can only|may only) )?(?:be )?"
_LATE = r"(?:cannot|can't|must not|should not|may not) (?:start|begin|merge|land|proceed) (?:until|before)"
_DONE = r"completed?|completes|merged?|merges|lands?|landed|finish(?:es)?|finished|done"
_END = (
    rf"(?: (?:is |are |has |have )?(?:been )?(?:{_DONE}|starts?|begins?|in))?"
    r"(?=[*_`]*(?:$|[.;,:)(]| [—–(-]|,? (?:and|because|since|so|too|as well|first|to be)\b))"
)
"""What may stand behind the PRs; with other words it is not them that a PR waits for."""
_WAITS = pattern(
    rf"{_START}(?P<pr>{_BOTH}){_REMARK} (?:(?:also |only |still )?(?:depends? on|needs?|requires?|waits? for"
    rf"|(?:is|are) blocked by|follows?|builds? on)|{_MUST}(?:comes?|merged?|merges|lands?|landed|starts?"
    rf"|started) (?:only )?after|{_LATE})(?: only| both)? (?P<on>{_PRS}){_REMARK}{_END}"
)
_FIRST = pattern(
    rf"{_START}(?P<on>{_BOTH}){_REMARK} (?:{_MUST}(?:{_DONE})(?: before|,? first, then)"
    rf"|blocks|unblocks|unlocks) (?P<pr>{_PRS}){_REMARK}{_END}"
)
_BARE = r"(?>[A-Z]|\d{1,2}[a-z]?)"
_BARES = rf"{_BARE}(?:(?:,| and|, and) {_BARE}){{0,9}}"
_TIGHT = pattern(
    rf"(?:^|[.;,:]\s+(?:and )?)(?P<pr>{_BARES}) (?:needs?|depends? on|requires?"
    rf"|(?:can|may) (?:go|start|begin|run|proceed)(?: in parallel)?(?: only)? after)"
    rf" (?:only |both )?(?P<on>{_BARES})(?=[.,;]|$)"
)
"""The same with numbers or letters alone, where no other word stands between."""
_SENTENCE = pattern(r"(?<=[.;])\s+|\n")
_ASIDE = pattern(r"\([^()]*\)")
_ARROW = pattern(r"\s*(?:(?<![-=])[-=]++>|→|⟶|►|▶)\s*")
_ORDER = pattern(r"\b(?:order|sequenc\w+|timeline|recommended|parallel\w*)\b", re.IGNORECASE)
_GRAPH = pattern(r"\b(?:graph|DAG|dependenc\w+)\b", re.IGNORECASE)
_CODE = frozenset({"go", "yaml", "json", "sh", "bash", "toml", "diff", "python", "proto", "sql", "console"})
"""Languages whose arrows are no drawing."""


def settle(draft: Draft) -> None:
    """Reads what each PR says that it depends on. What names no PR is left over."""
    items = draft.data.get("pr", [])
    names = PrNames([own["id"] for own in items])
    for item in items:
        said = [own for own in item.get("depends_on", ()) if isinstance(own, Waits)]
        if not said:
            continue
        found: list[str] = []
        for own in said:
            waited = names.waited_for(own.text)
            if names.listed(own.text) is not None:
                draft.understand(_ASIDE.sub("", own.text))
            elif not waited:
                draft.leave_text(own.line, own.where, own.text)
            found += waited
        item["depends_on"] = [own for own in dict.fromkeys(found) if own != item["id"]]


def depend(draft: Draft, parts: Iterable[Part], beside: Iterable[Node] = ()) -> None:
    """Gives each PR that does not say what it depends on what sentences, tables and drawings say."""
    waits: dict[str, list[str]] = {}
    items = draft.data.get("pr", [])
    names = PrNames([own["id"] for own in items])
    said = [pair for own in parts for pair in _in_part(own, names)]
    for on, pr in [*said, *_said(beside, names)]:
        if on != pr and on not in waits.setdefault(pr, []):
            waits[pr].append(on)
    for item in items:
        if item["id"] in waits and "depends_on" not in item:
            item["depends_on"] = waits[item["id"]]


def is_order(title: str) -> bool:
    """Whether a heading is that of an order in which to merge, which says nothing about dependencies."""
    return bool(_ORDER.search(title)) and not _GRAPH.search(title)


def _in_part(part: Part, names: PrNames) -> Iterator[tuple[str, str]]:
    """What a part and those below it say, except of PRs that are not the plan's."""
    if not heads_nothing(part.title) or names_pr(part.title):
        yield from _said(part.nodes, names, ordered=is_order(part.title))
        for below in part.parts:
            yield from _in_part(below, names)


def _said(nodes: Iterable[Node], names: PrNames, ordered: bool = False) -> Iterator[tuple[str, str]]:
    """(the PR that comes first, the PR that waits for it); of an order in which to merge only what sentences
    say. What a line above denies is left out, and so are quotations."""
    below_heading = denied = False
    for node in nodes:
        if isinstance(node, Text):
            lead = lead_of(node.text)
            doubt = doubtful(node.text)
            if lead and not lead.rest:
                below_heading = doubt
            denied = below_heading or (doubt and node.text.endswith(":"))
        if denied:
            continue
        if isinstance(node, Fence) and not ordered:
            yield from _drawn(node, names)
        elif isinstance(node, Text | Entry):
            text = unescaped(node.text)
            yield from _sentences(text, names)
            yield from _along(text, names) if not ordered else ()
            if isinstance(node, Entry) and not doubtful(text):
                yield from _said(node.nodes, names, ordered)
        elif isinstance(node, Table):
            yield from _column(node, names)


def _drawn(fence: Fence, names: PrNames) -> Iterator[tuple[str, str]]:
    about = [line for line in fence.content if not names.mentioned(line)]
    if fence.language.casefold() not in _CODE and not any(map(doubtful, about)):
        yield from drawn(fence.content, names)


def _sentences(text: str, names: PrNames) -> Iterator[tuple[str, str]]:
    for sentence in _SENTENCE.split(text):
        if doubtful(re.sub(_LATE, "", sentence)):
            continue
        for words in (_WAITS, _FIRST, _TIGHT):
            for found in words.finditer(sentence):
                on, prs = (names.listed(found[own]) or () for own in ("on", "pr"))
                yield from ((first, pr) for pr in prs for first in on)


def _along(text: str, names: PrNames) -> Iterator[tuple[str, str]]:
    """`PR1 → PR2 → PR3, PR4`, where nothing else stands between the arrows."""
    lead, _, rest = text.rpartition(": ")
    if not _ARROW.search(rest) or _ORDER.search(lead) or doubtful(lead) or known_label(lead):
        return
    pieces = [names.listed(piece) for piece in _ARROW.split(re.sub(r"[`{}]|\*\*", "", rest))]
    if all(pieces):
        for first, then in pairwise(pieces):
            yield from ((on, pr) for on in first or () for pr in then or ())


def _column(table: Table, names: PrNames) -> Iterator[tuple[str, str]]:
    at = column_of(table.header, "depends_on")
    if at:
        for _, row in table.rows:
            pr = names.named(row[0], bare=True)
            yield from ((on, pr) for on in names.waited_for(row[at]) if pr)


def column_of(header: Sequence[str], key: str) -> int | None:
    """The column of a table that is titled as a field of a PR."""
    fields: Mapping[str, str] = {title: FIELDS[title].key for title in map(known_label, header) if title}
    return next((at for at, title in enumerate(header) if fields.get(known_label(title)) == key), None)
