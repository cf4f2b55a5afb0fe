"""Where the name under the cursor is declared, as an answer to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from blistui.repo.errors import QueryError
from blistui.repo.queries.definitions import declared_at
from blistui.repo.queries.queries import Inquiry
from blistui.repo.queries.targets import Target
from blistui.repo.symbols.index import Located, SymbolIndex

BY_NAME = "by name only"


class Definitions(NamedTuple):
    """Declarations, or the line of a local one; the note says why they may not be it, or are none."""

    found: Sequence[Located]
    line: int | None
    note: str


def definitions(index: SymbolIndex, path: str, line: int, column: int, inquiry: Inquiry) -> Definitions:
    """The declarations of what is at `column` (in characters, from 0) of a line of a Go file."""
    try:
        target: Target = inquiry.target_on(path, line, column)
    except QueryError as error:
        return Definitions((), None, f"{str(error)[:1].upper()}{str(error)[1:]}.")
    if target.kind == "local":
        return Definitions((), inquiry.line_of(target), "")
    if target.kind == "import":
        return Definitions((), None, f"{target.name} is of {target.path}, or is that package itself.")
    found = [_field_of(one, target, inquiry) for one in declared_at(index, target)]
    why = ""
    if target.kind == "member" and not target.owner:
        why = f"{BY_NAME}: the type of the value is not known"
    elif inquiry.is_broken_on(path, line):
        why = f"{BY_NAME}: the code around it cannot be parsed"
    return Definitions(found, None, why)


def _field_of(found: Located, target: Target, inquiry: Inquiry) -> Located:
    """The declaration, of a field the line in that of its type."""
    if target.kind != "member" or found.receiver:
        return found
    line = inquiry.line_of_field(found.path, range(found.start, found.end + 1), target.name)
    return found._replace(start=line, end=line) if line is not None else found


def nearest_first(found: Sequence[Located], path: str) -> list[Located]:
    """Symbols of the same file first, then of the same package, then the rest."""
    folder = path.rpartition("/")[0]

    def distance(symbol: Located) -> int:
        return 0 if symbol.path == path else 1 if symbol.path.rpartition("/")[0] == folder else 2

    return sorted(found, key=distance)
