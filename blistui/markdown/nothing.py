"""What stands where nothing is stated, and how an author's text that reads like it is kept apart from it."""

from __future__ import annotations

import re

from blistui.patterns import pattern

NOT_STATED = "not stated"
"""Stands where the template asks for something that the plan leaves empty; empty is never read as none."""

_MARKS = frozenset({"", "--", "—", "–", "-", "n/a"})
_NOT_STATED = pattern(r"(?:[\w ,&-]+ )?not stated\.?$", re.IGNORECASE)
NONE = pattern(
    r"(?:none|nothing|no (?:mutable )?state)\b(?: (?:required|needed))?\.?"
    r"(?:\s*\((?P<inside>.*)\)\.?|\s*[:;,.—–-]\s*(?!(?:but|except|other)\b)(?P<after>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_NONE_AT_ALL = pattern(r"none\b(?! of\b)", re.IGNORECASE)
_FIRST = pattern(r"(\s*)&#(\d{1,6});")


def says_nothing(text: str) -> bool:
    """Whether a text only says that nothing is stated: `n/a`, `--`, `Objectives not stated.`"""
    bare = text.strip().casefold()
    return bare in _MARKS or bool(_NOT_STATED.match(bare))


def says_none(text: str) -> bool:
    """Whether a text says that there is none: `None`, `nothing (too small)`."""
    return bool(NONE.match(text) or _NONE_AT_ALL.match(text))


def own(text: str) -> str:
    """An author's text with its first character in numbers, so that it is not taken for nothing."""
    return f"&#{ord(text[0])};{text[1:]}" if text else text


def without_number(text: str) -> str:
    """A text that `own` wrote, as it was."""
    found = _FIRST.match(text)
    if found is None or not 0x20 < int(found[2]) < 0xD800:
        return text
    return f"{found[1]}{chr(int(found[2]))}{text[found.end() :]}"
