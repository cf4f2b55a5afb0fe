"""Phase 0: what was found in the repository, and what constrains the design."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import PHASE_0
from blistui.plan.tables.base import Columns, Item, Refs
from blistui.plan.tables.citation import Citation, Query

TOPICS = {
    "packages": "Packages and responsibilities",
    "data structures": "Core data structures and interfaces",
    "invariants": "Key invariants and assumptions",
    "cli": "CLI entrypoints and flag surface",
    "configuration": "Configuration flow",
    "extension points": "Existing extension points",
    "coupling": "Tight coupling and fragility",
    "boundaries": "Module boundaries against the target map",
}
"""The eight things the template asks to identify (Phase 0, 1), with the headings of section B."""

KINDS_OF_FINDING = ("confirmed", "inferred", "uncertain")


class Finding(Item):
    """One thing known, inferred or open about the repository as it is."""

    COLUMNS: ClassVar[Columns] = Columns(
        ("statement", "none_because"), "kind", under="topic", headings=TOPICS, proof=True
    )

    id: str = f.line("Id", "Unique among findings", PHASE_0)
    topic: str = f.choice("Topic", "Which of the eight recon topics it answers", PHASE_0, tuple(TOPICS))
    kind: str = f.choice(
        "Kind", "Confirmed in code, inferred from it, or an open uncertainty", PHASE_0, KINDS_OF_FINDING
    )
    statement: str = f.prose("Statement", "What is so; names of code in backticks", PHASE_0)
    cites: tuple[Citation, ...] = f.cites("Citations", "The lines that show it", PHASE_0)
    unverified: bool = f.flag("UNVERIFIED", "It could not be cited, and nothing may rest on it", PHASE_0)
    inferred_from: str = f.prose(
        "Inferred from", "The facts the inference rests on", PHASE_0, when=("kind", ("inferred",))
    )
    impact: str = f.prose(
        "Impact", "What depends on the answer", PHASE_0, when=("kind", ("uncertain", "inferred"))
    )
    resolved_by: Refs = f.refs(
        "Resolved by", "The risk or PR that settles it", PHASE_0, "risk", "pr", when=("kind", ("uncertain",))
    )
    module: str = f.line(
        "Module of the target map",
        "Where the extension point belongs in the guidelines' module map",
        PHASE_0,
        when=("topic", ("extension points", "boundaries")),
    )
    queries: tuple[Query, ...] = f.items(
        "Stored queries", "Questions to the code that back a claim of completeness", PHASE_0
    )
    none_because: str = f.none_because("finding on this topic", PHASE_0)


class Constraint(Item):
    """An architectural constraint that the plan must not violate (Phase 0, 3)."""

    COLUMNS: ClassVar[Columns] = Columns(("statement",), proof=True)

    id: str = f.line("Id", "Unique among constraints", PHASE_0)
    statement: str = f.prose("Constraint", "What must not be violated", PHASE_0)
    cites: tuple[Citation, ...] = f.cites("Citations", "Where the code relies on it", PHASE_0)
    guideline: str = f.line("Guideline", "Section of the design guidelines, e.g. 4.3", PHASE_0)
