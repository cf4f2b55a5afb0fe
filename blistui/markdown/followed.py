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

    Only digits are written, and the path where it was written whole. A path that was shortened, and lines
    without their path, stay as they are when the file is another. `document` is the path of the document.
    """
    changes: dict[Span, str] = {}
    count = 0
    for own in results:
        new = _changes(text, own, document) if own.result.status == "moved" else None
        if new is not None:
            changes |= new
            count += 1
    pieces: list[str] = []
    done = 0
    for (start, end), written in sorted(changes.items()):
        pieces += [text[done:start], written]
        done = end
    return "".join((*pieces, text[done:])), count


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
    if place.follows_on:
        return None
    start, stop = place.path_at
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
