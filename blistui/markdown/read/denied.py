"""Titles that say of what is below them that the plan does not have it."""

from __future__ import annotations

import re

from blistui.patterns import pattern

_FORMER = pattern(r"\b(?:former(?:ly)?|previous(?:ly)?|old|earlier|past)\b", re.IGNORECASE)
_DENIED = pattern(
    r"\b(?:no(?:t|n|ne)?|never|longer|cannot|\w+n[’']t|remov\w+|reject\w*|refus\w+|omit\w*|drop(?:ped)?|discard\w*"
    r"|former(?:ly)?|previous(?:ly)?|old|earlier|past|obsolete|deprecated|superseded|withdrawn|abandoned"
    r"|considered|alternatives?|retired|cancel\w+|postponed|deferred|without)\b",
    re.IGNORECASE,
)


def is_former(title: str) -> bool:
    """Whether a title says that it was so once: `Previous non-goals`."""
    return _FORMER.search(title) is not None


def is_denied(title: str) -> bool:
    """Whether a title says so: `Removed extension points`, `Invariants that do not hold`, `Non-risks`."""
    return _DENIED.search(title) is not None
