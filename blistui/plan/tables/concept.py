"""Phase 2: the concept model, as one would draw it on a whiteboard."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import PHASE_2
from blistui.plan.tables.base import Columns, Item, Lines, Number, Ref, Refs
from blistui.plan.tables.citation import Citation

FRICTION_TYPES = (
    "policy template",
    "KV tier",
    "config parameter",
    "metric",
    "latency backend",
    "batch strategy",
)
"""What one more variant is, for the reference targets of design guidelines 4.5."""

REAL_SYSTEMS = ("llm-d", "vLLM", "SGLang", "Other")
"""Columns of the template's correspondence table."""


class Event(Item):
    """An event that a building block produces or consumes."""

    COLUMNS: ClassVar[Columns] = Columns(("name",), "direction", more=("origin",))

    id: str = f.line("Id", "Unique among events", PHASE_2)
    name: str = f.line("Event", "Its name; the same name in every block that uses it", PHASE_2)
    direction: str = f.choice("Direction", "Seen from this block", PHASE_2, ("produced", "consumed"))
    origin: str = f.choice(
        "Origin", "Driven from outside, or by a state transition inside", PHASE_2, ("exogenous", "endogenous")
    )
    new: bool = f.flag("New", "The plan introduces it", PHASE_2)
    priority: str = f.line("Priority constant", "Its rank among events of one time", PHASE_2)
    to_statistics: bool = f.flag("Goes to statistics", "Consumed by metrics only", PHASE_2)


class Block(Item):
    """A building block with its module contract (design guidelines 4.3)."""

    COLUMNS: ClassVar[Columns] = Columns(("name", "responsibility"))

    id: str = f.line("Id", "Unique among building blocks", PHASE_2)
    name: str = f.line("Name", "What people call it at the whiteboard", PHASE_2)
    responsibility: str = f.prose("Responsibility", "One sentence, one core responsibility", PHASE_2)
    existing_unchanged: bool = f.flag(
        "Existing, unchanged", "It is in the code already and the plan leaves it as it is", PHASE_2
    )
    observes: Lines = f.lines("Observes", "State it reads: its inputs", PHASE_2)
    controls: Lines = f.lines("Controls", "Decisions it makes: its outputs", PHASE_2)
    controls_none_because: str = f.none_because("decision it makes", PHASE_2)
    owns: Lines = f.lines("Owns", "Mutable state it alone manages, one piece a line", PHASE_2)
    owns_none_because: str = f.none_because("state it owns", PHASE_2)
    invariants: Lines = f.lines("Invariants", "What must always hold for this block", PHASE_2)
    events: tuple[Event, ...] = f.items("Events", "What it produces and consumes", PHASE_2)
    events_none_because: str = f.none_because("event", PHASE_2)
    new_randomness: bool = f.flag("New randomness", "It draws random numbers it did not before", PHASE_2)
    random_subsystem: str = f.line(
        "Random subsystem", "The named stream its draws come from (guidelines 2.5)", PHASE_2
    )
    friction_files: Number = f.number(
        "Extension friction (files)", "How many files change to add one more variant", PHASE_2
    )
    friction_type: str = f.choice(
        "Variant", "What one more variant is (guidelines 4.5)", PHASE_2, FRICTION_TYPES
    )
    friction_why: str = f.line("Why so many", "Which files, and why it is acceptable", PHASE_2)
    real_systems: dict[str, str] = f.mapping(
        "Real systems", "The component of each real system that it models, or N/A", PHASE_2
    )
    relies_on: Refs = f.refs("Relies on", "Findings it rests on", PHASE_2, "finding")


class Interaction(Item):
    """Who calls whom, and what crosses the boundary."""

    COLUMNS: ClassVar[Columns] = Columns(("data",), ends=("from", "to"))

    id: str = f.line("Id", "Unique among interactions", PHASE_2)
    from_: Ref = f.ref("From", "The block that calls", PHASE_2, "block", key="from")
    to: Ref = f.ref("To", "The block that is called", PHASE_2, "block")
    data: str = f.line("Data", "What crosses the boundary", PHASE_2)
    transfer: str = f.line(
        "Ownership transfer", "When the data changes owner, or `none`: it stays with its owner", PHASE_2
    )


class Invariant(Item):
    """What must always hold, must never happen, or must come in order."""

    COLUMNS: ClassVar[Columns] = Columns(("statement",), "kind")

    id: str = f.line("Id", "Unique among invariants, such as INV-1", PHASE_2)
    statement: str = f.prose("Invariant", "One sentence", PHASE_2)
    kind: str = f.choice("Kind", "Always, never, or causality", PHASE_2, ("always", "never", "causality"))
    cites: tuple[Citation, ...] = f.cites("Citations", "Where the code already relies on it", PHASE_2)


class State(Item):
    """Simulation state, which evolves the system, separate from derived statistics."""

    simulation: Lines = f.lines("Simulation state", "What evolves the system", PHASE_2)
    simulation_none_because: str = f.none_because("simulation state", PHASE_2)
    statistics: Lines = f.lines("Statistics", "What is derived for analysis", PHASE_2)
    statistics_none_because: str = f.none_because("statistic", PHASE_2)


class ExtensionPoint(Item):
    """Where new behaviour plugs in."""

    COLUMNS: ClassVar[Columns] = Columns(("name",), more=("block", "pr"))

    id: str = f.line("Id", "Unique among extension points", PHASE_2)
    name: str = f.line("Name", "What people call it", PHASE_2)
    block: Ref = f.ref("Block", "The building block it belongs to", PHASE_2, "block")
    contract: str = f.prose("Contract", "What an implementation must do, in behaviour not code", PHASE_2)
    default: str = f.line("Default", "What happens when nothing is chosen", PHASE_2)
    first_non_default: str = f.line("First non-default", "The first other implementation planned", PHASE_2)
    pr: Ref = f.ref("Delivered by", "The PR in which that one arrives", PHASE_2, "pr")
    relies_on: Refs = f.refs("Relies on", "Findings it rests on", PHASE_2, "finding")


class Ownership(Item):
    """A row of the state ownership map: one piece of mutable state, one owner."""

    COLUMNS: ClassVar[Columns] = Columns(("state",), more=("owner",))

    id: str = f.line("Id", "Unique among ownership rows", PHASE_2)
    state: str = f.line("State", "The piece of mutable state, as its block names it", PHASE_2)
    owner: Ref = f.ref("Owner", "The one block that may change it", PHASE_2, "block")
    shared_with: Refs = f.refs("Shared with", "Blocks that reach it too", PHASE_2, "block")
    justification: str = f.line("Justification", "Why it has to be shared", PHASE_2)
