"""Ids of items to which their author gave none."""

from __future__ import annotations

import re
from itertools import count
from typing import Any


class Minted(str):
    """An id that no author gave; it gives way to one that an author gives to another item."""


def part_ids(held: Any) -> None:
    """Give each item whose id was made another one where an author gave that id, or it was made twice."""
    if isinstance(held, dict):
        for below in held.values():
            part_ids(below)
        return
    items = [item for item in held if isinstance(item, dict)] if isinstance(held, list) else []
    taken = {item.get("id") for item in items if not isinstance(item.get("id"), Minted)}
    for item in items:
        own = item.get("id")
        if isinstance(own, Minted):
            start = re.sub(r"\d+$", "", own)
            numbers = count(int(own[len(start) :]))
            item["id"] = next(new for at in numbers if (new := f"{start}{at}") not in taken)
            taken.add(item["id"])
