"""The phases of the template, and the sections before and after: marks, names, headings, tables."""

from __future__ import annotations

from typing import NamedTuple

from blistui.plan import headings


class Phase(NamedTuple):
    """One phase: its mark (a number or a letter), name, heading, and the tables of the plan that it holds."""

    mark: str
    name: str
    heading: str
    tables: tuple[str, ...]


PHASES = (
    Phase("A", "Summary", headings.SECTION_A, ("plan", "revision")),
    Phase("0", "Recon", headings.PHASE_0, ("finding", "constraint")),
    Phase("1", "Objectives", headings.PHASE_1, ("objective", "non_goal", "commitments", "question", "scope")),
    Phase(
        "2",
        "Concept model",
        headings.PHASE_2,
        ("block", "interaction", "invariant", "state", "extension_point", "ownership"),
    ),
    Phase("3", "Risks", headings.PHASE_3, ("risk",)),
    Phase("4", "Evolution", headings.PHASE_4, ("evolution",)),
    Phase("5", "Cross-cutting", headings.PHASE_5, ("crosscutting",)),
    Phase("6", "PR series", headings.PHASE_6, ("pr",)),
    Phase("7", "Dependency DAG", headings.PHASE_7, ("dag",)),
    Phase("8", "Bug prevention", headings.PHASE_8, ("prevention",)),
    Phase("G", "Frozen", headings.SECTION_G, ("frozen",)),
    Phase("R", "Review & export", headings.OUTPUT, ("leftover", "remark", "waiver", "attestation")),
)
"""In the order of the wizard; Summary is written last and read first."""

BY_MARK = {phase.mark: phase for phase in PHASES}
