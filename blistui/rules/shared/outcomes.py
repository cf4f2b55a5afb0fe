"""What follows from a validation that failed."""

from __future__ import annotations

import re

from blistui.plan.ids import ids_of
from blistui.plan.tables.risks import Risk
from blistui.rules.prose.filled import says_something
from blistui.rules.rule import Context

_CHANGED = ("pr", "block", "guarantee", "crosscutting", "extension_point", "scope", "tradeoff", "change")
"""Kinds of items that a plan changes when a validation fails."""


def _names(context: Context) -> frozenset[str]:
    found = {own for kind in _CHANGED for own in ids_of(context.plan, kind)}
    found.update(block.name for block in context.plan.block if block.name.strip())
    for revision in context.plan.revision:
        found.update(name for name in (revision.id, revision.version) if name.strip())
    return frozenset(name.casefold() for name in found)


def plan_changed_for(context: Context, risk: Risk) -> bool:
    """Whether the plan changes of a failed validation name an item of the plan, or a revision of it."""
    names = context.derived(_names)
    text = risk.plan_changes.casefold()
    if not says_something(text):
        return False
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) for name in names if name in text)
