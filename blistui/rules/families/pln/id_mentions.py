"""Ids that prose mentions, such as INV-7, and that nothing in the plan has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.plan.ids import KINDS, holders
from blistui.rules.rule import Context
from blistui.rules.shared.plan_texts import PlanText, plan_texts

_NAMED_IN_PROSE = ("pr", "guarantee", "invariant", "risk")
"""Kinds that people name by their ids when they write."""

_CUSTOMARY = (r"INV-\d+", r"BC-\d+(?:-\d+)*")
_ABOUT_THE_PLAN = frozenset({"revision", "leftover", "waiver", "attestation"})


def ids_by_kind(context: Context) -> dict[str, tuple[str, ...]]:
    """The ids of each kind, each once; use `context.derived(ids_by_kind)`."""
    # Without the paths of the items, which cost more than the ids.
    return {
        kind: tuple(
            dict.fromkeys(item.id for _, held in holders(context.plan, kind) for item in held if item.id)
        )
        for kind in KINDS
    }


def dangling(context: Context) -> Iterator[tuple[PlanText, str]]:
    """Each mention of an id shaped like the plan's own that no item has: (the text, the id), once a text.

    Ids of other documents are written with their document (`standards:INV-6`) and are not looked at.
    """
    ids = context.derived(ids_by_kind)
    known = {id for of_kind in ids.values() for id in of_kind}
    shapes = {_shape(id) for kind in _NAMED_IN_PROSE for id in ids[kind] if _unmistakable(id)}
    mention = re.compile(
        rf"(?<![\w:/.#`-])(?:{'|'.join(sorted(shapes | set(_CUSTOMARY), key=len, reverse=True))})"
        r"(?![\w/-]|[.:]\w)"
    )
    for text in context.derived(plan_texts):
        if text.table in _ABOUT_THE_PLAN:
            continue
        for id in dict.fromkeys(mention.findall(text.text)):
            if id not in known:
                yield text, id


def _shape(id: str) -> str:
    return re.sub(r"\d+", lambda _: r"\d+", re.escape(id))


def _unmistakable(id: str) -> bool:
    """Whether a word of this shape is an id wherever it is; `Q4` and `H100` may be something else."""
    stem = id.rstrip("0123456789")
    return stem != id and (len(stem) > 1 and (stem.endswith("-") or stem.isupper()))
