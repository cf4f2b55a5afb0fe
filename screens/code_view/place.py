"""A place in the code: which line of which file, and on which side, work tree or commit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Line `line` of the file at `path`, counted from 1; 0 is the start of the file.

    `at` is the full hash of a commit, or None for the work tree. It has no default: a place without its side
    names other code.
    """

    path: str
    line: int
    at: str | None
