"""Phase 8: how this plan avoids the common design bugs."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import PHASE_8
from blistui.plan.tables.base import Columns, Item, Lines, Ref
from blistui.plan.tables.citation import Citation

FAILURE_MODES = {
    "scaffolding-creep": ("General", "Scaffolding creep"),
    "documentation-drift": ("General", "Documentation drift"),
    "test-duplication": ("General", "Test infrastructure duplication"),
    "golden-staleness": ("General", "Golden dataset staleness"),
    "over-specification": ("General", "Interface over-specification"),
    "type-catalog": ("DES-specific", "The Type Catalog trap"),
    "fidelity": ("DES-specific", "Fidelity for its own sake"),
    "golden-without-invariant": ("DES-specific", "Golden tests without invariant tests"),
    "mixed-origin": ("DES-specific", "Mixing exogenous and endogenous"),
    "leaking-interface": ("DES-specific", "Interface leaking implementation"),
    "shotgun-surgery": ("Module architecture", "Shotgun surgery"),
    "destructive-reads": ("Module architecture", "Destructive reads"),
    "monolith-methods": ("Module architecture", "Monolith methods"),
    "config-mixing": ("Module architecture", "Config mixing concerns"),
}
"""The fourteen failure modes the template names: key to (group, name)."""


EXPECTED_CHANGE = "expected change"
EXPECTATIONS = ("pass unchanged", EXPECTED_CHANGE)


class GuardedInvariant(Item):
    """An invariant that must never be broken."""

    COLUMNS: ClassVar[Columns] = Columns(("invariant", "statement"))

    invariant: Ref = f.ref("Invariant", "One of the concept model", PHASE_8, "invariant")
    statement: str = f.prose("Or existing", "One the code already relies on", PHASE_8)
    cites: tuple[Citation, ...] = f.cites("Citations", "Where the existing one is", PHASE_8)


class Regression(Item):
    """Existing tests that must keep passing."""

    COLUMNS: ClassVar[Columns] = Columns(("file", "test"), "expectation")

    file: str = f.file("Test file", "The file of the tests", PHASE_8)
    test: str = f.line("Test", "The test function, when one is meant", PHASE_8)
    expectation: str = f.choice(
        "Expectation", "Passes unchanged, or changes as expected", PHASE_8, EXPECTATIONS
    )
    note: str = f.line("Note", "What changes, and why", PHASE_8)


class FailureMode(Item):
    """What this plan does against one of the fourteen failure modes."""

    COLUMNS: ClassVar[Columns] = Columns(
        ("prevented_by", "cannot_occur_because"),
        under="id",
        headings={key: name for key, (_, name) in FAILURE_MODES.items()},
    )

    id: str = f.choice("Failure mode", "One of the fourteen", PHASE_8, tuple(FAILURE_MODES))
    prevented_by: str = f.prose("Prevented by", "What this plan does, in its own words", PHASE_8)
    cannot_occur_because: str = f.prose("Cannot occur because", "Or why it cannot happen here", PHASE_8)


class Prevention(Item):
    """Phase 8 as a whole."""

    invariants: tuple[GuardedInvariant, ...] = f.items(
        "Invariants never to be broken", "Of the concept model, or existing and cited", PHASE_8
    )
    regression: tuple[Regression, ...] = f.items(
        "Regression surfaces", "Which existing tests must keep passing", PHASE_8
    )
    migration: Lines = f.lines("Cross-PR state migration", "Data formats that change across PRs", PHASE_8)
    migration_none_because: str = f.none_because("state migration", PHASE_8)
    compatibility: Lines = f.lines(
        "Backward compatibility enforcement", "What holds old behaviour in place", PHASE_8
    )
    compatibility_none_because: str = f.none_because("compatibility to enforce", PHASE_8)
    failure_modes: tuple[FailureMode, ...] = f.items("Failure modes", "All fourteen", PHASE_8)
