"""Where a text is in a plan."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from blistui.plan.document import Plan
from blistui.plan.paths import leaves

_AROUND = 60
"""Characters of the text before a hit that are shown with it."""


class Hit(NamedTuple):
    """A text at the field `path` with what is around it; `number` counts the hits of a field from 0."""

    path: str
    title: str
    number: int
    before: str
    match: str
    after: str


def sought(text: str) -> re.Pattern[str]:
    """What finds `text` whatever its case, and however it is broken into lines."""
    return re.compile(r"\s+".join(map(re.escape, text.split())), re.IGNORECASE)


def find(plan: Plan, text: str) -> tuple[Hit, ...]:
    """Every place at which the author wrote `text`, in the order of the document; none for blanks."""
    if not text.strip():
        return ()
    wanted = sought(text)
    found: list[Hit] = []
    for path, spec, value, _ in leaves(plan):
        if spec.widget == "hidden":
            continue
        whole = _text(value)
        for number, hit in enumerate(wanted.finditer(whole)):
            before = " ".join(whole[max(hit.start() - _AROUND, 0) : hit.start()].split(None))
            if whole[: hit.start()][-1:].isspace():
                before += " "
            after = " ".join(whole[hit.end() : hit.end() + 4 * _AROUND].split())
            if whole[hit.end() : hit.end() + 1].isspace():
                after = f" {after}"
            found.append(Hit(path, spec.title, number, before, " ".join(hit[0].split()), after))
    return tuple(found)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(map(str, value.values()))
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return "" if value is None or isinstance(value, bool) else str(value)
