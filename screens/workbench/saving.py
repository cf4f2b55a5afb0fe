"""Saving, leaving, and what a killed session left."""

from __future__ import annotations

import datetime
import difflib
import os.path
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock

from blistui.rules.prose.wording import counted
from blistui.store.load import Loaded, Unloadable, load
from blistui.store.save import (
    ChangedOnDisk,
    GoneFromDisk,
    SaveFailed,
    beside,
    merged_text,
    save_as,
    save_beside,
)
from blistui.store.save import save as write
from blistui.store.state.database import StateUnusable
from blistui.store.state.recovery import Leftover, Recoverable, Unrecoverable, recoverable
from screens.dialogs.ask import Choice, Line, Lines, expanded
from screens.fields.field import Field
from screens.messages import OpenPlan
from screens.widgets.in_thread import on_loop
from screens.workbench.bench import Bench

ONE_AT_A_TIME = Lock()
"""Held until the session knows what was written: its own save is not to look like that of another program."""


def save(bench: Bench, then: Callable[[], None] | None = None) -> None:
    """Write the plan in a worker; the author types on."""
    bench.session.seal()
    bench.run_worker(lambda: _save(bench, False, then), thread=True, group="save")


def _save(bench: Bench, over_theirs: bool, then: Callable[[], None] | None) -> None:
    app = bench.app
    with ONE_AT_A_TIME:
        loaded, plan = bench.session.loaded, bench.session.plan
        try:
            written = write(loaded, plan, over_theirs=over_theirs, will_write=bench.session.will_write)
        except ChangedOnDisk as conflict:
            on_loop(app, partial(_ask, bench, conflict, then))
        except GoneFromDisk as gone:
            on_loop(app, partial(_ask_where, bench, gone, then))
        except SaveFailed as error:
            on_loop(app, partial(_failed, bench, str(error)))
        else:
            on_loop(app, partial(_saved, bench, written, then))


def _failed(bench: Bench, why: str) -> None:
    bench.notify(why, severity="error", markup=False, timeout=10)


def _saved(bench: Bench, written: Loaded, then: Callable[[], None] | None) -> None:
    bench.session.saved(written)
    bench.notify(f"Saved {written.path.name}", markup=False, timeout=2)
    # What was typed while the file was written is not to be lost.
    if then is not None and not bench.session.dirty:
        then()


def _ask(bench: Bench, conflict: ChangedOnDisk, then: Callable[[], None] | None) -> None:
    theirs = conflict.theirs.decode("utf-8", errors="replace").splitlines()
    try:
        mine = merged_text(bench.session.loaded, bench.session.plan).splitlines()
    except SaveFailed as error:
        shown = str(error)
    else:
        lines = list(difflib.unified_diff(theirs, mine, "on disk", "yours", lineterm="", n=2))
        shown = "\n".join(lines[:400])
    text = f"{conflict.path.name} was changed on disk since it was read. Nothing has been written.\n\n{shown}"
    path = bench.session.path
    mine_name, theirs_name = beside(path, "mine").name, beside(path, "theirs").name
    if bench.session.dirty:
        answers = [
            ("both", f"Keep both: mine as {mine_name}"),
            ("mine", f"Keep mine: theirs as {theirs_name}"),
            ("theirs", f"Take theirs: mine as {mine_name}"),
        ]
    else:
        answers = [
            ("theirs", "Take theirs: nothing of mine is unsaved"),
            ("mine", f"Keep mine: theirs as {theirs_name}"),
        ]

    def answered(word: str | None) -> None:
        if word == "mine":
            bench.run_worker(lambda: _save(bench, True, then), thread=True, group="save")
        elif word == "both":
            _save_beside(bench, then)
        elif word == "theirs":
            _take_theirs(bench)

    bench.app.push_screen(Choice("The file has changed on disk", text, [*answers, ("", "Go back")]), answered)


def _ask_where(bench: Bench, gone: GoneFromDisk, then: Callable[[], None] | None) -> None:
    """The file is not where it was read: nothing is made there before the author says so."""
    name = gone.path.name
    answers = [("again", f"Make {name} again where it was"), ("choose", "Save under another name")]
    if gone.now is not None:
        there = os.path.relpath(gone.now, gone.path.parent)
        answers.insert(0, ("there", f"Save as {there}, where it seems to be now"))

    def answered(word: str | None) -> None:
        if word == "again":
            bench.run_worker(lambda: _save(bench, True, then), thread=True, group="save")
        elif word == "choose":
            _save_under(bench, "Save the plan", name, partial(_go_on_with, bench, then))
        elif word == "there" and gone.now is not None:
            session, there = bench.session, gone.now
            try:
                write(session.loaded._replace(path=there), session.plan, will_write=session.will_write)
            except SaveFailed as error:
                _failed(bench, str(error))
            else:
                _go_on_with(bench, then, there)

    text = f"{gone.path} was renamed, moved or deleted since it was read. Nothing has been written."
    bench.app.push_screen(
        Choice("The file is not there any more", text, [*answers, ("", "Go back")]), answered
    )


