"""RSK: Phase 3, the risk register.

What a PR says about its gates is checked in `prs`.
"""

from blistui.rules.families.rsk import register, validation

__all__ = ["register", "validation"]
