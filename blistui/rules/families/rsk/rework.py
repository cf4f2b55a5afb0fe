"""The cost of being wrong, counted in PRs."""

from __future__ import annotations

import re
from math import ceil
from typing import TypeGuard

from blistui.patterns import pattern
from blistui.plan.tables.risks import Risk

MANDATORY = 3
"""PRs of rework from which a validation is mandatory."""

_COUNTED = pattern(
    r"(?<![\w.])(\d{1,6}(?:\.\d{1,3})?)\s*(?:additional\s+|more\s+)?PRs?\b(?!\s*#?\d)", re.IGNORECASE
)
_ALONE = pattern(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*\Z")
_ALL = pattern(r"\b(?:all|every|everything|whole|entire)\b", re.IGNORECASE)


def is_cost(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number of PRs: whole or half, not negative."""
    if isinstance(value, float):
        return value >= 0 and (2 * value).is_integer()
    return isinstance(value, int) and value >= 0


def stated_cost(text: str) -> float | None:
    """The number of PRs in words such as `0.5 PR`, or None."""
    counts = {float(found) for found in _COUNTED.findall(text)} or {
        float(found) for found in _ALONE.findall(text)
    }
    return counts.pop() if len(counts) == 1 else None


def whole(cost: float) -> int | float:
    """The cost as people write it: 2 and not 2.0."""
    return int(cost) if float(cost).is_integer() else cost


def affected(risk: Risk) -> list[str]:
    """The affected PRs, each once."""
    return list(dict.fromkeys(own for own in risk.affects if own.strip()))


def likely_cost(risk: Risk, prs: int) -> float:
    """PRs of rework, the most that the row can mean; `prs` is the number of PRs in the plan.

    Otherwise writing the cost in words would avoid the rule on mandatory validation.
    """
    if isinstance(risk.cost, (int, float)):
        return risk.cost if is_cost(risk.cost) else float(len(affected(risk)))
    text = risk.cost or ""
    stated = stated_cost(text)
    if stated is not None:
        return stated
    return float(prs if _ALL.search(text) else len(affected(risk)))


def agree(cost: float, affected_prs: int) -> bool:
    """Whether a cost fits the number of PRs named: a half is part of one PR."""
    return ceil(cost) == affected_prs
