"""Targets of extension friction: the policy's, else the plan's own guidelines', else the built-in ones."""

from __future__ import annotations

import re

from blistui.patterns import pattern
from blistui.rules.prose.any_plan import fits_any_plan
from blistui.rules.prose.filled import says_something
from blistui.rules.prose.precision import praise
from blistui.rules.prose.sentences import words
from blistui.rules.rule import Context
from blistui.rules.shared.guidelines import guidelines

_COUNT = pattern(
    r"\s*(?:about|around|ca\.?|up to|at most|[~≈≤])?\s*(?P<least>\d{1,4})"
    r"(?:\s*(?:-|–|—|to|or|\.\.)\s*(?P<most>\d{1,4}))?\s*(?:files?)?\s*\.?\s*\Z",
    re.IGNORECASE,
)

_SAME_VARIANT = {
    "policy template": "policy template",
    "subsystem module": "policy template",
    "tier composition": "KV tier",
    "backend swap": "latency backend",
}
"""What one more variant is for each extension type, where the policy sets a target."""


def variant_targets(context: Context) -> dict[str, int]:
    """Files that one more variant may touch, by what it is; use `context.derived(variant_targets)`."""
    found = context.derived(guidelines)
    return found.friction_targets | context.policy.friction_targets


def extension_targets(context: Context) -> dict[str, int]:
    """Files that one more variant may touch, by extension type; use `context.derived(extension_targets)`."""
    found = context.derived(guidelines)
    own = context.policy.friction_targets
    set_here = {kind: own[variant] for kind, variant in _SAME_VARIANT.items() if variant in own}
    return found.extension_targets | set_here


def files_of(value: object) -> int | None:
    """How many files a friction says, of a range (`~3-4 files`) the most; None when it is no count."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return int(value) if value >= 0 and float(value).is_integer() else None
    found = _COUNT.match(value) if isinstance(value, str) else None
    return int(found["most"] or found["least"]) if found else None


def justifies(text: str, least: int) -> bool:
    """Whether a reason says something, in at least so many words: "it is fine" justifies nothing."""
    return says_something(text) and words(text) >= least and not praise(text) and not fits_any_plan(text)
