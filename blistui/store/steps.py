"""Edits as commands say them: set, add, remove, rename and move, each one step of a session.

A step that does not fit raises ValueRefused or PathError with what would, and has done nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from blistui.plan import ids, paths
from blistui.plan.edits import Edit
from blistui.plan.paths import PathError, ValueRefused
from blistui.plan.signatures import sealing
from blistui.plan.targets import Target, list_of, target
from blistui.plan.values import Capture, Fitting, Reference, fitted, fitted_entry, fitted_table
from blistui.store.session import Session

Op = Literal["set", "add", "remove", "rename", "move"]
OPS: tuple[Op, ...] = ("set", "add", "remove", "rename", "move")
PLACES = ("before", "after", "position")
_TAKEN = {"position": "position (a number from 0; -1 is the end)"}


@dataclass(frozen=True, slots=True)
class Step:
    """One edit. `path` is a field, an item, or for `add` a list or the name of a kind.

    `value` is the value, the fields of a new item, or the new id. The place of an entry is given by
    the id or position of the one it is put `before` or `after`, or by its `position` from 0, -1 for the end.
    """

    op: Op
    path: str
    value: Any = None
    before: str = ""
    after: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a step changed: the path of what it was about (now; before, for `remove`), and its values."""

    op: Op
    path: str
    before: Any
    after: Any


def step_of(given: Any) -> Step:
    """The step that an object of JSON describes, such as `{"set": "plan.title", "value": "…"}`.

    Raises ValueRefused with the form that is wanted.
    """
    ops = [op for op in OPS if isinstance(given, Mapping) and op in given]
    if len(ops) != 1 or not isinstance(given[ops[0]], str):
        raise ValueRefused(f"a step is an object with one of {', '.join(OPS)}, whose value is a path.")
    op = ops[0]
    takes = {
        "set": ("value",),
        "add": ("value", *PLACES),
        "remove": (),
        "rename": ("to",),
        "move": PLACES,
    }[op]
    for key in given:
        if key != op and key not in takes:
            what = f"only {', '.join(_TAKEN.get(one, one) for one in takes)}" if takes else "nothing more"
            raise ValueRefused(f"a step that has `{op}` takes {what}, not `{key}`.")
    if op in ("set", "rename") and takes[0] not in given:
        raise ValueRefused(f"the step for `{given[op]}` lacks `{takes[0]}`.")
    position = given.get("position")
    if position is not None and (isinstance(position, bool) or not isinstance(position, int)):
        raise ValueRefused(f"the step for `{given[op]}`: a position is a whole number, from 0.")
    return Step(
        op,
        given[op],
        given.get("to") if op == "rename" else given.get("value"),
        str(given.get("before", "")),
        str(given.get("after", "")),
        position,
    )


