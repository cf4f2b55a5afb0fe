"""Phase 7: what the author says about the order of merging; the graph itself is drawn from the PRs."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import PHASE_7
from blistui.plan.tables.base import Columns, Item, Refs


class IntegrationRisk(Item):
    """What can go wrong when PRs meet."""

    COLUMNS: ClassVar[Columns] = Columns(("prs", "note"))

    prs: Refs = f.refs("PRs", "The PRs that meet", PHASE_7, "pr")
    note: str = f.prose("Note", "Where they meet, and what is done about it", PHASE_7)


class Dag(Item):
    """Merge sequencing and integration risks."""

    merge_sequencing: str = f.prose("Merge sequencing", "Guidance for the person who merges", PHASE_7)
    merge_order: Refs = f.refs("Merge order", "The recommended order, when one matters", PHASE_7, "pr")
    integration_risks: tuple[IntegrationRisk, ...] = f.items(
        "Integration risks", "Where PRs that run in parallel meet", PHASE_7
    )
    integration_risks_none_because: str = f.none_because("integration risk", PHASE_7)
