"""The difference of two plans in the plan's own terms: contracts, PRs, gates, risks, citations, other fields.

Items are followed by their uid where their kind has one, else by id, else by content. An item that was only
renamed is one change: what refers to it by its new id is none.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.paths import segment_of
from blistui.plan.renamed import renamed_items, with_new_ids
from blistui.plan.summaries import summary
from blistui.plan.tables.citation import Citation
from blistui.plan.tables.series import PullRequest

Section = Literal["contracts", "prs", "gates", "risks", "citations", "fields"]
SECTIONS: dict[Section, str] = {
    "contracts": "Contracts",
    "prs": "PRs",
    "gates": "Gates",
    "risks": "Risks",
    "citations": "Citations",
    "fields": "Other fields",
}
"""The sections of a difference, in the order in which they matter to a reader, with their headings."""

What = Literal["added", "removed", "renamed", "moved", "changed"]


class Change(NamedTuple):
    """One change. `path` is that of the item or field in the new plan; in the old one when it was removed.

    `name` says what it is in words, such as `PR2, Depends on`; `old` and `new` are its texts: of an item a
    summary, of a renamed one the ids, of a moved one its neighbours.
    """

    section: Section
    what: What
    path: str
    name: str
    old: str = ""
    new: str = ""


def difference(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Everything that an author wrote and that differs, by section; empty when nothing does."""
    renamed = list(renamed_items(old, new))
    found = [_rename_change(kind, before, after) for kind, before, after in renamed]
    old = with_new_ids(old, [(kind, before, after.rpartition(".")[2]) for kind, before, after in renamed])
    found += _of_item(old, new, "", "", "")
    order = list(SECTIONS)
    return tuple(sorted(found, key=lambda change: order.index(change.section)))


_RENAMED_IN: dict[str, Section] = {"guarantee": "contracts", "pr": "prs", "risk": "risks"}


def _rename_change(kind: str, before: str, after: str) -> Change:
    section = _RENAMED_IN.get(kind, "fields")
    old, new = before.rpartition(".")[2], after.rpartition(".")[2]
    return Change(section, "renamed", after, f"{old} is now {new}", old, new)


# Fields and lists


def _of_item(old: BaseModel, new: BaseModel, path: str, name: str, table: str) -> Iterator[Change]:
    for key, spec in specs(type(new)).items():
        before, after = getattr(old, spec.attr), getattr(new, spec.attr)
        if spec.widget == "hidden" or key == "id" or before == after:
            continue
        at = f"{path}.{key}" if path else key
        called = f"{name}, {spec.title}" if name else spec.title
        within = table or key
        if spec.widget == "group":
            yield from _of_item(before, after, at, called, within)
        elif spec.widget in ("items", "cites"):
            yield from _of_list(before, after, at, called, within, spec)
        elif spec.widget == "cite":
            yield from _of_citations([before] if before else [], [after] if after else [], at, called)
        elif _said(before) != _said(after):
            yield Change(_section(within, at, key), "changed", at, called, _text(before), _text(after))
    extra = (old.model_extra or {}), (new.model_extra or {})
    for key in dict.fromkeys((*extra[0], *extra[1])):
        before, after = extra[0].get(key, ""), extra[1].get(key, "")
        if before != after:
            at = f"{path}.{key}" if path else key
            yield Change(
                "fields",
                "changed",
                at,
                f"{name}, {key}".lstrip(", "),
                _text(before),
                _text(after),
            )


def _of_list(
    before: tuple[Any, ...], after: tuple[Any, ...], path: str, name: str, table: str, spec: FieldSpec
) -> Iterator[Change]:
    if spec.widget == "cites":
        yield from _of_citations(before, after, path, name)
        return
    pairs, removed, added = _paired(before, after)
    section = _section(table, path, spec.key)
    for index in removed:
        at = f"{path}.{segment_of(before, index)}"
        yield Change(section, "removed", at, _named(before[index], name, at), summary(before[index]))
        for below, called, text in _contracts_of(before[index], at, name):
            yield Change("contracts", "removed", below, called, text)
    for index in added:
        at = f"{path}.{segment_of(after, index)}"
        yield Change(section, "added", at, _named(after[index], name, at), "", summary(after[index]))
        for below, called, text in _contracts_of(after[index], at, name):
            yield Change("contracts", "added", below, called, "", text)
    yield from _moved(pairs, after, path, section, name)
    for first, second in pairs:
        at = f"{path}.{segment_of(after, second)}"
        yield from _of_item(before[first], after[second], at, _named(after[second], name, at), table)


