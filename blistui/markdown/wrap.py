"""Columns of text: how wide it is in a terminal, and breaking it into lines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from blistui.markdown.inline import GLUE, guarded
from blistui.patterns import pattern

WIDTH = 100
"""Columns at which prose is wrapped, so that long lines cannot hide length (RULES: budgets)."""

# Blocks of characters that are all one column wide, so that most text is measured by its length.
_NARROW = pattern(
    "[\x00-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u259f]*"
)


def columns(text: str) -> int:
    """Columns that `text` takes in a terminal: wide characters count two, combining ones none."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    return sum(map(_width, text))


@cache
def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


@cache
def _line(width: int) -> re.Pattern[str]:
    return re.compile(rf"([^ ].{{0,{width - 1}}}(?![^ ])|[^ ]+) ?")


@lru_cache(maxsize=1 << 14)
def fold(text: str, width: int = WIDTH) -> tuple[str, ...]:
    """`text` (one line of inline Markdown) broken at spaces into lines of at most `width` columns.

    A word or code span that is wider has a line of its own. No line begins with what Markdown would take
    for structure.
    """
    lines = _broken(text, width)
    safe = tuple(map(guarded, lines))
    if safe != lines and any(columns(line) > width for line in safe):
        safe = tuple(map(guarded, _broken(text, width - 1)))
    return safe


def _broken(text: str, width: int) -> tuple[str, ...]:
    if text.isascii() or _NARROW.fullmatch(text):
        return tuple(_line(width).findall(text)) if len(text) > width else (text,)
    lines: list[str] = []
    left = 0
    for word in text.split(" "):
        taken = columns(word)
        if lines and taken < left:
            lines[-1] += f" {word}"
            left -= taken + 1
        else:
            lines.append(word)
            left = width - taken
    return tuple(lines)


def glued(text: str) -> str:
    """`text` as one unbreakable word, unless it is too long to be kept together."""
    return text.replace(" ", GLUE) if len(text) <= WIDTH // 2 else text
