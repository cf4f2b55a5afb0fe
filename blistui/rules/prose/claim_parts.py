"""Parts of the patterns that find claims about code in sentences."""

from __future__ import annotations

from typing import NamedTuple

from blistui.patterns import pattern


class CodeClaim(NamedTuple):
    """A claim: its kind, the name or path that it is about, what it says of it, and its own words.

    `code_claims` names the kinds. `which` says of which members it is a number (all, when empty), `file` in
    which file the name is declared ("" when that is not said).
    """

    kind: str
    about: str
    says: str
    words: str
    which: str = ""
    file: str = ""


NAMES_ANOTHER = frozenset(
    ["fields of", "methods of", "embeds", "implements", "callers", "called by", "returns type", "takes type"]
)
"""Kinds of claims that say something of two names of code."""
IDENTIFIER = r"[^\W\d][\w.]*"
IN_TICKS = pattern(rf"`({IDENTIFIER})(?:\(\))?`")
NAME = rf"`(?P<name>{IDENTIFIER})(?:\(\))?`"
# "each entry of `Report` has" is about its entries.
SUBJECT = (
    r"(?<!\bof )(?<!\bin )(?<!\bby )(?<!\bon )(?<!\bto )(?<!\bfor )(?<!\bfrom )(?<!\bwith )(?<!\bthan )"
    rf"(?<!\bvia )(?<!\blike )(?<!\boutside ){NAME}(?:,? (?:which|that)(?= \w+s\b| is\b| has\b))?"
)
FLAG = r"`?--(?P<flag>[a-z][\w.-]*\w)`?"
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MORE = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
NUMERALS = (*COUNTS, *_MORE)
WORDS = "|".join(sorted(NUMERALS, key=len, reverse=True))
NUMBER = rf"(?P<number>\d{{1,3}}|no|a (?:single|pair of|couple of|dozen)|half a dozen|{WORDS})"
_OTHER_NUMERALS = {
    **{"no": 0, "single": 1, "a single": 1, "a pair of": 2, "a couple of": 2},
    **{"half a dozen": 6, "a dozen": 12},
}
STILL = r"(?: (?:already|still|currently|today|itself|both|all|now|each|that|which|of it|in all))*"
IN_FILE = r"(?: (?:in|from|of) (?:the )?(?:file )?`?(?P<in>[\w./-]+\.go)`?)?"


def number_of(word: str) -> int:
    """The number that a numeral says, in digits or words up to twenty; `a pair of` is two, `no` is none."""
    lower = word.lower()
    if lower in _OTHER_NUMERALS:
        return _OTHER_NUMERALS[lower]
    return NUMERALS.index(lower) + 1 if lower in NUMERALS else int(lower)
