"""The cited lines themselves: their digest, and the symbol that encloses them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from blistui.repo.go.outline import Symbol, enclosing_range, outline
from blistui.repo.location import Range, out_of_range
from blistui.repo.text import SourceText


def digest_of(text: SourceText, ranges: Sequence[Range]) -> str:
    """The digest of the exact lines of each range, without line ends: `b2:` and 20 hex digits a range."""
    return "b2:" + ",".join(digest_of_lines(text.between(*cited)) for cited in ranges)


def digest_of_lines(lines: Sequence[str]) -> str:
    """The digest of one range, as it is in a citation's digest."""
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def holds(text: SourceText | None, ranges: Sequence[Range], digest: str) -> bool:
    """Whether a text, if there is one, has all these lines, with this digest."""
    return text is not None and not out_of_range(text, ranges) and digest_of(text, ranges) == digest


def occurrences(text: SourceText, lines: Sequence[str], limit: int = 100) -> list[Range]:
    """Where `lines` are in `text`, one after the other; at most `limit` places."""
    haystack = text.flat
    needle = "\n" + "\n".join(lines) + "\n"
    found: list[Range] = []
    line, last = 1, 0
    at = haystack.find(needle) if lines else -1
    while at >= 0 and len(found) < limit:
        line += haystack.count("\n", last, at)
        last = at
        found.append((line, line + len(lines) - 1))
        at = haystack.find(needle, at + 1)
    return found


def symbols_of(text: SourceText) -> tuple[Symbol, ...]:
    """The Go outline of `text`; nothing for other languages."""
    return outline(text.text) if text.path.endswith(".go") else ()


def places_of(text: SourceText) -> tuple[Symbol, ...]:
    """As `symbols_of`, without signatures: what the search for citations needs of many files."""
    if not text.path.endswith(".go"):
        return ()
    # Most checks find every citation in place and never look at an outline.
    from blistui.repo.go.scan import outline_in_short

    return outline_in_short(text.text.encode("utf-8", "surrogatepass"))


def symbols_in(symbols: Sequence[Symbol], lines: Range) -> tuple[Symbol, ...]:
    """The declarations that these lines belong to, their comments included.

    That is the innermost one that holds all of them (several when they share their lines), else each that
    has a part of them.
    """
    named = [symbol for symbol in symbols if symbol.kind != "package"]
    inner = enclosing_range(named, *lines)
    if inner is not None:
        extent = (inner.doc_start, inner.end)
        return tuple(symbol for symbol in named if (symbol.doc_start, symbol.end) == extent)
    return tuple(
        symbol
        for symbol in named
        if symbol.kind != "interface method" and symbol.doc_start <= lines[1] and lines[0] <= symbol.end
    )


def symbol_names(symbols: Sequence[Symbol], ranges: Sequence[Range]) -> str | tuple[str, ...]:
    """What a citation of these ranges stores as its symbol: nothing, a name, or the names of several."""
    found = dict.fromkeys(symbol.qualified for lines in ranges for symbol in symbols_in(symbols, lines))
    return tuple(found) if len(found) > 1 else next(iter(found), "")
