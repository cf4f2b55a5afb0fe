"""What the citations of one item show, read from the repository; for worker threads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.tables.citation import Citation, Query
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.location import parse_at

if TYPE_CHECKING:
    from blistui.repo.citations.verification import Verification
    from blistui.repo.repository import Repository
    from screens.code_view.highlight import Span

_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Claim:
    """An item and all that it rests on; two claims are equal when their evidence is."""

    path: str
    name: str
    """What the item is called: its id, where it has one."""
    citations: tuple[Citation, ...]
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of code: its number, its text, whether it is cited, and what its characters are."""

    number: int
    text: str
    cited: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of one citation, and the lines it is about, as they are now."""

    citation: Citation
    status: str
    message: str
    where: str
    lines: tuple[CodeLine, ...] = ()
    diff: tuple[str, ...] = ()


def claim_at(plan: Plan, path: str) -> Claim | None:
    """What the item at `path` rests on; None when there is no such item."""
    try:
        item = paths.get(plan, path)
    except paths.PathError:
        return None
    if not isinstance(item, BaseModel):
        return None
    own = path.rpartition(".")[2]
    name = str(getattr(item, "id", "")) or _named(item) or own
    if name.startswith("@"):
        # An item without an id has its number in the list; people count from 1.
        name = f"item {int(own[1:]) + 1}"
    cites: list[Citation] = []
    queries: list[Query] = []
    for spec in specs(type(item)).values():
        value: Any = getattr(item, spec.attr)
        if spec.widget == "cite" and value is not None:
            cites.append(value)
        elif spec.widget == "cites":
            cites += value
        elif spec.item is Query:
            queries += value
    return Claim(path, name, tuple(cites), tuple(queries))


def _named(item: BaseModel) -> str:
    """The id of what an item is about, where it names one."""
    return next(
        (
            str(value)
            for spec in specs(type(item)).values()
            if spec.widget == "ref" and (value := getattr(item, spec.attr))
        ),
        "",
    )


def read(repository: Repository, claim: Claim, base: str) -> tuple[Proof, ...]:
    """What became of each citation of the claim; never raises for a bad citation."""
    # Deferred for the first frame: verification is loaded by the thread that needs it.
    from blistui.repo.citations.capture import verify_all

    try:
        answers = verify_all(repository, claim.citations, base or None)
    except (RepositoryError, CitationError) as error:
        return tuple(Proof(one, "invalid", str(error), one.at) for one in claim.citations)
    return tuple(map(partial(_proof, repository), answers))


def _proof(repository: Repository, answer: Verification) -> Proof:
    citation = answer.citation
    where = citation.at
    if answer.status == "moved":
        where = answer.moved_to
    lines: tuple[CodeLine, ...] = ()
    if answer.status in ("exact", "unpinned", "moved"):
        try:
            lines = _lines(repository, where)
        except (RepositoryError, CitationError) as error:
            return Proof(citation, "invalid", str(error), where)
    return Proof(citation, answer.status, answer.message, where, lines, answer.diff)


def _lines(repository: Repository, at: str) -> tuple[CodeLine, ...]:
    from screens.code_view.highlight import GoHighlighter
    from screens.code_view.text import CodeText

    location = parse_at(at)
    text = CodeText("\n".join(repository.read(location.path).lines) + "\n")
    spans = GoHighlighter(text) if location.path.endswith(".go") else None
    found: dict[int, CodeLine] = {}
    for first, last in location.ranges:
        for number in range(max(first - 1, 1), min(last + 1, text.line_count, first + _MOST_LINES) + 1):
            cited = first <= number <= last
            if number not in found or cited:
                kinds = tuple(spans.spans(number)) if spans is not None else ()
                found[number] = CodeLine(number, text.line(number), cited, kinds)
    return tuple(found[number] for number in sorted(found))
