"""What can be picked, apart from the dialog for it, which the first frame does without."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be picked: its value, a label that says what it is, and a word for its kind."""

    value: str
    label: str = ""
    kind: str = ""
