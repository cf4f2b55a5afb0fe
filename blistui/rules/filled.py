"""Whether an author has said something, and how two ways of saying the same thing compare."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOTHING = frozenset({"", "-", "none", "no", "n/a", "na", "nil", "nothing", "tbd", "tba", "todo", "?", "..."})
_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "−": "-", "…": "..."})
_AROUND = " \t\n\r`*_'\"“”‘’().,;:"


def filled(value: object) -> bool:
    """Whether a text, a number or a list of texts holds anything that can be seen."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, (tuple, list)):
        return any(filled(entry) for entry in value)
    return value is not None


def says_something(text: str) -> bool:
    """Whether a text is more than a mark for nothing, such as `none`, `n/a`, `--` or `TBD`."""
    bare = " ".join(text.split()).casefold().translate(_DASHES).strip("`*_. ")
    return re.sub(r"-+", "-", bare) not in _NOTHING


def stated(entries: Iterable[str], none_because: str) -> bool:
    """Whether a list holds something, or the author gives a reason why it holds nothing."""
    return any(filled(entry) for entry in entries) or says_something(none_because)


def same_thing(text: str) -> str:
    """A key that is equal for texts which differ in case, spaces, code marks or a final stop only."""
    return " ".join(text.casefold().replace("`", " ").split()).strip(_AROUND)
