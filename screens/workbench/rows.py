"""What the author does to the rows of a list, each turned into edits of the session."""

from __future__ import annotations

from typing import Any

from blistui.plan import paths
from blistui.plan.edits import Edit
from blistui.plan.ids import KINDS
from screens.fields.lists import CitesField, ItemsField, ListField
from screens.form.form import Place, kind_of
from screens.workbench import editing
from screens.workbench.bench import Bench
from screens.workbench.citing import Citing


def act(bench: Bench, citing: Citing, event: ListField.ActionRequested) -> None:
    """Do to a row what was asked for."""
    field, index = event.field, event.index
    held = tuple(field.read())
    if index >= len(held) and event.action in ("open", "duplicate", "delete", "up", "down"):
        return  # The key came together with the one that deleted the row.
    match event.action:
        case "capture":
            citing.begin(field)
        case "type":
            citing.typed(field)
        case "open" if isinstance(field, CitesField):
            citing.show(held[index])
        case "open":
            path = f"{field.path}.{paths.segment_of(held, index)}"
            bench.go(Place(bench.place.station, path))
        case "add":
            add(bench, citing, field.path, index)
        case "duplicate" if isinstance(field, ItemsField):
            bench.session.duplicate(field.path, index, kind_of(f"{field.path}.@0"))
            field.cursor = index + 1
        case "delete":
            _delete(bench, field, held, index)
        case "up" | "down":
            to = index - 1 if event.action == "up" else index + 1
            if 0 <= to < len(held):
                move = Edit("move", f"{field.path}.{paths.segment_of(held, index)}", index=to)
                editing.apply(bench, (move,), "move")
                field.cursor = to
        case _:
            pass


def add(bench: Bench, citing: Citing, path: str, index: int) -> None:
    """Add an item and open it; a revision pins the plan, a frozen interface is picked in the code."""
    if path == "revision":
        editing.revise(bench)
        return
    if path == "frozen":
        citing.begin_freeze()
        return
    kind = kind_of(f"{path}.@0")
    created = bench.session.add(path, index, kind if kind in KINDS else "")
    bench.go(Place(bench.place.station, created))


def _delete(bench: Bench, field: ListField, held: tuple[Any, ...], index: int) -> None:
    """Remove a row; undo brings it back, so nothing is asked."""
    name = field.row(held[index])
    removal = Edit("remove", f"{field.path}.{paths.segment_of(held, index)}")
    if isinstance(field, CitesField) and field.spec.widget == "cite":
        removal = Edit("put", field.path, None)
    if editing.apply(bench, (removal,), f"delete {name[:40]}"):
        bench.notify(f"Deleted {name[:60]}; Ctrl+Z brings it back.", markup=False, timeout=3)
