"""Kinds of items that have ids: where they live, how an id is minted, and renaming with all references."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, NamedTuple

from blistui.patterns import pattern
from blistui.plan.document import Plan
from blistui.plan.paths import PathError, get, leaves, put, with_paths

_ID = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
_IN_ANOTHER_DOCUMENT = pattern(r"[A-Za-z0-9][\w-]*:\S+\Z")


class Kind(NamedTuple):
    """A kind of item: its name, the prefix of minted ids, and the lists that hold it.

    `at` is a path of keys; `*` stands for every item of the list before it.
    """

    name: str
    prefix: str
    at: tuple[str, ...]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("revision", "V", ("revision",)),
        Kind("finding", "F", ("finding",)),
        Kind("constraint", "K", ("constraint",)),
        Kind("objective", "O", ("objective",)),
        Kind("non_goal", "N", ("non_goal",)),
        Kind("question", "Q", ("question",)),
        Kind("scope", "S", ("scope",)),
        Kind("block", "B", ("block",)),
        Kind("event", "E", ("block", "*", "events")),
        Kind("interaction", "X", ("interaction",)),
        Kind("invariant", "INV-", ("invariant",)),
        Kind("extension_point", "EP", ("extension_point",)),
        Kind("ownership", "OW", ("ownership",)),
        Kind("risk", "D-", ("risk",)),
        Kind("change", "C", ("evolution", "change")),
        Kind("refactor", "RF", ("evolution", "refactor")),
        Kind("tradeoff", "T", ("evolution", "tradeoff")),
        Kind("crosscutting", "CC", ("crosscutting",)),
        Kind("pr", "PR", ("pr",)),
        Kind("guarantee", "BC-", ("pr", "*", "guarantees")),
        Kind("frozen", "FZ", ("frozen",)),
        Kind("leftover", "L", ("leftover",)),
        Kind("remark", "RM", ("remark",)),
        Kind("waiver", "W", ("waiver",)),
        Kind("attestation", "A", ("attestation",)),
    )
}
"""Every kind, by name. Ids are unique within their kind."""


def kind_in_words(kind: str) -> str:
    """The name of a kind as a sentence has it."""
    return "PR" if kind == "pr" else kind.replace("_", " ")


def with_article(noun: str) -> str:
    """`a risk`, `an objective`."""
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def holders(plan: Plan, kind: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The lists that hold items of `kind`: (path of the list, its items)."""
    yield from _holders(plan, "", KINDS[kind].at)