def _contracts_of(item: Any, path: str, name: str) -> Iterator[tuple[str, str, str]]:
    """What a whole PR promises, when it comes or goes: (path, name, text) of each guarantee."""
    held: tuple[Any, ...] = getattr(item, "guarantees", ()) if isinstance(item, PullRequest) else ()
    for index, guarantee in enumerate(held):
        at = f"{path}.guarantees.{segment_of(held, index)}"
        yield at, f"{_named(item, name, path)}, {_called(guarantee) or 'a guarantee'}", guarantee.text.strip()


def _paired(
    before: Sequence[Any], after: Sequence[Any]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Which items are the same one: (positions before and after), those that are gone, those that are new."""
    pairs: list[tuple[int, int]] = []
    left = dict(enumerate(before))
    free: list[int] = []
    for second, item in enumerate(after):
        first = next((at for at, one in left.items() if _key(one) and _key(one) == _key(item)), None)
        if first is None:
            first = next((at for at, one in left.items() if one == item), None)
        if first is None:
            free.append(second)
        else:
            del left[first]
            pairs.append((first, second))
    # What has no id is followed by its place among what is left.
    for second in list(free):
        first = next((at for at, one in left.items() if not _key(one) and not _key(after[second])), None)
        if first is not None:
            del left[first]
            free.remove(second)
            pairs.append((first, second))
    return sorted(pairs, key=lambda pair: pair[1]), list(left), free


def _key(item: Any) -> str:
    return str(getattr(item, "id", "") or getattr(item, "path", "") or getattr(item, "name", "") or "")


def _moved(
    pairs: Sequence[tuple[int, int]], after: tuple[Any, ...], path: str, section: Section, name: str
) -> Iterator[Change]:
    """The fewest items that must be taken out and put elsewhere to get the new order."""
    now = [first for first, _ in pairs]
    then = sorted(now)
    if now == then:
        return
    kept: set[int] = set()
    for start, _, size in difflib.SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks():
        kept.update(then[start : start + size])
    second_of = dict(pairs)
    for place, first in enumerate(now):
        if first in kept:
            continue
        was = then.index(first)
        at = f"{path}.{segment_of(after, second_of[first])}"
        yield Change(
            section,
            "moved",
            at,
            _named(after[second_of[first]], name, at),
            _behind(after, [second_of[one] for one in then[:was]]),
            _behind(after, [second_of[one] for one in now[:place]]),
        )


def _behind(items: Sequence[Any], before: Sequence[int]) -> str:
    return f"after {_called(items[before[-1]])}" if before else "first"


def _of_citations(
    before: Sequence[Citation], after: Sequence[Citation], path: str, name: str
) -> Iterator[Change]:
    left = list(before)
    unpaired: list[Citation] = []
    for cite in after:
        same = next((one for one in left if one == cite), None)
        if same is None:
            unpaired.append(cite)
        else:
            left.remove(same)
    for cite in unpaired:
        was = next((one for one in left if one.digest and one.digest == cite.digest), None) or next(
            (one for one in left if one.at == cite.at or (one.symbol and one.symbol == cite.symbol)), None
        )
        if was is None:
            yield Change("citations", "added", path, name, "", _place(cite))
            continue
        left.remove(was)
        what: What = "moved" if was.digest and was.digest == cite.digest else "changed"
        if what == "changed" and _place(was) == _place(cite):
            yield Change("citations", what, path, name, _place(was), f"{_place(cite)}, other text")
        else:
            yield Change("citations", what, path, name, _place(was), _place(cite))
    for cite in left:
        yield Change("citations", "removed", path, name, _place(cite))


def _place(cite: Citation) -> str:
    more = ", ".join((*cite.symbols, *([f"at {cite.commit[:12]}"] if cite.commit else [])))
    return f"{cite.at} ({more})" if more else cite.at


# Words


_GATES = frozenset({"gate", "gates", "gates_none_because"})


def _section(table: str, path: str, key: str) -> Section:
    parts = path.split(".")
    if table == "pr" and "guarantees" in parts:
        return "contracts"
    if key in _GATES:
        return "gates"
    if table == "pr":
        return "prs"
    return "risks" if table == "risk" else "fields"


def _named(item: Any, name: str, path: str) -> str:
    """An item in words: by its id, or as an entry of its list; within another item, after that one."""
    own = _called(item)
    around = name.rpartition(", ")[0]
    if own:
        return f"{around}, {own}" if around else own
    return f"{name} {path.rpartition('.')[2]}"


def _called(item: Any) -> str:
    return str(getattr(item, "id", "") or getattr(item, "path", "") or "")


def _said(value: Any) -> Any:
    """How prose is wrapped makes no difference; nothing and an empty text are the same."""
    return " ".join(value.split()) if isinstance(value, str) else value or ""


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) if all(len(one) < 24 for one in value) else "\n".join(value)
    if value is None or value == {}:
        return ""
    return json.dumps(value, ensure_ascii=False, default=str)
