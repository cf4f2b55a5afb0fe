"""Where lines of an old text are in a new one, as the hunks of a diff say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from blistui.repo.git.history import Hunk
from blistui.repo.location import Range


class Gap(NamedTuple):
    """Old lines, and the new ones in their place; either may be none: the end is before the start."""

    old: Range
    new: Range


Run = tuple[int, int, int]
"""Unchanged lines: the first old line, the first new line, and how many; none when that is not positive."""


class LineMap:
    """Maps line numbers, counted from 1, between two texts of `old_count` and `new_count` lines."""

    def __init__(self, runs: Iterable[Run], old_count: int, new_count: int) -> None:
        """The map with these runs of unchanged lines, which are in order."""
        self._runs = [run for run in runs if run[2] > 0]
        self._old_count, self._new_count = old_count, new_count
        self._old_starts = [run[0] for run in self._runs]
        self._new_starts = [run[1] for run in self._runs]

    @classmethod
    def of(cls, hunks: Sequence[Hunk], old_count: int, new_count: int) -> LineMap:
        """The map that the hunks of a diff leave."""
        runs: list[Run] = []
        old, new = 1, 1
        for hunk in hunks:
            first_old = hunk.old_start + (hunk.old_count == 0)
            runs.append((old, new, first_old - old))
            old = first_old + hunk.old_count
            new = hunk.new_start + (hunk.new_count == 0) + hunk.new_count
        return cls([*runs, (old, new, old_count - old + 1)], old_count, new_count)

    def within(self, old: Range, new: Range) -> LineMap:
        """The map between a part of each text; in both, the first line of the part becomes line 1."""
        runs: list[Run] = []
        for first_old, first_new, count in self._runs:
            skip = max(0, old[0] - first_old, new[0] - first_new)
            last = min(count, old[1] - first_old + 1, new[1] - first_new + 1)
            runs.append((first_old + skip - old[0] + 1, first_new + skip - new[0] + 1, last - skip))
        return LineMap(runs, old[1] - old[0] + 1, new[1] - new[0] + 1)

    def with_ends(self) -> LineMap:
        """The map with the last lines of both texts paired, when a diff left both of them alone."""
        last = (self._old_count, self._new_count)
        if self.image(last[0]) is not None or self.preimage(last[1]) is not None:
            return self
        return LineMap([*self._runs, (*last, 1)], *last)

    def only(self, is_sure: Callable[[int], bool]) -> LineMap:
        """The map without the runs of which no old line is sure; those at both ends of the texts stay."""
        runs = (
            (old, new, count)
            for old, new, count in self._runs
            if old == new == 1
            or (old + count > self._old_count and new + count > self._new_count)
            or any(map(is_sure, range(old, old + count)))
        )
        return LineMap(runs, self._old_count, self._new_count)

    def image(self, line: int) -> int | None:
        """The new number of an old line that no hunk touches."""
        at = bisect_right(self._old_starts, line) - 1
        if at < 0:
            return None
        old, new, count = self._runs[at]
        return new + line - old if line < old + count else None

    def preimage(self, line: int) -> int | None:
        """The old number of a new line that no hunk brought."""
        at = bisect_right(self._new_starts, line) - 1
        if at < 0:
            return None
        old, new, count = self._runs[at]
        return old + line - new if line < new + count else None

    def unchanged(self, lines: Range) -> Range | None:
        """Where a range is when no hunk touches it and nothing was put between its lines."""
        run = self.run_around(lines)
        if run is None:
            return None
        start = self.image(lines[0])
        return None if start is None else (start, start + lines[1] - lines[0])

    def run_around(self, lines: Range) -> Range | None:
        """The old lines of the whole unchanged run that holds a range; None when a hunk touches it."""
        at = bisect_right(self._old_starts, lines[0]) - 1
        if at < 0:
            return None
        old, _, count = self._runs[at]
        return (old, old + count - 1) if lines[1] < old + count else None

    def gaps_around(self, lines: Range) -> tuple[Gap, Gap] | None:
        """The hunks above and below the unchanged run that holds a range; None when a hunk touches it."""
        at = bisect_right(self._old_starts, lines[0]) - 1
        if self.run_around(lines) is None:
            return None
        before, own, *after = (*([(1, 1, 0)] if at == 0 else [self._runs[at - 1]]), *self._runs[at : at + 2])
        next_old, next_new, _ = after[0] if after else (self._old_count + 1, self._new_count + 1, 0)
        above = Gap((before[0] + before[2], own[0] - 1), (before[1] + before[2], own[1] - 1))
        below = Gap((own[0] + own[2], next_old - 1), (own[1] + own[2], next_new - 1))
        return above, below

    def survivors(self, lines: Range) -> int:
        """How many lines of an old range no hunk touches."""
        return sum(self.image(line) is not None for line in range(lines[0], lines[1] + 1))

    def region(self, lines: Range) -> Range:
        """What is in the place of an old range; its end is before its start when nothing is."""
        first, last = self.image(lines[0]), self.image(lines[1])
        start, end = self._around(lines)
        return (start if first is None else first), (end if last is None else last)

    def _around(self, lines: Range) -> Range:
        """The new lines between those that the lines next to an old range became."""
        at = bisect_right(self._old_starts, lines[0] - 1) - 1
        before = 0
        if at >= 0:
            old, new, count = self._runs[at]
            before = new + min(lines[0] - 1 - old, count - 1)
        at = bisect_right(self._old_starts, lines[1] + 1) - 1
        image = self.image(lines[1] + 1)
        if image is None:
            image = self._new_starts[at + 1] if at + 1 < len(self._runs) else self._new_count + 1
        return before + 1, image - 1

    def brought(self, lines: Range) -> bool:
        """Whether some of these new lines came with a hunk, so that they are not just an old copy."""
        return any(self.preimage(line) is None for line in range(lines[0], lines[1] + 1))


def map_between(old: Sequence[str], new: Sequence[str]) -> LineMap:
    """The map between two short texts, given as lines, where git has no files to compare."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old, new, autojunk=False)
    hunks = [
        Hunk(a if b == a else a + 1, b - a, c if d == c else c + 1, d - c)
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    return LineMap.of(hunks, len(old), len(new))
