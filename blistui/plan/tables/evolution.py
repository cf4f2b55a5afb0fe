"""Phase 4: how the architecture goes from what it is to the concept model."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import PHASE_4
from blistui.plan.tables.base import Columns, Item, Lines, Ref, Refs


class Change(Item):
    """A structural change, mapped to its building block."""

    COLUMNS: ClassVar[Columns] = Columns(("block", "what"))

    id: str = f.line("Id", "Unique among changes", PHASE_4)
    block: Ref = f.ref("Block", "The building block it changes", PHASE_4, "block")
    what: str = f.prose("Change", "What changes, in behaviour", PHASE_4)
    relies_on: Refs = f.refs("Relies on", "Findings it rests on", PHASE_4, "finding")


class Refactor(Item):
    """An enabling refactor."""

    COLUMNS: ClassVar[Columns] = Columns(("what",), more=("pr",))

    id: str = f.line("Id", "Unique among refactors", PHASE_4)
    what: str = f.prose("Refactor", "What is rearranged", PHASE_4)
    pr: Ref = f.ref("PR", "Where it happens", PHASE_4, "pr")
    no_behavior_change: bool = f.flag("No behavior change", "It changes nothing a user can see", PHASE_4)
    proof: Lines = f.lines("Proven by", "The existing tests that show it, by name", PHASE_4)


class Tradeoff(Item):
    """A fidelity trade-off of one simplified scoping row."""

    COLUMNS: ClassVar[Columns] = Columns(("approximates",), more=("scope",))

    id: str = f.line("Id", "Unique among trade-offs", PHASE_4)
    scope: Ref = f.ref("Scoping row", "The simplified row it belongs to", PHASE_4, "scope")
    approximates: str = f.prose("Approximates", "The real behaviour that is approximated", PHASE_4)
    still_answers: Refs = f.refs(
        "Still answers", "Questions that it still answers correctly", PHASE_4, "question"
    )
    breaks_when: str = f.prose("Breaks down when", "Conditions under which it misleads", PHASE_4)
    upgrade_pr: Ref = f.ref("Upgrade PR", "The PR of this plan that refines it", PHASE_4, "pr")
    upgrade_future: str = f.line("Or future", "What a later refinement would need", PHASE_4)


class Evolution(Item):
    """Current state, target state and the way between."""

    current: str = f.prose("Current architecture", "How it is today", PHASE_4)
    target: str = f.prose("Target architecture", "How it will be, in behaviour", PHASE_4)
    unchanged: Lines = f.lines("Unchanged", "What stays as it is", PHASE_4)
    risks: Refs = f.refs("Risks", "Rows of the risk register that the evolution touches", PHASE_4, "risk")
    invariants: Refs = f.refs(
        "Invariants", "System invariants that the evolution must keep", PHASE_4, "invariant"
    )
    highlights_none_because: str = f.none_because("risk or invariant to highlight", PHASE_4)
    change: tuple[Change, ...] = f.items("Structural changes", "Each mapped to a building block", PHASE_4)
    refactor: tuple[Refactor, ...] = f.items("Enabling refactors", "No behavior change", PHASE_4)
    tradeoff: tuple[Tradeoff, ...] = f.items(
        "Fidelity trade-offs", "One for each simplified scoping row", PHASE_4
    )
