"""Which section of the template a part of a document is: by the words of its title, then by its letter."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Part
from blistui.patterns import pattern

_LETTER = pattern(r"\**\s*(?:Section\s+)?(?:(?P<letter>[A-Z])[).:]|\((?P<in>[A-Z])\))\**\s*")
_PHASE = pattern(r"\**\s*(?:Phase|Part|Section)?\s*\d+(?:\.\d+)*\s*[).:—–-]*\s+", re.IGNORECASE)
_TITLES = tuple(
    (re.compile(words, re.IGNORECASE), letter)
    for words, letter in (
        (r"executive summary|elevator pitch", "A"),
        (r"frozen interface", "G"),
        (r"cross-?cutting", "H"),
        (r"extension friction|revision notes?$|review record$|deviation|task breakdown", ""),
        (r"risk(?:s|es)?(?: register| analysis| assessment)?\b", "E"),
        (r"failure modes?|bug prevention|prevention checklist", "K"),
        (r"\bDAG\b|dependency (?:graph|order)|merge (?:order|sequenc)", "J"),
        (r"\bPR (?:series|plan|list|sequence|breakdown)|pull requests?$|work packages?$|\bPRs$", "I"),
        (r"\brecon\b|reconnaissance|codebase (?:analysis|inspection)|current codebase", "B"),
        (r"concept(?:ual)? model|building blocks", "D"),
        (r"objectives?\b|non-goals?|^goals\b|model(?:ing)? (?:scop|decisions)|scoping", "C"),
        (r"architectural evolution|architecture evolution|evolution of the architecture", "F"),
    )
)
_PR = pattern(
    r"(?:\d+[.)]\s+)?(?P<id>(?:PR|WP)\s*(?:#\s*|-)?\d+[a-z]?)\b\s*(?:\([^()]*\)\s*)?(?:[:.—–-]+\s*(?P<title>.*))?$",
    re.IGNORECASE,
)
_NAMED = pattern(r"(?P<id>[A-Za-z]*-?\d[\w-]*|[A-Za-z0-9][\w-]*-\d+[\w-]*)\s*[:—–-]\s+(?P<title>.*)$")


def section_of(title: str) -> tuple[str, str]:
    """The section's letter, and a sentence when title and letter disagree; no letter for no section."""
    found = _LETTER.match(title)
    given = (found["letter"] or found["in"]) if found else ""
    given = given if given <= "K" else ""
    name = title[found.end() :] if found else _PHASE.sub("", title)
    name = name.strip(" *:")
    meant = next((letter for words, letter in _TITLES if words.search(name)), None)
    if meant is None:
        return given, ""
    if given and meant and given != meant:
        return meant, f"“{title}” is read as section {meant}), by its title."
    return meant, ""


def pr_of(title: str) -> tuple[str, str]:
    """The id and the title of a PR in a heading as people write it, such as `### 1. **PR #1: Add a heap**`;
    empty when it heads no PR."""
    flat = title.replace("**", "").strip()
    found = _PR.match(flat)
    if found:
        return re.sub(r"[\s#]|(?<=[A-Z])-(?=\d)", "", found["id"].upper()), (found["title"] or "").strip()
    named = _NAMED.match(flat)
    if named and not re.match(r"(?:phase|part|step|task|day|week)\b", flat, re.IGNORECASE):
        return named["id"], named["title"].strip()
    return "", ""


def merged(parts: list[Part]) -> Part:
    """Parts that are the same section, as one."""
    first, *more = parts
    if not more:
        return first
    return Part(
        first.line,
        first.level,
        first.title,
        [node for part in parts for node in part.nodes],
        [below for part in parts for below in part.parts],
    )
