"""What the author does to fields and to the plan as a whole, each turned into edits of the session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.ids import KINDS, kind_of_list, why_not_an_id
from blistui.plan.remarks import remarks
from blistui.plan.signatures import sealing
from blistui.rules.rule import Finding
from blistui.rules.running.fixes import Fixed, fix_all
from screens.dialogs.ask import Choice, Line, Lines
from screens.fields.edited_in_row import EditedInRow
from screens.fields.field import Field
from screens.fields.pick import IdField, PickField
from screens.form import places
from screens.form.form import Place
from screens.form.phases import BY_KEY, station_of
from screens.widgets.in_thread import in_thread
from screens.workbench.bench import Bench
from screens.workbench.help import explain_place

if TYPE_CHECKING:
    from blistui.rules.living.reanchor import Reanchored


def edit(bench: Bench, path: str, value: Any) -> None:
    """Put a value; a refusal is shown. A signature is for the item as it is at that moment."""
    try:
        if path.startswith("attestation."):
            seals = sealing(paths.put(bench.session.plan, path, value), path)
            label = paths.named(bench.session.plan, path)
            bench.session.apply((Edit("put", path, value), *seals), label, typing=True)
        else:
            bench.session.edit(path, value)
    except (paths.PathError, paths.ValueRefused) as error:
        bench.notify(str(error), severity="error", markup=False)


def show_change(bench: Bench, before: Plan) -> None:
    """Go to what differs from the plan `before`: undo is never out of sight."""
    # Deferred for the first frame: only undo needs it here.
    from blistui.plan.difference import difference

    change = next(iter(difference(before, bench.session.plan)), None)
    if change is None:
        return
    # A remark stands beside the item that it is about.
    said = (one for plan in (bench.session.plan, before) for one in remarks(plan))
    path = next((one.about for one in said if change.path.startswith(one.path)), change.path)
    fields = bench.form.fields if bench.form is not None else ()
    if any(isinstance(f, EditedInRow) and path.startswith(f"{f.path}.") for f in fields):
        return  # It stands in its row.
    there = places.place_of(bench.session.plan, path, station_of(path).key)
    if there != bench.place:
        # Not `go`: a blank item that is left by a step of undo is not left by the author.
        bench.show_place(there, path)
    elif bench.form is not None and isinstance(bench.focused, Field) and not bench.focused.holds(path):
        bench.form.focus_path(path)


def reanchor(bench: Bench) -> None:
    """Make the current commit the plan's base, unless a citation is unsettled there."""
    repository, plan = bench.validator.repository, bench.session.plan
    head = repository.head() if repository is not None else None
    if repository is None or head is None:
        bench.notify("There is no commit to re-anchor to.", markup=False)
        return

    def look() -> Reanchored:
        # Deferred for the first frame: verification is loaded by the thread that needs it.
        from blistui.rules.living.reanchor import to_commit

        return to_commit(plan, repository, head)

    in_thread(bench, "reanchor", look, partial(_reanchored, bench, plan))


def _reanchored(bench: Bench, plan: Plan, moved: Reanchored) -> None:
    if moved.unsettled:
        named = ((paths.named(plan, path), result) for path, result in moved.unsettled)
        text = "\n".join(f"{name}: {result.status}\n   {result.message}" for name, result in named)
        title = "Fix these citations first"
        bench.ask_behind(title, Choice(title, text, [("ok", "OK")]))
    elif bench.session.plan is not plan:
        bench.notify("The plan has changed meanwhile; re-anchor it again.", markup=False)
    elif apply(bench, moved.edits, "re-anchor to the current commit"):
        bench.notify("Every citation is pinned to the current commit; Ctrl+Z takes that back.", markup=False)
    else:
        bench.notify("The plan rests on the current commit already.", markup=False)


def apply_every_fix(bench: Bench) -> None:
    """Apply every mechanical fix as one step."""
    validator, plan = bench.validator, bench.session.plan

    def find(changed: Plan) -> tuple[Finding, ...]:
        return validator.check(changed, 0).findings

    in_thread(bench, "fixes", lambda: fix_all(plan, find), partial(_fixed, bench, plan))


def _fixed(bench: Bench, plan: Plan, fixed: Fixed) -> None:
    if bench.session.plan is not plan:
        bench.notify("The plan has changed meanwhile; ask for the fixes again.", markup=False)
        return
    edits = tuple(edit for finding in fixed.applied if finding.fix for edit in finding.fix.edits)
    if not edits:
        bench.notify("No finding has a mechanical fix.", markup=False)
    elif apply(bench, edits, f"apply {len(fixed.applied)} fixes"):
        bench.notify(f"Applied {len(fixed.applied)} fixes; Ctrl+Z takes them back.", markup=False)


def apply(bench: Bench, edits: tuple[Edit, ...], label: str) -> bool:
    """Apply edits as one step; a refusal is shown."""
    try:
        return bench.session.apply(edits, label)
    except (paths.PathError, paths.ValueRefused) as error:
        bench.notify(str(error), severity="error", markup=False)
        return False


def pick(bench: Bench, field: PickField) -> None:
    """Let the author pick a value, or ask for a new id; never over another question."""
    # Deferred for the first frame.
    from screens.dialogs.picker import Picker

    if bench.app.screen is not bench:
        return
    if isinstance(field, IdField):
        rename(bench, field)
        return
    chosen = (field.read(),) if isinstance(field.read(), str) else tuple(field.read())
    options = field.options()
    if not options:
        made = [station_of(KINDS[kind].at[0]) for kind in field.spec.refs]
        where = " or ".join(dict.fromkeys(f"{station.mark} {station.title}" for station in made))
        bench.notify(f"There is nothing to pick yet; it is made under {where or 'each phase'}.", markup=False)
        return

    def picked(values: tuple[str, ...] | None) -> None:
        if values is not None and field.is_attached:
            field.become(values if field.several else values[0])

    picker = Picker(field.spec.title, options, chosen, field.several)
    findings = bench.result.findings if bench.result is not None else ()
    picker.helped = lambda: explain_place(bench.session.plan, field, BY_KEY[bench.place.station], findings)
    bench.app.push_screen(picker, picked)


def rename(bench: Bench, field: IdField) -> None:
    """Ask for a new id and rewrite every reference to the old one."""
    path = field.path.rpartition(".")[0]
    kind = kind_of_list(path.rpartition(".")[0])

    def refuse(answers: dict[str, str]) -> str:
        new = answers["id"]
        return "" if new == field.read() else why_not_an_id(bench.session.plan, kind, new)

    def renamed(answers: dict[str, str] | None) -> None:
        if answers is None or answers["id"] == field.read():
            return
        new = answers["id"]
        parent = path.rpartition(".")[0]
        if apply(bench, (Edit("rename", path, new),), f"rename to {new}"):
            bench.go(Place(bench.place.station, f"{parent}.{new}", bench.place.tier))

    text = "Every reference follows, and mentions of it in prose."
    bench.app.push_screen(
        Lines(f"Rename {field.read()}", [Line("id", "New id", str(field.read()))], refuse, text), renamed
    )
