"""Phase 5: cross-cutting infrastructure, planned once for the whole series."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import PHASE_5
from blistui.plan.tables.base import Columns, Item, Lines, Ref, Refs
from blistui.plan.tables.citation import Citation

AREAS = {
    "tests": "Shared test infrastructure",
    "docs": "Documentation maintenance",
    "ci": "CI pipeline changes",
    "dependencies": "Dependency management",
    "freezes": "Interface freeze schedule",
}
"""The five areas of Phase 5, with the headings of section H."""

DOCUMENTS = ("CLAUDE.md", "README", "design guidelines", "other")


class CrossCutting(Item):
    """One item of shared work, assigned to a PR; or the reason why an area has none."""

    COLUMNS: ClassVar[Columns] = Columns(("item", "none_because"), more=("pr",), under="area", headings=AREAS)

    id: str = f.line("Id", "Unique among cross-cutting items", PHASE_5)
    area: str = f.choice("Area", "Which of the five areas", PHASE_5, tuple(AREAS))
    item: str = f.prose("Item", "What is made or maintained", PHASE_5)
    pr: Ref = f.ref("PR", "The PR that does it", PHASE_5, "pr")
    consumers: Refs = f.refs("Consumed by", "The PRs that use it", PHASE_5, "pr")
    existing: bool = f.flag(
        "Existing", "A shared test package that is in the code already", PHASE_5, when=("area", ("tests",))
    )
    cites: tuple[Citation, ...] = f.cites(
        "Citations", "Where the existing package is", PHASE_5, when=("area", ("tests",))
    )
    golden: str = f.line(
        "Golden dataset", "The dataset it adds or changes", PHASE_5, when=("area", ("tests",))
    )
    invariants: Refs = f.refs(
        "Tests invariants",
        "System invariants that its companion tests check",
        PHASE_5,
        "invariant",
        when=("area", ("tests",)),
    )
    document: str = f.choice(
        "Document", "What is kept up to date", PHASE_5, DOCUMENTS, when=("area", ("docs",))
    )
    trigger: str = f.line("Trigger", "What makes the update necessary", PHASE_5, when=("area", ("docs",)))
    justification: str = f.line(
        "Justification", "Why the dependency is needed", PHASE_5, when=("area", ("dependencies",))
    )
    pin: str = f.line(
        "Pinning strategy", "How its version is held", PHASE_5, when=("area", ("dependencies",))
    )
    interface: str = f.line("Interface", "What is frozen", PHASE_5, when=("area", ("freezes",)))
    validated_before: str = f.line(
        "Validated before", "What must be shown before the freeze", PHASE_5, when=("area", ("freezes",))
    )
    implementations: Lines = f.lines(
        "Implementations", "At least two that it accommodates", PHASE_5, when=("area", ("freezes",))
    )
    default_implementation: str = f.line(
        "Default implementation", "Which of them is the default", PHASE_5, when=("area", ("freezes",))
    )
    none_because: str = f.none_because("item in this area", PHASE_5)
