"""What the finders of the code pane look through: files, the outline of a file."""

from __future__ import annotations

from collections.abc import Sequence

from blistui.repo.gosource import Symbol
from screens.widgets.finder import Found, Source, name_source
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
        return Found(symbol.qualified, path, symbol.start, f"{symbol.kind}  {symbol.start}")

    return name_source(NameSearch([symbol.qualified for symbol in symbols], part="."), place)
