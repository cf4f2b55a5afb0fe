"""Paths that name a field of a plan, and edits by path.

A path is dotted: `plan.title`, `pr.PR2.guarantees.BC-2-1.text`, `block.B1.owns.0`. Where a list holds items,
a segment is the item's id, or `@N` (zero-based) where an item has no id or shares it. Where a list holds
texts a segment is the position. An edit returns a new plan that shares everything it did not touch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.tables.citation import Citation

Held = TypeVar("Held", bound=BaseModel)


class PathError(LookupError):
    """The path names nothing in this plan; the message says which part."""


class ValueRefused(ValueError):
    """The value does not fit the field; the message says why."""


def child(parent: Any, segment: str) -> Any:
    """What `segment` names inside `parent`; raises PathError."""
    if isinstance(parent, BaseModel):
        spec = specs(type(parent)).get(segment)
        if spec is not None:
            return getattr(parent, spec.attr)
        extra = parent.model_extra or {}
        if segment in extra:
            return extra[segment]
        raise PathError(f"there is no field `{segment}`")
    if isinstance(parent, dict):
        if segment in parent:
            return parent[segment]
        raise PathError(f"there is no entry `{segment}`")
    if isinstance(parent, tuple):
        return parent[position(parent, segment)]
    raise PathError(f"there is nothing below, so no `{segment}`")


def position(items: tuple[Any, ...], segment: str) -> int:
    """Index in `items` that `segment` (an id, `@N` or a number) names; raises PathError."""
    number = segment[1:] if segment.startswith("@") else segment
    if (segment.startswith("@") or not _has_ids(items)) and number.isascii() and number.isdigit():
        if int(number) < len(items):
            return int(number)
        raise PathError(f"there are only {len(items)} entries, so no `{segment}`")
    for index, item in enumerate(items):
        if getattr(item, "id", None) == segment:
            return index
    raise PathError(f"no item here has the id `{segment}`")


def _has_ids(items: tuple[Any, ...]) -> bool:
    return bool(items) and isinstance(items[0], BaseModel)


def segment_of(items: tuple[Any, ...], index: int) -> str:
    """How a path names `items[index]`: by id when that is usable and unambiguous, else by position."""
    item = items[index]
    if not isinstance(item, BaseModel):
        return str(index)
    own = _id_of(item)
    if _names(own) and sum(1 for other in items if _id_of(other) == own) == 1:
        return own
    return f"@{index}"


def segments_of(items: Sequence[Any]) -> list[str]:
    """How a path names each of the items of one list, as `segment_of` does; for all of them at once."""
    if items and not isinstance(items[0], BaseModel):
        return [str(index) for index in range(len(items))]
    return [path[1:] for path, _ in with_paths(items, "")]


def with_paths(items: Sequence[Held], path: str) -> Iterator[tuple[str, Held]]:
    """The items of the list at `path`, each with its own path, as `segment_of` would name it."""
    if not items:
        return
    ids = [_id_of(item) for item in items]
    times = Counter(ids) if len(set(ids)) < len(ids) else None
    for index, (own, item) in enumerate(zip(ids, items, strict=True)):
        named = _names(own) and (times is None or times[own] == 1)
        yield f"{path}.{own}" if named else f"{path}.@{index}", item


def _id_of(item: BaseModel) -> str:
    # An `id` that its kind does not have is an unknown key, and may hold anything.
    spec = specs(type(item)).get("id")
    return str(getattr(item, spec.attr)) if spec is not None else ""


def _names(id: str) -> bool:
    return bool(id) and "." not in id and not id.startswith("@")


def get(plan: Plan, path: str) -> Any:
    """The value at `path`; raises PathError."""
    found: Any = plan
    for segment in path.split("."):
        found = child(found, segment)
    return found


def spec_at(plan: Plan, path: str) -> FieldSpec | None:
    """The declaration of the field at `path`, or of the list that holds it; None for unknown keys."""
    spec: FieldSpec | None = None
    found: Any = plan
    for segment in path.split("."):
        if isinstance(found, BaseModel):
            spec = specs(type(found)).get(segment)
        found = child(found, segment)
    return spec


def named(plan: Plan, path: str) -> str:
    """What people call the field at `path`: `Citations of F1`; raises PathError."""
    spec, item = None, ""
    found: Any = plan
    for segment in path.split("."):
        if isinstance(found, BaseModel):
            spec = specs(type(found)).get(segment)
        found = child(found, segment)
        item = str(getattr(found, "id", "")) or item
    title = spec.title if spec is not None else path
    return f"{title} of {item}" if item else title


def exists(plan: Plan, path: str) -> bool:
    """Whether something lives at `path`; the empty path is the plan itself."""
    try:
        return not path or get(plan, path) is not None
    except PathError:
        return False


def put(plan: Plan, path: str, value: Any) -> Plan:
    """The plan with `value` at `path`; raises PathError or ValueRefused."""
    changed: Plan = _put(plan, path.split("."), value, path)
    return changed


def insert(plan: Plan, path: str, index: int, value: Any) -> Plan:
    """The plan with `value` put before position `index` of the list at `path`."""
    held = _list_at(plan, path)
    return put(plan, path, (*held[:index], value, *held[index:]))


def remove(plan: Plan, path: str) -> Plan:
    """The plan without the item (or text of a list) at `path`."""
    parent, _, segment = path.rpartition(".")
    held = _list_at(plan, parent)
    index = position(held, segment)
    return put(plan, parent, (*held[:index], *held[index + 1 :]))


def move(plan: Plan, path: str, index: int) -> Plan:
    """The plan with the item at `path` moved to position `index` of its list."""
    parent, _, segment = path.rpartition(".")
    held = _list_at(plan, parent)
    at = position(held, segment)
    rest = (*held[:at], *held[at + 1 :])
    return put(plan, parent, (*rest[:index], held[at], *rest[index:]))


def _list_at(plan: Plan, path: str) -> tuple[Any, ...]:
    held = get(plan, path)
    if not isinstance(held, tuple):
        raise PathError(f"`{path}` is not a list")
    return held


def _put(parent: Any, segments: list[str], value: Any, path: str) -> Any:
    segment, rest = segments[0], segments[1:]
    if isinstance(parent, BaseModel):
        spec = specs(type(parent)).get(segment)
        attr = spec.attr if spec is not None else segment
        if rest:
            held = child(parent, segment)
            changed = _put(held, rest, value, path)
            if isinstance(held, tuple) and len(rest) == 1:
                # A whole item or text of a list: the list knows of what kind it must be.
                return _with_field(parent, attr, changed, path)
            # What lies below was validated where it changed; validating every ancestor again would cost
            # a key press the size of the plan.
            return parent.model_copy(update={attr: changed})
        child(parent, segment)
        return _with_field(parent, attr, value, path)
    if isinstance(parent, dict):
        below = _put(child(parent, segment), rest, value, path) if rest else value
        return {**parent, segment: below}
    if isinstance(parent, tuple):
        index = position(parent, segment)
        below = _put(parent[index], rest, value, path) if rest else value
        return (*parent[:index], below, *parent[index + 1 :])
    raise PathError(f"`{path}`: there is nothing below, so no `{segment}`")


def _with_field(item: BaseModel, attr: str, value: Any, path: str) -> BaseModel:
    try:
        checked = type(item).model_validate({**dict(item), attr: value})
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise ValueRefused(f"`{path}` cannot hold that: {reason}") from error
    return item.model_copy(update={attr: getattr(checked, attr)})


Leaf = tuple[str, FieldSpec, Any, BaseModel]
"""A field that holds no tables: its path, its declaration, its value, the item it is in."""


def leaves(item: BaseModel) -> list[Leaf]:
    """Every declared field below `item` that holds no tables, with its path from there."""
    found: list[Leaf] = []
    _gather(item, "", found)
    return found


def citations(found: Iterable[Leaf]) -> list[tuple[str, Citation]]:
    """The citations among these fields, each with its path."""
    return [
        (path.removesuffix(".at"), item)
        for path, spec, _, item in found
        if spec.key == "at" and isinstance(item, Citation)
    ]


def _gather(item: BaseModel, start: str, found: list[Leaf]) -> None:
    for key, spec in specs(type(item)).items():
        value, widget = getattr(item, spec.attr), spec.widget
        if widget in ("items", "cites"):
            for at, entry in with_paths(value, start + key):
                _gather(entry, f"{at}.", found)
        elif widget not in ("group", "cite"):
            found.append((start + key, spec, value, item))
        elif value is not None:
            _gather(value, f"{start}{key}.", found)
