"""Which item of a plan a path is in, read from the path alone."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import specs


@lru_cache(maxsize=1 << 14)
def item_path(path: str) -> str:
    """The path of the innermost item that `path` is in: a row of a list of tables, or a citation of a list.

    Where there is none it is the list of tables that the path names, else the plan's table.
    """
    segments = path.split(".")
    model: type[BaseModel] | None = Plan
    item, rows = "", ""
    at = 0
    while model is not None and at < len(segments):
        spec = specs(model).get(segments[at])
        at += 1
        if spec is None:
            break
        model = spec.item
        if spec.widget in ("items", "cites"):
            rows = rows or ".".join(segments[:at])
            if at < len(segments):
                at += 1
                item = ".".join(segments[:at])
    return item or rows or segments[0]
