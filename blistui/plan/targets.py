"""What a path or the name of a kind means in a plan, and what is there in its place when it means nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.plan import ids, paths
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.paths import PathError

_LISTED = 40


class Target(NamedTuple):
    """What a path names: the field's declaration (None for an unknown key), and the value it holds.

    `entry` says that it is one entry of a list, or of a table of texts, and not the whole field.
    """

    spec: FieldSpec | None
    value: Any
    entry: bool


def target(plan: Plan, path: str) -> Target:
    """What `path` names; raises PathError with what is there instead."""
    found: Any = plan
    spec: FieldSpec | None = None
    entry = False
    done: list[str] = []
    for segment in path.split("."):
        entry = not isinstance(found, BaseModel)
        if isinstance(found, BaseModel):
            spec = specs(type(found)).get(segment)
        try:
            found = paths.child(found, segment)
        except PathError as error:
            where = f"`{'.'.join(done)}`" if done else "the plan"
            raise PathError(f"`{path}`: in {where} {error}{instead(segment, _below(found))}") from None
        done.append(segment)
    return Target(spec, found, entry)


def _below(held: Any) -> list[str]:
    if isinstance(held, BaseModel):
        return [key for key, spec in specs(type(held)).items() if spec.widget != "hidden"]
    if isinstance(held, dict):
        return list(held)
    if isinstance(held, tuple):
        return [paths.segment_of(held, index) for index in range(len(held))]
    return []


def instead(wrong: str, options: Iterable[str]) -> str:
    """`; did you mean …?` where one is spelled alike, else all there are."""
    known = list(dict.fromkeys(options))
    folded = {one.casefold(): one for one in reversed(known)}
    near = difflib.get_close_matches(wrong.casefold(), folded, 3, 0.6)
    if near:
        return f"; did you mean {' or '.join(f'`{folded[one]}`' for one in near)}?"
    if not known:
        return "; nothing is there yet."
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return f"; there are: {', '.join(known[:_LISTED])}{more}."


def list_of(plan: Plan, name: str) -> str:
    """The path of the list that `name` means: the list itself, or the one list of a kind such as `risk`.

    Raises PathError when there is no such list, or when several items have one each.
    """
    kind = ids.KINDS.get(name.replace("-", "_"))
    if kind is not None and "*" not in kind.at:
        return ".".join(kind.at)
    if kind is not None:
        lists = [path for path, _ in ids.holders(plan, kind.name)]
        raise PathError(
            f"each {kind.at[0]} has its own list of `{kind.name}`; name one of: {', '.join(lists[:_LISTED])}."
            if lists
            else f"there is no {kind.at[0]} yet, and each has its own list of `{kind.name}`; add one first."
        )
    if "." not in name and name not in specs(Plan):
        kinds = (one for one, kind in ids.KINDS.items() if "*" not in kind.at)
        raise PathError(f"there is no kind `{name}`{instead(name, [*kinds, *specs(Plan)])}")
    if not isinstance(target(plan, name).value, tuple):
        raise PathError(f"`{name}` is not a list; `set` gives it a value.")
    return name
