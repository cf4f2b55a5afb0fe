"""What may be under way at once in a graph of PRs, and the files where such PRs meet (template: Phase 7)."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from blistui.plan.graph.pr_graph import PrGraph


class Overlap(NamedTuple):
    """A file that several PRs touch of which some need not wait for each other.

    `path` is normalized; `prs` are those that meet another one there, in series order.
    """

    path: str
    prs: tuple[str, ...]


def overlaps(graph: PrGraph, noted: Iterable[Iterable[str]] = ()) -> tuple[Overlap, ...]:
    """Files at which PRs that are not merged and need not wait for each other meet, by path.

    PRs that are together in a group of `noted` are taken to know of each other.
    """
    reach = graph.reach
    known = dict.fromkeys(graph.order, 0)
    for group in noted:
        prs = [pr for pr in group if pr in known]
        for pr in prs:
            known[pr] |= reach.bits(prs)
    found = []
    for path, prs in sorted(_touched(graph).items()):
        touching = reach.bits(prs)
        meeting = [pr for pr in prs if touching & reach.beside(pr) & ~known[pr]]
        if meeting:
            found.append(Overlap(path, tuple(meeting)))
    return tuple(found)


class Meeting(NamedTuple):
    """PRs that may all be under way beside each of the `others`; those are the PRs themselves where each may
    be beside each other."""

    prs: tuple[str, ...]
    others: tuple[str, ...]


def meetings(graph: PrGraph, prs: Sequence[str]) -> tuple[Meeting, ...]:
    """Which of `prs` may be under way at once, each pair once; PRs that meet the same ones are together."""
    reach = graph.reach
    among = reach.bits(prs)
    beside = {pr: among & reach.beside(pr) for pr in prs}
    # Those that also meet each other have the same neighbours only when each counts itself.
    alike = Counter(beside[pr] | reach.bit[pr] for pr in prs)
    groups: dict[int, list[str]] = {}
    for pr in prs:
        own = beside[pr] | reach.bit[pr]
        groups.setdefault(own if alike[own] > 1 else beside[pr], []).append(pr)
    found = []
    left = among
    for group in groups.values():
        own = reach.bits(group)
        if beside[group[0]] & own:
            found.append(Meeting(tuple(group), tuple(group)))
        left &= ~own
        others = tuple(reach.ids(beside[group[0]] & left))
        if others:
            found.append(Meeting(tuple(group), others))
    return tuple(found)


def _touched(graph: PrGraph) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for pr in graph.prs:
        if not pr.id or not pr.is_ahead:
            continue
        for file in pr.files:
            if file.path.strip():
                found.setdefault(posixpath.normpath(file.path.strip()), {})[pr.id] = None
    return {path: list(prs) for path, prs in found.items() if len(prs) > 1}


def widest(graph: PrGraph) -> tuple[str, ...]:
    """A largest set of PRs that may all be under way at once, in series order; empty while there is a cycle.

    By Dilworth it has as many as there are workstreams; by König it is what the smallest cover of the
    matching that makes them leaves untouched.
    """
    if graph.cycles:
        return ()
    partner, matched = _matching(graph)
    uncovered = {pr for pr in graph.order if pr not in partner}
    covered: set[str] = set()
    waiting = list(uncovered)
    while waiting:
        for second in graph.reach.ids(graph.reach.after[waiting.pop()]):
            if second not in covered:
                covered.add(second)
                if matched[second] not in uncovered:
                    uncovered.add(matched[second])
                    waiting.append(matched[second])
    return tuple(pr for pr in graph.order if pr in uncovered and pr not in covered)


def workstreams(graph: PrGraph) -> tuple[tuple[str, ...], ...]:
    """The fewest chains of PRs, each waiting for the one before it, that hold every PR once; none while
    there is a cycle.

    Chains are the pairs of a largest matching of each PR with one that waits for it.
    """
    if graph.cycles:
        return ()
    partner, matched = _matching(graph)
    chains = []
    for first in graph.order:
        if first not in matched:
            chain = [first]
            while chain[-1] in partner:
                chain.append(partner[chain[-1]])
            chains.append(tuple(chain))
    return tuple(chains)


def _matching(graph: PrGraph) -> tuple[dict[str, str], dict[str, str]]:
    """The PR that follows each in its chain, and the one before it."""
    partner: dict[str, str] = {}
    matched: dict[str, str] = {}
    for pr in graph.order:
        _match(graph, pr, partner, matched)
    return partner, matched


def _match(graph: PrGraph, pr: str, partner: dict[str, str], matched: dict[str, str]) -> None:
    after = graph.reach.after
    came_from: dict[str, str] = {}
    seen = 0
    waiting = [pr]
    for first in waiting:
        for second in graph.reach.ids(after[first] & ~seen):
            came_from[second] = first
            if second in matched:
                waiting.append(matched[second])
                continue
            at = second
            while at:
                earlier = came_from[at]
                matched[at] = earlier
                at, partner[earlier] = partner.get(earlier, ""), at
            return
        seen |= after[first]
