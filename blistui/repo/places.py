"""Places in code as people write them in prose, and as compilers and code hosts show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from blistui.patterns import pattern, rare_pattern
from blistui.repo.errors import CitationError
from blistui.repo.location import Range, format_at, parse_at

Span = tuple[int, int]
"""Where something is in a text: from, and up to."""

DASH = r"(?:[-\u2010-\u2015\u2212]|\.{2,3}|&[nm]dash;)"
"""What people write between the first and the last line."""

_LINE = r"L?(?:0|[1-9][0-9]{0,8})(?:C[0-9]{1,6})?"
_UP_TO = rf"(?:{DASH}|\s(?:to|through)\s(?=L?[0-9]))"
_WHOLE = pattern(
    rf"(?P<path>.+?)[:#](?P<lines>{_LINE}(?:\s?{DASH}\s?{_LINE})?"
    rf"(?:\s*,\s*{_LINE}(?:\s?{DASH}\s?{_LINE})?)*)(?P<column>:[0-9]{{1,6}})?:?\s*\Z",
    re.DOTALL,
)
NOT_BEHIND = rf"(?![^\W_]|_\w|%|[.,:/+→][0-9]|{DASH}[0-9])"
"""What must not come behind a line: then the number is part of something else."""

_LINES_IN_PROSE = pattern(
    rf"(?::|#(?=L))(?P<lines>{_LINE}(?:{_UP_TO}{_LINE})?(?:,{_LINE}(?:{DASH}{_LINE})?)*"
    # In code a blank may follow a comma; in prose a number behind one is another thing.
    rf"(?:(?:, ?{_LINE}(?:{DASH}{_LINE})?)+(?=`))?)"
    rf"(?::[0-9]{{1,6}})?{NOT_BEHIND}"
)
_WORDED_RANGE = pattern(r"([0-9]+)\s(?:to|through)\sL?([0-9]+)")
_ADDRESS = rare_pattern(r"[a-z]{2,8}://[^\s<>\"'`)\]]+", re.IGNORECASE, signs=("://",))
_LONGEST_ADDRESS = 2000
_PERMALINK = pattern(
    r"https?://(?:www\.)?(?P<project>[^/\s]+/[^\s#?]+?)/(?:-/)?"
    r"(?:(?:blob|blame)|src(?:/(?:commit|branch|tag))?)/(?P<commit>[^/\s#?]+)/(?P<path>[^\s#?]+)"
    rf"(?:\?[^\s#]*)?#(?P<lines>{_LINE}(?:-{_LINE})?|lines-[0-9]{{1,9}}(?::[0-9]{{1,9}})?)",
    re.IGNORECASE,
)
_PORT = pattern(
    r"\b(?:ports?|listen\w*|bind\w*|serv(?:e|es|ed|ing)|addr\w*|expos\w*|https?|tcp|udp|curl|dial\w*|localhost)\b",
    re.IGNORECASE,
)
_FILE = pattern(
    r"[\w-]\.(?:go|py|tsx?|jsx?|rs|c|h|cc|cpp|hpp|java|kt|rb|sh|proto|md|ya?ml|toml|json|sql|mod|sum|tf|html|css)\b"
    r"|\b(?:Makefile|Dockerfile)\b"
)
_BACKSLASH = "\\"
_OPENERS = " \t\n([{,;|"
_QUOTES = "`'\"“‘"
_IN_A_PATH = "_./@+~-"
# Behind one of these a path is only the end of another thing: `C:\x\a.go`, `HEAD:a.go`, `caller=a.go`.
_CUTS_A_PATH = "\\:=}$%#&?!"


class Place(NamedTuple):
    """Lines that a text names, at the commit that it names (or ""); `start` and `end` are where in the text.

    What prose calls lines may be none: line 0, or a range that ends before it starts. `follows_on` marks
    lines that are written without their path, which an earlier place has. `path_at` and `lines_at` are where
    the path and the lines are written. `project` is that of an address on a code host: `github.com/a/b`.
    """

    path: str
    ranges: tuple[Range, ...]
    commit: str = ""
    start: int = 0
    end: int = 0
    follows_on: bool = False
    path_at: Span = (0, 0)
    lines_at: Span = (0, 0)
    project: str = ""

    def __str__(self) -> str:
        return format_at(self.path, self.ranges)

    def shifted(self, by: int) -> Place:
        """The same in a text that begins `by` characters earlier."""
        path_at, lines_at = ((start + by, end + by) for start, end in (self.path_at, self.lines_at))
        return self._replace(start=self.start + by, end=self.end + by, path_at=path_at, lines_at=lines_at)


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
    location = parse_at(f"{_path_of(found)}:{plain_lines(found['lines'])}")
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
        if _goes_down(lines["lines"]):
            continue  # `a.go:30 to 12` is no range
        span = lines.span("lines")
        path_at = _path_before(text, lines.start())
        if path_at is not None:
            if text[path_at[0]] == "_" and text.startswith("_", lines.end()):
                path_at = (path_at[0] + 1, path_at[1])  # in italics
            place = place_of(text, path_at, span, path_at[0], lines.end())
        elif latest and _follows_on(text, latest.end, *lines.span()):
            place = place_of(text, latest.path_at, span, lines.start(), lines.end())
            place = place and place._replace(
                path=latest.path, commit=latest.commit, project=latest.project, follows_on=True
            )
        else:
            place = None
        if place is not None:
            found.append(place)
            latest = place
    return tuple(sorted((*linked, *found), key=lambda place: place.start))


def place_of(text: str, path_at: Span, lines_at: Span, start: int, end: int) -> Place | None:
    """The place with the path and the lines that are there in the text, or None when the path is none."""
    try:
        path = parse_at(f"{text[slice(*path_at)].replace(_BACKSLASH, '')}:1").path
    except CitationError:
        return None
    return Place(path, ranges_of(text[slice(*lines_at)]), "", start, end, path_at=path_at, lines_at=lines_at)


def ranges_of(lines: str) -> tuple[Range, ...]:
    """The ranges that `lines` names in any form, which may go down or begin with 0."""
    ranges = [part.partition("-") for part in plain_lines(lines).split(",")]
    return tuple((int(first), int(last or first)) for first, _, last in ranges)


def plain_lines(lines: str) -> str:
    """Line ranges as `parse_at` reads them, of any form: `L12–L20`, `10 to 12 and 14`, `lines-10:12`."""
    lines = re.sub(r"\s+(?:and|or)\s+|\s*&\s+", ",", lines.removeprefix("lines-"))
    lines = re.sub(rf"\s*{DASH}\s*|\s+(?:to|through)\s+|:", "-", lines)
    return re.sub(r",+", ",", re.sub(r"C[0-9]+|[L\s>]", "", lines))


def number_spans(lines: str) -> list[list[Span]]:
    """Where the numbers of each range are in what `plain_lines` reads: of one line one, of others two."""
    at = iter(found.span() for found in re.finditer(r"(?<![C0-9])[0-9]+", lines))
    return [[next(at) for _ in part.split("-")] for part in plain_lines(lines).split(",")]


def _linked(text: str, start: int, end: int) -> Iterator[Place]:
    link = _PERMALINK.match(text, start, end) if end - start <= _LONGEST_ADDRESS else None
    if link is None:
        return
    try:
        path = parse_at(f"{_path_of(link)}:1").path
    except CitationError:
        return
    yield Place(
        path,
        ranges_of(link["lines"]),
        link["commit"],
        start,
        link.end(),
        path_at=link.span("path"),
        lines_at=link.span("lines"),
        project=link["project"],
    )


def _path_of(found: re.Match[str]) -> str:
    return unquote(found["path"]) if "commit" in found.re.groupindex else found["path"]


def _path_before(text: str, end: int) -> Span | None:
    """Where the path is that ends at `end`, or before the end of its code span or bold text there."""
    stop = end
    while stop and text[stop - 1] in "`*" and end - stop < 4:
        stop -= 1
    start = _path_start(text, stop)
    if start == stop or (stop < end and not text[stop - 1].isalnum()):
        return None
    wrapped = text[stop:end][::-1]
    if not text.startswith(wrapped, start - len(wrapped)) or (start < len(wrapped)):
        return None
    stars = start
    while stars and text[stars - 1] == "*":
        stars -= 1
    before = text[stars - 1] if stars else " "
    # `pkg/*_test.go` is no one file.
    return None if before in _CUTS_A_PATH or (stars < start and _may_be_in_a_path(before)) else (start, stop)


def _path_start(text: str, end: int) -> int:
    """Where the path that ends at `end` starts."""
    start = end
    while start and (
        _may_be_in_a_path(text[start - 1]) or (text[start - 1] == "\\" and text[start : start + 1] == "_")
    ):
        start -= 1
    return start + 2 if text.startswith("~~", start) else start


def _may_be_in_a_path(sign: str) -> bool:
    return sign.isalnum() or sign in _IN_A_PATH


def _follows_on(text: str, behind: int, at: int, end: int) -> bool:
    """Whether the lines alone from `at` to `end` are of the place that ends at `behind`.

    They begin a word: behind a blank, a bracket, or a quote that opens. A port, a picture (`:100:`), and what
    another file is named before, is none of it.
    """
    if text.startswith(":", end):
        return False
    if text[at] != ":" or at == 0 or (text[at - 1] not in _OPENERS and text[at - 1] not in _QUOTES):
        return False
    before = text[at - 2] if at > 1 else " "
    if text[at - 1] in _QUOTES and (before.isalnum() or before in ")]>`*_"):
        return False
    return not _PORT.search(text, max(behind, at - 40), at) and not _FILE.search(text, behind, at)


def _goes_down(lines: str) -> bool:
    words = _WORDED_RANGE.search(lines)
    return words is not None and int(words[1]) >= int(words[2])
