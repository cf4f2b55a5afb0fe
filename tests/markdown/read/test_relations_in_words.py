"""Interactions, invariants and extension points that people write in place of the template's lists."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown

BLOCKS = (
    "### Building blocks\n\n**Pool** — keeps slots. *Owns* slots. *Observes* demand.\n\n"
    "**Clock** — tells time. *Owns* the tick. *Observes* nothing.\n\n"
    "**Sorter** — sorts. *Owns* nothing. *Observes* slots.\n\n"
)


def read(body: str) -> Imported:
    return read_markdown(f"# Cache\n\n## D) Concept Model\n\n{BLOCKS}{body}\n")


def crossing(body: str) -> list[tuple[str, str, str]]:
    return [(own.from_, own.to, own.data) for own in read(body).plan.interaction]


ARROWS = {
    "a label": "How they talk: Pool → Clock (a slot), Clock → Sorter (a tick).",
    "another label": "Who talks to whom: Pool → Clock (a slot); Clock → Sorter (a tick).",
    "points between": "**Interaction.** Pool → Clock (a slot) · Clock → Sorter (a tick)",
    "a heading": "### Interactions\n\n- Pool → Clock: a slot\n- Clock → Sorter: a tick",
    "a table": "### Interactions\n\n| From | To | Data |\n|---|---|---|\n| Pool | Clock | a slot |"
    "\n| Clock | Sorter | a tick |",
}


@pytest.mark.parametrize("form", ARROWS)
def test_arrows_are_read_behind_any_heading(form: str) -> None:
    assert crossing(ARROWS[form]) == [("pool", "clock", "a slot"), ("clock", "sorter", "a tick")]


def test_a_sentence_says_who_calls_whom() -> None:
    body = (
        "### Interactions\n\n1. Pool asks Clock for the tick.\n2. The Clock wakes `Sorter`.\n"
        "3. Cluster hands a slot to Pool.\n"
    )
    assert crossing(body) == [
        ("pool", "clock", "asks Clock for the tick"),
        ("clock", "sorter", "wakes Sorter"),
        ("Cluster", "pool", "hands a slot to Pool"),
    ]
    assert read(body).leftovers == ()


def test_sentences_of_one_paragraph_say_who_calls_whom() -> None:
    found = crossing("Interactions: Pool reports to Clock. Clock wakes Sorter.")
    assert found == [("pool", "clock", "reports to Clock"), ("clock", "sorter", "wakes Sorter")]


@pytest.mark.parametrize(
    "text",
    [
        "Pool never calls Clock.",
        "Pool does not call Clock.",
        "Pool and Clock share no state.",
        "Clock is not called by Pool.",
        "Clock is called by Pool.",
        "No block calls Pool.",
        "Pool used to call Clock.",
        "Pool cannot call Clock.",
        "Pool knows nothing about Clock.",
        "Pool keeps working when Clock fails.",
        "Pool uses Clock only until PR 3.",
        "Pool calls Clock or Sorter.",
        "Pool replaces Clock.",
    ],
)
def test_other_sentences_are_no_interaction(text: str) -> None:
    assert crossing(f"### Interactions\n\n- {text}\n") == []


ALWAYS = {
    "two lists": "What must always be true:\n\n- a holds\n- b holds\n\n"
    "What must never happen:\n\n- c breaks\n",
    "sentences": "There are rules.\n\nAlways: a holds. Always: b holds. Never: c breaks.",
    "bold lines": "**What must always hold**\n\n* a holds\n* b holds\n\n"
    "**What must never happen**\n\n* c breaks\n",
}


@pytest.mark.parametrize("form", ALWAYS)
def test_invariants_are_listed_by_their_kind(form: str) -> None:
    found = [(own.statement.rstrip("."), own.kind) for own in read(ALWAYS[form]).plan.invariant]
    assert found == [("a holds", "always"), ("b holds", "always"), ("c breaks", "never")]


def test_a_title_is_the_first_line_of_its_list() -> None:
    found = read(
        "System invariants\n S1. a holds\n S2. b holds\n\n"
        "Extension points\n E1. Sort — default: fifo; first non-default: edf (PR-4).\n"
        " E2. Size — default: small; first non-default: big (PR-5).\n"
    )
    assert [(own.id, own.statement) for own in found.plan.invariant] == [("S1", "a holds"), ("S2", "b holds")]
    assert [(own.id, own.name, own.default) for own in found.plan.extension_point] == [
        ("E1", "Sort", "fifo"),
        ("E2", "Size", "small"),
    ]
    assert found.leftovers == ()


POINTS = [
    (
        "- Sort namespace `a.b.sorters`: default `fifo`; first other: `edf` (not yet).",
        "fifo",
        "edf (not yet)",
    ),
    ("- Sorter: default fifo, first non-default edf (PR3).", "fifo", "edf (PR3)"),
    ("- the sorter. Default *fifo*. First other: *edf* (PR3).", "fifo", "edf (PR3)"),
    (
        "The sorter is the only extension point. Default: fifo, as today. First other: edf.",
        "fifo, as today",
        "edf",
    ),
    ("- **Sorter.** Default: fifo. First non-default: edf.", "fifo", "edf"),
    ("- Sorter — default is fifo; the first alternative is edf.", "fifo", "edf"),
    ("| Point | Default | First other |\n|---|---|---|\n| Sorter | fifo | edf |", "fifo", "edf"),
]


@pytest.mark.parametrize(("text", "default", "first"), POINTS)
def test_an_extension_point_names_its_default_and_the_first_other(
    text: str, default: str, first: str
) -> None:
    (point,) = read(f"### Extension points\n\n{text}\n").plan.extension_point
    assert (point.default.replace("`", ""), point.first_non_default.replace("`", "")) == (default, first)


def test_a_sentence_counts_extension_points() -> None:
    found = read(
        "New behaviour plugs in at two places: the sorter (default: fifo; first other: edf, PR4) and the pool"
        " (default: small; first other: big, PR3).\n"
    ).plan.extension_point
    assert [(own.name, own.default, own.first_non_default) for own in found] == [
        ("the sorter", "fifo", "edf, PR4"),
        ("the pool", "small", "big, PR3"),
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("### Removed extension points", "extension_point"),
        ("### Extension points we removed", "extension_point"),
        ("### Invariants that do not hold", "invariant"),
        ("### Invariants that no longer hold", "invariant"),
        ("### Rejected invariants", "invariant"),
        ("### Former interactions", "interaction"),
        ("### Interactions that do not exist", "interaction"),
    ],
)
def test_a_heading_that_denies_its_list_heads_none(heading: str, kind: str) -> None:
    body = f"{heading}\n\n- **Sorter.** Default: fifo. First non-default: edf.\n- Pool → Clock: a slot\n"
    assert getattr(read(body).plan, kind) == ()
