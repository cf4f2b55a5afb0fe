"""Tables that begin like ours are read with fewer or more columns, too, and with cells that are not whole."""

from __future__ import annotations

import re

import pytest

from blistui.markdown.outline import SECTIONS
from blistui.markdown.read.document import read_markdown

HEADERS = """Existing test,Failure mode,Building block,Mutable state,State,Decision,Risk,#,ID,Component,PR,PR1
Area,Real system,Interface,Guarantee,Contract,Event,Aspect,Flag,Gate,Invariant,Objective,Version,Name"""
CELLS = ("word", "`", "`word", "`word`", "**word", "", "`a.go:1`", "R1")


def tables() -> str:
    found = []
    for header in re.split(r"[,\n]", HEADERS):
        for cell in CELLS:
            for columns in (1, 2, 4):
                names = [header, "Expectation", "Owns", "More"][:columns]
                rows = (names, ["-"] * columns, [cell] * columns)
                found.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return "\n\n".join(found)


@pytest.mark.parametrize("below", ["", "### PR1: One\n\n", "### State ownership map\n\n"])
@pytest.mark.parametrize("letter", sorted(SECTIONS))
def test_a_table_of_any_shape_is_read(letter: str, below: str) -> None:
    read = read_markdown(f"# Plan\n\n## {letter}) {SECTIONS[letter]}\n\n{below}{tables()}\n")
    assert read.sections == (letter,)


@pytest.mark.parametrize(
    ("table", "held"),
    [
        ("| Existing test | Expectation |\n|-|-|\n| `half | must pass |\n", "half"),
        (
            "| Failure mode | Prevention | Where |\n|-|-|-|\n| Scaffolding creep | none is dead | PR2 |\n",
            "PR2",
        ),
    ],
)
def test_no_word_of_a_row_is_lost(table: str, held: str) -> None:
    read = read_markdown(f"# Plan\n\n## K) {SECTIONS['K']}\n\n{table}")
    assert held in read.plan.model_dump_json() and read.words_left == 0
