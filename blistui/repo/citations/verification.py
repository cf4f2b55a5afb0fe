"""What became of a citation: the answer of verifying it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from blistui.plan.tables.citation import Citation

Status = Literal["exact", "moved", "changed", "ambiguous", "gone", "unpinned", "invalid"]


class Verification(NamedTuple):
    """Whether `citation` still means what it meant.

    - exact: the cited lines are there, unchanged
    - moved: the same text is at one other place, `moved_to`
    - changed: what it was is still there, its text differs; `diff` shows how, and `changed_to` is where
      all of it is now, when that is in one file
    - ambiguous: it may be at any of `candidates`, and nothing decides
    - gone: it was removed; what is there now may be named, but is no candidate
    - unpinned: the citation has no digest, so only the existence of its lines is known
    - invalid: it cannot be read: malformed, out of range, no such file

    `evidence` names what decided; `message` is a sentence for people. `cosmetic` marks a change of
    indentation or comments only; `uncommitted` a result that edits not yet committed brought about.
    """

    status: Status
    citation: Citation
    message: str
    evidence: str = ""
    moved_to: str = ""
    candidates: tuple[str, ...] = ()
    diff: tuple[str, ...] = ()
    cosmetic: bool = False
    uncommitted: bool = False
    changed_to: str = ""
