"""Every package says what lives in it, and what never does, in a few lines."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = sorted(
    file.relative_to(ROOT) for top in ("blistui", "screens") for file in (ROOT / top).rglob("__init__.py")
)
MOST_LINES = 4
LEAST = 24
"""Characters; fewer only repeat the name of the package."""


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {
        file.relative_to(ROOT).parent for top in ("blistui", "screens") for file in (ROOT / top).rglob("*.py")
    }
    assert folders == {file.parent for file in PACKAGES}


@pytest.mark.parametrize("file", PACKAGES, ids=str)
def test_a_package_says_in_a_few_lines_what_lives_there(file: Path) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / file).read_text(encoding="utf-8")))
    assert docstring, f"{file} says nothing of what lives there, and what never does"
    first, *rest = (line for line in docstring.splitlines() if line)
    assert len(first) >= LEAST, f"{file} hardly says what lives there"
    assert rest, f"{file} does not say what never lives there"
    assert len(docstring.splitlines()) <= MOST_LINES
