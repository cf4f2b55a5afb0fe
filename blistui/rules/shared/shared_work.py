"""The items of Phase 5 as rules see them: which are work, which are reasons, and who consumes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.plan.ids import items_of
from blistui.plan.tables.crosscutting import AREAS, CrossCutting
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.rule import Context

_NOTHING_PLANNED = pattern(
    r"""[\s*_`]*+(?:[\w.`/ -]{1,60}?[:–—-][\s*_]*)?   # **LatencyModel:** …
    (?:(?:there\ (?:is|are)\ )?(?:no|none|nothing)\b(?![^.;]*\b(?:later|yet)\b)
        [^.;]{0,60}?\b(?:new|chang\w+|add\w*|additional|further|needed|planned|introduced|required
            |frozen|freezes?|of\ them)\b
    |none\b[\s*_.]*\Z
    |(?:is\ |are\ )?already\ frozen\b[^;]*?(?:no\ (?:further\ )?changes?|unchanged|stays?|[.)]?[\s*_]*\Z)
    |(?:remains?|stays?)\ (?:frozen|unchanged|as\ (?:it|they)\ (?:is|are))\b)""",
    re.IGNORECASE | re.VERBOSE,
)


_ONE_THING = pattern(r"(?i)\balready frozen\b|\b(?:stays?|remains?)\b")


class SharedWork(NamedTuple):
    """The items of one area, each with its path.

    `work` are items that say what is made, maintained, frozen or already there; `empty` say nothing;
    `none` are the author's reasons why the whole area has no item.
    """

    work: tuple[tuple[str, CrossCutting], ...]
    empty: tuple[tuple[str, CrossCutting], ...]
    none: tuple[tuple[str, CrossCutting], ...]


def shared_work(context: Context) -> dict[str, SharedWork]:
    """The items of each of the five areas; use `context.derived(shared_work)`."""
    by_area: dict[str, list[tuple[str, CrossCutting]]] = {area: [] for area in AREAS}
    for path, item in items_of(context.plan, "crosscutting"):
        if item.area in by_area:
            by_area[item.area].append((path, item))
    return {
        area: SharedWork(
            tuple((path, item) for path, item in items if is_work(item)),
            tuple((path, item) for path, item in items if not is_work(item) and not _is_reason(item)),
            tuple((path, item) for path, item in items if _is_reason(item) and _is_about_all(item, items)),
        )
        for area, items in by_area.items()
    }


def is_work(item: CrossCutting) -> bool:
    """Whether an item says what is to be done, rather than why nothing is."""
    return (
        (filled(item.item) and not _says_none(item))
        or filled(item.golden)
        or filled(item.interface)
        or (filled(item.document) and not _is_reason(item))
    )


def _is_reason(item: CrossCutting) -> bool:
    return (says_something(item.none_because) and not filled(item.item)) or _says_none(item)


def _says_none(item: CrossCutting) -> bool:
    """Whether the text of an item says that nothing is planned: `No new interfaces`, `Already frozen`.

    What names an interface to freeze, or a PR that does it, is planned.
    """
    return not filled(item.interface) and not filled(item.pr) and bool(_NOTHING_PLANNED.match(item.item))


def _is_about_all(item: CrossCutting, items: list[tuple[str, CrossCutting]]) -> bool:
    # "No README", "no shared test package yet": a reason, but not for the area as a whole.
    if filled(item.document) or item.existing:
        return False
    # "Scorer: already frozen" beside freezes is about that interface alone.
    return not (_ONE_THING.search(item.item) and any(is_work(other) for _, other in items))


def work_of(context: Context, *areas: str) -> Iterator[tuple[str, CrossCutting]]:
    """The items that are work: (path, item), of `areas` or of all five."""
    found = context.derived(shared_work)
    for area in areas or AREAS:
        yield from found[area].work


def consumers(context: Context, item: CrossCutting) -> tuple[str, ...]:
    """PRs of the plan that use an item: those it names, and those that name it but do not create it."""
    by_item = context.derived(_named_by)
    using = {*item.consumers, *by_item.get(item.id, ())} - {item.pr}
    return tuple(pr for pr in context.graph.order if pr in using)


def _named_by(context: Context) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pr in context.plan.pr:
        for own in pr.crosscutting:
            found.setdefault(own, []).append(pr.id)
    return found
