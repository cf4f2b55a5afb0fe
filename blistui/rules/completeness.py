"""Claims that something is all there is: "every caller", "the only one", "6 sites". A heuristic."""

from __future__ import annotations

import re
from functools import cache

_CODE = re.compile(r"`[^`]*`")
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_COUNTABLE = (
    r"(?:sites?|places?|callers?|calls?|callsites?|usages?|uses|users?|implementers?|implementations?"
    r"|constructors?|references?|occurrences?)"
)
_VERB = r"(?:exists?|implements?|calls?|uses?|reads?|writes?|references?|depends?|remains?|constructs?)"


@cache
def _claim() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?<!at )(?<!above )(?<!after )(?<!first of )all\b(?!-)"
        r"|only\b(?! (?:if|when|once|after|until|while)\b)"
        r"|every\b(?! (?:time|now|other)\b)"
        r"|none of\b|no ?where else\b|nothing else\b|nobody else\b"
        rf"|exactly {_NUMBER}\b"
        rf"|{_NUMBER} (?:[\w-]+ ){{0,2}}{_COUNTABLE}\b"
        rf"|no (?:[^\s.;]+ ){{0,6}}?{_VERB}\b"
        r"|there (?:is|are) no\b)",
        re.IGNORECASE,
    )


def completeness_claim(text: str) -> str:
    """The first words of `text` that claim completeness, or empty; what is in backticks claims nothing."""
    found = _claim().search(_CODE.sub("`x`", text))
    return " ".join(found.group().split()) if found else ""
