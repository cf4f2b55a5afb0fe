"""How long the parts are that a human reviews, measured once for all rules of a run."""

from __future__ import annotations

from blistui.markdown.write.document import Budgets, budgets
from blistui.rules.rule import Context


def core_lines(context: Context) -> Budgets:
    """Lengths of what a human reviews, in lines of the export; use `context.derived(core_lines)`."""
    return budgets(context.plan)
