"""Where cited lines may be now when their text at capture is not known: the digest is all there is.

That is so without git, in a shallow clone that lacks the commit, or when uncommitted edits were captured.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from blistui.repo.citations.distinctive import distinctive, strongly_distinctive
from blistui.repo.citations.relocate import Fate
from blistui.repo.excerpt import digest_of_lines, named_symbol
from blistui.repo.location import Range, format_at
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

_MOST_HASHED_LINES = 2_000_000


def rediscover(path: str, cited: Range, digest: str, symbol: str, now: Snapshot) -> Fate:
    """What became of a range of `path` cited inside `symbol`, by its digest and symbol alone."""
    text = now.text_or_none(path)
    if text is None:
        return _in_package(path, cited, digest, symbol, now) or Fate("gone", "no such file")
    places = list(_windows(text, (1, text.line_count), cited, digest))
    if places:
        return _decided(text, path, cited, places, symbol, now)
    here = [s for s in now.places(path) if s.qualified == symbol and symbol]
    if here:
        return Fate("changed", f"definition of {symbol}", path, (here[0].start, here[0].end))
    found = _in_package(path, cited, digest, symbol, now) if symbol else None
    if found is not None:
        return found
    if not symbol and cited[1] <= text.line_count:
        return Fate("changed", "other text in place", path, cited)
    return Fate("gone", "neither text nor symbol was found")


def _decided(
    text: SourceText, path: str, cited: Range, places: list[Range], symbol: str, now: Snapshot
) -> Fate:
    def home(place: Range) -> bool:
        found = named_symbol(now.places(path), place)
        return (found.qualified if found else "") == symbol

    block = text.lines[places[0][0] - 1 : places[0][1]]
    if cited in places and (home(cited) or (len(places) == 1 and distinctive(block))):
        return Fate("exact", "digest in place", path, cited)
    here = named_symbol(now.places(path), places[0])
    declares = here is not None and places[0][0] <= here.start <= places[0][1]
    identified = declares or (distinctive(block) if symbol else strongly_distinctive(block))
    if len(places) == 1 and home(places[0]) and identified:
        return Fate("moved", "digest elsewhere in the file, same symbol", path, places[0])
    candidates = tuple(format_at(path, [place]) for place in places)
    return Fate("ambiguous", "digest in the file", candidates=candidates)


def _in_package(path: str, cited: Range, digest: str, symbol: str, now: Snapshot) -> Fate | None:
    """The definition of the symbol in another file of the package, when there is exactly one."""
    definitions = now.definitions(symbol, posixpath.dirname(path)) if symbol else []
    if len(definitions) != 1:
        return None
    where, found = definitions[0]
    text = now.text(where)
    places = list(_windows(text, (found.doc_start, found.end), cited, digest))
    if len(places) == 1 and distinctive(text.lines[places[0][0] - 1 : places[0][1]]):
        return Fate("moved", f"definition of {symbol}", where, places[0])
    return Fate("changed", f"definition of {symbol}", where, (found.start, found.end))


def _windows(text: SourceText, within: Range, cited: Range, digest: str) -> Iterator[Range]:
    """The places in the file of as many lines as were cited that have the digest."""
    count = cited[1] - cited[0] + 1
    first, last = within
    if (last - first + 1) * count > _MOST_HASHED_LINES:
        # Too much to hash: only the place itself is looked at.
        first, last = max(first, cited[0]), min(last, cited[1])
    for start in range(first, last - count + 2):
        if digest_of_lines(text.lines[start - 1 : start - 1 + count]) == digest:
            yield start, start + count - 1
