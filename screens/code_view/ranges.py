"""Lines chosen for a citation: ranges as it names them, and the selection that makes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LineRange = tuple[int, int]
"""First and last line, counted from 1, both included."""

Ranges = tuple[LineRange, ...]


def merged(ranges: Iterable[LineRange]) -> Ranges:
    """The ranges in order, with those that overlap or touch made one."""
    result: list[LineRange] = []
    for first, last in sorted(ranges):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return tuple(result)


def covers(ranges: Ranges, line: int) -> bool:
    """Whether one of the ranges holds the line."""
    return any(first <= line <= last for first, last in ranges)


def as_text(ranges: Ranges) -> str:
    """The ranges as written after the path of a citation: `433,466-470`."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


@dataclass
class LineSelection:
    """Selected lines, from an anchor to the cursor, and the ranges added before."""

    anchor: int | None = None
    sticky: bool = False
    """A sticky selection grows with every motion; another one ends with the next plain motion."""
    added: Ranges = ()

    def __bool__(self) -> bool:
        return self.anchor is not None or bool(self.added)

    def lines(self, cursor: int) -> LineRange | None:
        """The lines selected while the cursor is on line `cursor`."""
        if self.anchor is None:
            return None
        return min(self.anchor, cursor), max(self.anchor, cursor)

    def ranges(self, cursor: int) -> Ranges:
        """All that a capture would cite: the added ranges and the selection."""
        lines = self.lines(cursor)
        return merged((*self.added, lines)) if lines else self.added

    def start(self, line: int) -> None:
        """Select from `line` on; an anchor that is set already stays."""
        if self.anchor is None:
            self.anchor = line

    def end(self) -> None:
        """Select nothing; added ranges stay."""
        self.anchor, self.sticky = None, False

    def toggle(self, lines: LineRange) -> None:
        """Add a range to the others, or drop it when it is one of them; the selection ends."""
        if lines in self.added:
            self.added = tuple(kept for kept in self.added if kept != lines)
        else:
            self.added = merged((*self.added, lines))
        self.end()

    def clear(self) -> None:
        """Select nothing and drop all ranges."""
        self.end()
        self.added = ()
