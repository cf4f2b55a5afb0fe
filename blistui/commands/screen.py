"""Whether the workbench can be shown here."""

from __future__ import annotations

import os
import sys


def why_no_screen() -> str:
    """A sentence that says why the workbench cannot be shown; empty where it can."""
    # `textual serve` shows the workbench in a browser, and holds the other ends of the pipes.
    if os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return ""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "the workbench needs a terminal; `blistui check PLAN` works without one."
    if not sys.stderr.isatty():
        return "the workbench is drawn on stderr, which is not the terminal here."
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        shown = f"TERM is `{term}`" if term else "TERM is not set"
        return f"the workbench needs a terminal that can move its cursor, and {shown}."
    return ""
