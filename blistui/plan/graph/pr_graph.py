"""The graph of PRs: order, layers, critical path, and what may run in parallel (template: Phase 7)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from blistui.plan.graph.reach import Reach
from blistui.plan.tables.series import PullRequest


class PrGraph:
    """PRs and their dependencies. Unknown ids in `depends_on` are left out; a cycle is reported."""

    def __init__(self, prs: Sequence[PullRequest]) -> None:
        self.prs = prs

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Ids in the order of the series, each once."""
        return tuple(dict.fromkeys(pr.id for pr in self.prs if pr.id))

    @cached_property
    def depends_on(self) -> dict[str, tuple[str, ...]]:
        """Direct dependencies of each PR that are PRs of the plan; of PRs that share an id, the first's."""
        known = set(self.order)
        found: dict[str, tuple[str, ...]] = {}
        for pr in self.prs:
            if pr.id and pr.id not in found:
                found[pr.id] = tuple(dict.fromkeys(on for on in pr.depends_on if on in known))
        return found

    @cached_property
    def reach(self) -> Reach:
        """Who comes before whom, directly or not, as sets of bits."""
        return Reach(self.order, self.depends_on)

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Cycles as their paths, in the order of merging, the first PR repeated at the end.

        PRs that are tangled with each other give one cycle, however many there are among them.
        """
        reach = self.reach
        found: list[tuple[str, ...]] = []
        listed = 0
        for start in self.order:
            if reach.before[start] & reach.bit[start] & ~listed:
                found.append(self._path_back_to(start))
                # Tangled with `start` is whatever comes both before it and after it.
                listed |= reach.before[start] & reach.after[start]
        return tuple(found)

    def _path_back_to(self, start: str) -> tuple[str, ...]:
        came_from: dict[str, str] = {}
        waiting = [start]
        for current in waiting:
            if start in self.depends_on[current]:
                break
            for on in self.depends_on[current]:
                if on not in came_from:
                    came_from[on] = current
                    waiting.append(on)
        # The chain was walked from each PR to what it depends on, so its path is written from its far end.
        path = [start, current]
        while path[-1] != start:
            path.append(came_from[path[-1]])
        return tuple(path)

    @property
    def cycle(self) -> tuple[str, ...]:
        """The first of `cycles`; empty when there is none."""
        return self.cycles[0] if self.cycles else ()

    def before(self, first: str, second: str) -> bool:
        """Whether `first` must merge before `second`."""
        return bool(self.reach.before.get(second, 0) & self.reach.bit.get(first, 0))

    def no_later(self, first: str, second: str) -> bool:
        """Whether `first` is `second` or must merge before it."""
        return first == second or self.before(first, second)

    def concurrent(self, first: str, second: str) -> bool:
        """Whether both are PRs of the plan and neither must wait for the other."""
        if first == second or first not in self.depends_on or second not in self.depends_on:
            return False
        return not self.before(first, second) and not self.before(second, first)

    def later(self, pr: str) -> tuple[str, ...]:
        """Every other PR that must wait for `pr`, directly or not, in series order."""
        return tuple(other for other in self.reach.ids(self.reach.after.get(pr, 0)) if other != pr)

    @cached_property
    def layers(self) -> tuple[tuple[str, ...], ...]:
        """PRs by depth: those of one layer depend only on earlier layers and may merge in parallel.

        PRs on a cycle, and those that wait for one, come last, in one layer of their own.
        """
        depth: dict[str, int] = {}
        for pr in self.reach.sortable:
            depth[pr] = 1 + max((depth[on] for on in self.depends_on[pr]), default=-1)
        found: list[list[str]] = [[] for _ in range(1 + max(depth.values(), default=-1))]
        for pr in self.order:
            if pr in depth:
                found[depth[pr]].append(pr)
        left = [pr for pr in self.order if pr not in depth]
        return tuple(tuple(layer) for layer in (*found, left) if layer)

    @cached_property
    def critical_path(self) -> tuple[str, ...]:
        """A longest chain of dependencies, first PR first; empty while there is a cycle."""
        if self.cycles:
            return ()
        length: dict[str, int] = {}
        through: dict[str, str] = {}
        for pr in self.reach.sortable:
            longest = max(self.depends_on[pr], key=length.__getitem__, default="")
            length[pr] = 1 + length.get(longest, 0)
            through[pr] = longest
        path = []
        pr = max(self.reach.sortable, key=length.__getitem__, default="")
        while pr:
            path.append(pr)
            pr = through[pr]
        return tuple(reversed(path))

    @cached_property
    def redundant(self) -> tuple[tuple[str, str], ...]:
        """Dependencies that follow from others: (PR, the PR it need not name). None on or after a cycle."""
        reach = self.reach
        found: list[tuple[str, str]] = []
        for pr in self.order:
            if pr in reach.tangled:
                continue
            implied = 0
            for on in self.depends_on[pr]:
                implied |= reach.before[on]
            found.extend((pr, on) for on in self.depends_on[pr] if reach.bit[on] & implied)
        return tuple(found)

    @cached_property
    def topological(self) -> tuple[str, ...]:
        """An order that respects every dependency, as near to the series order as that allows."""
        return (*self.reach.sortable, *(pr for pr in self.order if pr in self.reach.tangled))
