"""What a Markdown document cites: lines of files, in all the forms in which people write them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from blistui.markdown.destinations import linked_places
from blistui.markdown.worded import worded_places
from blistui.patterns import pattern
from blistui.repo.places import Place, places_in, ranges_of

_BLANK = pattern(r"^[ \t>]*$", re.MULTILINE)
_ITEM = pattern(r"^[ \t>]*(?:[-*+|#]|\d{1,9}[.)])", re.MULTILINE)
_UP = pattern(r"(?<![\w./-])(?:\.\./)+")
_FENCE = pattern(r"[ \t>]*(`{3,}|~{3,})")
_SOURCE = pattern(r"[\w-]\.[A-Za-z][A-Za-z0-9]{0,9}$|(?:^|/)(?:Makefile|Dockerfile)$")
_HASH = pattern(r"[0-9a-f]{7,64}")
_LINK_TEXT = pattern(r"[^\]\n]{0,200}\]\((?P<address>[a-z]{2,8}://[^\s)]+)", re.IGNORECASE)
_PROJECT = pattern(
    r"https?://(?:www\.)?(?P<project>[^/\s]+/[^/\s]+/[^/\s#?]+)(?:/\S*?/(?P<commit>[0-9a-f]{7,64})/)?",
    re.IGNORECASE,
)

_LABEL = pattern(r"\[`?(?:[Ll]ines? |:)?(?P<lines>L?[0-9]{1,9}(?:[-\u2013](?:L?[0-9]{1,9}))?)`?\]\(<?\Z")
# What programs print about lines, and what is at the beginning of a comment.
_LOGGED = pattern(r"[0-9]{2}:[0-9]{2}:[0-9]{2}|--- (?:FAIL|PASS|SKIP)\b")
_LOGGER = pattern(r"\"caller\" ?: ?\"\Z")
_FRAME = pattern(r"[ \t>]*#[0-9]+ ")
_COMMENT = pattern(r"[ \t>]*(?://|#(?![0-9])|--|/\*|;|<!--)")


class Cited(NamedTuple):
    """A citation in a document: its line and column (from 1), what it names and where, and its text."""

    line: int
    column: int
    place: Place
    shown: str
    in_output: bool = False
    """Whether it is in a fence, where programs name files in ways of their own."""
    numbers_line: int = 0
    """The line that the numbers of the lines are on, which may be another than that of the path."""
    is_link: bool = False
    """Whether it is where a link leads, so that its path begins in the folder of the document."""


def citations_in(text: str) -> Iterator[Cited]:
    """All places in code that a document names. Lines alone belong to the path before them in their block."""
    fenced = _fenced(text)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for start, block in _blocks(text):
        for place, is_link in _places(block):
            moved = place.shifted(start)
            line = bisect_right(starts, moved.start)
            begin = starts[line - 1]
            in_fence = line in fenced
            if in_fence and place.follows_on and moved.path_at[0] < begin:
                continue  # in code `:80` is no line of a file that the prose before names
            if _is_printed(text, begin, moved, in_fence):
                continue
            shown = text[moved.start : moved.end]
            numbers = bisect_right(starts, moved.lines_at[0])
            yield Cited(line, moved.start - begin + 1, moved, shown, in_fence, numbers, is_link)


def _places(block: str) -> list[tuple[Place, bool]]:
    """The places of a block in their order, and whether each is where a link leads."""
    links = [place for place in linked_places(block) if _SOURCE.search(place.path)]
    # A path that goes up from the document's folder is no path of a repository: it is read without.
    prose = list(_named(block, places_in(_UP.sub(lambda up: " " * len(up[0]), block))))
    found = [(place, True) for place in links]
    found += [(place, False) for place in _beside(prose, links)]
    found += [(place, False) for place in _beside(worded_places(block), [place for place, _ in found])]
    found += [(label, True) for place, _ in found if (label := _label(block, place))]
    return sorted(found, key=lambda one: one[0].start)


def _with_ups(block: str, place: Place) -> Place:
    start, end = place.path_at
    while start >= 3 and block.startswith("../", start - 3):
        start -= 3
    up = block[start : place.path_at[0]]
    return place._replace(path=f"{up}{place.path}", start=start, path_at=(start, end)) if up else place


def _label(block: str, link: Place) -> Place | None:
    """The lines that the text of a link says again: `[lines 3-9](a.go#L3-L9)`."""
    label = _LABEL.search(block, max(0, link.start - 60), link.start)
    if label is None or ranges_of(label["lines"]) != link.ranges:
        return None
    at = label.span("lines")
    return link._replace(start=at[0], end=at[1], lines_at=at, follows_on=True)


def _beside(places: Iterable[Place], taken: list[Place]) -> list[Place]:
    """Those of the places that share no text with the others."""
    found = []
    ordered = sorted(taken, key=lambda place: place.start)
    starts = [place.start for place in ordered]
    for place in places:
        at = bisect_right(starts, place.start)
        before = at > 0 and ordered[at - 1].end > place.start
        if not before and not (at < len(ordered) and ordered[at].start < place.end):
            found.append(place)
    return found


def _named(block: str, places: tuple[Place, ...]) -> Iterator[Place]:
    """The places, each with the `../` before it, and the text of a link with what its address says."""
    for place, after in zip(places, (*places[1:], None), strict=False):
        if not place.follows_on and not place.commit:
            place = _with_ups(block, place)
        if not place.commit and not _SOURCE.search(place.path):
            continue
        link = None if place.commit else _LINK_TEXT.match(block, place.end)
        if link is None:
            yield place
            continue
        if after and after.commit and after.start == link.start("address"):
            if _HASH.fullmatch(after.commit) and after.ranges == place.ranges:
                continue  # `[path#L12](address of the same lines)` is one citation, the address
            path = after.path if after.path.endswith(f"/{place.path}") else place.path
            yield place._replace(path=path, commit=after.commit, project=after.project)
        elif about := _PROJECT.match(link["address"]):
            yield place._replace(commit=about["commit"] or "HEAD", project=about["project"])
        else:
            yield place


def _is_printed(text: str, begin: int, place: Place, in_fence: bool) -> bool:
    """Whether a program has printed it: in a log, a trace, or as a message about a line."""
    start, end = place.start, place.end
    if _LOGGED.search(text, begin, min(start, begin + 100)) or _LOGGER.search(
        text[max(begin, start - 20) : start]
    ):
        return True
    if text.startswith(" +0x", end) or (in_fence and _FRAME.match(text, begin, start)):
        return True
    has_column = text.startswith(":", place.lines_at[1])
    return in_fence and (has_column or text.startswith(":", end)) and not _COMMENT.match(text, begin, start)


def _fenced(text: str) -> set[int]:
    """The numbers of the lines that are in fences."""
    found: set[int] = set()
    mark = ""
    for number, line in enumerate(text.split("\n"), start=1):
        fence = _FENCE.match(line)
        if mark:
            found.add(number)
            mark = "" if fence and fence[1].startswith(mark) else mark
        elif fence:
            mark = fence[1]
    return found


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Runs of lines that belong together: paragraphs, items, rows; with where they start."""
    start = 0
    bounds = {found.start() for words in (_BLANK, _ITEM) for found in words.finditer(text)}
    for end in sorted(bounds | {len(text)}):
        if end > start:
            yield start, text[start:end]
        start = end
