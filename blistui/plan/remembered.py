"""Answers about items, kept for as long as the items live."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from pydantic import BaseModel

Answer = TypeVar("Answer")
Held = TypeVar("Held", bound=BaseModel)


def once_per_item(derive: Callable[[Held], Answer]) -> Callable[[Held], Answer]:
    """`derive`, computed once for each item.

    Items never change, and an edited plan shares all but the path to the edit with the plan before: after a
    key press only what has changed is derived again. Items are compared by identity, because comparing
    two costs as much as most of what is derived from them.
    """
    known: dict[int, tuple[weakref.ref[Held], Answer]] = {}

    @wraps(derive)
    def remembered(item: Held) -> Answer:
        at = id(item)
        entry = known.get(at)
        if entry is not None and entry[0]() is item:
            return entry[1]
        answer = derive(item)
        known[at] = weakref.ref(item, lambda _: known.pop(at, None)), answer
        return answer

    return remembered
