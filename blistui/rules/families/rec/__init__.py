"""REC: Phase 0, repository recon.

Whether its citations are true is checked in `cit`.
"""

from blistui.rules.families.rec import coverage, guidelines, recon, reliance

__all__ = ["coverage", "guidelines", "recon", "reliance"]
