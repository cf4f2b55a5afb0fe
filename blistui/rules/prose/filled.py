"""Whether an author has said something, and how two ways of saying the same thing compare."""

from __future__ import annotations

import re
from collections.abc import Iterable

from blistui.rules.prose.template_text import is_template_text
from blistui.rules.prose.wording import quoted

# Not `TODO`: a placeholder of a template is reported as one, by PLN003.
_NOTHING = frozenset(
    ["", "-", "?", "...", "none", "no", "n/a", "n.a", "na", "nil", "nothing", "tbd", "tba"],
)
_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "−": "-", "…": "..."})
_LONGEST_MARK = 16
_AROUND = " \t\n\r`*_'\"“”‘’().,;:"


def filled(value: object) -> bool:
    """Whether a text, a number or a list of texts holds anything that can be seen."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, (tuple, list)):
        return any(filled(entry) for entry in value)
    return value is not None


def says_something(text: str) -> bool:
    """Whether a text is more than a mark for nothing (`none`, `n/a`, `--`) or the template's own prompt."""
    if len(text) < _LONGEST_MARK:
        bare = " ".join(text.split()).replace(" / ", "/").casefold().translate(_DASHES).strip("`*_. ")
        return re.sub(r"-+", "-", bare) not in _NOTHING
    return not text.isspace() and not is_template_text(text)


def any_says_something(entries: Iterable[str]) -> bool:
    """Whether a list holds an entry that says something."""
    return any(says_something(entry) for entry in entries)


def stated(entries: Iterable[str], none_because: str) -> bool:
    """Whether a list says something, or the author gives a reason why there is nothing to say."""
    return any_says_something(entries) or says_something(none_because)


def same_thing(text: str) -> str:
    """A key that is equal for texts which differ in case, spaces, code marks or a final stop only."""
    return " ".join(text.casefold().replace("`", " ").split()).strip(_AROUND)


def unsaid(value: object) -> str:
    """The end of a message that quotes what was written instead of an answer; empty when nothing was."""
    entries = value if isinstance(value, (tuple, list)) else (value,)
    first = next((entry for entry in entries if isinstance(entry, str) and filled(entry)), "")
    return f"; {quoted(first)} says nothing" if first else ""
