"""What the author does to the rows of a list, each turned into edits of the session."""

from __future__ import annotations

import datetime
from typing import Any

from blistui.plan import paths
from blistui.plan.edits import Edit, apply
from blistui.plan.fields import specs
from blistui.plan.ids import kind_of_list, minted
from blistui.rules.prose.wording import counted
from screens.dialogs.signer import signer
from screens.fields.citations import CitesField
from screens.fields.edited_in_row import EditedInRow
from screens.fields.items import ItemsField
from screens.fields.lists import ListField
from screens.fields.summary import is_blank, parts, text_of
from screens.form.form import Place
from screens.workbench import editing
from screens.workbench.bench import Bench
from screens.workbench.citing import Citing
from screens.workbench.living import revising
from screens.workbench.recon import assistant


def act(bench: Bench, citing: Citing, event: ListField.ActionRequested) -> None:
    """Do to a row what was asked for."""
    field, index = event.field, event.index
    held = tuple(field.read())
    if index >= len(held) and event.action in ("open", "duplicate", "delete", "drop", "up", "down"):
        return  # The key came together with the one that deleted the row.
    match event.action:
        case "capture":
            citing.begin(field)
        case "facts":
            assistant.offer(bench)
        case "type":
            citing.typed(field)
        case "open" if isinstance(field, CitesField):
            citing.show(held[index])
        case "open":
            bench.go(Place(bench.place.station, field.path_at(index)))
        case "add":
            _add_row(bench, citing, field, index)
        case "duplicate" if isinstance(field, ItemsField):
            bench.session.duplicate(field.path, index, kind_of_list(field.path))
            field.cursor = index + 1
        case "drop":
            drop_blank(bench, field.path_at(index))
        case "delete":
            _delete(bench, field, held, index)
        case "paste" if isinstance(field, ItemsField):
            _paste(bench, field, index)
        case "up" | "down":
            to = index - 1 if event.action == "up" else index + 1
            if 0 <= to < len(held):
                move = Edit("move", field.path_at(index), index=to)
                editing.apply(bench, (move,), "move")
                field.cursor = to
        case _:
            pass


def _add_row(bench: Bench, citing: Citing, field: ListField, index: int) -> None:
    """Add an item that has what is known already; it is written in its row, or on its page."""
    values = field.filled_in if isinstance(field, ItemsField) else {}
    if field.spec.item is not None and {"by", "date"} <= specs(field.spec.item).keys():
        # What is signed is signed by whoever is here, today.
        values = values | {"by": signer(bench.session.path.parent), "date": datetime.date.today().isoformat()}
    if isinstance(field, EditedInRow):
        bench.session.add(field.path, index, kind_of_list(field.path), values)
        field.edit(index)
    else:
        add(bench, citing, field.path, index, values)


def add(bench: Bench, citing: Citing, path: str, index: int, values: dict[str, str]) -> None:
    """Add an item that begins with `values` and open it.

    A revision pins the plan, and a frozen interface is picked in the code.
    """
    if path == "revision":
        revising.begin(bench)
        return
    if path == "frozen":
        citing.begin_freeze()
        return
    created = bench.session.add(path, index, kind_of_list(path), values)
    bench.go(Place(bench.place.station, created))


def _paste(bench: Bench, field: ItemsField, index: int) -> None:
    """Add the lines that were typed or pasted on the list as new items."""
    lines, field.typed = field.typed, ()
    kind = kind_of_list(field.path)
    blank = paths.get(apply(bench.session.plan, (Edit("insert", field.path, {}, 0),)), field.path)[0]
    key = text_of(type(blank)) if field.path not in ("revision", "frozen") else ""
    if not lines or not key:
        bench.notify("There is no text to add here: paste it on this list first.", markup=False)
        return
    after = bench.session.plan
    edits: list[Edit] = []
    for number, line in enumerate(lines):
        values = minted(after, kind, field.path, {key: line})
        edits.append(Edit("insert", field.path, values, index + number))
        after = apply(after, edits[-1:])
    if editing.apply(bench, tuple(edits), f"paste {counted(len(lines), 'item')}"):
        bench.notify(f"Added {counted(len(lines), 'item')}; Ctrl+Z takes that back.", markup=False)


def drop_blank(bench: Bench, path: str) -> None:
    """An item that is left before anything was written into it goes, as an empty row does.

    Not while steps are taken back: that would be an edit, and forget what can be done again.
    """
    if bench.session.can_redo:
        return
    try:
        is_left = is_blank(paths.get(bench.session.plan, path))
    except paths.PathError:
        return  # It was deleted, or its edit undone.
    if is_left:
        editing.apply(bench, (Edit("remove", path),), "drop an empty item")


def _delete(bench: Bench, field: ListField, held: tuple[Any, ...], index: int) -> None:
    """Remove a row; where something is written in it, only when asked twice."""
    name = field.row(held[index])
    if field.to_delete is not held[index] and not is_blank(held[index]):
        field.to_delete = held[index]
        inside = f", with its {parts(held[index])}" if parts(held[index]) else ""
        bench.notify(f"d again deletes {name[:60]}{inside}", severity="warning", markup=False, timeout=4)
        return
    field.to_delete = None
    removal = Edit("remove", field.path_at(index))
    if isinstance(field, CitesField) and field.spec.widget == "cite":
        removal = Edit("put", field.path, None)
    if editing.apply(bench, (removal,), f"delete {name[:40]}") and not is_blank(held[index]):
        bench.notify(f"Deleted {name[:60]}; Ctrl+Z brings it back.", markup=False, timeout=3)