def _go_on_with(bench: Bench, then: Callable[[], None] | None, path: Path) -> None:
    """The plan was saved in the file at `path`: that is what is open from here on."""
    if then is not None:
        then()
        return
    try:
        loaded = load(path)
    except Unloadable as error:
        _failed(bench, str(error))
    else:
        _open(bench, loaded)
        bench.notify(f"Saved {path.name}", markup=False, timeout=2)


def _open(bench: Bench, loaded: Loaded) -> None:
    """Open a plan in the place of the one that was open, where the author was."""
    at = bench.focused.path if isinstance(bench.focused, Field) else bench.place.path
    bench.post_message(OpenPlan(loaded, bench.session, bench.place.station, at))


def _take_theirs(bench: Bench) -> None:
    """Open the plan as it is on disk; unsaved edits of the one that was open are kept beside it."""
    try:
        loaded = load(bench.session.path)
        if bench.session.dirty:
            save_beside(bench.session.loaded, bench.session.plan, "mine")
    except (Unloadable, SaveFailed) as error:
        bench.notify(str(error), severity="error", markup=False, timeout=10)
    else:
        _open(bench, loaded)


def save_copy(bench: Bench) -> None:
    """Ask for a file and write the plan there too; what is open stays open."""

    def copied(path: Path) -> None:
        bench.notify(f"Saved a copy: {path.name}", markup=False)

    _save_under(bench, "Save a copy", beside(bench.session.path, "copy").name, copied)


def _save_under(bench: Bench, title: str, name: str, saved: Callable[[Path], object]) -> None:
    """Ask for a file that does not exist yet, at first `name`, and write the plan there."""
    session = bench.session

    def path_of(answers: dict[str, str]) -> Path:
        return session.path.parent / expanded(answers["path"])

    def refuse(answers: dict[str, str]) -> str:
        if not answers["path"]:
            return "Name a file."
        try:
            save_as(session.loaded, session.plan, path_of(answers))
        except SaveFailed as error:
            return str(error)
        return ""

    def answered(answers: dict[str, str] | None) -> None:
        if answers is not None:
            saved(path_of(answers))

    line = Line("path", "File, from the folder of the plan", name)
    bench.app.push_screen(Lines(title, [line], refuse), answered)


def _save_beside(bench: Bench, then: Callable[[], None] | None) -> None:
    try:
        copy = save_beside(bench.session.loaded, bench.session.plan, "mine")
    except SaveFailed as error:
        bench.notify(str(error), severity="error", markup=False, timeout=10)
        return
    bench.notify(
        f"Saved as {copy.path.name}; open it with: blistui {copy.path.name}", markup=False, timeout=8
    )
    if then is not None:
        then()


class _Leaving(Choice):
    """The question before quitting; there is never more than one."""


def leave(bench: Bench) -> None:
    """Quit, after asking about what is unsaved."""
    if not bench.session.dirty:
        _quit(bench)
        return
    if isinstance(bench.app.screen, _Leaving):
        return
    answers = [("save", "Save and quit"), ("discard", "Quit without saving"), ("", "Stay")]

    def answered(word: str | None) -> None:
        if word == "save":
            save(bench, then=lambda: _quit(bench))
        elif word == "discard":
            _quit(bench)

    text = f"{bench.session.path.name} has edits that are not saved."
    bench.app.push_screen(_Leaving("Save before quitting?", text, answers), answered)


def _quit(bench: Bench) -> None:
    bench.session.close()
    bench.app.exit()


def offer(bench: Bench, *left: Leftover) -> None:
    """Offer the newest unsaved edits that were left; those that would change nothing are dropped."""
    app, loaded, plan = bench.app, bench.session.loaded, bench.session.plan

    def look() -> None:
        for leftover in left:
            try:
                changes = recoverable(leftover, loaded, plan)
                if not changes.nothing:
                    on_loop(app, partial(_offer, bench, leftover, changes))
                    return
                leftover.drop()
            except (Unrecoverable, StateUnusable) as error:
                on_loop(app, partial(bench.notify, str(error), severity="warning", markup=False, timeout=10))

    bench.run_worker(look, thread=True, group="recovery")


def _offer(bench: Bench, leftover: Leftover, changes: Recoverable) -> None:
    when = datetime.datetime.fromtimestamp(leftover.modified).strftime("%Y-%m-%d %H:%M")
    named = ", ".join(changes.fields[:3]) + (", …" if len(changes.fields) > 3 else "")
    count = len(changes.fields)
    edits = f"{counted(count, 'field')} changed and not saved ({named})" if count else "unsaved edits"
    unfit = " Not all of it fits the current file." if changes.unfit else ""
    text = f"A session that ended on {when} left {edits}.{unfit} Recover? Undo takes it back."
    answers = [("recover", "Recover"), ("drop", "Throw them away"), ("", "Ask me next time")]

    def answered(word: str | None) -> None:
        if word == "recover":
            refused = bench.session.recover(leftover)
            if refused:
                bench.app.push_screen(Choice("Recovered, but not all", "\n".join(refused), [("ok", "OK")]))
            else:
                bench.notify("Recovered; save to keep.", markup=False)
        elif word == "drop":
            try:
                leftover.drop()
            except StateUnusable as error:
                bench.notify(str(error), severity="error", markup=False, timeout=10)

    bench.app.push_screen(Choice("Unsaved edits were found", text, answers), answered)
