"""Ids that prose mentions, such as INV-7, and that nothing in the plan has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from blistui.patterns import pattern, rare_pattern
from blistui.plan.ids import KINDS, holders
from blistui.plan.tables.living import NOTES
from blistui.rules.prose.other_documents import of_other_documents
from blistui.rules.rule import Context
from blistui.rules.shared.plan_texts import PlanText, plan_texts

_NAMED_IN_PROSE = (
    *("pr", "guarantee", "invariant", "risk", "question", "crosscutting", "extension_point", "frozen"),
)
"""Kinds that people name by their ids when they write."""

_CUSTOMARY = {"invariant": r"INV-\d+", "guarantee": r"BC-\d+(?:-\d+)*"}
"""The shapes that ids of a kind have in a plan that has none of the kind yet."""
_BEGINS_BY = 2
"""PRs whose least number is higher go on from another plan, which has the numbers before."""
_NUMBER = pattern(r"\d+")


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

    Ids of other documents are not looked at: written with their document (`standards:INV-6`, `INV-6 of the
    design document`), or of a shape or from a series that the plan itself does not have.
    """
    ids = context.derived(ids_by_kind)
    known = {id for of_kind in ids.values() for id in of_kind}
    shapes = {shape for kind in _NAMED_IN_PROSE for shape in _shapes(kind, ids[kind])}
    if not shapes:
        return
    mention = rare_pattern(
        rf"(?<![\w:/.#`-])(?:{'|'.join(sorted(shapes, key=len, reverse=True))})(?![\w/-]|[.:]\w)",
        # What an id has before its first number; `re.escape` put backslashes there.
        signs=tuple({shape.partition(r"\d")[0].replace("\\", "") for shape in shapes}),
    )
    for text in context.derived(plan_texts):
        if text.table in NOTES:
            continue
        unknown = [found for found in mention.finditer(text.text) if found[0] not in known]
        elsewhere = frozenset(chain(*of_other_documents(text.text))) if unknown else ()
        own = dict.fromkeys(found[0] for found in unknown if found.start() not in elsewhere)
        yield from ((text, id) for id in own)


def _shapes(kind: str, ids: Sequence[str]) -> set[str]:
    """The shapes of ids that can only be the plan's own."""
    own: dict[str, list[int]] = {}
    for id in ids:
        if _unmistakable(id):
            own.setdefault(_shape(id), []).append(int(_NUMBER.findall(id)[-1]))
    if not ids and kind in _CUSTOMARY:
        return {_CUSTOMARY[kind]}
    return {shape for shape, numbers in own.items() if kind != "pr" or min(numbers) <= _BEGINS_BY}


def _shape(id: str) -> str:
    return re.sub(r"\d+", lambda _: r"\d+", re.escape(id))


def _unmistakable(id: str) -> bool:
    """Whether a word of this shape is an id wherever it is; `Q4` and `H100` may be something else."""
    stem = id.rstrip("0123456789")
    return stem != id and (len(stem) > 1 and (stem.endswith("-") or stem.isupper()))
