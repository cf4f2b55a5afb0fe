"""`blistui cite`, `blistui symbols` and `blistui recon`: the repository without a plan."""

from __future__ import annotations

import argparse
import json
import posixpath
import re
from typing import TYPE_CHECKING

from blistui.commands import output
from blistui.commands.inputs import Failure, repository_at, repository_here
from blistui.patterns import pattern
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.repository import Repository
from blistui.repo.text import shown
from blistui.rules.prose.wording import first_of

if TYPE_CHECKING:
    from blistui.repo.go.outline import Symbol
    from blistui.repo.places import Place
    from blistui.repo.symbols.index import Located


_LINE = pattern(r"L[0-9]+")
"""A line as code hosts write it, which a symbol of a file may not be."""


def cite(parsed: argparse.Namespace) -> int:
    """Print a citation, ready to paste into a plan."""
    from blistui.repo.citations.capture import capture
    from blistui.repo.citations.current import Capturer, Uncommitted

    repository, below = _meant_repository(parsed)
    try:
        place = _meant(repository, below, parsed.at)
        if place.commit:
            citation = capture(repository, place.path, place.ranges, place.commit)
        else:
            citation = Capturer(repository, None).capture(place.path, place.ranges, parsed.uncommitted)
    except Uncommitted as error:
        raise Failure(f"{error}; commit it first, or cite it with --uncommitted") from error
    except (CitationError, RepositoryError) as error:
        raise Failure(str(error)) from error
    values = {key: value for key, value in citation.model_dump().items() if value}
    if parsed.format == "json":
        output.as_json(values)
    else:
        # A string of JSON is one of TOML, and is on one line whatever it holds.
        pairs = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
        output.json(f"{{ {', '.join(pairs)} }}\n")
    return 0


def _meant_repository(parsed: argparse.Namespace) -> tuple[Repository, str]:
    """The repository that is asked about, and the folder in it of which paths are; raises Failure."""
    return (repository_at(parsed.repo), "") if parsed.repo else repository_here()


def _meant(repository: Repository, below: str, text: str) -> Place:
    """The place that a person means by lines in any form, or by a symbol; raises Failure and CitationError.

    Paths are of the folder `below`, except those of an address on a code host.
    """
    from blistui.repo.places import Place, parse_place

    # A path from the top of the file system, as tools print it.
    inside = text.removeprefix(f"{repository.root}/")
    if inside != text:
        below = ""
    while inside.startswith("../") and below:
        inside, below = inside.removeprefix("../"), below[: below.rstrip("/").rfind("/") + 1]
    symbol = re.fullmatch(r"(?:(?P<file>.+\.go):)?(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?)", inside)
    if symbol is None or inside.endswith(".go") or (symbol["file"] and _LINE.fullmatch(symbol["name"])):
        place = parse_place(inside)
        return place if place.commit else place._replace(path=_from_here(repository, below, place.path))
    file = _from_here(repository, below, symbol["file"]) if symbol["file"] else ""
    found = _declared(repository, file, symbol["name"])
    if len(found) != 1:
        places = first_of([f"{one.path}:{one.start}-{one.end}" for one in found], 20)
        why = f"is declared at {places}: name one of them" if found else "is declared nowhere"
        raise Failure(f"`{text}` {why}; to cite lines, write path:12 or path:12-20")
    return Place(found[0].path, ((found[0].start, found[0].end),))


def _from_here(repository: Repository, below: str, path: str) -> str:
    """The path in the repository of one that is written from the folder `below`, as git reads it.

    Raises Failure where the repository has the path only as it is written.
    """
    found = below + path
    if below and not repository.exists(found) and repository.exists(path):
        raise Failure(
            f"{shown(found)} does not exist in the repository: paths are counted from the folder you are in, "
            f"{shown(below)}. For {shown(path)} write {shown(posixpath.relpath(path, below))}"
        )
    return found


def _declared(repository: Repository, path: str, name: str) -> list[Located]:
    """Where `Type.Method` or a name is declared: in the file `path`, or anywhere when that is empty."""
    from blistui.repo.symbols.index import load_index

    found = [one for one in load_index(repository) if one.path == path or not path]
    same = [one for one in found if one.qualified == name and one.kind != "package"]
    # A method may be named without its type.
    return same or [one for one in found if one.name == name and one.kind != "package"]


def symbols(parsed: argparse.Namespace) -> int:
    """List the symbols of a file, or those of the repository whose name holds the query."""
    repository, below = _meant_repository(parsed)
    rows = (
        _of_file(repository, posixpath.normpath(_from_here(repository, below, parsed.query)))
        if parsed.query.endswith(".go")
        else _by_name(repository, parsed.query)
    )
    if parsed.format == "json":
        output.as_json(rows)
        return 0
    for row in rows:
        output.line("  ".join(row.values()).rstrip())
    return 0


def _of_file(repository: Repository, path: str) -> list[dict[str, str]]:
    from blistui.repo.go.outline import outline

    try:
        text = repository.read(path)
    except RepositoryError as error:
        raise Failure(str(error)) from error
    return [_row(path, symbol) | {"signature": symbol.signature} for symbol in outline(text.text)]


def _by_name(repository: Repository, query: str) -> list[dict[str, str]]:
    from blistui.repo.symbols.index import load_index

    try:
        index = load_index(repository)
    except RepositoryError as error:
        raise Failure(str(error)) from error
    return [_row(located.path, located) for located in index.find(query, limit=10_000)]


def _row(path: str, symbol: Symbol | Located) -> dict[str, str]:
    return {"at": f"{path}:{symbol.start}-{symbol.end}", "kind": symbol.kind, "symbol": symbol.qualified}


def recon(parsed: argparse.Namespace) -> int:
    """Print facts about the repository, each with its citation."""
    from blistui.repo.recon.proposals import HEADINGS, proposals

    if parsed.topic and parsed.topic not in HEADINGS:
        raise Failure(f"there is no topic {parsed.topic!r}; the topics are: {', '.join(HEADINGS)}.")
    repository = repository_at(parsed.repo)
    try:
        left_out: list[str] = []
        found = proposals(repository, parsed.topic or None, left_out=left_out)
    except RepositoryError as error:
        raise Failure(str(error)) from error
    for sentence in left_out:
        output.note(sentence)
    if parsed.format == "json":
        records = [
            {
                "topic": proposal.topic,
                "statement": proposal.statement,
                "cites": [citation.model_dump() for citation in proposal.citations],
            }
            for proposal in found
        ]
        output.as_json(records)
        return 0
    topic = ""
    for proposal in found:
        if proposal.topic != topic:
            topic = proposal.topic
            output.line(HEADINGS[topic])
        output.line(f"  {proposal.statement}")
        for citation in proposal.citations:
            output.line(f"    {citation.at}")
    return 0
