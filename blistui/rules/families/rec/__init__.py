"""REC: Phase 0, repository recon.

Whether its citations are true is checked in `cit`.
"""

from blistui.rules.families.rec import guidelines, recon, reliance

__all__ = ["guidelines", "recon", "reliance"]
