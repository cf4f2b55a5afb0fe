"""What is found in one item of a list, in short: the mark of its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from blistui.rules.rule import Finding
from screens.fields.field import GLYPHS, group_of


class Mark(NamedTuple):
    """What is found in one item: how much of each group, and how its citations are, such as `1 moved`."""

    wrong: int = 0
    looks: int = 0
    to_write: int = 0
    cites: str = ""
    cites_glyph: str = ""

    @property
    def glyph(self) -> str:
        """The gravest of it."""
        return "✗" if self.wrong else "○" if self.to_write else "▲" if self.looks else ""


def mark_of(findings: Sequence[Finding]) -> Mark:
    """The mark of the item that `findings` are about."""
    groups = [group_of(finding) for finding in findings]
    cites, glyph = "", ""
    about = [f for f in findings if f.status and not f.waived_by]
    if about:
        worst = min(about, key=lambda f: list(GLYPHS).index(f.level))
        count = max(len(worst.fields), 1)
        glyph = GLYPHS[worst.level]
        cites = f"{count} {worst.status}"
    return Mark(groups.count("wrong"), groups.count("looks"), groups.count("to write"), cites, glyph)
