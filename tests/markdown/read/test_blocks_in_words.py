"""Contracts of blocks that stand in section D without a heading, or in a table on its side."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown


def read(body: str, title: str = "## D) Concept Model") -> Imported:
    return read_markdown(f"# Cache\n\n{title}\n\n{body}\n")


WHOLE = [
    ("Pool", "keeps slots", ("demand",), ("grants",), ("the slots",), ("used <= size",), 1),
    ("Clock", "tells the time", ("the host",), (), ("the tick",), ("never goes back",), 2),
]
FORMS = {
    "a table on its side": (
        "| | Pool | **Clock** |\n|---|---|---|\n| Responsibility | keeps slots | tells the time |\n"
        "| Observes | demand | the host |\n| Controls | grants | nothing |\n| Owns | the slots | the tick |\n"
        "| Invariants | used <= size | never goes back |\n| Extension friction | 1 file | 2 files |\n"
    ),
    "a table on its side with a corner": (
        "| Contract | Pool | Clock |\n|---|---|---|\n| One sentence | keeps slots | tells the time |\n"
        "| Observes | demand | the host |\n| Controls | grants | – |\n| Owns | the slots | the tick |\n"
        "| **Invariants** | used <= size | never goes back |\n| Friction | 1 file | 2 files |\n"
    ),
    "a table": (
        "| Block | Responsibility | Observes | Controls | Owns | Invariants | Friction |\n"
        "|---|---|---|---|---|---|---|\n"
        "| Pool | keeps slots | demand | grants | the slots | used <= size | 1 file |\n"
        "| Clock | tells the time | the host | – | the tick | never goes back | 2 files |\n"
    ),
    "nested items": (
        "- **Pool**\n  - *does:* keeps slots\n  - *observes:* demand\n  - *controls:* grants\n"
        "  - *owns:* the slots\n  - *invariants:*\n    - used <= size\n  - *friction:* 1 file\n"
        "- **Clock**\n  - *does:* tells the time\n  - *observes:* the host\n  - *controls:* nothing\n"
        "  - *owns:* the tick\n  - *invariants:*\n    - never goes back\n  - *friction:* 2 files\n"
    ),
    "lines in capitals": (
        "**Block 1: Pool.** keeps slots\n  OBSERVES — demand.\n  CONTROLS — grants.\n  OWNS — the slots.\n"
        "  INVARIANTS — used <= size.\n  EXTENSION FRICTION — 1 file.\n\n"
        "**Block 2: Clock.** tells the time\n  OBSERVES — the host.\n  CONTROLS — nothing.\n"
        "  OWNS — the tick.\n  INVARIANTS — never goes back.\n  EXTENSION FRICTION — 2 files.\n"
    ),
    "definitions": (
        "**Pool**\n: keeps slots. *Observes* demand. *Controls* grants. *Owns* the slots."
        " *Invariant:* used <= size. *Friction:* 1 file.\n\n"
        "**Clock**\n: tells the time. *Observes* the host. *Controls* nothing. *Owns* the tick."
        " *Invariant:* never goes back. *Friction:* 2 files.\n"
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", ["", "### Building blocks\n\n"])
def test_contracts_are_read_in_every_form(form: str, heading: str) -> None:
    found = [
        (
            block.name,
            block.responsibility.rstrip("."),
            tuple(own.rstrip(".") for own in block.observes),
            block.controls,
            block.owns,
            block.invariants,
            block.friction_files,
        )
        for block in read(heading + FORMS[form]).plan.block
    ]
    assert found == WHOLE


def test_sentences_say_what_a_block_observes_controls_and_owns() -> None:
    found = read(
        "There are two blocks.\n\n**Pool** keeps slots. It observes demand and the clock; it controls grants."
        " It owns the slots. Nobody waits for ever. A second pool costs one file.\n\n"
        "**Clock** tells the time. It observes the host. It owns nothing. It never observes the pool.\n"
    )
    pool, clock = found.plan.block
    assert (pool.name, pool.responsibility) == ("Pool", "keeps slots.")
    assert (pool.observes, pool.controls, pool.owns) == (
        ("demand and the clock",),
        ("grants",),
        ("the slots",),
    )
    assert (clock.observes, clock.owns) == (("the host",), ())
    assert not pool.invariants and not clock.invariants
    assert [left.text for left in found.leftovers] == [
        "There are two blocks.",
        "Nobody waits for ever. A second pool costs one file.",
        "It never observes the pool.",
    ]


def test_prose_in_bold_without_a_contract_is_no_block() -> None:
    found = read(
        "**Caution** It is late.\n\n**Pool** is a word. We like it.\n\n| A | B |\n|---|---|\n| x | y |"
    )
    assert found.plan.block == ()


def test_a_table_on_its_side_needs_the_words_of_a_contract() -> None:
    found = read(
        "| | Now | Later |\n|---|---|---|\n| Owns | a | b |\n| Latency | 1 | 2 |\n| Cost | 1 | 2 |\n"
    )
    assert found.plan.block == ()


def test_the_full_stop_of_a_label_is_no_part_of_its_text() -> None:
    found = read(
        "### Blocks\n\n**Pool** — keeps slots.\n**Observes:** demand. **Owns:** the slots. "
        "**Events:** none of its own. **Extension friction:** 2 files.\n"
    )
    (pool,) = found.plan.block
    assert (pool.observes, pool.owns, pool.events) == (("demand",), ("the slots",), ())
    assert (pool.friction_files, pool.friction_why) == (2, "")


EVENTS = [
    ("consumes Freed (endogenous); produces Granted (endogenous)", ["Freed consumed", "Granted produced"]),
    ("consumes Start (exogenous), produces Done (endogenous)", ["Start consumed", "Done produced"]),
    ("Tick (endogenous)", ["Tick "]),
    ("never produces dispatch", []),
    ("does not consume Tick (exogenous); produces Done (endogenous)", ["Done produced"]),
    ("none produced", []),
]


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_a_verb_says_the_direction_of_an_event(text: str, expected: list[str]) -> None:
    found = read(f"### Blocks\n\n**Pool**\n- *Does:* keeps slots\n- *Owns:* slots\n- *Events:* {text}\n")
    (pool,) = found.plan.block
    assert [f"{event.name} {event.direction}" for event in pool.events] == expected
