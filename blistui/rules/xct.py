"""XCT: Phase 5, cross-cutting infrastructure."""

from __future__ import annotations

from blistui.rules.base import Rule

RULES: tuple[Rule, ...] = ()
