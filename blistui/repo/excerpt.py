"""The cited lines themselves: their digest, and the symbol that encloses them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from blistui.repo.gosource import Symbol, enclosing_range, outline
from blistui.repo.location import Range
from blistui.repo.text import SourceText


def digest_of(text: SourceText, ranges: Sequence[Range]) -> str:
    """The digest of the exact lines of each range, without line ends: `b2:` and 20 hex digits a range."""
    return "b2:" + ",".join(digest_of_lines(text.lines[start - 1 : end]) for start, end in ranges)


def digest_of_lines(lines: Sequence[str]) -> str:
    """The digest of one range, as it stands in a citation's digest."""
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def symbols_of(text: SourceText) -> tuple[Symbol, ...]:
    """The Go outline of `text`; nothing for other languages."""
    return outline(text.text) if text.path.endswith(".go") else ()


def symbol_of(symbols: Sequence[Symbol], ranges: Sequence[Range]) -> Symbol | None:
    """The innermost symbol that holds all cited lines, or the only one of a file's that begins in them."""
    named = [symbol for symbol in symbols if symbol.kind != "package"]
    holding = enclosing_range(named, min(start for start, _ in ranges), max(end for _, end in ranges))
    if holding is not None:
        return holding
    inside = [s for s in named if any(a <= s.start <= b for a, b in ranges) and not _is_part(s)]
    return inside[0] if len(inside) == 1 else None


def _is_part(symbol: Symbol) -> bool:
    return symbol.kind == "interface method"
