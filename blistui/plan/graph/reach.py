"""Who comes before whom in a graph of PRs: sets kept as bits of one integer, a bit a PR.

A plan of thousands of PRs, which nobody writes but everybody may open, stays cheap this way.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

Links = Mapping[str, Sequence[str]]
"""Ids of neighbours by id."""


class Reach:
    """Transitive order of `order`, each of which depends directly on `depends_on[id]`, all of them known."""

    def __init__(self, order: Sequence[str], depends_on: Links) -> None:
        self.order = order
        self.depends_on = depends_on
        self.bit = {pr: 1 << index for index, pr in enumerate(order)}

    @cached_property
    def needed_by(self) -> dict[str, list[str]]:
        """PRs that name each PR as a dependency, in series order."""
        found: dict[str, list[str]] = {pr: [] for pr in self.order}
        for pr in self.order:
            for on in self.depends_on[pr]:
                found[on].append(pr)
        return found

    @cached_property
    def sortable(self) -> tuple[str, ...]:
        """PRs neither on a cycle nor after one, each after what it depends on, else in series order."""
        place = {pr: index for index, pr in enumerate(self.order)}
        missing = {pr: len(self.depends_on[pr]) for pr in self.order}
        ready = [place[pr] for pr in self.order if not missing[pr]]
        found: list[str] = []
        while ready:
            pr = self.order[heapq.heappop(ready)]
            found.append(pr)
            for after in self.needed_by[pr]:
                missing[after] -= 1
                if not missing[after]:
                    heapq.heappush(ready, place[after])
        return tuple(found)

    @cached_property
    def tangled(self) -> frozenset[str]:
        """PRs on a cycle or after one."""
        return frozenset(self.order).difference(self.sortable)

    @cached_property
    def before(self) -> dict[str, int]:
        """Bits of every PR that must merge before each PR; a PR on a cycle has its own."""
        return self._reached(self.depends_on, self.needed_by, (*self.sortable, *self.tangled))

    @cached_property
    def after(self) -> dict[str, int]:
        """Bits of every PR that must merge after each PR; a PR on a cycle has its own."""
        return self._reached(self.needed_by, self.depends_on, (*self.tangled, *reversed(self.sortable)))

    def beside(self, pr: str) -> int:
        """Bits of all but a PR and those that must merge before or after it."""
        return ~(self.before[pr] | self.after[pr] | self.bit[pr])

    def bits(self, prs: Iterable[str]) -> int:
        """The set of `prs`, all of them known."""
        found = 0
        for pr in prs:
            found |= self.bit[pr]
        return found

    def ids(self, bits: int) -> Iterator[str]:
        """The PRs of a set, in series order."""
        while bits:
            lowest = bits & -bits
            yield self.order[lowest.bit_length() - 1]
            bits ^= lowest

    def _reached(self, links: Links, back: Links, in_order: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for pr in in_order:
            if pr in found:
                continue
            if pr in self.tangled:
                ahead = self._walk(pr, links, found)
                found[pr] = ahead
                # Whatever is on a cycle with it reaches the same.
                for other in self.ids(ahead & self._walk(pr, back, {})):
                    found[other] = ahead
            else:
                found[pr] = 0
                for on in links[pr]:
                    found[pr] |= self.bit[on] | found[on]
        return found

    def _walk(self, start: str, links: Links, known: Mapping[str, int]) -> int:
        seen = 0
        waiting = list(links[start])
        while waiting:
            on = waiting.pop()
            if not seen & self.bit[on]:
                seen |= self.bit[on] | known.get(on, 0)
                if on not in known:
                    waiting.extend(links[on])
        return seen
