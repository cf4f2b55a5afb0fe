"""`blistui revise`: a revision with what changed since the last one filled in; why is asked for."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from typing import Any

from blistui.commands import output
from blistui.commands.inputs import Failure, plan_at
from blistui.commands.saving import save_plan
from blistui.plan.days import HOW, day
from blistui.repo.errors import RepositoryError
from blistui.report import changed as changed_report
from blistui.report.style import style_for
from blistui.rules.living.changed import ChangedFindings, changed_by
from blistui.rules.living.revising import Draft, draft, nothing_to_revise, revised
from blistui.store.load import Loaded
from blistui.store.session import Session
from blistui.store.versions import plan_of_revision

_FORMAT = 1


def revise(parsed: argparse.Namespace) -> int:
    """Show what changed; with --why, enter the revision and take its baseline. 0 done, 2 refused."""
    loaded = plan_at(parsed.plan)
    old, commit = _old(loaded)
    said = draft(loaded.plan, old)
    if said is None:
        raise Failure(nothing_to_revise(loaded.plan))
    said = said._replace(version=parsed.version_name or said.version, what=parsed.what or said.what)
    reasons = _reasons(parsed, said)
    if not parsed.why or not said.what:
        lacks = (
            "--why TEXT: what made the change necessary" if not parsed.why else "--what TEXT: what changed"
        )
        _show(parsed, said, commit)
        raise Failure(f"say {lacks}.", "Nothing was written.")
    if said.unknown and not parsed.dry_run:
        output.note(
            f"git has no version with the old text of {', '.join(said.unknown)}; write it into the revision."
        )
    if parsed.date and day(parsed.date) is None:
        raise Failure(f"--date {parsed.date} is no day: {HOW}.")
    session = Session(loaded)
    date = parsed.date or datetime.date.today().isoformat()
    session.apply(revised(loaded.plan, said, date, parsed.why, reasons), "revise")
    changed = changed_by(loaded.path, loaded.plan, session.plan)
    if not parsed.dry_run:
        save_plan(loaded, session.plan)
    _show(parsed, said, commit, changed)
    return 0


def _old(loaded: Loaded) -> tuple[Any, str]:
    """The version that the newest baseline pins, and its commit; a note when git does not have it."""
    try:
        found = plan_of_revision(loaded.path, loaded.plan)
    except RepositoryError as error:
        output.note(f"{error}.")
        return None, ""
    if found is None and any(one.plan_digest for one in loaded.plan.revision):
        output.note("no committed version of this file is the one that the newest baseline pins.")
    return found or (None, "")


def _reasons(parsed: argparse.Namespace, said: Draft) -> dict[str, str]:
    known = [one["guarantee"] for one in said.contracts]
    found: dict[str, str] = {}
    for text in parsed.reason or ():
        id, sign, reason = text.partition("=")
        if not sign or id not in known:
            listed = ", ".join(known) or "none"
            raise Failure(f"--reason {text}: write ID=TEXT with a contract that changed: {listed}.")
        found[id] = reason
    return found


def _show(
    parsed: argparse.Namespace, said: Draft, commit: str, changed: ChangedFindings | None = None
) -> None:
    if parsed.format == "json":
        data: dict[str, Any] = {
            "format": _FORMAT,
            "written": changed is not None and not parsed.dry_run,
            "since": commit,
            "version": said.version,
            "what": said.what,
            "contracts": list(said.contracts),
            "unknown": list(said.unknown),
        }
        if changed is not None:
            data |= changed_report.record(changed)
        output.as_json(data)
        return
    since = f", since {commit[:12]}" if commit else ""
    output.line(f"{said.version}{since}: {said.what or 'what changed is not known'}")
    for one in said.contracts:
        output.line(f"  {one['guarantee']}")
        output.line(f"    - {one['old'] or '(not known)'}")
        output.line(f"    + {one['new'] or '(dropped)'}")
    if changed is not None:
        output.report(changed_report.text(changed, style_for(sys.stdout, os.environ)))
