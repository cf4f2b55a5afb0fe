"""Passages of a text: what they are, where else they are, and whether they repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blistui.repo.location import Range


def part(lines: Sequence[str], numbers: Range) -> Sequence[str]:
    """The lines with these numbers, inclusive."""
    return lines[numbers[0] - 1 : numbers[1]]


def length(lines: Range) -> int:
    """How many lines these are; none when the end is just before the start."""
    return lines[1] - lines[0] + 1


def has_twin_beside(lines: Sequence[str], at: Range) -> bool:
    """Whether the same lines are just above or just below these."""
    count = length(at)
    above, below = part(lines, (max(1, at[0] - count), at[0] - 1)), part(lines, (at[1] + 1, at[1] + count))
    return part(lines, at) in (above, below)


def repeats(lines: Sequence[str], span: Range, by: int) -> bool:
    """Whether the lines `by` below `span` (above it when negative) are the same."""
    return lines[span[0] - 1] == lines[span[0] - 1 + by] and part(lines, span) == part(
        lines, (span[0] + by, span[1] + by)
    )


class Copies:
    """Finds passages in parts of a text, of which `counts` says how often it has each line.

    A part is looked through for the rarest line of a passage, which takes no loop over its lines.
    """

    def __init__(self, lines: Sequence[str], counts: Mapping[str, int]) -> None:
        self._lines, self._counts = lines, counts

    def of(self, wanted: Sequence[str], within: Range, limit: int = 100) -> list[Range]:
        """Where `wanted` is in the lines `within`; at most `limit` places."""
        if not all(line in self._counts for line in wanted):
            return []
        offset = min(range(len(wanted)), key=lambda at: self._counts[wanted[at]], default=0)
        end = max(0, within[1] - len(wanted) + 1 + offset)
        found: list[Range] = []
        start = within[0]
        while wanted and len(found) < limit:
            try:
                start = self._lines.index(wanted[offset], start - 1 + offset, end) + 1 - offset
            except ValueError:
                break
            place = (start, start + len(wanted) - 1)
            if tuple(part(self._lines, place)) == tuple(wanted):
                found.append(place)
            start += 1
        return found
