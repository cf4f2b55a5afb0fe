"""What the finders of the code pane look through: files, symbols of the repository, outline of a file."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Sequence

from blistui.repo.go.outline import Symbol
from blistui.repo.repository import Repository
from blistui.repo.symbols.index import Located, SymbolIndex, load_index
from blistui.repo.symbols.name_search import NameSearch
from screens.finder.source import Found, Source, listing, name_source


def file_source(files: NameSearch) -> Source:
    """Finds files by their path."""

    def place(number: int) -> Found:
        path = files.names[number]
        return Found(path, path, 0)

    return name_source(files, place)


def outline_source(path: str, symbols: Sequence[Symbol]) -> Source:
    """Finds symbols of one file; without a query they come in the order of the file."""

    def place(number: int) -> Found:
        symbol = symbols[number]
        return Found(symbol.qualified, path, symbol.start, f"{symbol.kind}  line {symbol.start}", symbol.name)

    return name_source(NameSearch([symbol.qualified for symbol in symbols], part="."), place)


def as_outlined(symbol: Located) -> Symbol:
    """A symbol of the index as an outline has it, for files too large to outline; without its comment."""
    return Symbol(symbol.name, symbol.kind, symbol.receiver, symbol.start, symbol.end, symbol.start, "")


def symbol_source(index: SymbolIndex) -> Source:
    """Finds symbols of the repository by their name; one is made only when its row is shown."""

    return name_source(index.search, lambda number: _declaration(index.symbol(number)))


def names_of(repository: Repository) -> NameSearch:
    """The files of a repository, ready to be searched. Raises RepositoryError."""
    names = NameSearch(repository.files())
    names.warm()
    return names


def symbols_of(repository: Repository) -> SymbolIndex:
    """The index of a repository, ready to be searched. Raises RepositoryError."""
    index = load_index(repository, separately=True)
    index.search.warm()
    # The first question for a name would wait for the table of all names.
    index.named("")
    return index


def declarations(symbols: Iterable[Located]) -> Source:
    """Offers symbols of one name; words of their path or kind narrow them."""
    places = [_declaration(symbol) for symbol in symbols]

    async def all_places() -> AsyncGenerator[list[Found], None]:
        yield places

    return listing(all_places, lambda kept: f"{len(kept)} of {len(places)} declarations")


def _declaration(symbol: Located) -> Found:
    detail = f"{symbol.kind}  {symbol.path}:{symbol.start}"
    return Found(symbol.qualified, symbol.path, symbol.start, detail, symbol.name)
