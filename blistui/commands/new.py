"""`blistui new`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from blistui.commands import output
from blistui.commands.inputs import Failure
from blistui.store.create import Refused, create


def new(parsed: argparse.Namespace, open_plan: Callable[[list[str]], int]) -> int:
    """Write a new plan; open it when there is a terminal."""
    title = parsed.title or parsed.plan.stem.replace("-", " ").replace("_", " ").capitalize()
    try:
        loaded = create(parsed.plan, parsed.repo, title)
    except Refused as error:
        raise Failure(str(error)) from error
    output.line(str(loaded.path))
    if parsed.no_open or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return 0
    return open_plan([str(loaded.path)])
