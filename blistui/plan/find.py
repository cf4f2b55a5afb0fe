"""Where a text is in a plan, and where a field is that is known by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.paths import child, leaves, with_paths

_AROUND = 60
"""Characters of the text before a hit that are shown with it."""


class Hit(NamedTuple):
    """A text at the field `path` with what is around it; `number` counts the hits of a field from 0.

    A field that was found by its name has -1 there, and what is written in it `after`.
    """

    path: str
    item: str
    """The id of the item that the field is in; empty where there is none."""
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
            found.append(
                Hit(
                    path,
                    _item_around(plan, path),
                    spec.title,
                    number,
                    before,
                    " ".join(hit[0].split()),
                    after,
                )
            )
    return tuple(found)


def fields_named(plan: Plan, text: str, *, of_items: bool = False) -> tuple[Hit, ...]:
    """The fields that every word of `text` names: title, TOML key or ids around them; none for blanks.

    With `of_items` the id of an item alone names all of its fields.
    """
    words = text.casefold().split()
    found: list[Hit] = []
    for path, spec, value in _fields(plan, "") if words else ():
        own = f"{spec.title} {spec.key}".casefold()
        around = path.casefold()
        is_own = of_items or any(word in own for word in words)
        if is_own and all(word in own or word in around for word in words):
            if spec.widget in ("items", "cites"):
                held = f"{len(value)} {'item' if len(value) == 1 else 'items'}" if value else ""
            else:
                held = "" if spec.widget == "cite" else " ".join(_text(value).split())
            found.append(Hit(path, _item_around(plan, path), spec.title, -1, "", "", held[: 4 * _AROUND]))
    return tuple(found)


def _item_around(plan: Plan, path: str) -> str:
    found: Any = plan
    id = ""
    for segment in path.split(".")[:-1]:
        found = child(found, segment)
        id = str(getattr(found, "id", "")) or id
    return id


def _fields(item: BaseModel, start: str) -> Iterator[tuple[str, FieldSpec, Any]]:
    """Every field below `item` that a form has, lists of items included, with its path and value."""
    for key, spec in specs(type(item)).items():
        value, path = getattr(item, spec.attr), start + key
        if spec.widget == "hidden" or not spec.applies(item):
            continue
        if spec.widget != "group":
            yield path, spec, value
        elif value is not None:
            yield from _fields(value, f"{path}.")
        for at, held in with_paths(value, path) if spec.widget == "items" else ():
            yield from _fields(held, f"{at}.")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(map(str, value.values()))
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return "" if value is None or isinstance(value, bool) else str(value)
