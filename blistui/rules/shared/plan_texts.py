"""Every text, reference and citation of a plan, with its path: one walk that all rules of a run share."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel

from blistui.plan.fields import FieldSpec
from blistui.plan.paths import Leaf, citations, leaves
from blistui.plan.tables.citation import Citation, Query
from blistui.rules.rule import Context

_EVIDENCE = (Citation, Query)
_WRITTEN = frozenset({"line", "prose", "lines", "mapping"})


class PlanText(NamedTuple):
    """One text: its path (of the entry, in a list of lines), the field's declaration, the item it is in.

    `table` is the plan's table that holds it, such as `pr`.
    """

    path: str
    text: str
    spec: FieldSpec
    item: BaseModel
    table: str


def plan_leaves(context: Context) -> list[Leaf]:
    """Every declared field that holds no tables: (path, spec, value, the item it is in)."""
    return leaves(context.plan)


def plan_texts(context: Context) -> tuple[PlanText, ...]:
    """All texts of lines and prose in the order of the document, without ids and evidence."""
    found: list[PlanText] = []
    for path, spec, value, item in context.derived(plan_leaves):
        if spec.widget not in _WRITTEN or spec.key == "id" or not value or isinstance(item, _EVIDENCE):
            continue
        table = path.partition(".")[0]
        if isinstance(value, str):
            found.append(PlanText(path, value, spec, item, table))
            continue
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        found += [PlanText(f"{path}.{key}", text, spec, item, table) for key, text in entries if text]
    return tuple(found)


def plan_references(context: Context) -> tuple[tuple[str, FieldSpec, str], ...]:
    """Every reference to an id: (path, field, the id); one entry for each id of a list."""
    found: list[tuple[str, FieldSpec, str]] = []
    for path, spec, value, _ in context.derived(plan_leaves):
        if spec.widget == "ref" and value:
            found.append((path, spec, value))
        elif spec.widget == "refs":
            found.extend((f"{path}.{index}", spec, id) for index, id in enumerate(value))
    return tuple(found)


def plan_citations(context: Context) -> tuple[tuple[str, Citation], ...]:
    """Every citation with its path."""
    return tuple(citations(context.derived(plan_leaves)))
