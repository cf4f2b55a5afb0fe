"""The cited lines themselves: their digest, and the symbol that encloses them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from blistui.repo.go.outline import Symbol, enclosing_range, outline
from blistui.repo.location import Range
from blistui.repo.text import SourceText

_WORD = re.compile(r"\w+")
_DECLARES = ("func ", "type ", "var ", "const ", "package ", "import ")


def digest_of(text: SourceText, ranges: Sequence[Range]) -> str:
    """The digest of the exact lines of each range, without line ends: `b2:` and 20 hex digits a range."""
    return "b2:" + ",".join(digest_of_lines(text.between(*cited)) for cited in ranges)


def digest_of_lines(lines: Sequence[str]) -> str:
    """The digest of one range, as it stands in a citation's digest."""
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def occurrences(text: SourceText, lines: Sequence[str], limit: int = 100) -> list[Range]:
    """Where `lines` stand in `text`, one after the other; at most `limit` places."""
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


def symbol_of(symbols: Sequence[Symbol], ranges: Sequence[Range]) -> Symbol | None:
    """The innermost symbol that holds all cited lines, or the only one that begins in them."""
    named = [symbol for symbol in symbols if symbol.kind != "package"]
    holding = enclosing_range(named, min(start for start, _ in ranges), max(end for _, end in ranges))
    if holding is not None:
        return holding
    inside = [
        symbol
        for symbol in named
        if symbol.kind != "interface method" and any(a <= symbol.start <= b for a, b in ranges)
    ]
    return inside[0] if len(inside) == 1 else None


def plainly_in(text: SourceText, lines: Range, symbol: str) -> bool:
    """Whether the nearest declaration at the left margin, from the first line upwards, declares `symbol`.

    A cheap look that spares the parser; False only means that this look does not decide.
    """
    name = symbol.rpartition(".")[2]
    for number in range(min(lines[0], text.line_count), 0, -1):
        line = text.lines[number - 1]
        if line.startswith(_DECLARES):
            return name in _WORD.findall(line)
    return False


def named_symbol(symbols: Sequence[Symbol], lines: Range) -> Symbol | None:
    """As `symbol_of`, for one range."""
    return symbol_of(symbols, (lines,))
