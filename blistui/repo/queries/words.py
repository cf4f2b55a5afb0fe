"""Names as words of a text."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache

LETTER = rb"[A-Za-z0-9_\x80-\xff]"
"""A byte of a name."""
_LETTERS = frozenset(byte for byte in range(256) if byte >= 0x80 or chr(byte).isalnum() or byte == ord("_"))


def places_of_word(
    word: str, text: bytes, begin: int = 0, limit: int = sys.maxsize
) -> Iterator[tuple[int, int]]:
    """The bytes from and to which a name is in a text, from `begin` to `limit`, where it is no part of a
    longer one.
    """
    for found in _begin_of_word(word).finditer(text, begin, limit):
        start, end = found.span()
        if not start or text[start - 1] not in _LETTERS:
            yield start, end


@lru_cache(maxsize=2000)
def _begin_of_word(word: str) -> re.Pattern[bytes]:
    # Compiled for thousands of names: what is before one is looked at where it was found.
    return re.compile(re.escape(word.encode()) + rb"(?!%s)" % LETTER)
