"""The best of the names that a search has found so far, with those that are likely to be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

_AT_ONCE = 30
"""Names that are ranked without a stop."""


class Preferred(NamedTuple):
    """Names that are likely to be meant: those listed first while nothing is typed, and points by number."""

    first: Sequence[int]
    points: Callable[[int], float]


class Ranking:
    """The best names so far."""

    def __init__(
        self, points: Callable[[int], float | None], limit: int, preferred: Preferred | None
    ) -> None:
        """`points` are those of the name with a number, or None when it does not match."""
        self._points_of, self._limit = points, limit
        self._more = preferred.points if preferred is not None else None
        self._points: dict[int, float | None] = {}
        self._ranked: list[tuple[float, int]] = []

    @property
    def best(self) -> list[int]:
        """Their numbers."""
        return [number for _, number in self._ranked[: self._limit]]

    def with_more(self, numbers: Iterable[int]) -> Iterator[list[int]]:
        """The best with those that match among some more; at least one list."""
        new = [number for number in numbers if number not in self._points]
        for start in range(0, len(new) or 1, _AT_ONCE):
            for number in new[start : start + _AT_ONCE]:
                points = self._points[number] = self._points_of(number)
                if points is not None:
                    more = self._more(number) if self._more is not None else 0
                    self._ranked.append((-points - more, number))
            self._ranked.sort()
            yield self.best
