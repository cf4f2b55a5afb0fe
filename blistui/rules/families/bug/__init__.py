"""BUG: Phase 8, design bug prevention."""

from blistui.rules.families.bug import answers, prevention

__all__ = ["answers", "prevention"]
