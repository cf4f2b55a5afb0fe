"""Section C as people write it, and what beside it must not be read as an objective."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown
from blistui.plan.document import Plan


def read(body: str, title: str = "## C. Objectives, Non-Goals, Scoping") -> Imported:
    return read_markdown(f"# Cache\n\n{title}\n\n{body}\n")


def goals(plan: Plan) -> tuple[list[str], list[str], list[str]]:
    lists = (plan.objective, plan.non_goal, plan.question)
    return tuple([own.text for own in held] for held in lists)  # type: ignore[return-value]


HEADINGS = {
    "bold": ("**Objectives:**", "**Non-goals:**", "**Analysis questions**"),
    "colons": ("Objectives:", "Explicitly not goals:", "Analysis questions that we answer:"),
    "short lines": ("Goals", "Non-goals", "Questions"),
    "what we do": ("What we want", "**What we won't do**", "Questions:"),
    "adorned": ("### 🎯 Objectives", "### C.2 Non-objectives", "### 3. Analysis questions"),
}


@pytest.mark.parametrize("form", HEADINGS)
def test_lists_under_lines_in_place_of_headings(form: str) -> None:
    first, second, third = HEADINGS[form]
    imported = read(
        f"{first}\n\n- Fewer misses\n- Less memory\n\n{second}\n\n- Sharing\n\n{third}\n\n- How many?\n"
    )
    assert goals(imported.plan) == (["Fewer misses", "Less memory"], ["Sharing"], ["How many?"])
    assert imported.leftovers == ()


@pytest.mark.parametrize(
    "line",
    [
        "Rejected:",
        "**Alternatives**",
        "Considered and dropped",
        "These we looked at, and will not follow.",
        "Later:",
    ],
)
def test_a_list_about_something_else_is_no_objective(line: str) -> None:
    imported = read(f"Objectives:\n\n- Fewer misses\n\n{line}\n\n- Sharing\n")
    assert goals(imported.plan) == (["Fewer misses"], [], [])
    assert [own.text for own in imported.leftovers][-2:] == [line, "- Sharing"]


def test_examples_before_the_objectives_are_none() -> None:
    imported = read("Examples of what is not meant:\n\n- Magic\n", "## Objectives")
    assert goals(imported.plan) == ([], [], [])


def test_an_introduction_leaves_the_list_below_it_alone() -> None:
    assert goals(read("We are after three things:\n\n- One\n- Two\n", "## Objectives").plan)[0] == [
        "One",
        "Two",
    ]


def test_a_list_goes_on_behind_a_text_when_its_numbers_do() -> None:
    plan = read("1. One\n\nMore about it.\n\n2. Two\n\nAnd then:\n\n1. Other\n", "## Objectives").plan
    assert goals(plan)[0] == ["One", "Two"]


@pytest.mark.parametrize(
    ("form", "ids"),
    [
        ("- O1 — Fast\n- O2 — Small\n", ["O1", "O2"]),
        ("- **G-1** Fast\n- **G-2** Small\n", ["G-1", "G-2"]),
        ("- **OBJ1:** Fast\n- **OBJ2:** Small\n", ["OBJ1", "OBJ2"]),
        ("3.1 Fast\n3.2 Small\n", ["O1", "O2"]),
        ("(a) Fast\n(b) Small\n", ["O1", "O2"]),
        ("Two: (a) Fast, and (b) Small.\n", ["O1", "O2"]),
        ("```\nO1  Fast\nO2  Small\n```\n", ["O1", "O2"]),
        ("| # | Goal | Measure |\n|---|---|---|\n| 1 | Fast | p99 |\n| 2 | Small | bytes |\n", ["O1", "O2"]),
        ("| ID | Objective |\n|---|---|\n| A1 | Fast |\n| A2 | Small |\n", ["A1", "A2"]),
    ],
)
def test_objectives_in_every_kind_of_list(form: str, ids: list[str]) -> None:
    plan = read(form, "## 2. Goals").plan
    assert [(own.id, own.text.strip(".")) for own in plan.objective] == [(ids[0], "Fast"), (ids[1], "Small")]
    assert [own.measured_by for own in plan.objective] == (
        ["p99", "bytes"] if "Measure" in form else ["", ""]
    )


@pytest.mark.parametrize(
    "form", ["- S3 stays usable\n- HTTP2: faster\n", "3.1 Fast\n3.4 Small\n", "(b) x\n(a) y\n"]
)
def test_what_only_looks_like_an_id_is_text(form: str) -> None:
    assert all(own.id in ("O1", "O2") for own in read(form, "## Goals").plan.objective)


def test_an_item_that_says_it_is_no_goal() -> None:
    imported = read(
        "1. Fast\n2. NOT a goal: sharing\n3. Non-goal: magic\n4. Note: small\n", "## Goals and limits"
    )
    assert goals(imported.plan) == (["Fast", "Note: small"], ["sharing", "magic"], [])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("sharing; a new format; magic.", ["sharing", "a new format", "magic"]),
        ("sharing, a new format, or magic.", ["sharing", "a new format", "magic"]),
        (
            "sharing of what one process keeps, however it got there.",
            ["sharing of what one process keeps, however it got there."],
        ),
    ],
)
def test_non_goals_in_one_sentence(said: str, expected: list[str]) -> None:
    assert goals(read(f"Out of the picture: {said}").plan)[1] == expected


def test_commitments_in_one_paragraph_and_in_a_table() -> None:
    plan = read("**Compatibility:** all keys stay. **Performance:** p99 stays. **CLI:** n/a.").plan
    assert (plan.commitments.compatibility, plan.commitments.performance) == (
        ("all keys stay.",),
        ("p99 stays.",),
    )
    assert plan.commitments.cli_stability == ()
    rows = "| Kind | Constraint |\n|---|---|\n| Performance | 2% |\n| CLI stability | no flag goes |\n"
    plan = read(f"### Constraints\n\n{rows}").plan
    assert (plan.commitments.performance, plan.commitments.cli_stability) == (("2%",), ("no flag goes",))


def test_questions_that_a_sentence_counts_beside_the_scoping_table() -> None:
    plan = read("**Model Scoping:**\n\nIt helps to answer: (1) how many, and (2) how large?\n").plan
    assert goals(plan)[2] == ["how many", "how large?"]


@pytest.mark.parametrize("line", ["Non\\-goals:", "Considered:", "These were dropped, after some talk."])
def test_a_second_list_in_lines_is_no_list_of_objectives(line: str) -> None:
    imported = read(f"Goals:\n\n•\tOne\n•\tTwo\n\n{line}\n\n•\tThree\n•\tFour\n", "## 3. Goals & non-goals")
    expected = ["Three", "Four"] if "goals" in line else []
    assert goals(imported.plan) == (["One", "Two"], expected, [])
