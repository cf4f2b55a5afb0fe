"""What rests on a part of a plan: the facts, PRs and guarantees that lose their basis when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.ids import KINDS, items_of, kind_in_words
from blistui.plan.paths import leaves
from blistui.plan.remembered import once_per_item
from blistui.plan.summaries import summary
from blistui.plan.tables.living import NOTES
from blistui.plan.tables.series import PullRequest

_WORDS = {"finding": "fact", "crosscutting": "cross-cutting item", "frozen": "frozen interface"}
_SHORT = 100
"""Characters shown of what refers to an item."""


def resting_on(plan: Plan, path: str) -> tuple[str, ...]:
    """The item that `path` is in, what refers to it, and the PRs that refer to that, in words.

    Each says what it is, the first with all its text, so that a reader who does not know the plan understands
    it. A PR is followed by its guarantees: `fact F3: The queue is never full`, `PR2: Weighted queues`,
    `BC-2-1 of PR2: …`.
    """
    items, referring = _items(plan), _referring(plan)
    own = ".".join(path.split(".")[:2])
    if own not in items:
        return ()
    direct = [own, *referring.get(own, ())]
    prs = [at for one in direct if not one.startswith("pr.") for at in referring.get(one, ())]
    found = dict.fromkeys((*direct, *(at for at in prs if at.startswith("pr."))))
    return tuple(
        line for at in found if at in items for line in _lines(at, items[at], _SHORT if at != own else None)
    )


_TABLES = tuple(kind.name for kind in KINDS.values() if len(kind.at) == 1 and kind.name not in NOTES)


@once_per_item
def _items(plan: Plan) -> dict[str, BaseModel]:
    """What others may rest on, by path."""
    return {at: item for table in _TABLES for at, item in items_of(plan, table)}


@once_per_item
def _referring(plan: Plan) -> dict[str, list[str]]:
    """By the path of each item that is named by its id: the paths of those that name it."""
    found: dict[str, list[str]] = {}
    for at, spec, value, _ in leaves(plan):
        for table, id in product(spec.refs, value if isinstance(value, tuple) else (value,)):
            # `@1` is the place of an item without an id, which nothing can name.
            if not id.startswith("@"):
                found.setdefault(f"{table}.{id}", []).append(".".join(at.split(".")[:2]))
    return found


def _lines(path: str, item: BaseModel, most: int | None) -> Iterator[str]:
    table, _, id = path.partition(".")
    word = f"{_WORDS.get(table, kind_in_words(table))} {id}" if table != "pr" else id
    yield _line(word, summary(item), most)
    for one in item.guarantees if isinstance(item, PullRequest) else ():
        yield _line(f"{one.id or 'a guarantee'} of {id}", one.text, most)


def _line(name: str, text: str, most: int | None) -> str:
    flat = " ".join(text.split())
    if most is not None and len(flat) > most:
        flat = f"{flat[: most - 1].rstrip()}…"
    return f"{name}: {flat}" if flat else name
