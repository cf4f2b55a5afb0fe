"""The outline that the template prescribes, and whether a Markdown text keeps it."""

from __future__ import annotations

from typing import NamedTuple

from blistui.markdown.blocks import Heading, headings

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
