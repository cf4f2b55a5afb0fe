"""The pictures of the README: they are there, it shows them, and nothing in them comes from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pictures import FOLDER, PICTURES, cleaned

README = Path(__file__).parent.parent / "README.md"
NAMESPACE = "http://www.w3.org/2000/svg"


@pytest.mark.parametrize("name", [picture.name for picture in PICTURES])
def test_a_picture_is_shown_and_needs_nothing_from_elsewhere(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert f"(.github/images/{name}.svg)" in README.read_text(encoding="utf-8")
    assert set(re.findall(r"\w+://[^\s\"')]+", text)) == {NAMESPACE}
    assert "@font-face" not in text and "/tmp" not in text


def test_fonts_and_remarks_are_taken_out() -> None:
    svg = (
        '<svg xmlns="x"><!-- made\nby x --><style>@font-face {\n font-family: "Fira Code"; src: url("https://x");\n}\n'
        ".a { font-family: Fira Code, monospace; } .b { font-family: Fira Code }</style></svg>"
    )
    result = cleaned(svg)
    assert "https" not in result and "made" not in result and "Fira" not in result
    assert result.count("ui-monospace") == 2
