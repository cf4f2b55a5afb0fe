"""What a Markdown document cites, verified as of the day each of its lines was written."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import CitationError, capture_in, verify_all
from blistui.repo.citations.verification import Verification
from blistui.repo.location import Place, format_at, parse_at, places_in
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot

_BLANK = pattern(r"^[ \t>]*$", re.MULTILINE)
_ITEM = pattern(r"^[ \t>]*(?:[-*+|#]|\d{1,9}[.)])", re.MULTILINE)
_UP = pattern(r"(?<![\w./-])(?:\.\./)+")
_FENCE = pattern(r"[ \t>]*(`{3,}|~{3,})")
_SOURCE = pattern(r"[\w-]\.[A-Za-z][A-Za-z0-9]{0,9}$|(?:^|/)(?:Makefile|Dockerfile)$")


class Cited(NamedTuple):
    """A citation in a document: its line and column (from 1), what it names and where, and its text."""

    line: int
    column: int
    place: Place
    shown: str
    in_output: bool = False
    """Whether it is in a fence, where programs name files in ways of their own."""


class CitedResult(NamedTuple):
    """What became of a citation; `version` is the commit it speaks of, "" for what is not committed."""

    cited: Cited
    version: str
    result: Verification


def citations_in(text: str) -> Iterator[Cited]:
    """All places in code that a document names. Lines alone belong to the path before them in their block."""
    fenced = _fenced(text)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for start, block in _blocks(text):
        # A path that goes up from the document's folder is no path of a repository: it is read without.
        places = places_in(_UP.sub(lambda up: " " * len(up[0]), block))
        for place, after in zip(places, (*places[1:], None), strict=False):
            if after and _is_link_of(block[place.end : after.start], place, after):
                continue  # `[path#L12](address of the same lines)` is one citation, the address
            while not place.follows_on and block.startswith("../", max(0, place.start - 3)):
                place = place._replace(path=f"../{place.path}", start=place.start - 3)
            if not place.commit and not _SOURCE.search(place.path):
                continue
            at = start + place.start
            line = bisect_right(starts, at)
            column = at - starts[line - 1] + 1
            moved = place._replace(start=at, end=start + place.end)
            yield Cited(line, column, moved, text[at : moved.end], line in fenced)


def _is_link_of(between: str, place: Place, after: Place) -> bool:
    return bool(after.commit) and between.strip("`") == "](" and after.ranges == place.ranges


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


def verified(
    repo: Repository, text: str, path: str, written: Sequence[str], at: str | None = None
) -> tuple[list[CitedResult], int]:
    """What became of every citation of a document, and how many name what is not in this repository.

    `path` is that of the document in the repository, `written` the commit of each of its lines: a line
    without one speaks of the work tree. Raises RepositoryError when git fails.
    """
    snapshots: dict[str, Snapshot] = {}
    found: list[tuple[Cited, str, Citation | str]] = []
    elsewhere = 0
    for cited in citations_in(text):
        pinned = repo.resolve(cited.place.commit) if cited.place.commit else None
        own = written[cited.line - 1] if cited.line <= len(written) else ""
        # The name of a branch says nothing about the day on which the line was written.
        version = pinned if pinned and cited.place.commit in pinned else own
        if cited.place.commit and pinned is None:
            elsewhere += 1
            continue
        snapshot = snapshots.setdefault(version, Snapshot(repo, version or None))
        file = _file_of(snapshot, cited.place.path, path)
        if cited.in_output and file != cited.place.path:
            elsewhere += 1
            continue
        if not file:
            if not _known(snapshot, cited.place.path):
                elsewhere += 1
                continue
            file = cited.place.path
        try:
            found.append((cited, version, capture_in(snapshot, file, cited.place.ranges)))
        except CitationError as error:
            if file == cited.place.path:
                found.append((cited, version, str(error)))
            else:
                # A path that was shortened, and lines that are not there: another file may be meant.
                elsewhere += 1
    taken = [entry[2] for entry in found if isinstance(entry[2], Citation)]
    answers = iter(verify_all(repo, taken, None, at))
    results: list[CitedResult] = []
    for cited, version, citation in found:
        if isinstance(citation, str):
            about = Citation(at=format_at(cited.place.path, cited.place.ranges), commit=version)
            answer = Verification("invalid", about, citation)
        else:
            answer = next(answers)
            if cited.place.commit and version.startswith(cited.place.commit):
                answer = Verification("exact", citation, "The address names its commit.", "the commit")
        results.append(CitedResult(cited, version, answer))
    return results, elsewhere


def _file_of(snapshot: Snapshot, path: str, document: str) -> str:
    """The file that a document means: from the top, from its own folder, or the only one of that name."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(document), path))
    for candidate in (posixpath.normpath(path), beside):
        if not candidate.startswith(("../", "/")) and candidate in snapshot.paths:
            return candidate
    ends = [own for own in snapshot.paths if own.endswith(f"/{path}")]
    return ends[0] if len(ends) == 1 else ""


def _known(snapshot: Snapshot, path: str) -> bool:
    """Whether a path that is no file is meant to be one of this repository: its first folder is here."""
    top, slash, _ = path.partition("/")
    return bool(slash) and any(own.startswith(f"{top}/") for own in snapshot.paths)


def followed(text: str, results: Sequence[CitedResult]) -> tuple[str, int]:
    """The document with the citations that moved where they are now, all else untouched; how many those are.

    A path that was shortened, and lines without their path, stay as they are when the file is another.
    """
    pieces: list[str] = []
    done = count = 0
    for own in sorted(results, key=lambda own: own.cited.place.start):
        place, shown = own.cited.place, own.cited.shown
        if own.result.status != "moved" or place.start < done:
            continue
        new = parse_at(own.result.moved_to)
        old = parse_at(own.result.citation.at)
        path = shown[: len(place.path)] if shown.startswith(place.path) else ""
        if new.path != old.path:
            if place.follows_on or path != old.path:
                continue
            path = new.path
        if not path and not place.follows_on:
            continue
        pieces += [text[done : place.start], path, _in_its_form(shown, format_at("", new.ranges).lstrip(":"))]
        done = place.end
        count += 1
    return "".join((*pieces, text[done:])), count


def _in_its_form(shown: str, lines: str) -> str:
    """Line numbers as the author writes them: `:12-20`, `#L12-L20`, `:L12`, `:12–20`."""
    found = re.search(r"(?P<mark>[:#])(?P<letter>L?)\d+(?:(?P<dash>[-\u2010-\u2015])(?P<second>L?))?", shown)
    if not found:
        return f":{lines}"
    second = found["letter"] and (found["second"] if found["dash"] else "L" if found["mark"] == "#" else "")
    return found["mark"] + found["letter"] + lines.replace("-", f"{found['dash'] or '-'}{second}")
