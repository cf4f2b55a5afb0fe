"""What an item says first, in a line: the text by which people know it."""

from __future__ import annotations

from pydantic import BaseModel

from blistui.plan.fields import specs

_BEFORE = frozenset({"id", "topic", "kind", "status", "block", "area", "version"})


def summary(item: BaseModel) -> str:
    """The title, statement or other leading text of `item`, as it is; empty where there is none.

    A path that stands for the id of an item is none: what names the item already is not said twice.
    """
    name = str(getattr(item, "id", "") or getattr(item, "path", "") or "")
    for key, spec in specs(type(item)).items():
        if key not in _BEFORE and spec.widget in ("line", "prose", "file"):
            text = str(getattr(item, spec.attr)).strip()
            if text:
                return "" if text == name else text
    return ""
