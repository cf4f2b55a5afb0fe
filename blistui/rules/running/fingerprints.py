"""What a finding is known by in baselines, in SARIF and between two versions of a plan."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from blistui.patterns import pattern
from blistui.rules.rule import Finding

_POSITION = pattern(r"(?<=\.)@?\d+(?=\.|\Z)")


def fingerprints(plan: str, findings: Sequence[Finding]) -> list[str]:
    """One for each finding, in order: the same as long as plan, rule and item are the same."""
    counts: dict[tuple[str, str], int] = {}
    # A waiver splits a finding in two; what it leaves is still the same one.
    order = sorted(range(len(findings)), key=lambda at: bool(findings[at].waived_by))
    found = {at: fingerprint_of(plan, findings[at].rule, findings[at].path, counts) for at in order}
    return [found[at] for at in range(len(findings))]


def fingerprint_of(plan: str, rule: str, path: str, counts: dict[tuple[str, str], int]) -> str:
    """32 hex digits for one more finding of `rule` at `path`; `counts` holds how many there were before."""
    place = rule, place_of(path)
    counts[place] = counts.get(place, 0) + 1
    named = "\0".join((plan, *place, str(counts[place])))
    return hashlib.sha256(named.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def place_of(path: str) -> str:
    """The path of an item without positions in lists."""
    # Where an item is known by its position only, an item put before it must not make it another.
    return _POSITION.sub("@", path)
