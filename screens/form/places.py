"""Which form a field is edited on, what is above it, and its name in the crumbs."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import specs
from screens.fields.summary import summary
from screens.form.form import Place
from screens.form.phases import BY_KEY


def crumbs(plan: Plan, place: Place) -> str:
    """Where the author is, from the phase down to the item."""
    station = BY_KEY[place.station]
    shown = [f"{station.mark} {station.title}"]
    path = ""
    found: Any = plan
    for segment in place.path.split(".") if place.path else ():
        path = f"{path}.{segment}".lstrip(".")
        found = paths.child(found, segment)
        if isinstance(found, BaseModel) and "id" in specs(type(found)):
            shown.append(summary(found)[:60])
        elif isinstance(found, tuple):
            spec = paths.spec_at(plan, path)
            title = spec.title if spec is not None else segment
            shown += [title] if title != station.title else []
        elif isinstance(found, BaseModel) and "." in path:
            shown.append(summary(found)[:40])
    if place.tier == 2:
        shown.append("Tier 2")
    return " › ".join(shown)


def above(plan: Plan, place: Place) -> Place:
    """The form that leads to `place`: the item around it, or its phase."""
    parts = place.path.split(".")
    for size in range(len(parts) - 2, 1, -1):
        path = ".".join(parts[:size])
        found = paths.get(plan, path)
        if isinstance(found, BaseModel) and isinstance(paths.get(plan, ".".join(parts[: size - 1])), tuple):
            return Place(place.station, path, _tier(found, parts[size]))
    return Place(place.station)


def followed(before: Plan, plan: Plan, path: str) -> str:
    """`path` of `before` as it is called in `plan`: renaming leaves an item where it was in its list."""
    renamed: list[str] = []
    found: Any = before
    now: Any = plan
    for segment in path.split("."):
        if isinstance(found, tuple) and isinstance(now, tuple) and len(found) == len(now):
            current = [paths.segment_of(now, index) for index in range(len(now))]
            old = [paths.segment_of(found, index) for index in range(len(found))]
            renamed.append(
                current[old.index(segment)] if segment in old and segment not in current else segment
            )
        else:
            renamed.append(segment)
        try:
            found, now = paths.child(found, segment), paths.child(now, renamed[-1])
        except paths.PathError:
            return path
    return ".".join(renamed)


def still_there(plan: Plan, place: Place) -> Place:
    """`place`; the nearest item around it, or its phase, when the item it shows is no longer there."""
    parts = place.path.split(".")
    for size in range(len(parts), 1, -1):
        path = ".".join(parts[:size])
        try:
            if isinstance(paths.get(plan, path), BaseModel):
                return place if path == place.path else Place(place.station, path)
        except paths.PathError:
            continue
    return Place(place.station)


def place_of(plan: Plan, path: str, station: str) -> Place:
    """The form on which the field at `path` is edited."""
    parts = path.split(".") if path else []
    for size in range(len(parts), 1, -1):
        try:
            found = paths.get(plan, ".".join(parts[:size]))
            inside = paths.get(plan, ".".join(parts[: size - 1]))
        except paths.PathError:
            continue
        if (
            isinstance(found, BaseModel)
            and isinstance(inside, tuple)
            and not _is_citation(plan, parts[:size])
        ):
            return Place(
                station, ".".join(parts[:size]), _tier(found, parts[size] if size < len(parts) else "")
            )
    return Place(station)


def _is_citation(plan: Plan, parts: list[str]) -> bool:
    spec = paths.spec_at(plan, ".".join(parts[:-1]))
    return spec is not None and spec.widget == "cites"


def _tier(item: BaseModel, key: str) -> int:
    spec = specs(type(item)).get(key)
    return (spec.tier if spec is not None else 1) or 1
