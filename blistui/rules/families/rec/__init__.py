"""REC: Phase 0, repository recon.

Whether its citations are true is checked in `cit`.
"""

from blistui.rules.families.rec import recon, reliance

__all__ = ["recon", "reliance"]
