"""Which PR a heading names, and the parts of one section put together."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Part
from blistui.patterns import pattern

_PR = pattern(
    r"(?:\d+(?:\.\d+)*[.)]?\s+|[A-Z][a-z]+ [A-Z0-9]{1,3}\s*[:—–-]\s+)?"
    r"(?P<id>(?:PR|WP)\s*(?:#\s*|-)?\d+[a-z]?)\b\s*(?:\((?P<remark>[^()]*)\)\s*)?"
    r"(?:[:.·•|—–-]+\s*(?P<title>.*))?$",
    re.IGNORECASE,
)
_NAMED = pattern(r"(?P<id>[A-Za-z]*-?\d[\w-]*|[A-Za-z0-9][\w-]*-\d+[\w-]*)\s*[:—–-]\s+(?P<title>.*)$")


def pr_of(title: str) -> tuple[str, str]:
    """The id and the title of a PR in a heading as people write it, such as `### 1. **PR #1: Add a heap**`;
    empty when it heads no PR."""
    flat = title.replace("**", "").strip()
    found = _PR.match(flat)
    if found:
        title = found["title"] or found["remark"] or ""
        return re.sub(r"[\s#]|(?<=[A-Z])-(?=\d)", "", found["id"].upper()), title.strip()
    named = _NAMED.match(flat)
    if named and not re.match(r"(?:phase|part|step|task|day|week)\b", flat, re.IGNORECASE):
        return named["id"], named["title"].strip()
    return "", ""


def names_pr(title: str) -> str:
    """The id of the PR that a text is a heading of, where it says `PR`; empty when it is none."""
    return pr_of(title)[0] if _PR.match(title.replace("**", "").strip()) else ""


def merged(parts: list[Part]) -> Part:
    """Parts that are the same section, as one."""
    first, *more = parts
    if not more:
        return first
    return Part(
        first.line,
        first.level,
        first.title,
        [node for part in parts for node in part.nodes],
        [below for part in parts for below in part.parts],
    )
