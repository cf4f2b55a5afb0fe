"""EVO: Phase 4, the evolution of the architecture.

What blocks and extension points are is checked in `con`; which PR changes which block, in `prs`.
"""

from blistui.rules.families.evo import evolution, tradeoffs

__all__ = ["evolution", "tradeoffs"]
