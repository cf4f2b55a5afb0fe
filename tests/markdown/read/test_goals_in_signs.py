"""Goals and non-goals behind signs, in sentences that count, and under titles that deny them."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown


def read(body: str, title: str = "## C) High-Level Objectives + Non-Goals + Model Scoping Table") -> Imported:
    return read_markdown(f"# Cache\n\n{title}\n\n{body}\n")


def lists(found: Imported) -> tuple[list[str], list[str], list[str]]:
    plan = found.plan
    return (
        [own.text.rstrip(".") for own in plan.objective],
        [own.text.rstrip(".") for own in plan.non_goal],
        [own.text for own in plan.question],
    )


BOTH = {
    "lines": ("## 3. Objectives / non-objectives", "✅ fast\n✅ small\n\n❌ pretty\n❌ big"),
    "one list": ("## Goals and non-goals", "- ✅ fast\n- ✅ small\n- ❌ pretty\n- ❌ big"),
    "below": ("## C) Objectives", "### Goals and non-goals\n\n- ✔ fast\n- ✔ small\n- ✗ pretty\n- ✗ big"),
    "headings": (
        "## 3) Objectives",
        "### Goals\n\n- ✅ fast\n- ✅ small\n\n### Non-goals\n\n- ❌ pretty\n- ❌ big",
    ),
    "letters": ("## Objectives", "(a) fast\n(b) small\n\n### Not objectives\n\n(x) pretty\n(y) big"),
    "sentences": (
        "## Objectives",
        "We pursue two goals: **first**, fast; **second**, small.\n\nWe do not pursue: pretty; big.",
    ),
}


@pytest.mark.parametrize("form", BOTH)
def test_goals_and_non_goals(form: str) -> None:
    title, body = BOTH[form]
    assert lists(read(body, title))[:2] == (["fast", "small"], ["pretty", "big"])


DENIED = [
    "### Omitted objectives",
    "### Objectives we rejected",
    "### Previous objectives",
    "### Objectives that were dropped",
    "### Former non-goals",
    "### Questions we do not answer",
    "### Goals and non-goals",
]


@pytest.mark.parametrize("title", DENIED)
def test_a_title_that_denies_its_list_heads_none(title: str) -> None:
    assert lists(read(f"{title}\n\n- fast\n- small\n")) == ([], [], [])


@pytest.mark.parametrize(
    "title", ["### Not an objective", "### Nongoals", "### Non goals", "### What we will not do"]
)
def test_titles_of_non_goals(title: str) -> None:
    assert lists(read(f"{title}\n\n- fast\n- small\n")) == ([], ["fast", "small"], [])


def test_nongoals_are_a_section() -> None:
    assert lists(read("- fast\n- small\n", "## Nongoals")) == ([], ["fast", "small"], [])


def test_the_other_sign_in_a_list_of_one_kind_is_left_over() -> None:
    found = read("### Objectives\n\n- ✅ fast\n- ❌ small\n")
    assert lists(found)[:2] == (["fast"], [])
    assert [left.text for left in found.leftovers] == ["❌ small"]


QUESTIONS = [
    "**Analysis questions:** (i) How fast? (ii) How small?",
    "**Analysis questions:** ① How fast? ② How small?",
    "Questions the work must settle: How fast? And How small?",
    "Analysis questions:\n- How fast?\n- How small?",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_questions_in_a_sentence(text: str) -> None:
    assert lists(read(text))[2] == ["How fast?", "How small?"]


@pytest.mark.parametrize(
    "heading", ["", "### Scope table\n\n", "Scoping of the simulation used for the answers:\n\n"]
)
@pytest.mark.parametrize(
    "titles",
    [
        "| Component | Modeled | Simplified | Omitted | Justification |",
        "| Part | Modelled | Simplified | Left out | Why |",
    ],
)
def test_the_scoping_table_under_other_titles(heading: str, titles: str) -> None:
    (row,) = read(f"{heading}{titles}\n|---|---|---|---|---|\n| Loss | yes | | | it matters |\n").plan.scope
    assert (row.component, row.modeled, row.justification) == ("Loss", "yes", "it matters")
