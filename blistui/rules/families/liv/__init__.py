"""LIV: the living document: revisions, status, and guarantees that do not change silently.

Taking a baseline is `blistui.plan.digests`.
"""

from blistui.rules.families.liv import contract_history, dates, living, merges

__all__ = ["contract_history", "dates", "living", "merges"]
