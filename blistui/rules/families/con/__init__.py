"""CON: Phase 2, the concept model.

What the PRs deliver of it is checked with the PRs.
"""

from blistui.rules.families.con import (
    agreement,
    blocks,
    events,
    extension_points,
    interactions,
    ownership,
    system,
)

__all__ = ["agreement", "blocks", "events", "extension_points", "interactions", "ownership", "system"]
