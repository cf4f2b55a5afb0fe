"""Two versions of a plan that come from a third, joined; what both changed differently is named."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import specs


def joined(base: Plan, mine: Plan, theirs: Plan) -> tuple[Plan, list[str]]:
    """`theirs` with the changes that lead from `base` to `mine`, and a sentence for each that does not fit.

    Items of lists are the same when they have the same uid, or the same id; texts, when they are equal.
    A new order is not joined.
    """
    refused: list[str] = []
    return _joined(base, mine, theirs, "", refused), refused


def _joined(base: Any, mine: Any, theirs: Any, path: str, refused: list[str]) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if isinstance(base, BaseModel) and isinstance(mine, BaseModel) and isinstance(theirs, BaseModel):
        return _model(base, mine, theirs, path, refused)
    if isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
        return _mapping(base, mine, theirs, path, refused)
    if _are_items(base, mine, theirs):
        return _items(base, mine, theirs, path, refused)
    refused.append(f"`{path}` was changed in the file too; it stays as it is there.")
    return theirs


def _model(base: BaseModel, mine: BaseModel, theirs: BaseModel, path: str, refused: list[str]) -> BaseModel:
    changed: dict[str, Any] = {}
    for key, spec in specs(type(base)).items():
        old, own, other = (getattr(item, spec.attr) for item in (base, mine, theirs))
        found = _joined(old, own, other, _below(path, key), refused)
        if found is not other:
            changed[spec.attr] = found
    extra = _mapping(base.model_extra or {}, mine.model_extra or {}, theirs.model_extra or {}, path, refused)
    if extra == theirs.model_extra or not (extra or theirs.model_extra):
        return theirs.model_copy(update=changed) if changed else theirs
    named = {spec.attr: getattr(theirs, spec.attr) for spec in specs(type(base)).values()}
    return type(theirs).model_construct(**{**named, **changed, **extra})


def _mapping(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], path: str, refused: list[str]
) -> dict[str, Any]:
    found = dict(theirs)
    for key in {**base, **mine}:
        value = _joined(base.get(key), mine.get(key), theirs.get(key), _below(path, key), refused)
        if value is None:
            found.pop(key, None)
        else:
            found[key] = value
    return found


def _items(base: Any, mine: Any, theirs: Any, path: str, refused: list[str]) -> tuple[Any, ...]:
    before, own = {_name(item): item for item in base}, {_name(item): item for item in mine}
    found: list[Any] = []
    for item in theirs:
        name = _name(item)
        if name not in before or name in own:
            found.append(
                _joined(before.get(name, item), own.get(name, item), item, _below(path, name), refused)
            )
        elif item != before[name]:
            refused.append(f"`{_below(path, name)}` was removed, but changed in the file; it stays.")
            found.append(item)
    there = {_name(item) for item in theirs}
    previous = ""
    for name, item in own.items():
        if name not in there and name not in before:
            places = [index for index, other in enumerate(found) if _name(other) == previous]
            found.insert(places[0] + 1 if places else len(found) if previous else 0, item)
        elif name not in there and item != before[name]:
            refused.append(
                f"`{_below(path, name)}` was changed, but removed from the file; it stays removed."
            )
        previous = name
    return tuple(found)


def _are_items(*lists: Any) -> bool:
    """Whether these are lists of tables, or of texts, that each have a name of their own."""
    for held in lists:
        if not isinstance(held, tuple) or not all(isinstance(item, (BaseModel, str)) for item in held):
            return False
        names = [_name(item) for item in held]
        if "" in names or len(set(names)) < len(names):
            return False
    return True


def _name(item: BaseModel | str) -> str:
    if isinstance(item, str):
        return item
    # Items without an id, such as citations, are named by what they say first.
    return str(getattr(item, "uid", "") or getattr(item, "id", "") or next(iter(dict(item).values()), ""))


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
