"""Sentences and words of prose."""

from __future__ import annotations

import re
from functools import lru_cache

from blistui.patterns import pattern

_SHORT = """e.g i.e etc vs cf approx resp max min incl excl fig sec no nos ca al dr mr ms st viz ed eq ref avg
std dev temp orig esp aka a.k.a w.r.t"""
_ABBREVIATIONS = frozenset(_SHORT.split())
_CODE = pattern(r"`[^`]*`")
# The look-behind keeps a long run of stops from being scanned again from each of them.
_STOP = pattern(r"(?<![.!?])([.!?]++)[\"'”’)\]*_`]*+\s+")
_BREAK = pattern(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*•]|\d+[.)])[ \t])")
_WORD_BEFORE = pattern(r"[\w.]+\Z")
_WORDS = pattern(r"[^\W_][\w'’/.-]*")


@lru_cache(maxsize=16384)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`; a new paragraph or list item ends one too, an abbreviation does not.

    Several rules ask of the same texts, and again after each edit: the answers are kept.
    """
    masked = _CODE.sub(lambda code: "`" + "x" * (len(code.group()) - 2) + "`", text)
    ends = {found.end() for found in _BREAK.finditer(masked)}
    ends.update(found.end() for found in _STOP.finditer(masked) if _ends_sentence(masked, found))
    pieces = []
    start = 0
    for end in (*sorted(ends), len(text)):
        piece = text[start:end].strip()
        if any(char.isalnum() for char in piece):
            pieces.append(piece)
        start = end
    return tuple(pieces)


def paragraphs(text: str) -> list[str]:
    """The paragraphs and list items of `text`."""
    return _BREAK.split(text)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if stop.group(1) != ".":
        return True
    word = _WORD_BEFORE.search(text[max(0, stop.start() - 40) : stop.start()])
    last = word.group().casefold().strip(".") if word else ""
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return False
    following = text[stop.end() : stop.end() + 1]
    # Lower case after the stop: it may be an abbreviation that is not in the list.
    return not following.islower() or len(last) > 4


def words(text: str) -> int:
    """How many words one would say aloud."""
    return sum(1 for _ in _WORDS.finditer(text))
