"""The sections of a document that are no part of the template, however their letter is written."""

from __future__ import annotations

import pytest

from blistui.markdown.outline import outline_problems


@pytest.mark.parametrize(
    ("heading", "letter"),
    [
        ("L) Loose ends", "L"),
        ("Section L) Loose ends", "L"),
        ("(Z) Loose ends", "Z"),
        ("**Z) Loose ends**", "Z"),
        ("A) Loose ends", ""),
        ("Section A) Review record", ""),
        ("Loose ends", ""),
    ],
)
def test_a_letter_that_the_template_does_not_have_is_named(heading: str, letter: str) -> None:
    found = [one.message for one in outline_problems(f"# Plan\n\n## {heading}\n\ntext\n") if one.line == 3]
    assert found == ([f"There is no section {letter}) in the template."] if letter else [])
