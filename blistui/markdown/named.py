"""The symbol that a text names in parentheses behind a citation: `sim/a.go:12` (`Queue.Push`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.location import Range, format_at
from blistui.repo.snapshot import Snapshot

_NAME = pattern(
    r"(?:>?\))?[`*]{0,4}(?:\]\([^()\s]{0,300}\))?"
    r" ?\(`?(?P<name>(?:\(?\*?[A-Za-z_]\w*\)?\.)?[A-Za-z_]\w*)(?:\(\))?`?\)"
)


class NamedPlace(NamedTuple):
    """Where a named symbol is, in place of the cited lines: `says` goes on after these."""

    at: str
    says: str


def name_behind(text: str, end: int) -> str:
    """The symbol that is named in parentheses behind a citation that ends at `end`; empty without one."""
    found = _NAME.match(text, end)
    return re.sub(r"[(*)]", "", found["name"]) if found else ""


def other_place(snapshot: Snapshot, file: str, ranges: Sequence[Range], name: str) -> NamedPlace | None:
    """Where the one symbol of that name in a Go file is, when the lines neither are in it nor name it."""
    if not name or not file.endswith(".go"):
        return None
    short = name.rpartition(".")[2]
    known = [
        one for one in snapshot.places(file) if one.kind != "package" and name in (one.qualified, one.name)
    ]
    if len(known) != 1:
        return None
    (symbol,) = known
    if any(start <= symbol.end and symbol.doc_start <= end for start, end in ranges):
        return None
    lines = snapshot.text(file).lines
    if any(re.search(rf"\b{short}\b", line) for start, end in ranges for line in lines[start - 1 : end]):
        return None
    at = format_at(file, ((symbol.start, symbol.end),))
    return NamedPlace(at, f"not in {symbol.qualified}, which is at {at}: which of the two is meant is open")
