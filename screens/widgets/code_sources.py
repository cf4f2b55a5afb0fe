"""What the finders of the code pane look through: files, symbols of the repository, outline of a file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from blistui.repo.gosource import Symbol
from blistui.repo.index import Located, SymbolIndex
from blistui.repo.indexed import KINDS
from screens.widgets.finder_source import Answer, Findings, Found, Source, name_source
from screens.widgets.name_search import NameSearch


def file_source(files: NameSearch) -> Source:
    """Finds files by their path."""

    def place(number: int) -> Found:
        path = files.names[number]
        return Found(path, path, 0)

    return name_source(files, place)


def outline_source(path: str, symbols: Sequence[Symbol]) -> Source:
    """Finds symbols of one file; without a query they stand in the order of the file."""

    def place(number: int) -> Found:
        symbol = symbols[number]
        return Found(symbol.qualified, path, symbol.start, f"{symbol.kind}  line {symbol.start}")

    return name_source(NameSearch([symbol.qualified for symbol in symbols], part="."), place)


def as_outlined(symbol: Located) -> Symbol:
    """A symbol of the index as an outline has it, for files too large to outline; without its comment."""
    return Symbol(symbol.name, symbol.kind, symbol.receiver, symbol.start, symbol.end, symbol.start, "")


class SymbolNames:
    """The names of an index, searched as one; a symbol is made only when its row is shown."""

    def __init__(self, index: SymbolIndex) -> None:
        self._files = [(path, file) for path, file in index.files.items() if file.names]
        names: list[str] = []
        self._starts: list[int] = []
        for _, file in self._files:
            self._starts.append(len(names))
            names += file.names.split("\n")
        self._search = NameSearch(names, part=".")

    def warm(self) -> None:
        """Make ready in a thread what the first key would wait for."""
        self._search.warm()

    def source(self) -> Source:
        """Finds symbols by their name."""
        return name_source(self._search, self._place)

    def _place(self, number: int) -> Found:
        which = bisect_right(self._starts, number) - 1
        path, file = self._files[which]
        at = number - self._starts[which]
        line = memoryview(file.spans).cast("I")[2 * at]
        return Found(self._search.names[number], path, line, f"{KINDS[file.kinds[at]]}  {path}:{line}")


def listed(symbols: Iterable[Located], remark: str) -> Source:
    """Offers the symbols as they are; letters narrow them."""
    places = [Found(s.qualified, s.path, s.start, f"{s.kind}  {s.path}:{s.start}") for s in symbols]
    return listed_places(places, remark)


def listed_places(places: Sequence[Found], remark: str) -> Source:
    """Offers the places as they are, in their order; letters narrow them."""

    def source(query: str) -> Answer:
        words = query.lower().split()
        kept = [
            place
            for place in places
            if all(word in f"{place.label} {place.detail}".lower() for word in words)
        ]
        return Answer(Findings(kept, f"{len(kept)} of {len(places)}. {remark}"))

    return source
