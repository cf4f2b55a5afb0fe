"""Section I, how many lines of code a PR has: a number, or an author's words for it."""

from __future__ import annotations

import re

from blistui.markdown.read.denials import denied
from blistui.markdown.read.draft import Target, target
from blistui.markdown.read.labelled import LabelledText
from blistui.markdown.read.words import stated
from blistui.patterns import pattern
from blistui.plan.tables.series import PullRequest

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)"
_UNIT = r"(?:non-test )?(?:S?LOC|lines?(?: of (?:non-test )?code)?)(?:,? \(?(?:non-test|without tests)\)?)?"
_ABOUT = r"(?:[~≈]\s*|about |around |approx(?:\.|imately) )?"
_ALONE = pattern(
    rf"{_ABOUT}(?P<sign>-?){_NUMBER}(?:(?: {_UNIT})?\.?|,? \(?(?:non-test|without tests)\)?)$", re.IGNORECASE
)
_WITH_REMARK = pattern(rf"{_ABOUT}{_NUMBER}(?: {_UNIT})? \(", re.IGNORECASE)
_BEFORE_UNIT = pattern(rf"(?:^|[(;:]\s*|,\s+){_ABOUT}{_NUMBER} ?{_UNIT}(?=$|[.,;)]|\s\()", re.IGNORECASE)
_OTHER_LINES = pattern(r"\btests?\b|\bdocs?\b", re.IGNORECASE)
_IN_WORDS = pattern(
    r"(?:[\s\d.,k~≈<>≤≥–—+/x×-]|(?:about|around|to|up to|at most|at least|more than|less than|under|over|and"
    r"|between|LOC|SLOC|lines|line|of code|non-test)\b)+$",
    re.IGNORECASE,
)
"""A size that is no single number: `100-200`, `at most 300 lines`."""


def size(field: LabelledText) -> None:
    """A number that is alone, or the only one that stands before `lines`; else the words, where all of them
    are about a size."""
    draft, to = field.draft, target(PullRequest, "loc")
    text = field.text if draft.own else field.text.strip(" *_`")
    draft.leave(field.where, *field.below)
    alone = None if draft.own else _ALONE.match(text)
    if draft.own:
        draft.put(field.item, to, text, line=field.line)
    elif alone:
        draft.understand(text)
        draft.put(field.item, to, f"{alone['sign']}{alone['number']}", line=field.line)
    elif number := _number_in(text):
        draft.put(field.item, to, number, line=field.line)
        draft.leave_text(field.line, field.where, text)
    elif _IN_WORDS.match(text):
        draft.put(field.item, Target("loc"), text, line=field.line)
    else:
        draft.leave_text(field.line, field.where, stated(text))


def _number_in(text: str) -> str:
    """The number of a text that says more; empty where it may be another one's."""
    if denied(text):
        return ""
    begins = _WITH_REMARK.match(text)
    if begins:
        return begins["number"]
    found = list(_BEFORE_UNIT.finditer(text))
    return found[0]["number"] if len(found) == 1 and not _OTHER_LINES.search(text) else ""
