"""Where cited lines may be now when their text at capture is not known: the digest is all there is.

That is so without git, in a shallow clone that lacks the commit, or when uncommitted edits were captured.
Whether the text was unique then cannot be known here, so its symbols, compared whole, must agree as well.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from blistui.repo.citations.relocation.distinctive import distinctive, strongly_distinctive
from blistui.repo.citations.relocation.sought import Fate, Place
from blistui.repo.excerpt import digest_of_lines, symbols_in
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Range
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

_MOST_HASHED_LINES = 2_000_000
_UNKNOWN = "the text at capture is not known here, so other files were not looked at"


def rediscover(
    path: str, cited: Range, digest: str, symbols: Sequence[str], now: Snapshot, dated: bool
) -> Fate:
    """What became of a range of `path` cited in `symbols`, by its digest and these names alone.

    `dated`: a commit of capture is named, but cannot be read here; then copies must be ruled out.
    """
    text = now.text_or_none(path)
    if text is None:
        return _in_package(path, cited, digest, symbols, now) or Fate(
            "gone", f"there is no such file; {_UNKNOWN}"
        )
    places = list(_windows(text, (1, text.line_count), cited, digest))
    if places:
        return _decided(text, cited, places, symbols, now, dated)
    here = [s for s in now.places(path) if s.qualified in symbols]
    if here:
        return _changed(path, here)
    found = _in_package(path, cited, digest, symbols, now)
    if found is not None:
        return found
    if not symbols and cited[1] <= text.line_count:
        return Fate("changed", "other text in place", ((path, cited),))
    return Fate("gone", f"neither text nor symbol was found in the file or its package; {_UNKNOWN}")


def _decided(
    text: SourceText,
    cited: Range,
    places: Sequence[Range],
    symbols: Sequence[str],
    now: Snapshot,
    dated: bool,
) -> Fate:
    def at_home(place: Range) -> bool:
        names = {symbol.qualified for symbol in symbols_in(now.places(text.path), place)}
        return bool(names & set(symbols)) if names else not symbols

    block = text.between(*places[0])
    declares = any(
        places[0][0] <= symbol.start <= places[0][1]
        for symbol in symbols_in(now.places(text.path), places[0])
    )
    unique = len(places) == 1
    # A declaration rules out copies elsewhere; sections and entries of other files do not.
    if cited in places and at_home(cited) and (unique or symbols or not dated):
        return Fate("exact", "digest in place, without history", ((text.path, cited),))
    if unique and not symbols and places[0] == cited and distinctive(block):
        return Fate("exact", "digest in place, without history", ((text.path, cited),))
    identified = declares or (distinctive(block) if symbols else strongly_distinctive(block))
    if unique and at_home(places[0]) and identified:
        return Fate("moved", "digest elsewhere in the file, same symbol", ((text.path, places[0]),))
    likely = sorted(places, key=lambda place: (not at_home(place), place != cited, place))
    return Fate("ambiguous", "digest in the file", tuple((text.path, place) for place in likely))


def _in_package(path: str, cited: Range, digest: str, symbols: Sequence[str], now: Snapshot) -> Fate | None:
    """The definitions of the symbols in other files of the package, when each has exactly one."""
    definitions = [now.definitions(symbol, posixpath.dirname(path)) for symbol in symbols]
    if not definitions or any(len(found) != 1 for found in definitions):
        return None
    places: list[Place] = []
    for [(where, found)] in definitions:
        text = now.text(where)
        same = list(_windows(text, (found.doc_start, found.end), cited, digest))
        if len(same) == 1 and distinctive(text.between(*same[0])):
            return Fate("moved", f"definition of {found.qualified}", ((where, same[0]),))
        places.append((where, (found.start, found.end)))
    return Fate("changed", f"definition of {', '.join(symbols)}", tuple(places))


def _changed(path: str, here: Sequence[Symbol]) -> Fate:
    names = ", ".join(symbol.qualified for symbol in here)
    return Fate("changed", f"definition of {names}", tuple((path, (s.start, s.end)) for s in here))


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
