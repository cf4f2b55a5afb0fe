"""Section B as people write it: an inference or a doubt is never read as a confirmed fact."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown


def read(body: str, title: str = "## B. Repository Recon Summary") -> Imported:
    return read_markdown(f"# Cache\n\n{title}\n\n{body}\n")


LINES = {
    "**Confirmed facts:**": "confirmed",
    "**✅ Confirmed**": "confirmed",
    "What exists:": "confirmed",
    "**🔍 Inferred**": "inferred",
    "Inferred behavior": "inferred",
    "**Inference**": "inferred",
    "**❓ Open**": "uncertain",
    "Open uncertainties:": "uncertain",
    "**Unknowns**": "uncertain",
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("above", ["", "**Packages**\n\n- `sim/` is small\n\n"])
def test_a_line_says_the_kind_of_the_list_below_it(line: str, above: str) -> None:
    fact = read(f"{above}{line}\n\n- the queue is fair\n").plan.finding[-1]
    assert (fact.statement, fact.kind, fact.topic) == ("the queue is fair", LINES[line], "")


def test_a_text_behind_a_list_is_no_part_of_it() -> None:
    body = "**Inferred**\n\n- it is fair\n\n**Coupling:** the loop knows the list (`sim/a.go:3`).\n"
    facts = read(body).plan.finding
    assert {own.statement[:5]: own.kind for own in facts} == {"it is": "inferred", "**Cou": "confirmed"}


def test_kinds_and_constraints_in_one_line() -> None:
    plan = read("Inferred: it is fair. Not proven.\n\n**Constraints:** no lock in the loop.\n").plan
    assert [(own.kind, own.statement) for own in plan.finding] == [("inferred", "it is fair. Not proven.")]
    assert [own.statement for own in plan.constraint] == ["no lock in the loop."]


def test_constraints_below_a_bold_line() -> None:
    plan = read("**Facts**\n\n- a\n\n**Architectural constraints:**\n\n1. one\n2. two\n").plan
    assert [own.statement for own in plan.constraint] == ["one", "two"]
    assert [own.statement for own in plan.finding] == ["a"]


@pytest.mark.parametrize(
    ("text", "kind", "unverified"),
    [
        ("(Inference) it is fair", "inferred", False),
        ("*Inference:* it is fair", "inferred", False),
        ("it is fair. UNVERIFIED", "confirmed", True),
        ("it is fair. Unverified.", "confirmed", True),
        ("inferencing is slow", "confirmed", False),
    ],
)
def test_a_fact_may_say_that_it_is_none(text: str, kind: str, unverified: bool) -> None:
    (fact,) = read(f"### Facts\n\n- {text}\n").plan.finding
    assert (fact.kind, fact.unverified) == (kind, unverified)


def test_numbers_and_sources_of_a_table_are_no_part_of_its_facts() -> None:
    rows = "| # | Fact | Source |\n|---|---|---|\n| 1 | it is fair | `sim/a.go:3`, `sim/b.go:4-5` |\n"
    imported = read(f"{rows}| 2 | it is fast | told by `sim/c.go:1` |\n")
    assert [own.statement for own in imported.plan.finding] == [
        "it is fair",
        "it is fast — told by `sim/c.go:1`",
    ]
    assert [cite.at for cite in imported.plan.finding[0].cites] == ["sim/a.go:3", "sim/b.go:4-5"]
    assert imported.leftovers == ()


def test_a_part_that_tells_what_is_there_is_read_where_it_cites_it() -> None:
    cited = "- it is fair (`sim/a.go:3`)\n- it is fast (`sim/b.go:4`)\n\nUnknown: its size.\n"
    plan = read(cited, "## 2. Current state").plan
    assert [own.kind for own in plan.finding] == ["confirmed", "confirmed", "uncertain"]
    assert read("- it is fair\n- it is fast\n", "## 2. Current state").plan.finding == ()
