"""What the finders of the code pane look through: files, symbols of the repository, outline of a file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import AsyncGenerator, Iterable, Sequence

from blistui.repo.gosource import Symbol
from blistui.repo.index import Located, SymbolIndex, load_index
from blistui.repo.indexed import KINDS
from blistui.repo.repository import Repository
from screens.widgets.finder_source import Found, Source, listing, name_source
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
        return Found(symbol.qualified, path, symbol.start, f"{symbol.kind}  line {symbol.start}", symbol.name)

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
        name = self._search.names[number]
        return Found(name, path, line, f"{KINDS[file.kinds[at]]}  {path}:{line}", name.rpartition(".")[2])


def names_of(repository: Repository) -> NameSearch:
    """The files of a repository, ready to be searched. Raises RepositoryError."""
    names = NameSearch(repository.files())
    names.warm()
    return names


def symbols_of(repository: Repository) -> tuple[SymbolIndex, SymbolNames]:
    """The index of a repository and its names, ready to be searched. Raises RepositoryError."""
    index = load_index(repository, apart=True)
    names = SymbolNames(index)
    names.warm()
    # The first question for a name would wait for the table of all names.
    index.named("")
    return index, names


def declarations(symbols: Iterable[Located]) -> Source:
    """Offers symbols of one name; words of their path or kind narrow them."""
    places = [Found(s.qualified, s.path, s.start, f"{s.kind}  {s.path}:{s.start}", s.name) for s in symbols]

    async def all_places() -> AsyncGenerator[list[Found], None]:
        yield places

    return listing(all_places, lambda kept: f"{len(kept)} of {len(places)} declarations")
