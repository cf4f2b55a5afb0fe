"""The outline that the template prescribes, and whether a Markdown text keeps it."""

from __future__ import annotations

import re
from typing import NamedTuple

from blistui.markdown.blocks import Heading, headings
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


class OutlineProblem(NamedTuple):
    """A section that is missing, misplaced or repeated; `line` is 0 when there is none to point at."""

    line: int
    message: str


def outline_problems(text: str) -> list[OutlineProblem]:
    """Where `text` departs from sections A to K in order; a name after its letter may differ."""
    found: list[OutlineProblem] = []
    first: dict[str, Heading] = {}
    latest = ""
    for heading in headings(text):
        letter = heading.letter
        if not letter:
            continue
        if letter not in SECTIONS:
            found.append(OutlineProblem(heading.line, f"There is no section {letter}) in the template."))
        elif letter in first:
            at = first[letter].line
            found.append(
                OutlineProblem(heading.line, f"Section {letter}) is there twice; the first is in line {at}.")
            )
        else:
            first[letter] = heading
            if letter < latest:
                found.append(
                    OutlineProblem(heading.line, f"Section {letter}) comes after section {latest}).")
                )
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


def budget_problems(text: str) -> list[OutlineProblem]:
    """Which of the parts that a human reviews are longer than the template lets them be."""
    lines = text.split("\n")
    found: list[OutlineProblem] = []
    own = headings(text)
    for at, heading in enumerate(own):
        end = next((other.line for other in own[at + 1 :] if other.level <= heading.level), len(lines) + 1)
        count = len("\n".join(lines[heading.line - 1 : end - 1]).rstrip().split("\n"))
        if heading.letter == "A" and count >= SUMMARY_LIMIT:
            said = f"Section A takes {count} lines; it stays under {SUMMARY_LIMIT}."
        elif heading.letter == "D" and count >= CONCEPT_LIMIT:
            said = f"Section D takes {count} lines; it stays under {CONCEPT_LIMIT}."
        elif _TIER_1.search(heading.text) and count > TIER_1_LIMIT:
            said = f"“{heading.text}” takes {count} lines; the most are {TIER_1_LIMIT}."
        else:
            continue
        found.append(OutlineProblem(heading.line, said))
    return found