class StepRefused(ValueError):
    """A step that does not fit, by its number from 1, with what would."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(why)
        self.number = number


def do(session: Session, steps: Sequence[Step], capture: Capture) -> list[Done]:
    """Do the steps in `session`; raises StepRefused for the first that does not fit.

    A step may name an item that itself or a later one adds.
    """
    done: list[Done] = []
    unknown: list[tuple[int, Reference]] = []
    for number, step in enumerate(steps, 1):
        fitting = Fitting(capture, [])
        try:
            done.append(_do(session, step, fitting))
        except (PathError, ValueRefused) as error:
            raise StepRefused(number, str(error)) from error
        unknown += [(number, reference) for reference in fitting.unknown]
        unknown = [(at, reference) for at, reference in unknown if reference.why_unknown(session.plan)]
    for number, reference in unknown:
        raise StepRefused(number, reference.why_unknown(session.plan))
    return done


def _do(session: Session, step: Step, fitting: Fitting) -> Done:
    match step.op:
        case "set":
            done = _set(session, step, fitting)
        case "add":
            done = _add(session, step, fitting)
        case "remove":
            return _remove(session, step)
        case "rename":
            return _rename(session, step)
        case "move":
            return _move(session, step)
    given = isinstance(step.value, Mapping) and "digest" in step.value
    session.apply(() if given else sealing(session.plan, done.path), f"sign {done.path}")
    return done


def _set(session: Session, step: Step, fitting: Fitting) -> Done:
    found = target(session.plan, step.path)
    _put(session, step.path, fitted(session.plan, step.path, step.value, fitting))
    return Done("set", step.path, found.value, paths.get(session.plan, step.path))


def _put(session: Session, path: str, value: Any) -> None:
    """Put a value that fits. A table keeps its identity, and what the value does not mention."""
    kind = ids.kind_of_list(path)
    if kind and isinstance(value, list):
        _set_items(session, path, kind, value)
    elif isinstance(value, dict) and _is_table(target(session.plan, path)):
        for key, one in value.items():
            if key not in ("id", "uid"):
                _put(session, f"{path}.{key}", one)
    else:
        session.edit(path, value)


def _is_table(found: Target) -> bool:
    # A citation is of one piece.
    cited = found.spec is not None and found.spec.widget in ("cite", "cites")
    return isinstance(found.value, BaseModel) and not cited


def _set_items(session: Session, path: str, kind: str, values: list[dict[str, Any]]) -> None:
    """Put new items in place of a list; one that keeps its id keeps what the tool knows of it."""
    kept = {item.id: item for item in paths.get(session.plan, path) if item.id}
    session.edit(path, ())
    for number, value in enumerate(values):
        old = kept.get(str(value.get("id", "")))
        kept_uid = {"uid": uid} if (uid := getattr(old, "uid", "")) else {}
        _insert(session, path, number, kind, {**value, **kept_uid})


def _add(session: Session, step: Step, fitting: Fitting) -> Done:
    path = list_of(session.plan, step.path)
    spec = target(session.plan, path).spec
    if spec is None:
        raise PathError(f"`{path}` is no list that blistui knows.")
    # Revisions are newest first.
    index = _index(session, path, step, default=0 if path == "revision" else -1)
    if spec.widget == "items" and spec.item is not None:
        given = fitted_table(session.plan, spec.item, path, step.value or {}, fitting)
        at = _insert(session, path, index, ids.kind_of_list(path), given)
        return Done("add", at, None, paths.get(session.plan, at))
    if step.value in (None, "", {}):
        raise ValueRefused(f"`{path}` holds {spec.title.lower()}: say what to add.")
    value = fitted_entry(session.plan, spec, path, step.value, fitting)
    if spec.widget == "refs" and value in paths.get(session.plan, path):
        raise ValueRefused(f"`{path}` names {value} already.")
    at = session.insert(path, index, value, f"add to {path}")
    return Done("add", at, None, paths.get(session.plan, at))


def _insert(session: Session, path: str, index: int, kind: str, given: dict[str, Any]) -> str:
    """Insert an item with its id, and one by one the items in it that have ids of their own."""
    inner = {
        found.at[-1]: found.name for found in ids.KINDS.values() if kind and found.at[:-1] == (path, "*")
    }
    own = {key: value for key, value in given.items() if key not in inner}
    values = session.minted(path, kind, own) if kind else own
    if kind and own.get("id"):
        reason = ids.why_not_an_id(session.plan, kind, str(own["id"]))
        if reason:
            raise ValueRefused(reason)
        values["id"] = own["id"]
    if own.get("uid"):
        values["uid"] = own["uid"]
    at = session.insert(path, index, values, f"add {kind or path}")
    for key, name in inner.items():
        for number, value in enumerate(given.get(key, ())):
            _insert(session, f"{at}.{key}", number, name, value)
    return at


def _remove(session: Session, step: Step) -> Done:
    found = target(session.plan, step.path)
    if not found.entry or isinstance(found.value, dict):
        raise PathError(f'`{step.path}` is no entry of a list: `set {step.path} ""` empties a field.')
    session.apply((Edit("remove", step.path),), f"remove {step.path}")
    return Done("remove", step.path, found.value, None)


def _rename(session: Session, step: Step) -> Done:
    found = target(session.plan, step.path)
    old = getattr(found.value, "id", None)
    if not found.entry or old is None:
        raise PathError(f"`{step.path}` is no item with an id, so it cannot be renamed.")
    if not isinstance(step.value, str):
        raise ValueRefused(f"the new id of `{step.path}` must be text.")
    if step.value != old:
        session.apply((Edit("rename", step.path, step.value),), f"rename {step.path}")
    parent = step.path.rpartition(".")[0]
    return Done("rename", f"{parent}.{step.value}", old, step.value)


def _move(session: Session, step: Step) -> Done:
    target(session.plan, step.path)
    parent, _, segment = step.path.rpartition(".")
    held = paths.get(session.plan, parent) if parent else ()
    if not isinstance(held, tuple):
        raise PathError(f"`{step.path}` is no entry of a list.")
    was = paths.position(held, segment)
    index = _index(session, parent, step, default=None)
    # Counted among the others: what was before the place it is taken from keeps its number.
    if (step.before or step.after) and was < index:
        index -= 1
    session.apply((Edit("move", step.path, index=index),), f"move {step.path}")
    after = paths.get(session.plan, parent)
    return Done("move", f"{parent}.{paths.segment_of(after, min(index, len(after) - 1))}", was, index)


def _index(session: Session, path: str, step: Step, default: int | None) -> int:
    """The new place of an entry in the list at `path`."""
    held = paths.get(session.plan, path)
    said = [name for name in PLACES if getattr(step, name) not in ("", None)]
    if len(said) > 1:
        raise ValueRefused(f"say one place for `{step.path}`, not {' and '.join(said)}.")
    if step.before or step.after:
        near = target(session.plan, f"{path}.{(step.before or step.after).rpartition('.')[2]}")
        at = next(number for number, item in enumerate(held) if item is near.value)
        return at if step.before else at + 1
    index = step.position if step.position is not None else default
    if index is None:
        raise ValueRefused(f"say where `{step.path}` goes: first, last, before or after another.")
    end = len(held) - (1 if step.op == "move" else 0)
    if index > end or index < -1:
        raise ValueRefused(f"`{path}` has {len(held)} entries, so there is no position {index}.")
    return end if index == -1 else index
