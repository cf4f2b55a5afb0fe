"""The outline that the template prescribes, and whether a Markdown text keeps it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from blistui.markdown.blocks import Part, tree
from blistui.patterns import pattern

SECTIONS = {
    "A": "Executive Summary",
    "B": "Repository Recon Summary",
    "C": "High-Level Objectives + Non-Goals + Model Scoping Table",
    "D": "Concept Model",
    "E": "Architectural Risk Register",
    "F": "Architectural Evolution",
    "G": "Frozen Interface Reference",
    "H": "Cross-Cutting Infrastructure Plan",
    "I": "PR Plan",
    "J": "Dependency DAG",
    "K": "Design Bug Prevention Checklist",
}
"""The template's letters and names, in order."""

NOT_PLACED = "Not placed yet"
"""The heading of the appendix with what an import could not place."""

NO_REASON = "no reason is stated"
"""Stands there for the reason why it could not."""

OPTIONAL = "G"
"""The section that is left out while it has nothing to say."""


_LETTER = pattern(
    r"\**\s*(?:Section\s+(?P<said>[A-Z])(?:\s*[—–:.-]+(?=\s)|$)|(?:Section\s+)?(?P<letter>[A-Z])[).:](?!\d)"
    r"|\((?P<in>[A-Z])\)|[A-Z](?:\.\d+)+[).:]?(?=\s))\**\s*"
)
_PHASE = pattern(
    r"\**\s*(?:Phase|Part|Section)?\s*(?:\d+|[IVX]+(?=[.\s]))(?:\.\d+)*\s*[).:—–-]*\s+", re.IGNORECASE
)
_TITLES = tuple(
    (pattern(words, re.IGNORECASE), letter)
    for words, letter in (
        (r"executive summary|elevator pitch|^(?:summary|abstract)$", "A"),
        (r"frozen interface", "G"),
        (r"behaviou?ral (?:contracts?|guarantees?)$", "I"),
        (r"cross-?cutting|test strategy", "H"),
        (r"extension friction|revision notes?$|review record$|deviation|task breakdown", ""),
        (r"^(?:non|not)-?\s?(?:a )?risks?\b|^no risks?\b", ""),
        (r"risk(?:s|es)?(?: register| analysis| assessment)?\b", "E"),
        (
            r"failure modes?|bug prevention|prevention checklist"
            r"|prevent\w* (?:the |of )?(?:usual |design )?bugs|^checklist$",
            "K",
        ),
        (r"\bDAG\b|dependency (?:graph|order)|merge (?:order|sequenc)", "J"),
        (
            r"\bPR (?:series|plan|list|sequence|breakdown)|pull requests?$|\bPRs$"
            r"|\bwork (?:packages?|items?|breakdown)$",
            "I",
        ),
        (r"\brecon\b|reconnaissance|codebase (?:analysis|inspection)|current codebase", "B"),
        (r"concept(?:ual)? model|building blocks", "D"),
        (r"objectives?\b|non-?\s?goals?\b|^goals\b|model(?:ing)? (?:scop|decisions)|scoping", "C"),
        (
            r"architectur(?:al|e) evolution|evolution of the architecture|implementation overview"
            r"|^evolution$|^how the architecture (?:evolves|changes)"
            r"|^from (?:here to there|today to (?:there|tomorrow))$",
            "F",
        ),
    )
)


def section_of(title: str) -> tuple[str, str]:
    """The section's letter, and a sentence when title and letter disagree; no letter for no section."""
    given, meant = _given_and_meant(title)
    if meant is None:
        return given, ""
    if given and meant and given != meant:
        return meant, f"“{title}” is read as section {meant}), by its title."
    return meant, ""


class Known(NamedTuple):
    """The section that a part of a document is read as: its letter, or none; and what to say about that."""

    letter: str
    remark: str = ""
    by_letter: bool = False
    """Whether only its letter says so."""


def sections_of(parts: Sequence[Part]) -> list[Known]:
    """What each part is read as. A letter whose title means nothing is believed only where the other letters
    are the template's: other templates have letters too."""
    both = [_given_and_meant(part.title) for part in parts]
    agree = sum(bool(given) and given == meant for given, meant in both)
    believed = agree > sum(bool(given) and meant not in (None, given) for given, meant in both)
    found: list[Known] = []
    for part, (given, meant) in zip(parts, both, strict=True):
        if meant is not None or not given:
            found.append(Known(*section_of(part.title)))
        elif believed:
            found.append(Known(given, f"“{part.title}” is read as section {given}), by its letter.", True))
        else:
            found.append(Known("", f"“{part.title}” is read as no section: no section has that title."))
    return found


def _given_and_meant(title: str) -> tuple[str, str | None]:
    """The section of the letter, and that of the title: empty for one that is none, None for one unknown."""
    given, rest = _lettered(title)
    name = (rest if rest != title else _PHASE.sub("", title, count=1)).strip(" *:")
    meant = next((letter for words, letter in _TITLES if words.search(name)), None)
    return given if given <= "K" else "", meant


