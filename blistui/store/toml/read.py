"""TOML text as data, within what all that comes after can bear."""

from __future__ import annotations

import tomllib
from typing import Any

from blistui.patterns import pattern

DEEPEST = 100
"""Levels of tables and lists in each other; no plan and no policy has a tenth of it."""

_LONG_NUMBER = pattern(r"0[xob][0-9a-fA-F_]{3000}")
_MOST_BITS = 10_000
_DIGITS = "a whole number in it has more digits than can be read"
_NESTED = "its values are nested too deeply"


class TooMuch(ValueError):
    """It may be TOML, but it holds what cannot be worked with. The message says what, in words that go on
    after the name of the file."""


def data_of(text: str) -> dict[str, Any]:
    """The data that `text` holds; raises tomllib.TOMLDecodeError, or TooMuch."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        # Python refuses to read a decimal number of more than 4,300 digits.
        raise TooMuch(_DIGITS) from None
    except RecursionError:
        raise TooMuch(_NESTED) from None
    # Dotted keys nest as deeply as brackets do, and what writes, compares or sends the data recurses.
    level: list[Any] = [found]
    for _ in range(DEEPEST):
        level = [
            below
            for held in level
            for below in (held.values() if type(held) is dict else held)
            if type(below) is dict or type(below) is list
        ]
        if not level:
            break
    else:
        raise TooMuch(_NESTED)
    # A hexadecimal number of any length is read, and cannot be written as a decimal one.
    if _LONG_NUMBER.search(text) and _has_long_number(found):
        raise TooMuch(_DIGITS)
    return found


def _has_long_number(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_long_number(below) for below in value.values())
    if isinstance(value, list):
        return any(_has_long_number(below) for below in value)
    return isinstance(value, int) and value.bit_length() > _MOST_BITS
