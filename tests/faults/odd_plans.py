"""Plans of odd style through load, edit, save: only the bytes of the edit differ, and undo brings all back.

`python -m tests.faults.odd_plans --count 10000 [--seed S] [--first N]`: each run takes one plan and one
edit. It is a fault when saving fails, when a byte changes that the edit is not about, when a comment of
something else is lost, when the file holds another plan than the session, or when undo and save do not give
the first bytes.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.plan import ids
from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.fields import specs
from blistui.store.load import load, parse
from blistui.store.save import save
from blistui.store.session import Session
from blistui.store.toml.merge import plain
from tests.faults.odd_spelling import WORDS, DataPath, OddPlan, odd_plan
from tests.faults.tally import Caught, Tally, finish, kind_of, text_of, within


class Difference(Exception):
    """A promise was broken; `kind` says which."""

    def __init__(self, kind: str, text: str = "") -> None:
        super().__init__(text or kind)
        self.kind = kind


class Place(NamedTuple):
    """A field or item of a plan: its path as the session wants it, and as TOML data has it."""

    path: str
    data: DataPath
    widget: str
    value: Any


def canonical(plan: Plan) -> str:
    """The plan as text, in which nan is nan."""
    return json.dumps(plain(plan), sort_keys=True, default=repr)


def places(item: BaseModel, path: str = "", data: DataPath = ()) -> Iterator[Place]:
    """Every field below `item`, lists and items included."""
    for key, spec in specs(type(item)).items():
        value = getattr(item, spec.attr)
        at, where = f"{path}.{key}" if path else key, (*data, key)
        yield Place(at, where, spec.widget, value)
        if spec.widget in ("items", "cites"):
            for index, one in enumerate(value):
                yield Place(f"{at}.@{index}", (*where, index), "item", one)
                yield from places(one, f"{at}.@{index}", (*where, index))
        elif spec.widget in ("lines", "refs"):
            for index, one in enumerate(value):
                yield Place(f"{at}.{index}", (*where, index), "text", one)
        elif isinstance(value, BaseModel):
            yield from places(value, at, where)


def edit_of(random: Random, plan: Plan) -> tuple[Edit, Place]:
    """An edit that changes `plan`, and what it is about."""
    every = list(places(plan))
    while True:
        op = random.choice(("put", "put", "put", "fill", "insert", "remove", "move", "rename"))
        place = random.choice(every)
        edit = _edit(random, plan, op, place)
        if edit is not None:
            return edit, place


def _edit(random: Random, plan: Plan, op: str, place: Place) -> Edit | None:
    lists = place.widget in ("items", "cites", "lines", "refs")
    match op:
        case "put" | "fill" if place.widget in ("line", "prose", "text", "choice", "file"):
            if bool(place.value) == (op == "put") and not place.path.endswith((".id", ".at")):
                return Edit("put", place.path, f"{random.choice(WORDS)} new")
        case "put" if place.widget in ("number", "flag") and place.value:
            return Edit("put", place.path, 7 if place.widget == "number" else False)
        case "insert" if lists and (place.value or random.random() < 0.2):
            spec_texts = place.widget in ("lines", "refs")
            value: Any = "new" if spec_texts else ({"at": "b.go:1"} if place.widget == "cites" else {})
            if place.widget == "items":
                value = {"id": "NEW9"}
            return Edit("insert", place.path, value, random.randint(0, len(place.value)))
        case "remove" if place.widget in ("item", "text"):
            return Edit("remove", place.path)
        case "move" if place.widget in ("item", "text"):
            held = next(p for p in places(plan) if p.data == place.data[:-1]).value
            to = random.randrange(len(held))
            if to != place.data[-1]:
                return Edit("move", place.path, None, to)
        case "rename" if place.widget == "item" and getattr(place.value, "id", ""):
            new = f"{place.value.id}9"
            try:
                kind = ids.kind_at(plan, place.path)
            except LookupError:
                return None
            return None if ids.why_not_an_id(plan, kind, new) else Edit("rename", place.path, new)
    return None


def run_one(odd: OddPlan, random: Random, folder: Path) -> Edit:
    """One edit of `odd`, saved, undone and saved again; raises Difference."""
    path = folder / "plan.toml"
    path.write_bytes(odd.data)
    session = Session(load(path))
    before = session.plan
    edit, place = edit_of(random, before)
    session.apply((edit,), "edit")
    try:
        session.saved(save(session.loaded, session.plan))
        _compare(odd, path, edit, place, session)
        session.undo()
        session.saved(save(session.loaded, session.plan))
        if canonical(load(path).plan) != canonical(before):
            raise Difference("undo: the file holds another plan")
        if path.read_bytes() != odd.data:
            raise Difference(f"undo of {edit.op}: other bytes", _diff(odd.text, _text(path)))
    except Difference as error:
        error.add_note(f"{edit}")
        raise
    return edit


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8").removeprefix("\ufeff")


def _compare(odd: OddPlan, path: Path, edit: Edit, place: Place, session: Session) -> None:
    after = _text(path)
    diff = _diff(odd.text, after)
    if odd.data[:3] == b"\xef\xbb\xbf" and path.read_bytes()[:3] != b"\xef\xbb\xbf":
        raise Difference("the byte order mark is gone")
    if canonical(load(path).plan) != canonical(session.plan):
        raise Difference(f"{edit.op}: the file holds another plan", diff)
    lost = [
        marker
        for marker, owner in odd.comments.items()
        if after.count(f"# {marker} ") != 1 and not (edit.op == "remove" and _within(owner, place.data))
    ]
    if lost:
        raise Difference(f"{edit.op}: comments lost or doubled", f"{lost}\n{diff}")
    _BYTES[edit.op](odd, after, place, diff)


def _within(path: DataPath, item: DataPath) -> bool:
    return path[: len(item)] == item


def _after_put(odd: OddPlan, after: str, place: Place, diff: str) -> None:
    span = odd.values.get(place.data)
    if span is None:
        _only_added(odd.text, after, "put", diff)
        return
    head, tail = odd.text[: span[0]], odd.text[span[1] :]
    if not (after.startswith(head) and after.endswith(tail) and len(after) >= len(head) + len(tail)):
        raise Difference("put: other bytes than the value's changed", diff)


def _after_insert(odd: OddPlan, after: str, place: Place, diff: str) -> None:
    if place.value:
        _only_added(odd.text, after, "insert", diff)


def _only_added(before: str, after: str, what: str, diff: str) -> None:
    rest = iter(after)
    if not all(c in rest for c in before):
        raise Difference(f"{what}: something was taken away", diff)
    kept = set(after.splitlines(keepends=True))
    gone = [line for line in before.splitlines(keepends=True) if line not in kept]
    # A list of one line is that line; the last entry of a list gets its comma; a last line its end.
    if len(gone) > 1:
        raise Difference(f"{what}: {len(gone)} lines changed", diff)


def _others(odd: OddPlan, place: Place) -> list[str]:
    """The lines of the text that do not touch the item, without blank ones."""
    spans = [span for path, span in odd.items if _within(path, place.data)]
    found, at = [], 0
    for line in odd.text.splitlines(keepends=True):
        if line.strip() and not any(start < at + len(line) and at < end for start, end in spans):
            found.append(line)
        at += len(line)
    return found


def _after_remove(odd: OddPlan, after: str, place: Place, diff: str) -> None:
    rest = iter(after.splitlines(keepends=True))
    others = _others(odd, place)
    if place.widget == "text" or place.data in odd.values:
        # In a list the neighbours may lose a comma, or a comment of theirs goes to another line.
        held = odd.values[place.data[:-1]]
        head, tail = odd.text[: held[0]], odd.text[held[1] :]
        if not (after.startswith(head) and after.endswith(tail)):
            raise Difference("remove: bytes outside of the list changed", diff)
        return
    missing = [line for line in others if not _found(line, rest)]
    if missing:
        raise Difference("remove: other lines changed or moved", f"{missing[:3]}\n{diff}")


def _found(line: str, rest: Iterator[str]) -> bool:
    return any(line.rstrip("\r\n") == one.rstrip("\r\n") for one in rest)


def _after_move(odd: OddPlan, after: str, place: Place, diff: str) -> None:
    parent = place.data[:-1]
    if parent in odd.values:
        held = odd.values[parent]
        if not (after.startswith(odd.text[: held[0]]) and after.endswith(odd.text[held[1] :])):
            raise Difference("move: bytes outside of the list changed", diff)
        return
    before_lines = sorted(line.rstrip("\r\n") for line in odd.text.splitlines() if line.strip())
    after_lines = sorted(line.rstrip("\r\n") for line in after.splitlines() if line.strip())
    if before_lines != after_lines:
        raise Difference("move: the lines are other lines", diff)
    rest = iter(after.splitlines(keepends=True))
    siblings = Place("", parent, "", None)
    if not all(_found(line, rest) for line in _others(odd, siblings)):
        raise Difference("move: lines outside of the list moved", diff)


def _after_rename(odd: OddPlan, after: str, place: Place, diff: str) -> None:
    own, before = place.value.id, odd.text
    span = odd.values.get((*place.data, "id"))
    if span is not None:
        # An id is what is edited: however it was written, it is written on one line, in double quotes.
        before = f'{before[: span[0]]}"{own}"{before[span[1] :]}'
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) != len(new) or any(
        a != b and a.replace(own, f"{own}9") != b for a, b in zip(old, new, strict=True)
    ):
        raise Difference("rename: more than the id changed", diff)


_BYTES = {
    "put": _after_put,
    "insert": _after_insert,
    "remove": _after_remove,
    "move": _after_move,
    "rename": _after_rename,
}


def _diff(before: str, after: str) -> str:
    lines = difflib.unified_diff(
        [repr(line) for line in before.splitlines(keepends=True)],
        [repr(line) for line in after.splitlines(keepends=True)],
        lineterm="",
        n=2,
    )
    return "\n".join(list(lines)[2:40])


def odd_plans(count: int, seed: str = "0", first: int = 0) -> Tally:
    """Run `count` plans, beginning with the one of number `first`."""
    tally = Tally("odd plans")
    with tempfile.TemporaryDirectory(prefix="blistui-odd-") as name:
        for number in range(first, first + count):
            random = Random(f"{seed}:{number}")
            odd = odd_plan(random)
            parse(odd.data, Path("plan.toml"))
            with Caught() as caught, within(5):
                tally.note(f"{run_one(odd, random, Path(name)).op} clean")
            tally.runs += 1
            if caught.error is not None:
                error = caught.error
                broken = isinstance(error, Difference)
                kind = error.kind if isinstance(error, Difference) else kind_of(error)
                notes = "\n".join(getattr(error, "__notes__", ()))
                text = f"{notes}\n{error}" if broken else text_of(error)
                tally.add(kind, text, f"--seed {seed} --first {number} --count 1")
    return tally


def main() -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    return finish(odd_plans(options.count, options.seed, options.first))


if __name__ == "__main__":
    sys.exit(main())
