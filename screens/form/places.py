"""Which form a field is edited on, what is above it, and its name in the crumbs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import specs
from screens.fields.summary import columns_of, value_of, words
from screens.form.form import Place
from screens.form.phases import BY_KEY


def crumbs(plan: Plan, place: Place) -> tuple[str, ...]:
    """Where the author is, from the phase down to the item: its id, two blanks, and what it is called.

    Of what is around the item, only the ids.
    """
    station = BY_KEY[place.station]
    shown = [f"{station.mark} {station.title}"]
    found: Any = plan
    title = ""
    segments = place.path.split(".") if place.path else []
    for number, segment in enumerate(segments):
        inside, found = found, paths.child(found, segment)
        if isinstance(found, tuple):
            spec = paths.spec_at(plan, ".".join(segments[: number + 1]))
            title = spec.title if spec is not None else segment
        elif isinstance(inside, tuple) and isinstance(found, BaseModel):
            id = str(getattr(found, "id", "")) if "id" in specs(type(found)) else ""
            name = id or f"{title} {inside.index(found) + 1}"
            if number == len(segments) - 1:
                name = f"{name}  {_called(found)}".rstrip()
            shown.append(name)
            inner = segments[number + 1] if number + 1 < len(segments) else ""
            if (_tier(found, inner) if inner else place.tier) == 2:
                shown[-1:] = [name.partition("  ")[0], "Tier 2"]
    return tuple(shown)


def _called(item: BaseModel) -> str:
    """What people call an item: its name; nothing where it is known by a statement, which the form shows."""
    columns, fields = columns_of(type(item)), specs(type(item))
    if columns.ends:
        return words(item)
    key = next(iter(columns.texts), "")
    return " ".join(value_of(item, key).split()) if key and fields[key].widget == "line" else ""


def way_to(plan: Plan, place: Place) -> tuple[Place, ...]:
    """The forms from the phase down to `place`, one for each of its crumbs."""
    way = [place]
    while way[0].path:
        way.insert(0, above(plan, way[0]))
    return tuple(way)


def beside(plan: Plan, place: Place) -> tuple[Place | None, int, int, Place | None]:
    """The item before the one that `place` shows, its number, how many there are, and the item behind it."""
    around, _, own = place.path.rpartition(".")
    held = paths.get(plan, around) if around else None
    if not isinstance(held, tuple):
        return None, 0, 0, None
    names = paths.segments_of(held)
    if own not in names:
        return None, 0, len(names), None
    at = names.index(own)

    def item(index: int) -> Place | None:
        return replace(place, path=f"{around}.{names[index]}") if 0 <= index < len(names) else None

    return item(at - 1), at + 1, len(names), item(at + 1)


def above(plan: Plan, place: Place) -> Place:
    """The form that leads to `place`: its first tier, the item around it, or its phase."""
    if place.tier == 2:
        return replace(place, tier=1)
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
            current = paths.segments_of(now)
            old = paths.segments_of(found)
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
