"""What stands in the form of a phase or of an item, row by row, as the models declare it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from screens.fields.summary import columns_of


@dataclass(frozen=True, slots=True)
class Row:
    """One editor or heading; rows with other values are the same."""

    spec: FieldSpec = dataclasses.field(compare=False)
    path: str
    model: type[BaseModel] = dataclasses.field(compare=False)
    value: Any = dataclasses.field(compare=False)
    entry: str = ""
    heading: bool = False


class PartOfItems(NamedTuple):
    """A part of a phase that each item of a table has in its own form, and how many have it.

    `lacking` is the path of the first item without it; empty where all have it.
    """

    title: str
    items: str
    done: int
    of: int
    lacking: str


def rows_of_phase(plan: Plan, tables: Sequence[str], columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a phase with these tables; `columns` are the entries that every mapping has."""
    fields = specs(Plan)
    for key in tables:
        if fields[key].widget == "group":
            yield from rows_of_item(getattr(plan, key), key, columns)
        else:
            yield Row(fields[key], key, Plan, getattr(plan, key))


def rows_of_item(item: BaseModel, path: str, columns: Sequence[str], tier: int = 0) -> Iterator[Row]:
    """The rows of one item, of one of its two tiers only unless `tier` is 0."""
    model = type(item)
    for key, spec in specs(model).items():
        if spec.widget == "hidden" or not spec.applies(item):
            continue
        if tier and (spec.tier or 1) != tier:
            continue
        value, at = getattr(item, spec.attr), f"{path}.{key}"
        if key.endswith("none_because") and not value and _has_some(item, key):
            continue
        if spec.widget == "group":
            yield Row(spec, at, model, None, heading=True)
            yield from rows_of_item(value, at, columns, tier)
        elif spec.widget == "mapping":
            yield Row(spec, at, model, None, heading=True)
            for column in dict.fromkeys([*columns, *value]):
                yield Row(spec, at, model, value, entry=column)
        else:
            yield Row(spec, at, model, value)


def parts_of_items(plan: Plan, tables: Sequence[str], columns: Sequence[str]) -> Iterator[PartOfItems]:
    """What the template lists as a part of the phase, though each item has its own; for tables with items."""
    for key in tables:
        spec = specs(Plan)[key]
        held = list(paths.with_paths(getattr(plan, key), key)) if spec.widget == "items" else []
        for part in specs(spec.item).values() if spec.item is not None and held else ():
            if part.widget == "mapping":
                filled = [all(getattr(one, part.attr).get(name) for name in columns) for _, one in held]
                lacking = next((path for (path, _), done in zip(held, filled, strict=True) if not done), "")
                yield PartOfItems(part.title, spec.title, sum(filled), len(held), lacking)


_PARTS = {"highlights": ("risks", "invariants")}
"""What is asked in several fields, with one place for why there is none."""


def _has_some(item: BaseModel, key: str) -> bool:
    """Whether there is some of what the field `key` says that there is none of."""
    fields = specs(type(item))
    texts = columns_of(type(item)).texts
    what = key.removesuffix("_none_because") if key != "none_because" else "".join(texts[:1])
    some = [fields[key] for key in _PARTS.get(what, (what,)) if key in fields]
    return bool(some) and all(getattr(item, one.attr) for one in some)
