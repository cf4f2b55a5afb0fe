"""What stands where nothing is stated, and how an author's text that reads like it is kept apart from it."""

from __future__ import annotations

import re
import sys

from blistui.patterns import pattern, rare_pattern

NOT_STATED = "not stated"
"""Stands where the template asks for something that the plan leaves empty; empty is never read as none."""
NONE_BECAUSE = "None, because "
"""Stands before the reason why there is nothing in a list that the template asks for."""

_MARKS = frozenset({"", "--", "—", "–", "-", "n/a"})
_NOT_STATED = rare_pattern(r"(?:[\w ,&-]+ )?not stated\.?$", re.IGNORECASE, signs=("not stated",))
NONE = pattern(
    r"(?:none|nothing|no (?:mutable )?state)\b(?: (?:required|needed))?\.?"
    r"(?:\s*\((?P<inside>.*)\)\.?|\s*[:;,.—–-]\s*(?!(?:but|except|other)\b)(?P<after>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_NONE_AT_ALL = pattern(r"none\b(?! of\b)", re.IGNORECASE)
_NUMBER = pattern(r"&#(\d{1,7});")
_FIRST = rare_pattern(rf"(\s*)({_NUMBER.pattern})", signs=("&#",))


def says_nothing(text: str) -> bool:
    """Whether a text only says that nothing is stated: `n/a`, `--`, `Objectives not stated.`"""
    bare = text.strip().casefold()
    return bare in _MARKS or bool(_NOT_STATED.match(bare))


def says_none(text: str) -> bool:
    """Whether a text says that there is none: `None`, `nothing (too small)`."""
    return bool(NONE.match(text) or _NONE_AT_ALL.match(text))


def own(text: str) -> str:
    """An author's text with its first character in numbers, so that it is not taken for nothing."""
    return in_numbers(text[:1]) + text[1:]


def is_own(text: str) -> bool:
    """Whether a text is one that `own` wrote."""
    return without_number(text) != text


def without_number(text: str) -> str:
    """A text that `own` wrote, as it was."""
    found = _FIRST.match(text)
    if found is None or (first := in_letters(found[2])) in "\t ":
        return text
    return f"{found[1]}{first}{text[found.end() :]}"


def in_numbers(text: str) -> str:
    """Each character of a text by its number: `&#8212;`."""
    return "".join(f"&#{ord(char)};" for char in text)


def in_letters(text: str) -> str:
    """A text in which no character is written by its number; what is no character of a text stays."""
    return _NUMBER.sub(_character, text) if "&#" in text else text


def _character(match: re.Match[str]) -> str:
    number = int(match[1])
    is_one = number == ord("\t") or 0x20 <= number < 0xD800 or 0xDFFF < number <= sys.maxunicode
    return chr(number) if is_one else match[0]
