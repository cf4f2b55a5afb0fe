"""Whether a text denies something: a negation stands before it in the same clause, or the text is one."""

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
_NO_LOSS = pattern(
    r"(?i)\W*(?:nothing of (?:note|importance|value|interest)|nothing|(?:very )?little|not much"
    r"|no(?:t any)? (?:\w+ )?(?:loss|behaviou?r|difference|effect|fidelity|details?|information|accuracy"
    r"|realism))\b(?!-| of\b| about\b)(?!.*\b(?:but|except|besides|beyond|than|apart)\b)"
)
_NO_CONDITION = pattern(
    r"(?i)\W*(?:never|(?:in|under) no (?:case|conditions?|circumstances?)|not at all|rarely|(?:it|this|that) "
    r"(?:never|(?:does|will) not|(?:does|wo)n['’]t))(?:,? (?:really|matters?|at all|here|in practice"
    r"|for (?:us|this plan)|in this (?:plan|study)))*\W*\Z"
)
_BEGINS_NO_LOSS = ("no", "very", "litt")
_BEGINS_NO_CONDITION = ("neve", "in n", "unde", "not ", "rare", "it", "this", "that")
"""How texts begin in which the two patterns find anything: asking for that first is many times as fast."""
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


def no_loss(text: str) -> bool:
    """Whether the text says that nothing is lost; "nothing but the spread" names what is."""
    return text.lstrip()[:4].casefold().startswith(_BEGINS_NO_LOSS) and bool(_NO_LOSS.match(text))


def no_condition(text: str) -> bool:
    """Whether the text says that something is never so, and names no condition."""
    return text.lstrip()[:4].casefold().startswith(_BEGINS_NO_CONDITION) and bool(_NO_CONDITION.match(text))
