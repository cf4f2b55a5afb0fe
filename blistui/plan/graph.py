"""The graph of PRs: order, layers, critical path, and what may run in parallel (template: Phase 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from blistui.plan.series import PullRequest


@dataclass(frozen=True)
class PrGraph:
    """PRs and their dependencies. Unknown ids in `depends_on` are left out; a cycle is reported."""

    prs: Sequence[PullRequest]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Ids in the order of the series, each once."""
        return tuple(dict.fromkeys(pr.id for pr in self.prs if pr.id))

    @cached_property
    def depends_on(self) -> dict[str, tuple[str, ...]]:
        """Direct dependencies of each PR that are PRs of the plan."""
        known = set(self.order)
        found: dict[str, tuple[str, ...]] = {}
        for pr in self.prs:
            if pr.id and pr.id not in found:
                found[pr.id] = tuple(dict.fromkeys(on for on in pr.depends_on if on in known))
        return found

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """Every PR that must merge before each PR, directly or not; a PR on a cycle has itself."""
        found: dict[str, frozenset[str]] = {}
        for pr in self.order:
            seen: set[str] = set()
            waiting = list(self.depends_on[pr])
            while waiting:
                on = waiting.pop()
                if on not in seen:
                    seen.add(on)
                    waiting.extend(self.depends_on[on])
            found[pr] = frozenset(seen)
        return found

    @cached_property
    def cycle(self) -> tuple[str, ...]:
        """One cycle as its path, first PR repeated at the end; empty when there is none."""
        for start in self.order:
            if start in self.ancestors[start]:
                return self._path_back_to(start)
        return ()

    def _path_back_to(self, start: str) -> tuple[str, ...]:
        came_from: dict[str, str] = {}
        waiting = [start]
        for current in waiting:
            for on in self.depends_on[current]:
                if on == start:
                    pr = current
                    path = [start]
                    while pr != start:
                        path.append(pr)
                        pr = came_from[pr]
                    path.append(start)
                    # The chain was walked from each PR to what it depends on.
                    return tuple(reversed(path))
                if on not in came_from:
                    came_from[on] = current
                    waiting.append(on)
        return (start, start)

    def before(self, first: str, second: str) -> bool:
        """Whether `first` must merge before `second`."""
        return first in self.ancestors.get(second, frozenset())

    def no_later(self, first: str, second: str) -> bool:
        """Whether `first` is `second` or must merge before it."""
        return first == second or self.before(first, second)

    @cached_property
    def layers(self) -> tuple[tuple[str, ...], ...]:
        """PRs by depth: those of one layer depend only on earlier layers and may merge in parallel.

        PRs on a cycle come last, in one layer of their own.
        """
        depth: dict[str, int] = {}
        left = list(self.order)
        while left:
            ready = [pr for pr in left if all(on in depth for on in self.depends_on[pr])]
            if not ready:
                break
            for pr in ready:
                depth[pr] = 1 + max((depth[on] for on in self.depends_on[pr]), default=-1)
            left = [pr for pr in left if pr not in depth]
        found = [
            tuple(pr for pr in self.order if depth.get(pr) == level)
            for level in range(1 + max(depth.values(), default=-1))
        ]
        return (*found, tuple(left)) if left else tuple(found)

    @cached_property
    def critical_path(self) -> tuple[str, ...]:
        """A longest chain of dependencies, first PR first; empty while there is a cycle."""
        if self.cycle:
            return ()
        longest: dict[str, tuple[str, ...]] = {}
        for layer in self.layers:
            for pr in layer:
                chains = [longest[on] for on in self.depends_on[pr]]
                longest[pr] = (*max(chains, key=len, default=()), pr)
        return max(longest.values(), key=len, default=())

    @cached_property
    def redundant(self) -> tuple[tuple[str, str], ...]:
        """Dependencies that follow from others: (PR, the PR it need not name)."""
        return tuple(
            (pr, on)
            for pr in self.order
            for on in self.depends_on[pr]
            if any(self.before(on, other) for other in self.depends_on[pr] if other != on)
            and pr not in self.ancestors[pr]
        )

    @cached_property
    def parallel(self) -> tuple[tuple[str, str], ...]:
        """Pairs of PRs of which neither must wait for the other, in series order."""
        return tuple(
            (first, second)
            for index, first in enumerate(self.order)
            for second in self.order[index + 1 :]
            if not self.before(first, second) and not self.before(second, first)
        )

    @cached_property
    def topological(self) -> tuple[str, ...]:
        """An order that respects every dependency, as near to the series order as that allows."""
        placed: list[str] = []
        left = list(self.order)
        while left:
            ready = next((pr for pr in left if all(on in placed for on in self.depends_on[pr])), left[0])
            placed.append(ready)
            left.remove(ready)
        return tuple(placed)
