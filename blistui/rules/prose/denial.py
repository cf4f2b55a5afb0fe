"""Whether a text denies something: a negation stands before it in the same clause, not too far away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import SignedPattern, pattern

_CLAUSE_END = pattern(r"[.;:!?,()–—]|\s-\s")
_NEGATION = pattern(
    r"(?i)\b(?:(?:no|not|without)\b(?! (?:only|just|doubt)\b)|(?:none|nothing|never|neither|nor|cannot)\b"
    r"|\w+n['’]t\b|(?:instead of|rather than|avoid(?:s|ed|ing)?)\b)"
)
SAYING_WORD = r"(?!(?:no|not|none|nothing|never|neither)\b)[\w'’-]+"
"""Part of a pattern: a word that is no negation. In `adds no key` the negation is inside of what is found,
where `denied` does not look."""
_FAR = 200
"""Characters before the words in which the negation may stand."""


def denied(text: str, at: int) -> bool:
    """Whether a negation is before position `at` in the same clause."""
    start = max(0, at - _FAR)
    start = max((end.end() for end in _CLAUSE_END.finditer(text, start, at)), default=start)
    return bool(_NEGATION.search(text, start, at))


def asserted(words: re.Pattern[str] | SignedPattern, text: str) -> Iterator[re.Match[str]]:
    """What `words` finds in `text`, without what is denied there."""
    return (found for found in words.finditer(text) if not denied(text, found.start()))
