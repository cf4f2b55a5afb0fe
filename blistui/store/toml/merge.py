"""What changed between two plans, written into the text of the file that the first came from."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from blistui.plan.citation import Citation
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.series import FileChange, Flag
from blistui.store.toml import values
from blistui.store.toml.scan import DataPath
from blistui.store.toml.text import Chunk, TomlText

_ONE_LINERS = (Citation, FileChange, Flag)
"""Small tables that are written in line, one a line, inside the table they belong to."""


def merge(text: TomlText, before: Plan, after: Plan) -> None:
    """Make `text`, which holds `before`, hold `after`."""
    _merge_table(text, (), before, after)


def plain(value: Any) -> Any:
    """A value as TOML data; what is empty by default is left out of tables."""
    if isinstance(value, BaseModel):
        found = {}
        for key, spec in specs(type(value)).items():
            below = plain(getattr(value, spec.attr))
            if not _empty(below):
                found[key] = below
        found.update({key: plain(below) for key, below in (value.model_extra or {}).items()})
        return found
    if isinstance(value, (tuple, list)):
        return [plain(entry) for entry in value]
    if isinstance(value, dict):
        return {key: plain(below) for key, below in value.items()}
    return value


def _empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _merge_table(text: TomlText, path: DataPath, before: BaseModel, after: BaseModel) -> None:
    order = tuple(specs(type(after)))
    for key, spec in specs(type(after)).items():
        old, new = getattr(before, spec.attr), getattr(after, spec.attr)
        if old is new or old == new:
            continue
        at = (*path, key)
        if spec.widget == "group" and text.holder(at) is None:
            _merge_table(text, at, old, new)
        elif _in_chunks(text, at, spec):
            _merge_list(text, at, old, new)
        elif isinstance(new, dict) and text.holder(at) is None:
            _merge_mapping(text, at, old, new)
        else:
            _write(text, at, plain(new), order)
    old_extra, new_extra = before.model_extra or {}, after.model_extra or {}
    for key in {**old_extra, **new_extra}:
        if old_extra.get(key) != new_extra.get(key):
            _write(text, (*path, key), plain(new_extra.get(key)), order)


def _in_chunks(text: TomlText, at: DataPath, spec: FieldSpec) -> bool:
    if spec.widget not in ("items", "cites"):
        return False
    held = text.holder(at)
    if held is not None and spec.item not in _ONE_LINERS and not held[2] and text.is_empty_list(held):
        text.drop_value(at)
    elif held is not None:
        return False
    return spec.item not in _ONE_LINERS or text.find((*at, 0)) is not None


def _write(text: TomlText, at: DataPath, value: Any, order: tuple[str, ...]) -> None:
    if value is None:
        text.drop_value(at)
    elif _empty(value) and text.holder(at) is None:
        pass
    else:
        if text.holder(at) is None:
            _ensure_table(text, at[:-1])
        text.set_value(at, value, order)


def _merge_mapping(text: TomlText, at: DataPath, old: dict[str, Any], new: dict[str, Any]) -> None:
    order = tuple(new)
    for key in {**old, **new}:
        if old.get(key) != new.get(key):
            _write(text, (*at, key), plain(new.get(key)), order)


def _ensure_table(text: TomlText, path: DataPath) -> None:
    if text.find(path) is not None or text.dotted_home(path) is not None:
        return
    if not path:
        text.chunks.insert(0, Chunk((), "", "", ""))
        return
    names = [values.key(part) for part in path if isinstance(part, str)]
    chunk = Chunk(path, "\n", f"[{'.'.join(names)}]\n", "")
    index = _place_for(text, path)
    if index == 0 or not "".join(c.text for c in text.chunks[:index]).strip():
        chunk.lead = ""
    text.place(index, [chunk])


def _place_for(text: TomlText, path: DataPath) -> int:
    """Where a new table at `path` goes: behind the fields that precede it in the model."""
    parent, key = path[:-1], path[-1]
    order = list(specs(_model_at(parent)))
    earlier = order[: order.index(key)] if key in order else order
    found = text.end_of(parent) if parent and key not in order else 0
    for name in earlier:
        found = max(found, text.end_of((*parent, name)))
    own = text.find(parent)
    return max(found, own + 1 if own is not None else 0)


def _model_at(path: DataPath) -> type[BaseModel]:
    model: type[BaseModel] = Plan
    for part in path:
        if isinstance(part, str):
            spec = specs(model).get(part)
            if spec is None or spec.item is None:
                break
            model = spec.item
    return model


def _merge_list(
    text: TomlText, at: DataPath, before: tuple[BaseModel, ...], after: tuple[BaseModel, ...]
) -> None:
    came_from = _match(before, after)
    if came_from == list(range(len(before))) and len(before) == len(after):
        for index, item in enumerate(after):
            if before[index] is not item:
                _merge_table(text, (*at, index), before[index], item)
        return
    blocks = [text.block((*at, index)) for index in range(len(before))]
    place = text.position_of(at)
    for index in range(len(before)):
        if index not in came_from:
            text.take((*at, index))
    index = _place_for(text, at) if place is None else place
    text.chunks = [chunk for chunk in text.chunks if chunk.path[: len(at)] != at]
    placed: list[Chunk] = []
    for position, origin in enumerate(came_from):
        if origin is None:
            block = _new_item((*at, position), after[position])
        else:
            block = blocks[origin]
            for chunk in block:
                chunk.path = (*at, position, *chunk.path[len(at) + 1 :])
        if placed and not placed[-1].text.endswith("\n"):
            placed[-1].body += "\n"
        placed += block
    text.place(index, placed)
    if placed and not "".join(chunk.text for chunk in text.chunks[:index]).strip():
        placed[0].lead = placed[0].lead.lstrip("\n")
    for position, origin in enumerate(came_from):
        if origin is not None and before[origin] is not after[position]:
            _merge_table(text, (*at, position), before[origin], after[position])


def _match(before: tuple[BaseModel, ...], after: tuple[BaseModel, ...]) -> list[int | None]:
    """For each item of `after`, the position in `before` of the item it was, or None when it is new."""
    found: list[int | None] = [None] * len(after)
    free = dict.fromkeys(range(len(before)))
    for same in (_is_same, _same_uid, _same_id, _equal):
        for position, item in enumerate(after):
            if found[position] is None:
                origin = next((index for index in free if same(before[index], item)), None)
                if origin is not None:
                    found[position] = origin
                    del free[origin]
    if len(before) == len(after):
        # As many items as before: what is left was edited or renamed where it stands.
        for position in range(len(after)):
            if found[position] is None and position in free:
                found[position] = position
                del free[position]
    return found


def _is_same(old: BaseModel, new: BaseModel) -> bool:
    return old is new


def _same_uid(old: BaseModel, new: BaseModel) -> bool:
    return bool(getattr(old, "uid", "")) and getattr(old, "uid", "") == getattr(new, "uid", "")


def _same_id(old: BaseModel, new: BaseModel) -> bool:
    return bool(getattr(old, "id", "")) and getattr(old, "id", "") == getattr(new, "id", "")


def _equal(old: BaseModel, new: BaseModel) -> bool:
    return old == new


def _new_item(path: DataPath, item: BaseModel) -> list[Chunk]:
    names = [values.key(part) for part in path if isinstance(part, str)]
    chunk = Chunk(path, "\n", f"[[{'.'.join(names)}]]\n", "")
    return _filled(chunk, path, item)


def _filled(chunk: Chunk, path: DataPath, item: BaseModel) -> list[Chunk]:
    """`chunk` with the pairs of `item`, followed by the tables below it."""
    below: list[Chunk] = []
    for key, spec in specs(type(item)).items():
        value = getattr(item, spec.attr)
        if _empty(plain(value)):
            continue
        if spec.widget == "items" and spec.item not in _ONE_LINERS:
            for index, entry in enumerate(value):
                below += _new_item((*path, key, index), entry)
        elif spec.widget == "group" or isinstance(value, dict):
            names = [values.key(part) for part in (*path, key) if isinstance(part, str)]
            table = Chunk((*path, key), "\n", f"[{'.'.join(names)}]\n", "")
            if isinstance(value, BaseModel):
                below += _filled(table, (*path, key), value)
            else:
                table.body = "".join(f"{values.key(k)} = {values.render(v)}\n" for k, v in value.items())
                below.append(table)
        else:
            chunk.body += f"{values.key(key)} = {values.render(plain(value))}\n"
    for key, value in (item.model_extra or {}).items():
        chunk.body += f"{values.key(key)} = {values.render(plain(value))}\n"
    return [chunk, *below]


def fresh(plan: Plan) -> str:
    """The text of a plan that has no file yet."""
    chunks = _filled(Chunk((), "", "", ""), (), plan)
    text = "".join(chunk.text for chunk in chunks)
    return text.lstrip("\n")
