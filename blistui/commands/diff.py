"""`blistui diff`: what differs between two versions of a plan, in the plan's terms."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from blistui.commands import output
from blistui.commands.inputs import Failure, plan_at
from blistui.plan.difference import difference
from blistui.plan.document import Plan
from blistui.report.difference import render
from blistui.report.style import style_for
from blistui.store.load import Unloadable
from blistui.store.versions import plan_at as plan_at_commit
from blistui.store.versions import split


def diff(parsed: argparse.Namespace) -> int:
    """Print the difference; 0 when both say the same, 1 when they differ, 2 when one cannot be read."""
    path, commit = split(parsed.old)
    if parsed.new is None:
        # One version: against the file as it is.
        old, new = f"{path}@{commit or 'HEAD'}", str(path)
    else:
        old, new = parsed.old, parsed.new
    changes = difference(_read(old), _read(new))
    write = {"text": output.report, "markdown": output.lines, "json": output.json}[parsed.format]
    write(render(parsed.format, changes, old, new, style_for(sys.stdout, os.environ)))
    return 1 if changes else 0


def _read(text: str) -> Plan:
    path, commit = split(text)
    if not commit:
        return plan_at(Path(text)).plan
    try:
        return plan_at_commit(path, commit).plan
    except Unloadable as error:
        raise Failure(str(error)) from error