def _holders(found: Any, path: str, keys: tuple[str, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if not keys:
        yield path, found
    elif keys[0] == "*":
        for at, item in with_paths(found, path):
            yield from _holders(item, at, keys[1:])
    else:
        yield from _holders(getattr(found, keys[0]), f"{path}.{keys[0]}".lstrip("."), keys[1:])


def items_of(plan: Plan, kind: str) -> Iterator[tuple[str, Any]]:
    """Every item of `kind`: (its path, the item)."""
    for path, held in holders(plan, kind):
        yield from with_paths(held, path)


def ids_of(plan: Plan, kind: str) -> dict[str, str]:
    """Ids of `kind` with the path of the first item that has it."""
    found: dict[str, str] = {}
    for path, item in items_of(plan, kind):
        if item.id:
            found.setdefault(item.id, path)
    return found


def mint(plan: Plan, kind: str, parent: str = "") -> str:
    """An id of `kind` that the plan does not use.

    A guarantee's id carries the number of its PR (`BC-2-1` for the first of `PR2`), whose path is `parent`.
    """
    return next(free_ids(plan, kind, parent))


def free_ids(plan: Plan, kind: str, parent: str = "") -> Iterator[str]:
    """The ids of `kind` that `mint` would give one after the other; for items that are added together."""
    prefix = KINDS[kind].prefix
    if kind == "guarantee":
        own = parent.removeprefix("pr.").split(".")[0]
        own = "" if own.startswith("@") else re.sub(r"[^A-Za-z0-9_-]+", "-", own).strip("-")
        prefix = f"BC-{own.removeprefix('PR').strip('-') or own}-" if own else "BC-"
    taken = ids_of(plan, kind)
    return (own for number in count(1) if (own := f"{prefix}{number}") not in taken)


def new_uid() -> str:
    """An identity for what history must follow, random so that two branches never mint the same."""
    return secrets.token_hex(6)


def minted(plan: Plan, kind: str, path: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` of a new item in the list at `path`, with a free id, and a new uid where the kind has one."""
    found = dict(values)
    if kind in KINDS:
        found["id"] = mint(plan, kind, path)
    if kind in ("pr", "guarantee"):
        found["uid"] = new_uid()
    return found


def in_another_document(reference: str) -> bool:
    """Whether a reference names an item of another document, such as `standards:INV-6`."""
    return bool(_IN_ANOTHER_DOCUMENT.match(reference))


def why_not_an_id(plan: Plan, kind: str, new: str) -> str:
    """Why `new` cannot be the id of one more item of `kind`: a sentence, or empty when it can."""
    if not _ID.match(new):
        return f"`{new}` cannot be an id: use letters, digits, `-` and `_`, beginning with a letter or digit."
    if new in ids_of(plan, kind):
        return f"`{new}` is already the id of another {kind_in_words(kind)}; choose one that is free."
    return ""


def rename(plan: Plan, path: str, new: str) -> Plan:
    """The plan with the item at `path` given the id `new`, and everything that named it by the old id.

    References, paths kept in waivers and attestations, and whole-word mentions in prose follow. When
    another item has the old id too, only the item itself is renamed: which one a reference meant is unknown.
    """
    kind = kind_at(plan, path)
    old = get(plan, path).id
    shared = sum(1 for _, item in items_of(plan, kind) if item.id == old) > 1
    renamed = put(plan, f"{path}.id", new)
    if not old or shared or old == new:
        return renamed
    return _follow(renamed, kind, old, new)


def kind_of_list(path: str) -> str:
    """The kind of the items in the list at `path`; empty where they have no ids."""
    keys = path.split(".")
    for kind in KINDS.values():
        if len(kind.at) == len(keys) and all(at in ("*", key) for at, key in zip(kind.at, keys, strict=True)):
            return kind.name
    return ""


def kind_at(plan: Plan, path: str) -> str:
    """The kind of the item at `path`, by id or by position; raises PathError when none lives there."""
    wanted = get(plan, path)
    for kind in KINDS:
        if any(item is wanted for _, item in items_of(plan, kind)):
            return kind
    raise PathError(f"`{path}` is not an item with an id")


def _follow(plan: Plan, kind: str, old: str, new: str) -> Plan:
    mention = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w-])")
    in_path = re.compile(rf"(^|\.){re.escape(old)}(?=\.|\Z)")
    prosaic = len(old) > 2 and any(char.isdigit() for char in old)
    for path, spec, value, _ in leaves(plan):
        changed = value
        if kind in spec.refs:
            if spec.widget == "ref" and value == old:
                changed = new
            elif spec.widget == "refs" and old in value:
                changed = tuple(new if reference == old else reference for reference in value)
        elif isinstance(value, str) and spec.place:
            if value.startswith(KINDS[kind].at[0]):
                changed = in_path.sub(rf"\g<1>{new}", value)
        elif isinstance(value, str) and spec.key == "guarantee" and kind == "guarantee":
            changed = new if value == old else value
        elif prosaic and spec.widget in ("prose", "line") and isinstance(value, str) and spec.key != "id":
            changed = mention.sub(new, value)
        elif prosaic and spec.widget == "lines":
            changed = tuple(mention.sub(new, text) for text in value)
        if changed != value:
            plan = put(plan, path, changed)
    return plan
