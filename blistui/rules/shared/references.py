"""Which item is meant where a text is not the id of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from blistui.plan.edits import Edit
from blistui.plan.ids import KINDS, items_of
from blistui.rules.rule import Context, Fix


def known_blocks(context: Context) -> frozenset[str]:
    """Ids of the building blocks."""
    return frozenset(block.id for block in context.plan.block if block.id)


def known_prs(context: Context) -> frozenset[str]:
    """Ids of the PRs of the plan."""
    return frozenset(context.graph.order)


def meant(context: Context, kind: str, text: str) -> str:
    """The id of the one item of `kind` that `text` is, names or mentions; empty when none or several."""
    items = [item for _, item in items_of(context.plan, kind) if item.id]
    wanted = text.strip().casefold()
    by_name = {
        item.id
        for item in items
        if wanted and wanted in (item.id.casefold(), str(getattr(item, "name", "")).strip().casefold())
    }
    mentioned = by_name or {item.id for item in items if mentions(text, item.id)}
    found = mentioned.pop() if len(mentioned) == 1 else ""
    return found if is_of_one(context, kind, found) else ""


def is_of_one(context: Context, kind: str, own: str) -> bool:
    """Whether one item of `kind` has the id `own`: an id of several names none of them."""
    return context.derived(_items_of_id)[kind, own] == 1


def _items_of_id(context: Context) -> Counter[tuple[str, str]]:
    """How many items of a kind have an id."""
    return Counter((kind, item.id) for kind in KINDS for _, item in items_of(context.plan, kind) if item.id)


def mentions(text: str, own: str) -> bool:
    """Whether `text` names the id `own` as a word, in any case; `PR 3` is PR3."""
    # People write `PR 3` for PR3.
    spaced = re.sub(r"(?<=[A-Za-z])(?=\d)", "[ -]?", re.escape(own))
    return bool(re.search(rf"(?<![\w-]){spaced}(?![\w-])", text, re.IGNORECASE))


def repair(context: Context, kind: str, path: str, text: str) -> Fix | None:
    """Put the id that `text` means at `path`, when only one id can be meant."""
    found = meant(context, kind, text)
    return Fix(f"Name {found} by its id", (Edit("put", path, found),)) if found else None


def unknown(ids: Iterable[str], known: frozenset[str]) -> list[str]:
    """Those of `ids` that are given and not known."""
    return [own for own in ids if own and own not in known]
