"""PRS: Phase 6, ordered PR series."""

from __future__ import annotations

from blistui.rules.base import Rule

RULES: tuple[Rule, ...] = ()
