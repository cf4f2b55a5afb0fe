"""Section D as people write it, and what beside it must not be read as a part of the model."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown
from blistui.plan.tables.concept import Block


def read(body: str, title: str = "## D) Concept Model") -> Imported:
    return read_markdown(f"# Cache\n\n{title}\n\n{body}\n")


def blocks(body: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return [_of(block) for block in read(body).plan.block]


def _of(block: Block) -> tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return (block.name, block.responsibility, block.observes, block.owns, block.invariants)


POOL = ("Pool", "Keeps slots.", ("demand",), ("the slots",), ("used <= size",))
CLOCK = ("Clock", "Tells the time.", ("nothing but itself",), ("the tick",), ("never goes back",))
BLOCKS = {
    "paragraphs": (
        "### Building Blocks\n\n"
        "**Pool** — Keeps slots. *Observes* demand. *Owns* the slots. *Invariant:* used <= size.\n\n"
        "**Clock** — Tells the time. *Observes* nothing but itself. *Owns* the tick."
        " *Invariant:* never goes back."
    ),
    "headings": (
        "### Parts\n\n#### Pool\nKeeps slots. Observes: demand. Owns: the slots. Invariant: used <= size.\n\n"
        "#### 2. Clock\nTells the time. Observes: nothing but itself. Owns: the tick."
        " Must hold: never goes back."
    ),
    "lists": (
        "**1. Building Blocks**\n\n- **Pool**\n  - *Responsibility:* Keeps slots.\n  - *Observes:* demand\n"
        "  - *Owns:* the slots\n  - *Invariants:* used <= size\n"
        "- **Clock**\n  - *Responsibility:* Tells the time.\n"
        "  - *Observes:* nothing but itself\n  - *Owns:* the tick\n  - *Invariants:* never goes back\n"
    ),
    "capitals": (
        "Building blocks\n\n1. **Pool** — Keeps slots.\n   OBSERVES demand. OWNS the slots."
        " INVARIANTS: used <= size.\n2. **Clock** — Tells the time.\n   OBSERVES nothing but itself."
        " OWNS the tick. INVARIANTS: never goes back.\n"
    ),
    "definitions": (
        "### Building blocks\n\n**Pool**\n: Keeps slots. *Observes* demand. *Owns* the slots."
        " *Invariant:* used <= size.\n\n**Clock**\n: Tells the time. *Observes* nothing but itself."
        " *Owns* the tick. *Invariant:* never goes back."
    ),
    "a table": (
        "### Modules\n\n| Module | Role | Reads | Owns | Must hold |\n|---|---|---|---|---|\n"
        "| Pool | Keeps slots. | demand | the slots | used <= size |\n"
        "| **Clock** | Tells the time. | nothing but itself | the tick | never goes back |\n"
    ),
    "a fence": (
        "```\nBLOCK: Pool\n  does : Keeps slots.\n  OBSERVES : demand\n  OWNS : the slots\n"
        "  INVARIANT : used <= size\n\nBLOCK: Clock\n  does : Tells the time.\n"
        "  OBSERVES : nothing but itself\n  OWNS : the tick\n  INVARIANT : never goes back\n```\n"
    ),
}


@pytest.mark.parametrize("form", BLOCKS)
def test_blocks_and_their_contracts(form: str) -> None:
    assert blocks(BLOCKS[form]) == [POOL, CLOCK]
    assert read(BLOCKS[form]).leftovers == ()


def test_a_label_that_no_contract_has_stays_left_over() -> None:
    imported = read(
        "### Building blocks\n\n**Pool** — Keeps slots. Observes: demand. Colour: red. Owns: slots.\n"
    )
    (pool,) = imported.plan.block
    assert (pool.observes, pool.owns) == (("demand",), ("slots",))
    assert [own.text for own in imported.leftovers] == ["Colour: red."]


@pytest.mark.parametrize("label", ["Note", "Example", "Warning"])
def test_a_remark_in_bold_is_no_block(label: str) -> None:
    plan = read(f"### Building blocks\n\n**Pool** — Keeps slots.\n\n**{label}:** it is old.\n").plan
    assert [own.name for own in plan.block] == ["Pool"]


def test_events_between_commas() -> None:
    body = "### Building blocks\n\n**Pool**\n- Events: a, b (exogenous); c (ENDOGENOUS), d e (endogenous)\n"
    (pool,) = read(body).plan.block
    assert [(own.name, own.origin) for own in pool.events] == [
        ("a", "exogenous"),
        ("b", "exogenous"),
        ("c", "endogenous"),
        ("d e", "endogenous"),
    ]


MODEL = f"{BLOCKS['paragraphs']}\n\n"
ARROWS = {
    "- Pool → Clock: a slot (copy)": [("pool", "clock", "a slot (copy)")],
    "- `Pool ← Clock` (a tick, once)": [("clock", "pool", "a tick, once")],
    "```\nPool ──asks──► Clock\nClock --tick, slot--> Pool\n```": [
        ("pool", "clock", "asks"),
        ("clock", "pool", "tick, slot"),
    ],
    "Pool -> Clock -> Disk.": [("pool", "clock", ""), ("clock", "Disk", "")],
    "Pool → Clock: a slot. Clock → Pool: a tick, then rest.": [
        ("pool", "clock", "a slot"),
        ("clock", "pool", "a tick, then rest"),
    ],
    "Pool → Clock (slots), Clock → Disk (ticks, on close)": [
        ("pool", "clock", "slots"),
        ("clock", "Disk", "ticks, on close"),
    ],
    "| From | To | Payload |\n|---|---|---|\n| Pool | Clock | a slot |": [("pool", "clock", "a slot")],
    "- The Pool asks the Clock, which then → may say no": [],
    "- x > y and y --> z of a very long sentence that goes on": [],
}


@pytest.mark.parametrize("said", ARROWS)
def test_interactions_by_their_arrows(said: str) -> None:
    plan = read(f"{MODEL}### Interactions\n\n{said}\n").plan
    assert [(own.from_, own.to, own.data) for own in plan.interaction] == ARROWS[said]


def test_a_part_of_a_name_is_the_one_block_that_ends_with_it() -> None:
    body = (
        "### Building blocks\n\n**Group Planner** — Plans.\n\n**Cold Pool** — a.\n\n**Hot Pool** — b.\n\n"
        "### Data flow\n\nPlanner → Pool\n"
    )
    (own,) = read(body).plan.interaction
    assert (own.from_, own.to) == ("group-planner", "Pool")


INVARIANTS = {
    "- INV-1: It holds.\n- INV-2: It never falls.\n": [
        ("INV-1", "", "It holds."),
        ("INV-2", "", "It never falls."),
    ],
    "1. **S1:** It holds.\n2. **S2:** It falls.\n": [("S1", "", "It holds."), ("S2", "", "It falls.")],
    "- **Must always hold:** it.\n- **Must never happen:** that.\n- Causality: so.\n": [
        ("SI-1", "always", "it."),
        ("SI-2", "never", "that."),
        ("SI-3", "causality", "so."),
    ],
    "**Always**\n\n- it\n\n**Never**\n\n- that\n": [("SI-1", "always", "it"), ("SI-2", "never", "that")],
    "They are known by letter.\n\nR-A. It holds.\nR-B. It falls.\n": [
        ("R-A", "", "It holds."),
        ("R-B", "", "It falls."),
    ],
    "a) one\nb) two\n   and more\n": [("SI-1", "", "one"), ("SI-2", "", "two and more")],
    "```\nI1  one\nI2  two\n```\n": [("I1", "", "one"), ("I2", "", "two")],
    "| ID | Statement | Kind |\n|---|---|---|\n| I1 | one | never |\n| I2 | two | odd |\n": [
        ("I1", "never", "one"),
        ("I2", "", "two"),
    ],
    "- one\n\nState: a, b. Statistics: c.\n": [("SI-1", "", "one")],
    "- one\n\nWhat tests show:\n\n- two\n": [("SI-1", "", "one")],
    "- one\n\n**Examples**\n\n- two\n": [("SI-1", "", "one")],
}


@pytest.mark.parametrize("form", INVARIANTS)
def test_system_invariants(form: str) -> None:
    plan = read(f"### D.3 System Invariants\n\n{form}").plan
    assert [(own.id, own.kind, own.statement) for own in plan.invariant] == INVARIANTS[form]


def test_state_and_statistics_behind_their_labels() -> None:
    state = read("### System Invariants\n\n- one\n\nState: a; b. Statistics: c.\n").plan.state
    assert (state.simulation, state.statistics) == (("a", "b"), ("c",))


@pytest.mark.parametrize("line", ["**Invariants:**", "Invariants:", "**Invariants**"])
def test_the_invariants_of_a_block_are_none_of_the_system(line: str) -> None:
    body = f"**Building blocks**\n\n**Pool**\n\n**Observes:** demand\n\n{line}\n\n- used <= size\n"
    plan = read(body).plan
    assert plan.invariant == ()
    assert [own.name for own in plan.block] == ["Pool"]


POINTS = [
    "- **Order** — default: oldest first. First non-default: shortest (PR2).",
    "1. Order — default oldest first; first non-default shortest (PR2)",
    "- *Order.* Default: oldest first. First non-default: shortest (PR2).",
    "- Order: default oldest first, first alternative shortest (PR2).",
    "```\nE1  Order   default: oldest first   first: shortest (PR2)\nE2  X  default: a  first: b\n```",
    "a) Order: default oldest first; next shortest (PR2).",
    "| Extension point | Default | First non-default |\n|---|---|---|\n"
    "| Order | oldest first | shortest (PR2) |",
]


@pytest.mark.parametrize("said", POINTS)
def test_extension_points(said: str) -> None:
    series = "\n\n## I) PR Plan\n\n### PR2: Shortest first\n"
    point = read(f"### Extension points\n\n{said}{series}").plan.extension_point[0]
    assert (point.name, point.default, point.first_non_default, point.pr) == (
        "Order",
        "oldest first",
        "shortest (PR2)",
        "PR2",
    )


def test_owners_behind_arrows_and_a_table_of_systems_without_a_heading() -> None:
    systems = "| Building Block | Kafka | Geth |\n|---|---|---|\n| Pool | log | -- |\n| Clock | -- | -- |\n"
    plan = read(f"{MODEL}**Ownership map**: slots → Pool; tick → Clock.\n\n{systems}").plan
    assert [(own.state, own.owner) for own in plan.ownership] == [("slots", "pool"), ("tick", "clock")]
    assert plan.block[0].real_systems["Kafka"] == "log"


def test_a_model_is_known_by_what_its_headings_are_about() -> None:
    body = "### 4.1 Pieces\n\n- **Pool**: Keeps slots.\n\n### 4.2 Flow\n\nPool → Disk\n\n"
    body += "### 4.3 Invariants\n\n- one\n"
    plan = read(body, "## 4. Design").plan
    assert (len(plan.block), len(plan.interaction), len(plan.invariant)) == (1, 1, 1)
    table = "| Module | Reads | Owns |\n|---|---|---|\n| Pool | demand | slots |\n"
    assert [own.name for own in read(table, "## II.2 Modules").plan.block] == ["Pool"]


@pytest.mark.parametrize("title", ["## Components", "## Design", "## Invariants of tests"])
def test_other_parts_are_no_model(title: str) -> None:
    plan = read("Some words.\n\n- **Pool**: Keeps slots.\n\n### Flow\n\nPool → Disk\n", title).plan
    assert (plan.block, plan.interaction, plan.invariant) == ((), (), ())
