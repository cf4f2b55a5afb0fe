"""EVO: Phase 4, architectural evolution."""

from __future__ import annotations

from blistui.rules.base import Rule

RULES: tuple[Rule, ...] = ()
