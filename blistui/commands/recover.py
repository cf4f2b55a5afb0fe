"""`blistui recover`: what sessions that were killed have left, of one plan or of all."""

from __future__ import annotations

import argparse
import difflib
import time
from pathlib import Path
from typing import TYPE_CHECKING

from blistui.commands import output
from blistui.commands.inputs import Failure
from blistui.store.locks import real
from blistui.store.state.database import StateUnusable, state_folder

if TYPE_CHECKING:
    from blistui.store.load import Loaded
    from blistui.store.state.recovery import Leftover


def recover(parsed: argparse.Namespace) -> int:
    """List leftovers with what they would change; restore or drop the one that is named."""
    from blistui.store.state.recovery import Unrecoverable, all_leftovers

    try:
        found = all_leftovers(state_folder())
        if parsed.plan is not None:
            found = [leftover for leftover in found if leftover.path == real(parsed.plan)]
        if parsed.drop:
            return _drop(_named(found, parsed.drop))
        if parsed.restore:
            return _restore(_named(found, parsed.restore), parsed.output)
    except (StateUnusable, Unrecoverable) as error:
        raise Failure(str(error)) from error
    if not found:
        output.note("nothing is left to recover.")
    for leftover in found:
        _show(leftover)
    return 0


def _named(found: list[Leftover], name: str) -> Leftover:
    named = [leftover for leftover in found if leftover.owner.startswith(name)]
    if len(named) != 1:
        how = "no leftover has" if not named else f"{len(named)} leftovers have"
        raise Failure(f"{how} a name that begins with {name}; `blistui recover` lists them.")
    return named[0]


def _show(leftover: Leftover) -> None:
    from blistui.store.state.recovery import Unrecoverable

    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(leftover.modified))
    partly = ", recovered in part" if leftover.partly else ""
    output.line(f"{leftover.owner}  {when}  {leftover.path}{partly}")
    try:
        lines = _difference(leftover)
    except (Unrecoverable, Failure) as error:
        lines = [str(error)]
    for line in lines:
        output.line(f"    {line}")


def _difference(leftover: Leftover) -> list[str]:
    from blistui.store.save import merged_text
    from blistui.store.state.recovery import recoverable

    loaded, note = _current(leftover)
    found = recoverable(leftover, loaded, loaded.plan)
    before, after = loaded.text.splitlines(), merged_text(loaded, found.plan).splitlines()
    lines = list(difflib.unified_diff(before, after, "file", "recovered", lineterm="", n=1))
    return [*note, *found.refused, *(lines or ["Nothing would change."])]


def _current(leftover: Leftover) -> tuple[Loaded, list[str]]:
    """The plan as it is on disk, or as it was when the file is gone or broken; then a sentence says so."""
    from blistui.store.load import Unloadable, load

    try:
        return load(leftover.path), []
    except Unloadable as error:
        return leftover.before, [f"{error} Restore it with `--output FILE`."]


def _restore(leftover: Leftover, target: Path | None) -> int:
    from blistui.store.load import Unloadable, load
    from blistui.store.save import SaveFailed, save, save_as
    from blistui.store.session import Session
    from blistui.store.state.recovery import recoverable

    try:
        if target is not None:
            written = save_as(leftover.before, leftover.after, target)
            leftover.drop()
        else:
            loaded = load(leftover.path)
            refused = recoverable(leftover, loaded, loaded.plan).refused
            session = Session(loaded, state_folder())
            refused = refused or tuple(session.recover(leftover))
            if refused:
                session.close()
                raise Failure(*refused, "Nothing was written; `--output FILE` restores the whole plan there.")
            written = save(session.loaded, session.plan, will_write=session.will_write)
            session.close()
    except Unloadable as error:
        raise Failure(f"{error} `--output FILE` restores the whole plan there.") from error
    except SaveFailed as error:
        raise Failure(str(error)) from error
    output.line(str(written.path))
    return 0


def _drop(leftover: Leftover) -> int:
    if not leftover.drop():
        raise Failure(f"another window has taken the edits of {leftover.path}.")
    return 0
