"""Answers that would do for any plan, and short ones that are about this plan."""

import pytest

from blistui.rules.prose.any_plan import fits_any_plan


@pytest.mark.parametrize(
    "text",
    [
        "Needed.",
        "It works.",
        "Not needed.",
        "never",
        "Try again.",
        "Think about it.",
        "Experience.",
        "By careful code review.",
        "We don't expect any problems here.",
        "This can’t happen.",
        "It is a lot, but that is fine",
        "We try not to break things.",
        "Various improvements",
    ],
)
def test_nothing_in_it_is_about_the_plan(text: str) -> None:
    assert fits_any_plan(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "its flag",
        "A minimum",
        "One file",
        "Exact to the tick",
        "it is only asked",
        "The clock never goes back.",
        "the module has no dependencies",
        "`it` works",
        "at most 2",
        "a <= b",
        "see docs/design.md",
        "The replicas are checked again and again. " * 4,
    ],
)
def test_a_word_of_its_own_is_enough(text: str) -> None:
    assert not fits_any_plan(text)


def test_kinds_of_work_are_work_where_a_list_of_it_is_wanted() -> None:
    assert fits_any_plan("New tests")
    assert not fits_any_plan("New tests", is_work=True)
    assert fits_any_plan("Various things", is_work=True)
