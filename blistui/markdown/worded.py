"""Lines that prose names in words: `a.go` (lines 3-9), line 12 of `a.go`."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import rare_pattern
from blistui.repo.places import DASH, NOT_BEHIND, Place, place_of

# A line may end here, also in a quotation.
_BLANK = r"(?:[ \t]|\n[ \t>]*+)"
_PATH = (
    r"(?<![\w./@+~:=\\-])"
    r"(?P<path>[\w.][\w./@+~-]*\.[A-Za-z][A-Za-z0-9]{0,9}|(?:[\w./-]*/)?(?:Makefile|Dockerfile))"
)
_OPEN, _CLOSE = r"(?:\[?[`*]{0,3})", r"[`*]{0,3}(?:\]\([^()\s]{0,500}\))?"
_BETWEEN = (
    rf"(?:\s?{DASH}\s?|{_BLANK}(?:to|through){_BLANK}|{_BLANK}?&{_BLANK}?"
    rf"|,?{_BLANK}(?:and|or){_BLANK}|,{_BLANK}?)"
)
_NUMBERS = rf"(?P<lines>(?>L?[0-9]{{1,9}}(?:{_BETWEEN}L?[0-9]{{1,9}})*)){NOT_BEHIND}"

_BEHIND = rare_pattern(
    rf"{_PATH}{_CLOSE}(?::{_BLANK}|,?{_BLANK}(?:[-\u2013\u2014]{_BLANK})?[(\[]?|[(\[])"
    rf"(?:(?:at|on|see|in){_BLANK})?(?:[Ll]ines?{_BLANK}|(?=L[0-9])){_NUMBERS}"
    # `a.go (line 3 of the table)` is about something else.
    rf"(?!{_BLANK}(?:of|from)\b)",
    signs=("ine", "L"),
)
_BEFORE = rare_pattern(
    rf"\b[Ll]ines?{_BLANK}{_NUMBERS}{_BLANK}(?:of|in|from){_BLANK}(?:the{_BLANK})?(?:file{_BLANK})?{_OPEN}{_PATH}",
    signs=("ine",),
)
_LINKED = rare_pattern(
    rf"\[[`*]{{0,3}}{_PATH}[`*]{{0,3}}\]\([^()\s]{{1,500}}\):(?P<lines>L?[0-9]{{1,9}}(?:{DASH}L?[0-9]{{1,9}})?){NOT_BEHIND}",
    signs=("):",),
)


def worded_places(text: str) -> Iterator[Place]:
    """The places whose lines a text names in words, each beside its path; none where two words differ."""
    found = [
        place
        for words in (_BEHIND, _BEFORE, _LINKED)
        for match in words.finditer(text)
        if (place := place_of(text, match.span("path"), match.span("lines"), *match.span()))
    ]
    for place in found:
        # `a.go, line 3 of b.go` has its line once.
        if sum(place.lines_at == other.lines_at for other in found) == 1:
            yield place._replace(
                start=min(place.path_at[0], place.lines_at[0]), end=max(place.path_at[1], place.lines_at[1])
            )
