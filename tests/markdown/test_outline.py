"""The sections of a document that are no part of the template, however their letter is written."""

from __future__ import annotations

import pytest

from blistui.markdown.outline import outline_problems
from blistui.markdown.read.document import read_markdown


@pytest.mark.parametrize(
    ("heading", "letter"),
    [
        ("L) Loose ends", "L"),
        ("Section L) Loose ends", "L"),
        ("(Z) Loose ends", "Z"),
        ("**Z) Loose ends**", "Z"),
        ("Section A) Review record", ""),
        ("Loose ends", ""),
    ],
)
def test_a_letter_that_the_template_does_not_have_is_named(heading: str, letter: str) -> None:
    found = [one.message for one in outline_problems(f"# Plan\n\n## {heading}\n\ntext\n") if one.line == 3]
    assert found == ([f"There is no section {letter}) in the template."] if letter else [])


OTHER = "C) Component Interaction"


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("## A) Executive Summary\n\n## B) Recon", "is read as section C), by its letter."),
        (
            "## A) Executive Summary\n\n## B) Behavioral Contracts",
            "is read as no section: no section has that title.",
        ),
        ("", "is read as no section: no section has that title."),
    ],
)
def test_a_letter_is_believed_where_most_letters_are_those_of_the_template(above: str, said: str) -> None:
    text = f"# Plan\n\n{above}\n\n## {OTHER}\n\n### Objectives\n\n- Fast\n"
    assert f"“{OTHER}” {said}" in read_markdown(text).remarks
    problems = [one.message for one in outline_problems(text)]
    assert (f"“{OTHER}” {said}" in problems) == ("no section" in said)
