"""Marks beside lines that the plan cites: by what they are cited, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from blistui.plan.tables.citation import Citation

GLYPHS = {
    "gone": "✗",
    "changed": "≠",
    "ambiguous": "?",
    "moved": "▲",
    "unpinned": "○",
    "exact": "●",
}
"""A glyph for each state of a citation, the most severe first."""

MORE = "│"
_GRAVITY = {state: number for number, state in enumerate(GLYPHS)}


@dataclass(frozen=True, slots=True)
class CitedMark:
    """That a citation is at lines: `label` names what cites, `state` is what verification answered.

    `words` say so in the status line.
    """

    label: str
    state: str
    words: str
    citation: Citation

    @property
    def glyph(self) -> str:
        """Shows the state in one cell."""
        return GLYPHS[self.state]


@dataclass(frozen=True, slots=True)
class MarkedLines:
    """Lines `first` to `last` that one mark is at."""

    first: int
    last: int
    mark: CitedMark


class LineMarks:
    """The marks of one file on one side."""

    def __init__(self, marked: tuple[MarkedLines, ...] = ()) -> None:
        self._marked = tuple(sorted(marked, key=lambda lines: _GRAVITY[lines.mark.state]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LineMarks) and self._marked == other._marked

    def __hash__(self) -> int:
        return hash(self._marked)

    def __contains__(self, line: int) -> bool:
        return bool(self.at(line))

    def at(self, line: int) -> tuple[MarkedLines, ...]:
        """What is marked at a line, the most severe first."""
        return tuple(lines for lines in self._marked if lines.first <= line <= lines.last)
