"""What uses a name: its implementers, callers, makers and references, each said to be known how."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass

from blistui.plan.citation import Query
from blistui.repo.errors import QueryError, RepositoryError
from blistui.repo.queries import queries
from blistui.repo.queries.queries import Hit
from blistui.repo.repository import Repository
from blistui.rules.prose.wording import counted
from screens.code_view.place import CodePlace
from screens.finder.source import Found, Source, listing


@dataclass(frozen=True, slots=True)
class Usage:
    """A kind of use: how one and many are called, who answers, and what the answer goes by."""

    one: str
    many: str
    answer: Callable[[Repository, str, str | None], tuple[Hit, ...]]
    known_by: str


USAGES = {
    "implementers": Usage(
        "implementer",
        "implementers",
        queries.implementers,
        "by method sets as written, not type-checked",
    ),
    "callers": Usage(
        "call",
        "calls",
        queries.callers,
        "not type-checked; of a method, all so called count",
    ),
    "constructors": Usage(
        "construction",
        "constructions",
        queries.constructors,
        "composite literals and new; zero values do not count",
    ),
    "references": Usage(
        "reference",
        "references",
        queries.references,
        "by name and package, not type-checked",
    ),
}

_BY_NAME = frozenset(["callers", "references"])


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

    @property
    def title(self) -> str:
        """What was asked, and once it is known the number of places."""
        usage, hits = USAGES[self._question], self._hits
        receiver, _, name = self._subject.rpartition(".")
        # The type of a value that has the method is not known: a count must not be taken for one type's.
        of = f"{name} on any type" if receiver and self._question in _BY_NAME else self._subject
        if hits is None:
            return f"{usage.many.capitalize()} of {of}"
        return f"{len(hits) or 'No'} {usage.one if len(hits) == 1 else usage.many} of {of}"

    def source(self) -> Source:
        """Lists the places, tests last; words of a path, symbol or line narrow them."""
        return listing(self._places, self._describe)

    async def _places(self) -> AsyncGenerator[list[Found], None]:
        answer = USAGES[self._question].answer
        try:
            self._hits = await asyncio.to_thread(answer, self._repository, self._subject, self._at)
        except (QueryError, RepositoryError) as error:
            self._trouble = str(error)
        place = _declared if self._question == "implementers" else _used
        name = self._subject.rpartition(".")[2]
        yield [
            place(hit, name, self._at) for hit in sorted(self._hits or (), key=lambda hit: _is_test(hit.path))
        ]

    def _describe(self, places: Sequence[Found]) -> str:
        if self._trouble:
            return self._trouble
        if not places:
            return "Nothing matches." if self._hits else f"No {USAGES[self._question].one} was found."
        files = len({place.path for place in places})
        tests = sum(_is_test(place.path) for place in places)
        shown = f"{len(places)} in {counted(files, 'file')}"
        if tests:
            shown += ", all in tests" if tests == len(places) else f", {tests} of them in tests"
        return shown


def _is_test(path: str) -> bool:
    return path.endswith("_test.go")


def _declared(hit: Hit, _: str, at: str | None) -> Found:
    place = CodePlace(hit.path, hit.line, at)
    return Found(hit.symbol, place, f"{hit.path}:{hit.line}", word=hit.symbol.rpartition(".")[2])


def _used(hit: Hit, name: str, at: str | None) -> Found:
    # The place first: of a long row it is what must be seen.
    where = f"{hit.symbol}  " if hit.symbol else ""
    place = CodePlace(hit.path, hit.line, at)
    return Found(f"{hit.path}:{hit.line}: {where}{hit.text}", place, word=name)
