"""Which PR waits for which: what each PR says of itself, and what sentences, tables and drawings say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from blistui.markdown.blocks import Entry, Fence, Node, Quote, Table, Text
from blistui.markdown.plain import unescaped
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.drawings import drawn
from blistui.markdown.read.pr_labels import FIELDS, known_label
from blistui.markdown.read.pr_names import PrNames, Waits
from blistui.patterns import pattern

_NAME = (
    r"(?>\b(?:[Pp][Rr]|[Ww][Pp]|[Ss]tep|[Pp]atch)[ -]?#?\d+[a-z]?\b"
    r"|\b(?:PR )?[A-Z]{1,4}-?\d{1,3}[a-z]?\b|\bPR [A-Z]\b)"
)
_PRS = rf"(?>{_NAME}(?:(?:,| and|, and) {_NAME}){{0,9}})"
_REMARK = r"(?: \([^()]{0,120}\))?"
_LATE = r"(?:cannot|can't|must not|should not|may not) (?:start|begin|merge|land|proceed) (?:until|before)"
_BETWEEN = r"(?:(?!\b(?:before|then|so|to|for)\b)[^.;\n]){0,80}?"
_WAITS = pattern(
    rf"(?P<pr>{_PRS}){_REMARK} (?:depends? on|needs?|requires?|waits? for|(?:is|are) blocked by"
    rf"|follows?|builds? on|(?:comes?|merges?|lands?|starts?) after|{_LATE})\b{_BETWEEN}(?P<on>{_PRS})"
)
_DONE = r"completed?|completes|merged?|merges|lands?|landed|finish|finishes|done"
_FIRST = pattern(
    rf"(?P<on>{_PRS}){_REMARK} (?:(?:must|has to|have to|should|needs to)\s+)?(?:be )?"
    rf"(?:(?:{_DONE})(?: before|,? first, then)|blocks|unblocks|unlocks)\b[^.;,\n]{{0,40}}?(?P<pr>{_PRS})"
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
_DOUBT = pattern(
    r"\b(?:not?|nothing|neither|never|independent\w*|if|whether|unless|would|could|previously|originally|formerly"
    r"|was|were|considered|rejected|dropped|alternative\w*|instead|example|e\.g)\b|n't\b|\?",
    re.IGNORECASE,
)
"""A sentence with one of these may not say that a PR waits."""
_ASIDE = pattern(r"\([^()]*\)")
_ARROW = pattern(r"\s*(?:(?<![-=])[-=]++>|→|⟶|►|▶)\s*")
_ORDER = pattern(r"\b(?:order|sequence|timeline|recommended|parallel)\b", re.IGNORECASE)


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


def depend(draft: Draft, nodes: Iterable[Node]) -> None:
    """Gives each PR that does not say what it depends on what sentences, tables and drawings say."""
    waits: dict[str, list[str]] = {}
    items = draft.data.get("pr", [])
    for on, pr in _said(nodes, PrNames([own["id"] for own in items])):
        if on != pr and on not in waits.setdefault(pr, []):
            waits[pr].append(on)
    for item in items:
        if item["id"] in waits and "depends_on" not in item:
            item["depends_on"] = waits[item["id"]]


def _said(nodes: Iterable[Node], names: PrNames) -> Iterator[tuple[str, str]]:
    """(the PR that comes first, the PR that waits for it)."""
    for node in nodes:
        if isinstance(node, Fence):
            yield from drawn(node.content, names)
        elif isinstance(node, Text | Entry):
            yield from _sentences(unescaped(node.text), names)
            yield from _along(unescaped(node.text), names)
            yield from _said(node.nodes if isinstance(node, Entry) else (), names)
        elif isinstance(node, Quote):
            yield from _said(node.nodes, names)
        elif isinstance(node, Table):
            yield from _column(node, names)


def _sentences(text: str, names: PrNames) -> Iterator[tuple[str, str]]:
    for sentence in _SENTENCE.split(text):
        if _DOUBT.search(re.sub(_LATE, "", sentence)):
            continue
        for words in (_WAITS, _FIRST, _TIGHT):
            for found in words.finditer(sentence):
                on, prs = (names.listed(found[own]) or () for own in ("on", "pr"))
                yield from ((first, pr) for pr in prs for first in on)


def _along(text: str, names: PrNames) -> Iterator[tuple[str, str]]:
    """`PR1 → PR2 → PR3, PR4`, where nothing else stands between the arrows."""
    lead, colon, rest = text.rpartition(": ")
    if not _ARROW.search(rest) or (colon and _ORDER.search(lead)):
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
