"""Search in one text: plain words, smart case, without a copy of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_STEP = 1 << 18


@dataclass(frozen=True, slots=True)
class TextSearch:
    """A needle that respects case only when it has a capital letter, as vim's smartcase does.

    Places are offsets in characters; -1 says that there is none.
    """

    needle: str

    def after(self, text: str, offset: int) -> int:
        """Place of the first match at or after `offset`."""
        for start in range(max(offset, 0), len(text) if self.needle else 0, _STEP):
            found = self._slice(text, start, start + _STEP).find(self.needle)
            if found >= 0:
                return start + found
        return -1

    def before(self, text: str, offset: int) -> int:
        """Place of the last match that starts before `offset`."""
        for end in range(offset if self.needle else 0, 0, -_STEP):
            start = max(0, end - _STEP)
            found = self._slice(text, start, end).rfind(self.needle)
            if found >= 0:
                return start + found
        return -1

    def within(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Matches that touch the characters `start` to `end` (excluded), as (start, end) pairs."""
        base = max(0, start - len(self.needle) + 1)
        for place in self._places(text, base, end):
            yield place, place + len(self.needle)

    def count(self, text: str, limit: int) -> int:
        """Number of matches in the text, counted no further than `limit`."""
        total, start = 0, 0
        while start < len(text) and total < limit:
            end = start + _STEP
            for place in self._places(text, start, end):
                total, end = total + 1, max(end, place + len(self.needle))
            start = end
        return min(total, limit)

    def _places(self, text: str, start: int, end: int) -> Iterator[int]:
        """Places of the matches that start from `start` up to `end` (excluded)."""
        if not self.needle:
            return
        part = self._slice(text, start, end)
        found = part.find(self.needle)
        while found >= 0:
            yield start + found
            found = part.find(self.needle, found + len(self.needle))

    def _slice(self, text: str, start: int, end: int) -> str:
        """The text in which a match may start from `start` up to `end`, lowered when case is ignored."""
        part = text[start : end + len(self.needle) - 1]
        if self.needle != self.needle.lower():
            return part
        lowered = part.lower()
        # A few letters grow when lowered and would shift every place after them; such a part keeps its case.
        return lowered if len(lowered) == len(part) else part
