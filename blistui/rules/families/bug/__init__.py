"""BUG: Phase 8, design bug prevention.

Invariants and goldens are compared with each other in `xct`.
"""

from blistui.rules.families.bug import answers, prevention

__all__ = ["answers", "prevention"]
