"""A text that an import could not place is moved to the field that the author names."""

from __future__ import annotations

from functools import partial

from blistui.patterns import pattern
from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.find import Hit, fields_named
from blistui.plan.ids import kind_of_list, minted
from screens.fields.lists import short
from screens.fields.summary import text_of
from screens.form.form import Place
from screens.widgets.lines import keys
from screens.workbench import editing
from screens.workbench.bench import Bench
from screens.workbench.find_text import FindText, Found, in_phases, name_of

_BULLET = pattern(r"[-*+•] +")


def begin(bench: Bench, path: str) -> None:
    """Ask for the field that the text of the leftover at `path` belongs to."""
    plan = bench.session.plan
    held = paths.get(plan, path)
    at = plan.leftover.index(held)

    def chosen(found: Found | None) -> None:
        if found is None:
            return
        if bench.session.plan is not plan:
            bench.notify("The plan has changed meanwhile; move the text again.", markup=False)
            return
        to = found.hits[found.at]
        if editing.apply(bench, moved(plan, path, to.path), f"move {held.id}"):
            left = [there for there, _ in paths.with_paths(bench.session.plan.leftover, "leftover")]
            bench.go(Place("review"), focus=left[min(at, len(left) - 1)] if left else "leftover")
            bench.notify(f"Moved {held.id} to {name_of(to)}; Ctrl+Z takes it back.", markup=False)

    title = f"Move “{short(held.text)}” to"
    hints = keys(("Enter", "move"), ("Esc", "back"), ("F1", "help"))
    wanted = "the name of a field, such as PR1 scope"
    bench.app.push_screen(FindText(title, partial(takers, plan), Found(), wanted, hints), chosen)


def takers(plan: Plan, text: str) -> Found:
    """The fields of that name that take a text, in the order of the phases."""
    found = fields_named(plan, text, of_items=True)
    return Found(text, tuple(in_phases(hit for hit in found if _takes(plan, hit))))


def _takes(plan: Plan, hit: Hit) -> bool:
    spec = paths.spec_at(plan, hit.path)
    if spec is None or hit.path.startswith("leftover") or spec.key == "id":
        return False
    if spec.widget == "items":
        return spec.item is not None and bool(text_of(spec.item)) and hit.path not in ("revision", "frozen")
    return spec.widget in ("line", "prose", "lines") and not spec.place


def moved(plan: Plan, path: str, to: str) -> tuple[Edit, ...]:
    """The steps that put the text of the leftover at `path` behind what is in the field `to`."""
    text, spec, value = paths.get(plan, path).text.strip(), paths.spec_at(plan, to), paths.get(plan, to)
    assert spec is not None
    lines = [_BULLET.sub("", line.strip(), count=1) for line in text.splitlines() if line.strip()]
    match spec.widget:
        case "lines":
            put = Edit("put", to, (*value, *lines))
        case "line":
            put = Edit("put", to, " ".join([value, *lines]).strip())
        case "items" if spec.item is not None:
            item = minted(plan, kind_of_list(to), to, {text_of(spec.item): " ".join(lines)})
            put = Edit("insert", to, item, len(value))
        case _:
            put = Edit("put", to, "\n\n".join(part for part in (value, text) if part))
    return put, Edit("remove", path)