def _lettered(title: str) -> tuple[str, str]:
    """The letter before a title, whatever it is, and the title without it."""
    found = _LETTER.match(title)
    return (
        (found["letter"] or found["said"] or found["in"] or "", title[found.end() :])
        if found
        else ("", title)
    )


def bare(title: str) -> str:
    """A title without its letter, its number, and what only adorns it."""
    title = re.sub(r"^[^\w(*]+", "", title)
    _, rest = _lettered(title)
    return (rest if rest != title else _PHASE.sub("", title, count=1)).strip(" *:_")


def outer_parts(root: Part) -> tuple[Part | None, list[Part]]:
    """The part that is headed by the title of the document, and those in which its sections are: below the
    title, or in a group of sections such as `Part 1: Design`."""
    title: Part | None = None
    found: list[Part] = []
    for part in root.parts:
        if title is None and part.level == 1 and (_holds(part) or not section_of(part.title)[0]):
            title = part
            found += (own for below in part.parts for own in _ungrouped(below))
        else:
            found += _ungrouped(part)
    return title, found


def _holds(part: Part) -> bool:
    return any(section_of(below.title)[0] for below in part.parts)


def _ungrouped(part: Part) -> list[Part]:
    if section_of(part.title)[0] or not _holds(part):
        return [part]
    alone = Part(part.line, part.level, part.title, part.nodes)
    return [alone, *part.parts]


class OutlineProblem(NamedTuple):
    """A section that is missing, misplaced or repeated; `line` is 0 when there is none to point at."""

    line: int
    message: str


def document_problems(text: str) -> list[OutlineProblem]:
    """Where a text departs from the template's outline, and which of its parts are longer than they may."""
    root = tree(text)
    return [*_order_problems(root), *_budget_problems(root, text.split("\n"))]


def outline_problems(text: str) -> list[OutlineProblem]:
    """Where a text departs from sections A to K in order, each known by its title, else by its letter."""
    return _order_problems(tree(text))


def _order_problems(root: Part) -> list[OutlineProblem]:
    found: list[OutlineProblem] = []
    first: dict[str, Part] = {}
    latest = ""
    parts = outer_parts(root)[1]
    for part, (letter, remark, by_letter) in zip(parts, sections_of(parts), strict=True):
        given, _ = _lettered(part.title)
        if not letter and given > "K":
            found.append(OutlineProblem(part.line, f"There is no section {given}) in the template."))
        if remark and not by_letter:
            found.append(OutlineProblem(part.line, remark))
        if not letter:
            continue
        if letter in first and (given or part.title == first[letter].title):
            at = first[letter].line
            said = f"Section {letter}) is there twice; the first is in line {at}."
            found.append(OutlineProblem(part.line, said))
        elif letter < latest:
            found.append(OutlineProblem(part.line, f"Section {letter}) comes after section {latest})."))
        first.setdefault(letter, part)
        latest = max(latest, letter)
    for letter, name in SECTIONS.items():
        if letter not in first and letter != OPTIONAL:
            found.append(OutlineProblem(0, f"Section {letter}) {name} is missing."))
    return sorted(found, key=lambda problem: (problem.line == 0, problem.line))


SUMMARY_LIMIT = 15
"""Section A stays under that many lines (template: Output format)."""
CONCEPT_LIMIT = 80
"""Section D stays under that many lines (template: Phase 2)."""
TIER_1_LIMIT = 25
"""The most lines of a PR's first tier (template: Context budget rule)."""

_TIER_1 = pattern(r"\bTier 1\b", re.IGNORECASE)


def _budget_problems(root: Part, lines: Sequence[str]) -> list[OutlineProblem]:
    found: list[OutlineProblem] = []
    outer = outer_parts(root)[1]
    letters = {part.line: known.letter for part, known in zip(outer, sections_of(outer), strict=True)}
    _, *parts = root.walk()
    for at, part in enumerate(parts):
        letter = letters.get(part.line, "")
        end = next((other.line for other in parts[at + 1 :] if other.level <= part.level), len(lines) + 1)
        count = len("\n".join(lines[part.line - 1 : end - 1]).rstrip().split("\n"))
        if letter == "A" and count >= SUMMARY_LIMIT:
            said = f"Section A takes {count} lines; it stays under {SUMMARY_LIMIT}."
        elif letter == "D" and count >= CONCEPT_LIMIT:
            said = f"Section D takes {count} lines; it stays under {CONCEPT_LIMIT}."
        elif _TIER_1.search(part.title) and count > TIER_1_LIMIT:
            said = f"“{part.title}” takes {count} lines; the most are {TIER_1_LIMIT}."
        else:
            continue
        found.append(OutlineProblem(part.line, said))
    return found
