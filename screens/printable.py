"""Text from outside as it may be shown: nothing in it acts on the terminal, and nothing hides."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rich.cells import get_character_cell_size

UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Control characters, what is invisible or turns the direction of text, and bytes that are not UTF-8."""

_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


@lru_cache(maxsize=4096)
def shown_as(character: str) -> tuple[str, int]:
    """What is shown for one character (no tab) on the screen, and the cells it takes.

    Control characters become their control picture (`␛`), other spaces an open box, and whatever is
    invisible or no character at all its number (`<202E>`; `<FF>` for a byte that is not UTF-8).
    """
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code), 1
    if code == 0x7F:
        return "␡", 1
    if character in _VARIATION_SELECTORS:
        # Terminals disagree about the width it asks for; the character before it reads well without.
        return "", 0
    if 0xDC80 <= code <= 0xDCFF:
        return f"<{code - 0xDC00:02X}>", 4
    if character == " ":
        return " ", 1
    if unicodedata.category(character) == "Zs":
        return "␣".ljust(get_character_cell_size(character)), get_character_cell_size(character)
    if not character.isprintable():
        picture = f"<{code:02X}>"
        return picture, len(picture)
    return character, get_character_cell_size(character)


def printable(text: str) -> str:
    """One line of text from outside, safe to show: a tab is a space, the rest as `shown_as` says."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if character == "\t" else shown_as(character)[0] for character in text)
