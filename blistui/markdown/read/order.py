"""Items in the order in which an export groups them, so that an import and its export are the same plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from blistui.markdown.read.draft import Table
from blistui.plan.tables.crosscutting import AREAS
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.plan.tables.recon import TOPICS


def grouped(data: Table) -> Table:
    """The tables of a plan: facts by topic, shared work by area, state by its owner."""
    prevention = dict(data.get("prevention", {}))
    blocks = [own["id"] for own in data.get("block", []) if "id" in own]
    _sort(data, "finding", lambda own: _at(own.get("topic"), tuple(TOPICS)))
    _sort(data, "finding", lambda own: _at(own.get("kind"), ("inferred", "uncertain"), other=-1))
    _sort(data, "crosscutting", lambda own: _at(own.get("area"), tuple(AREAS)))
    owners = [*blocks, *(own.get("owner", "") for own in data.get("ownership", []))]
    _sort(data, "ownership", lambda own: owners.index(own.get("owner", "")))
    others = [*FAILURE_MODES, *(own["id"] for own in prevention.get("failure_modes", []))]
    _sort(prevention, "failure_modes", lambda own: others.index(own["id"]))
    return data | {"prevention": prevention} if prevention else data


def _sort(tables: Table, key: str, place: Callable[[Table], int]) -> None:
    if key in tables:
        tables[key] = sorted(tables[key], key=place)


def _at(value: Any, order: tuple[str, ...], other: int | None = None) -> int:
    return order.index(value) if value in order else len(order) if other is None else other
