"""Ids that prose names as those of another document, or as those that the plan no longer has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blistui.patterns import pattern

_ID = r"[A-Z]{1,12}(?:-[A-Z]{1,12}){0,3}-?\d{1,6}(?:-\d{1,6}){0,3}"
_IDS = rf"{_ID}(?:(?:,?\ (?:and|or|to|through)|,|\s?[–-])\s?{_ID}){{0,12}}(?:\ \([^()\n]{{0,80}}\))?"
_FILE = r"`?[\w./-]{1,100}\.(?:md|rst|txt|adoc|html|toml|go)\b`?"
_DOCUMENT = (
    r"(?:(?:earlier|previous|prior|former|old|older|other|another|first|last|next|superseded)\ plans?"
    r"|(?:design\ )?docs?|documents?|standards?|guidelines?|specifications?|specs?|RFCs?|KEPs?|ADRs?"
    r"|proposals?|repositor(?:y|ies)|repos?|issues?|tickets?|tracker|catalogues?|wiki|glossary|paper|labels?)"
)
_GONE = (
    r"(?:existing|former(?:ly)?|remov(?:es?|ed|ing)|dropp(?:ed|ing)|delet(?:es?|ed|ing)|supersed(?:es?|ed|ing)"
    r"|replac(?:es?|ed|ing)|renamed\ from|instead\ of)"
)
_ELSEWHERE = pattern(
    rf"""\b{_IDS},?\ (?:(?:is|are|was|were|as)\ )?(?:(?:defined|described|listed|numbered|given|written)\ )?
        (?:of|in|from|by|under|per)\ (?:[\w'’-]+\ ){{0,4}}?
        (?:{_DOCUMENT}\b|plans?\ (?:of|for|before)\b|{_FILE})
    | \b(?:{_DOCUMENT}(?:['’]s?)?|{_FILE}),?\ (?:[\w'’-]+\ )?\(?{_IDS}
    | \b{_ID}\ \({_FILE}
    | \b{_GONE}\ (?:the\ )?{_IDS}""",
    re.VERBOSE | re.IGNORECASE,
)


def of_other_documents(text: str) -> Sequence[range]:
    """Positions in `text` of ids of other documents: `INV-6 of the design document`, `the earlier
    plan's BC-3`, `removed PR0`."""
    return [range(*found.span()) for found in _ELSEWHERE.finditer(text)]
