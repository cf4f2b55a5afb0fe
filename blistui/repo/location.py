"""Places in code as people write them: in a citation's `at`, in prose, and as tools and hosts show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from blistui.patterns import pattern, rare_pattern
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


# Prose, compilers and code hosts

_LINE = r"L?[0-9]{1,9}(?:C[0-9]{1,6})?"
_DASH = "[-\u2010-\u2015]"
_WHOLE = pattern(
    rf"(?P<path>.+?)[:#](?P<lines>{_LINE}(?:\s?{_DASH}\s?{_LINE})?"
    rf"(?:\s*,\s*{_LINE}(?:\s?{_DASH}\s?{_LINE})?)*)(?P<column>:[0-9]{{1,6}})?:?\s*\Z",
    re.DOTALL,
)
_LINES_IN_PROSE = pattern(
    rf"(?::|#(?=L))(?P<lines>{_LINE}(?:{_DASH}{_LINE})?(?:,{_LINE}(?:{_DASH}{_LINE})?)*"
    # In code a blank may follow a comma; in prose a number behind one is another thing.
    rf"(?:(?:, ?{_LINE}(?:{_DASH}{_LINE})?)+(?=`))?)"
    r"(?::[0-9]{1,6})?(?![\w%]|[.:][0-9])"
)
_ADDRESS = rare_pattern(r"[a-z]{2,8}://[^\s<>\"'`)\]]+", re.IGNORECASE, signs=("://",))
_LONGEST_ADDRESS = 2000
_PERMALINK = pattern(
    r"https?://[^/\s]+/[^\s#?]+?/(?:-/)?(?:blob|blame)/(?P<commit>[^/\s#?]+)/(?P<path>[^\s#?]+)"
    rf"(?:\?[^\s#]*)?#(?P<lines>{_LINE}(?:-{_LINE})?)",
    re.IGNORECASE,
)
_SEPARATORS = " \t\n([{`'\",;"


class Place(NamedTuple):
    """Lines that a text names, at the commit that it names (or ""); `start` and `end` are where in the text.

    What prose calls lines may be none: line 0, or a range that ends before it starts. `follows_on` marks
    lines that are written without their path, which an earlier place has.
    """

    path: str
    ranges: tuple[Range, ...]
    commit: str = ""
    start: int = 0
    end: int = 0
    follows_on: bool = False

    def __str__(self) -> str:
        return format_at(self.path, self.ranges)


def parse_place(text: str) -> Place:
    """The place that `text` is in any known form; raises CitationError with a sentence.

    The forms are those of `parse_at`, `path#L12-L30`, `path:L12`, `path:11:3` as compilers write it, a range
    with a long dash, and the address of lines at a commit on a code host.
    """
    text = text.strip()
    link = _PERMALINK.match(text) if len(text) <= _LONGEST_ADDRESS else None
    found = link or _WHOLE.match(text)
    if found is None:
        return Place(*parse_at(text))
    location = parse_at(f"{_path_of(found)}:{_plain(found['lines'])}")
    return Place(*location, commit=link["commit"] if link else "", end=len(text))


def places_in(text: str) -> tuple[Place, ...]:
    """All places that a text of prose names, in their order.

    A path in prose has no blanks. Lines alone, `:481`, belong to the path named before them in the text.
    """
    if ":" not in text and "#L" not in text:
        return ()
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    linked = [place for start, end in addresses for place in _linked(text, start, end)]
    found: list[Place] = []
    passed, next_linked = -1, 0
    latest: Place | None = None
    for lines in _LINES_IN_PROSE.finditer(text):
        while passed + 1 < len(addresses) and addresses[passed + 1][0] <= lines.start():
            passed += 1
        if passed >= 0 and lines.start() < addresses[passed][1]:
            continue
        while next_linked < len(linked) and linked[next_linked].end <= lines.start():
            latest = linked[next_linked]
            next_linked += 1
        start = _path_start(text, lines.start())
        place = _place(text[start : lines.start()], lines["lines"], "", start, lines.end())
        alone = start == lines.start() and text[start] == ":" and text[start - 1 : start] in _SEPARATORS
        if place is None and alone and latest:
            place = _place(latest.path, lines["lines"], latest.commit, start, lines.end())
            place = place and place._replace(follows_on=True)
        if place is not None:
            found.append(place)
            latest = place
    return tuple(sorted((*linked, *found), key=lambda place: place.start))


def _linked(text: str, start: int, end: int) -> Iterator[Place]:
    link = _PERMALINK.match(text, start, end) if end - start <= _LONGEST_ADDRESS else None
    place = link and _place(_path_of(link), link["lines"], link["commit"], start, link.end())
    if place:
        yield place


def _path_of(found: re.Match[str]) -> str:
    return unquote(found["path"]) if "commit" in found.re.groupindex else found["path"]


def _path_start(text: str, end: int) -> int:
    """Where the path that ends at `end` starts."""
    start = end
    while start and (text[start - 1].isalnum() or text[start - 1] in "_./@+~-"):
        start -= 1
    return start + 2 if text.startswith("~~", start) else start


def _place(path: str, lines: str, commit: str, start: int, end: int) -> Place | None:
    ranges = [part.partition("-") for part in _plain(lines).split(",")]
    numbers = tuple((int(first), int(last or first)) for first, _, last in ranges)
    try:
        return Place(parse_at(f"{path}:1").path, numbers, commit, start, end)
    except CitationError:
        return None


def _plain(lines: str) -> str:
    """Line ranges as `parse_at` reads them."""
    return re.sub(_DASH, "-", re.sub(r"C[0-9]+|[L\s]", "", lines))


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
