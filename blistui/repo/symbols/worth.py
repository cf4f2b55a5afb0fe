"""What is looked for more often than the rest, by its path and kind: points for a finder."""

from __future__ import annotations

from blistui.patterns import pattern

_ASIDE = pattern(r"(?:\A|/)(?:vendor|testdata|third_party|node_modules|_\w*|\.[^/]+)/")
_OF_KIND = {"struct": 4, "interface": 4, "type": 3, "func": 2, "method": 1, "test": -4}


def worth_of_path(path: str) -> float:
    """Code before documents, what is near the top before what is deep below, tests and copies last."""
    points = -1.0 * path.count("/")
    if path.endswith(".go"):
        points += 3
        if path.endswith("_test.go"):
            points -= 8
        elif path.endswith((".pb.go", ".pb.gw.go")):
            points -= 4
    return points - 15 if _ASIDE.search(path) else points


def worth_of_kind(kind: str) -> float:
    """Types before what is done with them, tests last."""
    return _OF_KIND.get(kind, 0)
