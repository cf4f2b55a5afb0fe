"""What the oldest Pythons that are supported get wrong, and the code therefore avoids."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
POSSESSIVE_GROUP = re.compile(r"(?<![\\(])\)(?:[*+?]|\{[0-9,]+\})\+")


def test_no_pattern_repeats_a_group_possessively() -> None:
    # Before 3.11.5 (Debian 12 has 3.11.2) such a repeat does not match what it should: saving failed there.
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for folder in ("blistui", "screens")
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if POSSESSIVE_GROUP.search(node.value)
    ]
    assert not found, found
