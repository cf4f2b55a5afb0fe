"""Passages of a text: what they are, where else they are, and whether they repeat."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

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
    """Finds passages in parts of a text: by their rarest line, so that a part is not read for each."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(lines, 1):
            self._numbers[line].append(number)

    def of(self, wanted: Sequence[str], within: Range, limit: int = 100) -> list[Range]:
        """Where `wanted` is in the lines `within`; at most `limit` places."""
        if not wanted:
            return []
        offset, rarest = min(
            enumerate(self._numbers.get(line, []) for line in wanted), key=lambda found: len(found[1])
        )
        found: list[Range] = []
        first = bisect_left(rarest, within[0] + offset)
        for number in rarest[first : bisect_right(rarest, within[1] - len(wanted) + 1 + offset)]:
            start = number - offset
            if tuple(part(self._lines, (start, start + len(wanted) - 1))) == tuple(wanted):
                found.append((start, start + len(wanted) - 1))
                if len(found) == limit:
                    break
        return found
