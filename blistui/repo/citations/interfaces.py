"""Signatures of interfaces, read from the code: facts for section G."""

from __future__ import annotations

import textwrap

from blistui.plan.document import Plan
from blistui.plan.tables.citation import Citation
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.excerpt import symbols_of
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Location, parse_at
from blistui.repo.repository import Repository
from blistui.repo.text import SourceText, shown


def interface_signature(repo: Repository, place: Citation | Location, at: str | None = None) -> str:
    """The Go text of the interface declared at `place`, in the work tree or at the commit `at`.

    Raises CitationError, with what is declared there instead, when that is no interface; RepositoryError
    when the file cannot be read.
    """
    location = place if isinstance(place, Location) else parse_at(place.at)
    text = repo.read(location.path, at)
    wanted = place.declared if isinstance(place, Citation) else ""
    return _text_of(text, interface_at(text, location, wanted))


def interface_at(text: SourceText, location: Location, wanted: str = "") -> Symbol:
    """The interface declared at these lines, the one named `wanted` if there are several.

    Raises CitationError with a sentence that names what is declared there instead.
    """
    declared = [
        symbol
        for symbol in symbols_of(text)
        if symbol.kind not in ("package", "interface method")
        and any(start <= symbol.end and symbol.doc_start <= end for start, end in location.ranges)
    ]
    interfaces = [symbol for symbol in declared if symbol.kind == "interface"]
    named = [symbol for symbol in interfaces if symbol.name == wanted] or interfaces
    if len(named) == 1:
        return named[0]
    where = shown(str(location))
    if named:
        names = ", ".join(symbol.name for symbol in named)
        raise CitationError(f"{where} holds {len(named)} interfaces, {names}: cite the lines of one")
    if declared:
        what = declared[0]
        kind = "type" if what.kind == "alias" else what.kind
        raise CitationError(
            f"{where} declares the {kind} {what.qualified}; only an interface can be frozen here"
        )
    raise CitationError(f"{where} declares no interface: cite the lines of its declaration")


def signatures_of(repo: Repository, plan: Plan) -> tuple[dict[str, str], list[str]]:
    """The signature of each frozen interface of `plan` by its id, and a sentence for each without one.

    Each is read at its citation's own commit, else at the plan's base commit, else in the work tree.
    """
    found: dict[str, str] = {}
    unread: list[str] = []
    for frozen in plan.frozen:
        name = frozen.interface or frozen.id
        if frozen.cite is None or not frozen.cite.at:
            unread.append(f"the frozen interface {name} has no citation: its signature cannot be read")
            continue
        commit = frozen.cite.commit or plan.plan.base_commit
        try:
            found[frozen.id] = interface_signature(
                repo, frozen.cite, repo.resolve(commit) if commit else None
            )
        except (CitationError, RepositoryError) as error:
            unread.append(f"the signature of the frozen interface {name} cannot be read: {error}")
    return found, unread


def _text_of(text: SourceText, symbol: Symbol) -> str:
    code = textwrap.dedent("\n".join(text.lines[symbol.start - 1 : symbol.end]))
    # In a group of types the word is on the group's own line.
    return code if code.startswith("type ") else f"type {code}"
