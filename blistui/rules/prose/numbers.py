"""Whole numbers in prose, in words or digits: "three scorers", "2 PRs"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from blistui.patterns import pattern

WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen"),
)
"""The names of the numbers from 0 on."""
_NAMES = WORDS[2:13]
_MOST = 20
_AFTER = r"(?![\w.,%/×*-])"
# A numeral begins with the digit, so that the search can skip to it, and only then looks back: it is no part
# of a larger number, of a name or of a formula.
_NUMERAL = pattern(rf"\d(?<![\w.#/$~≈<>≤≥=+×*-].)(?<![~≈<>≤≥=]\s.)\d?{_AFTER}")
_NUMBERED = pattern(
    r"(?:\b(?:PRs?|phase|step|section|version|table|issue|chapter|layer|tier) #?)\Z", re.IGNORECASE
)


Span = tuple[int, int]
"""Start and end of a part of a text."""


class StatedNumber(NamedTuple):
    """A number from 2 to 20 that counts something, and where it is."""

    value: int
    start: int
    end: int


@lru_cache(maxsize=16384)
def numbers(text: str) -> tuple[StatedNumber, ...]:
    """The numbers of `text`; those that number something (PR 3, phase 2) are left out. In no order."""
    return tuple(_numbers(text))


def recounted(text: str, number: Span, noun: Span, count: int) -> tuple[str, str, str]:
    """`text` with another number, as word or digits as it was: (the text, what was said, what is said now).

    The noun follows, where it is behind the number: `2 PRs`, `1 PR`, but `a 2-PR series`.
    """
    written = str(count)
    if not text[number[0] : number[1]].isdigit() and count < len(WORDS):
        written = WORDS[count].capitalize() if text[number[0]].isupper() else WORDS[count]
    end = max(number[1], noun[1])
    if noun[0] >= number[1]:
        between, word = text[number[1] : noun[0]], text[noun[0] : noun[1]]
        if not between.endswith("-"):
            word = word.removesuffix("s") + ("" if count == 1 else "s")
        written += between + word
    return f"{text[: number[0]]}{written}{text[end:]}", text[number[0] : end], written


def _numbers(text: str) -> Iterator[StatedNumber]:
    for digits in _NUMERAL.finditer(text):
        value = int(digits.group())
        if 2 <= value <= _MOST and not _NUMBERED.search(text, max(0, digits.start() - 12), digits.start()):
            yield StatedNumber(value, digits.start(), digits.end())
    lower = text.lower()
    if len(lower) != len(text):
        # A letter whose lower case is longer (İ) would shift every position after it.
        return
    for value, name in enumerate(_NAMES, 2):
        at = lower.find(name)
        while at >= 0:
            end = at + len(name)
            if not _joined(lower[at - 1 : at]) and not _joined(lower[end : end + 1]):
                yield StatedNumber(value, at, end)
            at = lower.find(name, end)


def _joined(char: str) -> bool:
    return char.isalnum() or char in ("_", "-", "/", ".") if char else False
