"""Which entry of a list was which entry of the list before, in time that grows with their length."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel


def origins(before: Sequence[Any], after: Sequence[Any]) -> list[int | None]:
    """For each entry of `after`, the position in `before` of the entry it was, or None when it is new.

    An entry is known again by itself, by its uid, by its id, by its content; what is left between two that
    are known was edited in its place. Elsewhere an item whose whole content differs is another item, also
    when it has the id of one that was removed: the comments of that one are not about it.
    """
    found: list[int | None] = [None] * len(after)
    free = set(range(len(before)))
    for alike in (_is, _equals):
        _trim(before, after, found, free, alike)
    for key in (_identity, _uid, _id, repr):
        if None not in found or not free:
            break
        places: dict[Hashable, deque[int]] = defaultdict(deque)
        for index in sorted(free):
            places[key(before[index])].append(index)
        for number, item in enumerate(after):
            name = key(item) if found[number] is None else ""
            if name and places.get(name):
                origin = places[name][0]
                if key in (repr, _identity) or _akin(before[origin], item):
                    places[name].popleft()
                    free.discard(origin)
                    found[number] = origin
    _pair_between(before, after, found, free)
    return found


def _trim(
    before: Sequence[Any],
    after: Sequence[Any],
    found: list[int | None],
    free: set[int],
    alike: Callable[[Any, Any], bool],
) -> None:
    """Pair what is alike at the beginning and at the end: of several that are equal, an edit is about one."""
    for step in (1, -1):
        old, new = (0, 0) if step > 0 else (len(before) - 1, len(after) - 1)
        while 0 <= old < len(before) and 0 <= new < len(after):
            if found[new] is None and old in free and alike(before[old], after[new]):
                found[new] = old
                free.discard(old)
            elif found[new] != old:
                break
            old, new = old + step, new + step


def _pair_between(
    before: Sequence[Any], after: Sequence[Any], found: list[int | None], free: set[int]
) -> None:
    """Pair what is left between two entries that are known: by id, or else by place where it is as many."""
    number = 0
    while number < len(after):
        if found[number] is not None:
            number += 1
            continue
        end = number
        while end < len(after) and found[end] is None:
            end += 1
        low = found[number - 1] if number else -1
        high = found[end] if end < len(after) else len(before)
        assert low is not None and high is not None
        left = [index for index in range(low + 1, high) if index in free]
        by_id = {_field(before[index], "id"): index for index in left}
        by_place = dict(zip(range(number, end), left, strict=False)) if len(left) == end - number else {}
        for one in range(number, end):
            origin = by_id.get(_field(after[one], "id") or "-", by_place.get(one))
            # Two entries may share an id until `check` finds it; what is written once becomes one of them.
            if origin in free and _same_or_akin(before[origin], after[one]):
                found[one] = origin
                free.discard(origin)
        number = end


def kept(found: Sequence[int | None]) -> set[int]:
    """The positions in `found` of the most entries that can stay where they are: the others move."""
    tops: list[int] = []
    ends: list[int] = []
    previous: dict[int, int] = {}
    for number, origin in enumerate(found):
        if origin is None:
            continue
        place = bisect_left(tops, origin)
        if place == len(tops):
            tops.append(origin)
            ends.append(number)
        else:
            tops[place], ends[place] = origin, number
        previous[number] = ends[place - 1] if place else -1
    stays: set[int] = set()
    number = ends[-1] if ends else -1
    while number >= 0:
        stays.add(number)
        number = previous[number]
    return stays


class Declared(dict[str, Any]):
    """The table of `item`. Those of its `fields` that are not in it are empty; they keep their place."""

    item: Any = None
    fields: Container[str] = ()


def _identity(item: Any) -> int:
    # Data that was made of an item is known by the item.
    return id(item.item if isinstance(item, Declared) else item)


def _is(old: Any, new: Any) -> bool:
    return _identity(old) == _identity(new)


def _equals(old: Any, new: Any) -> bool:
    return bool(old == new)


def _uid(item: Any) -> str:
    return _field(item, "uid")


def _id(item: Any) -> str:
    return _field(item, "id")


def _field(item: Any, name: str) -> str:
    found = item.get(name) if isinstance(item, Mapping) else getattr(item, name, "")
    return found if isinstance(found, str) else ""


def _same_or_akin(old: Any, new: Any) -> bool:
    return bool(_field(old, "id") and _field(old, "id") == _field(new, "id")) or _akin(old, new)


def _akin(old: Any, new: Any) -> bool:
    """Whether two items share some content, or the older has none but its id; texts always may."""
    if old is new or not isinstance(old, (BaseModel, Mapping)):
        return True
    if _field(old, "uid") and _field(old, "uid") == _field(new, "uid"):
        return True
    if not _field(old, "id"):
        return True
    own, other = dict(old), dict(new) if isinstance(new, (BaseModel, Mapping)) else {}
    held = [key for key, value in own.items() if value and key not in ("id", "uid")]
    # In lists, as `==` of two values that are no number (nan) is false, also of one with itself.
    return not held or any([own[key]] == [other.get(key)] for key in held)
