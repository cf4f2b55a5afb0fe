"""Locations: what a citation's `at` says, and what is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.errors import CitationError, Unreadable
from blistui.repo.paths import relative
from blistui.repo.text import SourceText, shown

Range = tuple[int, int]
"""First and last line, counted from 1, inclusive."""

_AT = pattern(r"(?P<path>.+):(?P<ranges>\s*[0-9]+(?:\s*[-,]\s*[0-9]+)*)\s*\Z", re.DOTALL)
_RANGE = pattern(r"([0-9]{1,9})(?:-([0-9]{1,9}))?\Z")


class Location(NamedTuple):
    """A file and line ranges in it: what a citation's `at` says."""

    path: str
    ranges: tuple[Range, ...]

    @property
    def line_count(self) -> int:
        """How many lines are cited."""
        return sum(end - start + 1 for start, end in self.ranges)

    def __str__(self) -> str:
        return format_at(self.path, self.ranges)


def parse_at(at: str) -> Location:
    """The location that `path:12`, `path:12-20` or `path:12,15,20-30` names.

    The path may hold spaces and colons. Raises CitationError with a sentence.
    """
    found = _AT.match(at)
    if found is None:
        raise CitationError(f"`{shown(at)}` names no lines: write path:12, path:12-20 or path:12,15,20-30")
    if "\\" in found["path"]:
        raise CitationError(f"`{shown(at)}` has backslashes: separate folders with /")
    try:
        path = relative(found["path"].strip())
    except Unreadable as error:
        raise CitationError(f"`{shown(at)}` cannot be cited: {error}") from None
    return Location(path, tuple(_range(part, at) for part in "".join(found["ranges"].split()).split(",")))


def _range(part: str, at: str) -> Range:
    found = _RANGE.match(part)
    if found is None:
        raise CitationError(f"`{shown(at)}` holds `{part}`, which is no line and no range such as 12-20")
    start, end = int(found[1]), int(found[2] or found[1])
    if start < 1:
        raise CitationError(f"`{shown(at)}` names line 0: lines count from 1")
    if end < start:
        raise CitationError(f"`{shown(at)}` ends before it starts: write {end}-{start}")
    return start, end


def format_at(path: str, ranges: Sequence[Range]) -> str:
    """The `at` of a citation; the inverse of `parse_at`."""
    return f"{path}:{','.join(str(a) if a == b else f'{a}-{b}' for a, b in ranges)}"


def out_of_range(text: SourceText, ranges: Sequence[Range]) -> str:
    """A sentence when a range goes past the end of the file or is none, else nothing."""
    for start, end in ranges:
        if start < 1 or end < start:
            return f"{start}-{end} are no lines: they count from 1, and a range ends where it starts or later"
    last, count = max(end for _, end in ranges), text.line_count
    if last <= count:
        return ""
    return f"{shown(text.path)} has {count} lines: there is no line {last}"
