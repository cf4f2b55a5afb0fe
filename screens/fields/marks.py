"""What is found in one item of a list, in short: the mark of its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len

from blistui.plan.paths import segments_of
from blistui.rules.rule import Finding
from screens.fields.field import GLYPHS, group_of

_PROOF = 13


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
    about = [f for f in findings if f.status]
    if about:
        worst = min(about, key=lambda f: list(GLYPHS).index(f.level))
        count = max(len(worst.fields), 1)
        glyph = GLYPHS[worst.level]
        cites = f"{count} {worst.status}"
    return Mark(groups.count("wrong"), groups.count("looks"), groups.count("to write"), cites, glyph)


def marks_of_rows(path: str, items: Sequence[Any], findings: Sequence[Finding]) -> dict[int, Mark]:
    """The marks of the items of the list at `path` in which something is found, by their index."""
    rows = {segment: index for index, segment in enumerate(segments_of(items))} if findings else {}
    below: dict[int, list[Finding]] = {}
    for finding in findings:
        index = rows.get(finding.place[len(path) + 1 :].partition(".")[0])
        if index is not None:
            below.setdefault(index, []).append(finding)
    return {index: mark_of(found) for index, found in below.items()}


def proof_cells(marks: Iterable[Mark]) -> int:
    """Cells of the widest of what the marks say of citations; more than `_PROOF` are cut."""
    said = (cell_len(f"{mark.cites_glyph} {mark.cites}") for mark in marks if mark.cites)
    return min(max(said, default=0), _PROOF)
