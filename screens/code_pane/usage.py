"""What uses a name: its implementers, callers, makers and references, each said to be known how."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass

from blistui.plan.tables.citation import Query
from blistui.repo.errors import QueryError, RepositoryError
from blistui.repo.queries.kept import KeptCode
from blistui.repo.queries.queries import Hit, Inquiry
from blistui.repo.queries.targets import Target
from blistui.rules.prose.wording import counted
from screens.code_view.place import CodePlace
from screens.finder.source import Found, Source, listing


@dataclass(frozen=True, slots=True)
class Usage:
    """A kind of use: how one and many are called, who answers, and what the answer goes by."""

    one: str
    many: str
    answer: Callable[[Inquiry, Target], Iterable[Hit]]
    known_by: str


USAGES = {
    "implementers": Usage(
        "implementer",
        "implementers",
        Inquiry.implementers,
        "by method sets, from syntax; what is not here is named",
    ),
    "callers": Usage(
        "call",
        "calls",
        Inquiry.callers,
        "from syntax; marked where a value's type is not known",
    ),
    "constructors": Usage(
        "construction",
        "constructions",
        Inquiry.constructors,
        "composite literals and new; zero values do not count",
    ),
    "satisfies": Usage(
        "interface",
        "interfaces",
        Inquiry.satisfies,
        "by method sets, from syntax; interfaces of this repository",
    ),
    "callees": Usage(
        "callee",
        "callees",
        Inquiry.callees,
        "from syntax; what is declared in this repository",
    ),
    "tests": Usage(
        "test",
        "tests",
        Inquiry.tests,
        "test functions that use it, themselves or through functions of the tests",
    ),
    "references": Usage(
        "reference",
        "references",
        Inquiry.references,
        "from syntax; marked where a value's type is not known",
    ),
}

_DECLARED = frozenset(["implementers", "satisfies", "callees", "tests"])
"""Answered by declarations, and not by places of use."""
_SHOWN_EACH = 0.5
"""Seconds after which a question that takes long says how far it has come."""


class UsageAnswer:
    """The answer to one question about one name, once it is known."""

    def __init__(self, code: KeptCode, question: str, name: str, place: CodePlace, column: int) -> None:
        """`name` is at `place`, after `column` characters of its line."""
        self._code = code
        self._question = question
        self._name = name
        self._place = place
        self._column = column
        self._target: Target | None = None
        self._hits: tuple[Hit, ...] | None = None
        self._problem = ""

    @property
    def query(self) -> Query | None:
        """The question with its whole answer, as a plan keeps it; None while there is none, and for a name
        that is known in one function only.
        """
        if self._hits is None or self._target is None or not self._target.text:
            return None
        entries = tuple(sorted(hit.entry for hit in self._hits))
        return Query(ask=self._question, subject=self._target.text, result=entries)

    @property
    def title(self) -> str:
        """What was asked, and once it is known the number of places."""
        usage, hits, target = USAGES[self._question], self._hits, self._target
        if target is None or hits is None:
            return f"{usage.many.capitalize()} of {self._name}"
        # The type of a value is not always known: a count must not be taken for one type's.
        is_any = target.kind == "member" and not target.owner
        of = f"{target.name} on any type" if is_any else target.shown
        certain = sum(not hit.doubt for hit in hits)
        more = f", and {len(hits) - certain} that may be" if certain < len(hits) else ""
        return f"{certain or 'No'} {usage.one if certain == 1 else usage.many} of {of}{more}"

    def source(self) -> Source:
        """Lists the places, tests last; words of a path, symbol or line narrow them."""
        return listing(self._places, self._describe)

    async def _places(self) -> AsyncGenerator[list[Found], None]:
        answer = asyncio.ensure_future(asyncio.to_thread(self._code.ask, self._place.at, self._answered))
        try:
            while not (await asyncio.wait([answer], timeout=_SHOWN_EACH))[0]:
                yield []
            self._hits = answer.result()
        except (QueryError, RepositoryError) as error:
            self._problem = str(error)
        finally:
            answer.cancel()
        place = _declared if self._question in _DECLARED else _used
        hits = sorted(self._hits or (), key=lambda hit: (bool(hit.doubt), _is_test(hit.path)))
        yield [place(hit, self._name, self._place.at) for hit in hits]

    def _answered(self, inquiry: Inquiry) -> tuple[Hit, ...]:
        self._target = inquiry.target_on(self._place.path, self._place.line, self._column)
        return tuple(sorted(USAGES[self._question].answer(inquiry, self._target)))

    def _describe(self, places: Sequence[Found]) -> str:
        if self._problem:
            return self._problem
        if self._hits is None:
            return f"Searching … {counted(self._code.looked_at, 'file')} read"
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
    where = f"{hit.path}:{hit.line}" + (f"  {hit.doubt}" if hit.doubt else "")
    return Found(hit.symbol, place, where, word=hit.symbol.rpartition(".")[2])


def _used(hit: Hit, name: str, at: str | None) -> Found:
    # The place first: of a long row it is what must be seen.
    where = f"{hit.symbol}  " if hit.symbol else ""
    place = CodePlace(hit.path, hit.line, at)
    doubt = f"  ({hit.doubt})" if hit.doubt else ""
    return Found(f"{hit.path}:{hit.line}: {where}{hit.text}{doubt}", place, word=name)
