"""DAG: Phase 7, dependency graph."""

from __future__ import annotations

from blistui.rules.base import Rule

RULES: tuple[Rule, ...] = ()
