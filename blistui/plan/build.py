"""Builds the validator of plans, once in a process and without what only plugins of pydantic need."""

from __future__ import annotations

from blistui.plan.document import Plan
from blistui.postponed import postponed


def build_plan_model() -> None:
    """Build the validator of `Plan`, unless it is built."""
    if Plan.__pydantic_complete__:
        return
    # Pydantic looks for plugins there though they are off (PYDANTIC_DISABLE_PLUGINS): with the mail and
    # archive modules behind it, the import takes twice as long as the building itself.
    with postponed("importlib.metadata", "entry_points"):
        Plan.model_rebuild()
