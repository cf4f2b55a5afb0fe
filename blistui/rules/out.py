"""OUT: output format and context budget."""

from __future__ import annotations

from blistui.rules.base import Rule

RULES: tuple[Rule, ...] = ()
