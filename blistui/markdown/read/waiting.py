"""Which PR waits for which, where people say it in sentences and drawings instead of in the PR itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from blistui.markdown.blocks import Entry, Fence, Node, Quote, Table, Text
from blistui.markdown.listed import spelling
from blistui.markdown.read.draft import Draft, Reference
from blistui.markdown.read.words import PR_ID
from blistui.patterns import pattern

_PRS = rf"{PR_ID.pattern}(?:(?:,| and|, and) {PR_ID.pattern}){{0,9}}"
_WAITS = pattern(
    rf"(?P<pr>{_PRS})(?: \([^()]{{0,120}}\))? (?:depends? on|needs?|requires?|waits? for"
    rf"|(?:is|are) blocked by|follows?|builds? on|(?:comes?|merges?|starts?) after)\b"
    rf"[^.;\n]{{0,80}}?(?P<on>{_PRS})",
    re.IGNORECASE,
)
_FIRST = pattern(
    rf"(?P<on>{_PRS})(?: \([^()]{{0,120}}\))? (?:must|has to|have to|should|needs to)?\s*(?:be )?"
    rf"(?:complete[sd]?|merged?|land(?:s|ed)?|finish(?:es)?|done|blocks|unblocks|unlocks)"
    rf"(?: (?:before|first, then))?[^.;\n]{{0,40}}?(?P<pr>{_PRS})",
    re.IGNORECASE,
)
_NAME = pattern(rf"{PR_ID.pattern}|[A-Za-z0-9][\w-]*[\w]|\d", re.IGNORECASE)
_ARROW = pattern(r"(?<![─=-])[─=-]*(?:→|>|▶|⟶)(?:\|[^|]*\|)?")
_DOWN = pattern(r"\s*[↓▼v|│]\s*$")


def depend(draft: Draft, nodes: Sequence[Node]) -> None:
    """Gives each PR that does not say what it depends on what sentences and drawings say."""
    waits: dict[str, list[str]] = {}
    known = {spelling(own["id"]): own["id"] for own in draft.data.get("pr", [])}
    for on, pr in _said(nodes, known):
        if on != pr and on not in waits.setdefault(pr, []):
            waits[pr].append(on)
    for item in draft.data.get("pr", []):
        if item["id"] in waits and not item.get("depends_on"):
            item["depends_on"] = Reference(("pr",), ", ".join(waits[item["id"]]), True)


def _named(text: str, known: Mapping[str, str]) -> list[str]:
    """The known PRs that a text names, in its order."""
    spelled = (spelling(found[0]) for found in _NAME.finditer(text))
    return list(dict.fromkeys(known[own] for own in spelled if own in known))


def _said(nodes: Sequence[Node], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(the PR that comes first, the PR that waits for it)."""
    for node in nodes:
        if isinstance(node, Fence):
            yield from _drawn(node.content, known)
        elif isinstance(node, Text | Entry):
            yield from _sentences(node.text, known)
            yield from _along(node.text, known)
            yield from _said(node.nodes if isinstance(node, Entry) else (), known)
        elif isinstance(node, Quote):
            yield from _said(node.nodes, known)
        elif isinstance(node, Table):
            yield from _column(node, known)


def _sentences(text: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for words in (_WAITS, _FIRST):
        for found in words.finditer(text):
            for pr in _named(found["pr"], known):
                for on in _named(found["on"], known):
                    yield on, pr


def _along(line: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """`PR1 → PR2 → PR3, PR4`."""
    before: list[str] = []
    if not _ARROW.search(line):
        return
    for piece in _ARROW.split(line):
        here = _named(piece, known)
        for on in before:
            for pr in here:
                yield on, pr
        before = here


def _drawn(lines: Sequence[str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Arrows along a line, and below a line one that points down to the next."""
    above: list[str] = []
    down = False
    for line in lines:
        yield from _along(line, known)
        here = _named(line, known)
        if down and here and len(here) == 1:
            for on in above:
                yield on, here[0]
        if here:
            above, down = here, False
        elif line.strip():
            down = bool(_DOWN.match(line)) and len(above) == 1


def _column(table: Table, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    titles = [title.casefold() for title in table.header]
    columns = [at for at, title in enumerate(titles) if re.search(r"depends on|dependenc|blocked by", title)]
    for _, row in table.rows:
        prs = _named(row[0], known)
        for at in columns:
            if at and len(prs) == 1:
                for on in _named(row[at], known):
                    yield on, prs[0]
