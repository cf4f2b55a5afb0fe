"""PRS: Phase 6, the series of PRs, each with its two tiers.

The order in which they can merge is checked in `dag`.
"""

from blistui.rules.families.prs import agreement, counts, exercise, gates, recipes, series, tiers

__all__ = ["agreement", "counts", "exercise", "gates", "recipes", "series", "tiers"]
