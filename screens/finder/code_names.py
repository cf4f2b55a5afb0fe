"""What the finders of the code pane look through: files, symbols of the repository, outline of a file."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence

from blistui.repo.go.outline import Symbol
from blistui.repo.repository import Repository
from blistui.repo.symbols.index import Located, SymbolIndex, index_at, load_index
from blistui.repo.symbols.name_ranking import Preferred
from blistui.repo.symbols.name_search import NameSearch, file_search
from screens.code_view.place import CodePlace
from screens.finder.source import Found, Source, listing, name_source

_KIND_CELLS = len("interface ")


def file_source(files: NameSearch, at: str | None, likely: Mapping[str, float] | None = None) -> Source:
    """Finds files by their path, at a commit or, None, in the work tree.

    `likely` gives points to files that were looked at or are cited; while nothing is typed they come first.
    """
    points = likely or {}

    def place(number: int) -> Found:
        path = files.names[number]
        return Found(path, CodePlace(path, 0, at))

    numbers = {path: number for number, path in enumerate(files.names) if path in points}
    first = [numbers[path] for path in _by_points(points) if path in numbers]
    preferred = Preferred(first, lambda number: points.get(files.names[number], 0))
    return name_source(files, place, lambda number: (files.names[number], ""), preferred)


def _by_points(points: Mapping[str, float]) -> list[str]:
    return sorted(points, key=lambda path: -points[path])


def outline_source(path: str, at: str | None, symbols: Sequence[Symbol]) -> Source:
    """Finds symbols of one file; without a query they come in the order of the file."""

    digits = len(str(max((symbol.start for symbol in symbols), default=0)))

    def place(number: int) -> Found:
        symbol = symbols[number]
        # What belongs to a type is below it.
        indent = "  " if symbol.receiver else ""
        lead = f"{symbol.start:>{digits}}  {_kind(symbol.kind)}{indent}"
        return Found(symbol.qualified, CodePlace(path, symbol.start, at), lead=lead, word=symbol.name)

    search = NameSearch([symbol.qualified for symbol in symbols], part=".")
    return name_source(search, place, lambda number: (path, symbols[number].kind))


def as_outlined(symbol: Located) -> Symbol:
    """A symbol of the index as an outline has it, for files too large to outline; without its comment."""
    return Symbol(symbol.name, symbol.kind, symbol.receiver, symbol.start, symbol.end, symbol.start, "")


def symbol_source(index: SymbolIndex, at: str | None, likely: Mapping[str, float] | None = None) -> Source:
    """Finds symbols of the repository by their name; one is made only when its row is shown.

    `likely` is as for files: symbols of these come first.
    """
    points = likely or {}
    first = [number for path in _by_points(points) for number in index.numbers_in(path)]
    preferred = Preferred(first, lambda number: points.get(index.about(number)[0], 0))
    return name_source(index.search, lambda n: _declaration(index.symbol(n), at), index.about, preferred)


def names_of(repository: Repository) -> NameSearch:
    """The files of a repository, ready to be searched. Raises RepositoryError."""
    names = file_search(repository.files())
    names.warm()
    return names


def symbols_of(repository: Repository) -> SymbolIndex:
    """The index of a repository, ready to be searched. Raises RepositoryError."""
    index = load_index(repository, separately=True)
    index.search.warm()
    # The first question for a name would wait for the table of all names.
    index.named("")
    return index


def names_at(repository: Repository, commit: str) -> NameSearch:
    """The files at a commit, ready to be searched. Raises RepositoryError."""
    names = file_search(sorted(repository.objects.tree(commit)))
    names.warm()
    return names


def symbols_at(repository: Repository, commit: str) -> SymbolIndex:
    """The symbols at a commit, ready to be searched. Raises RepositoryError."""
    index = index_at(repository, commit)
    index.search.warm()
    return index


def declarations(symbols: Iterable[Located], at: str | None) -> Source:
    """Offers symbols of one name; words of their path or kind narrow them."""
    places = [_declaration(symbol, at) for symbol in symbols]

    async def all_places() -> AsyncGenerator[list[Found], None]:
        yield places

    return listing(all_places, lambda kept: f"{len(kept)} of {len(places)} declarations")


def _kind(kind: str) -> str:
    """A kind in a column of its own; that a method is an interface's is seen from its name."""
    return f"{kind.removeprefix('interface ') or kind:<{_KIND_CELLS}}"


def _declaration(symbol: Located, at: str | None) -> Found:
    return Found(
        symbol.qualified,
        CodePlace(symbol.path, symbol.start, at),
        f"{symbol.path}:{symbol.start}",
        _kind(symbol.kind),
        symbol.name,
    )
