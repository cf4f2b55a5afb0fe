"""PRE: prerequisite: guidelines and design doc."""

from __future__ import annotations

from blistui.rules.base import Rule

RULES: tuple[Rule, ...] = ()
