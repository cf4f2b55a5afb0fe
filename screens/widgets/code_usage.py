"""What uses a name: its implementers, callers, makers and references, each said to be known how."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass

from blistui.plan.citation import Query
from blistui.repo import queries
from blistui.repo.errors import QueryError, RepositoryError
from blistui.repo.queries import Hit
from blistui.repo.repository import Repository
from screens.widgets.finder_source import Found, Source, listing


@dataclass(frozen=True, slots=True)
class Usage:
    """A kind of use: how its list is called, who answers, and what the answer goes by."""

    title: str
    noun: str
    answer: Callable[[Repository, str, str | None], tuple[Hit, ...]]
    known_by: str


USAGES = {
    "implementers": Usage(
        "Types that implement",
        "implementer",
        queries.implementers,
        "by method sets as written, not type-checked",
    ),
    "callers": Usage(
        "Calls of",
        "call",
        queries.callers,
        "by name: any method so called counts",
    ),
    "constructors": Usage(
        "Where it is made:",
        "construction",
        queries.constructors,
        "composite literals and new; zero values do not count",
    ),
    "references": Usage(
        "References to",
        "reference",
        queries.references,
        "by name and package, not type-checked",
    ),
}


class UsageAnswer:
    """The answer to one question about one name, once it is known."""

    def __init__(self, repository: Repository, question: str, subject: str, at: str | None) -> None:
        """`at` is the commit asked about, or None for the work tree."""
        self._repository = repository
        self._question = question
        self._subject = subject
        self._at = at
        self._hits: tuple[Hit, ...] | None = None
        self._trouble = ""

    @property
    def query(self) -> Query | None:
        """The question with its whole answer, as a plan keeps it; None while there is none."""
        if self._hits is None:
            return None
        entries = tuple(sorted(hit.entry for hit in self._hits))
        return Query(ask=self._question, subject=self._subject, result=entries)

    def source(self) -> Source:
        """Lists the places; words of a path, symbol or line narrow them."""
        return listing(self._places, self._describe)

    async def _places(self) -> AsyncGenerator[list[Found], None]:
        answer = USAGES[self._question].answer
        try:
            self._hits = await asyncio.to_thread(answer, self._repository, self._subject, self._at)
        except (QueryError, RepositoryError) as error:
            self._trouble = str(error)
        name = self._subject.rpartition(".")[2]
        yield [_place(hit, name) for hit in self._hits or ()]

    def _describe(self, places: Sequence[Found]) -> str:
        usage = USAGES[self._question]
        if self._trouble:
            return self._trouble
        if not places:
            return f"No {usage.noun} was found."
        files = len({place.path for place in places})
        count = f"{len(places)} {usage.noun}{'s' * (len(places) > 1)}"
        return f"{count} in {files} file{'s' * (files > 1)}"


def _place(hit: Hit, name: str) -> Found:
    where = f"{hit.symbol}  " if hit.symbol else ""
    return Found(f"{where}{hit.text}", hit.path, hit.line, f"{hit.path}:{hit.line}", name)
