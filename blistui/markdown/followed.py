"""A Markdown document with what it cites written where that is now."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from blistui.markdown.verified import CitedResult
from blistui.repo.location import parse_at
from blistui.repo.places import Span, number_spans


def followed(text: str, results: Sequence[CitedResult], document: str) -> tuple[str, int]:
    """The document with the citations that moved where they are now, all else untouched; how many those are.

    Only digits are written, and the path where it was written whole. A path that was shortened stays as it is
    when the file is another; so does a line on which another citation is still to be settled. `document` is
    the path of the document.
    """
    new = {
        at: found
        for at, own in enumerate(results)
        if own.result.status == "moved" and (found := _changes(text, own, document)) is not None
    }
    # A path that several citations share is written only when it is the same for all of them.
    shared: dict[Span, set[str | None]] = {}
    for at, own in enumerate(results):
        path_at = own.cited.place.path_at
        shared.setdefault(path_at, set()).add(new.get(at, {}).get(path_at))
    new = {at: found for at, found in new.items() if len(shared[results[at].cited.place.path_at]) == 1}
    # A line that is written speaks of the day of the fix: what is open on it would pass for settled.
    held: set[int] = set()
    while blocked := [
        at
        for at, own in enumerate(results)
        if own.result.status != "exact" and at not in new and not _lines(own) <= held
    ]:
        held |= {line for at in blocked for line in _lines(results[at])}
        new = {at: found for at, found in new.items() if not _lines(results[at]) & held}
    changes = {span: written for found in new.values() for span, written in found.items()}
    pieces: list[str] = []
    done = 0
    for (start, end), written in sorted(changes.items()):
        pieces += [text[done:start], written]
        done = end
    return "".join((*pieces, text[done:])), len(new)


def _lines(own: CitedResult) -> set[int]:
    return {own.cited.line, own.cited.numbers_line}


def _changes(text: str, own: CitedResult, document: str) -> dict[Span, str] | None:
    """What is written where; None when the new place cannot be written in the form of the old."""
    place = own.cited.place
    new, old = parse_at(own.result.moved_to), parse_at(own.result.citation.at)
    begin, end = place.lines_at
    spans = number_spans(text[begin:end])
    if len(spans) != len(new.ranges) or any(
        len(numbers) == 1 and first != last for numbers, (first, last) in zip(spans, new.ranges, strict=True)
    ):
        return None
    found = {
        (begin + start, begin + stop): str(number)
        for numbers, lines in zip(spans, new.ranges, strict=True)
        for (start, stop), number in zip(numbers, lines, strict=False)
    }
    if new.path == old.path:
        return found
    start, stop = place.path_at
    if place.follows_on and "\n" in text[start : place.start]:
        return None
    # In an address, and where a link leads, a blank would be the end, but in `[it](<a b.go>)`.
    is_address = own.cited.shown.startswith("http") or (
        own.cited.is_link and not text.startswith("<", start - 1)
    )
    for before, after in _spellings(old.path, new.path, document):
        if text[start:stop] in (before, quote(before)):
            return found | {place.path_at: quote(after) if is_address else after}
    return None


def _spellings(old: str, new: str, document: str) -> Iterator[tuple[str, str]]:
    """How the paths may be written in a document: from the top, and from its folder."""
    folder = posixpath.dirname(document) or "."
    yield from ((old, new), (f"./{old}", f"./{new}"), (f"/{old}", f"/{new}"))
    yield posixpath.relpath(old, folder), posixpath.relpath(new, folder)
