"""Values of a plan's file that are not of their field's type: all of them, and the data without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pydantic import ValidationError

_EXPECTED = {
    "string_type": "text in quotes",
    "tuple_type": "a list in [ ]",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "dict_type": "a table",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
}

DataPath = tuple[str | int, ...]
"""Keys and positions in lists, as in the data of a TOML file."""


class Misfit(NamedTuple):
    """A value that does not fit: where in the data, the path of its field, and what it must be, in words."""

    at: DataPath
    field: str
    reason: str


def misfits(table: dict[str, Any], error: ValidationError) -> tuple[Misfit, ...]:
    """The values of `table` that `error` is about, in its order, each once."""
    found: dict[DataPath, str] = {}
    for one in error.errors():
        at = _in_data(table, one["loc"])
        expected = _EXPECTED.get(one["type"])
        reason = f"it must be {expected}" if expected else one["msg"]
        if one["type"] == "tuple_type" and isinstance(one["input"], dict) and at:
            reason = f"it must be a list of tables: write [[{at[-1]}]] in place of [{at[-1]}]"
        if at in found and found[at] != reason:
            # A field of several types has one error for each of them.
            reason = f"{found[at]} or {reason.removeprefix('it must be ')}"
        found[at] = reason
    return tuple(Misfit(at, _field(table, at), reason) for at, reason in found.items())


def _field(table: dict[str, Any], at: DataPath) -> str:
    """The path of the field at a place of the data: items by id, where they have one of their own."""
    segments: list[str] = []
    held: Any = table
    for step in at:
        segments.append(_segment(held, step) if isinstance(step, int) else step)
        held = held[step]
    return ".".join(segments)


def _segment(entries: list[Any], index: int) -> str:
    if not any(isinstance(entry, dict) for entry in entries):
        return str(index)
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    own = ids[index]
    usable = isinstance(own, str) and own and "." not in own and not own.startswith("@")
    return str(own) if usable and ids.count(own) == 1 else f"@{index}"


def _in_data(table: dict[str, Any], place: tuple[str | int, ...]) -> DataPath:
    """As much of an error's place as is in the data: pydantic adds the types that it tried."""
    at: list[str | int] = []
    held: Any = table
    for step in place:
        named = isinstance(held, dict) and step in held
        if not named and not (isinstance(held, list) and isinstance(step, int) and step < len(held)):
            break
        held = held[step]
        at.append(step)
    return tuple(at)


def without(value: Any, places: tuple[DataPath, ...]) -> Any:
    """A copy of `value` without what is at `places`.

    A list of texts goes as a whole, and of a list of tables those that are none.
    """
    below: dict[str | int, list[DataPath]] = {}
    for at in places:
        below.setdefault(at[0], []).append(at[1:])
    if isinstance(value, dict):
        return {
            key: held if key not in below else without(held, tuple(below[key]))
            for key, held in value.items()
            if key not in below or not _goes(held, below[key])
        }
    return [
        held if index not in below else without(held, tuple(below[index]))
        for index, held in enumerate(value)
        if index not in below or () not in below[index]
    ]


def _goes(held: Any, rest: list[DataPath]) -> bool:
    """Whether the whole value goes: it does not fit itself, or a text in it does not."""
    return () in rest or (
        isinstance(held, list)
        and any(len(at) == 1 for at in rest)
        and not any(isinstance(entry, dict) for entry in held)
    )
