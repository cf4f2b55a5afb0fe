"""What a finder asks: places for a query, at once and then better."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from time import perf_counter
from typing import overload

from blistui.repo.errors import RepositoryError
from blistui.repo.symbols.filters import filters
from blistui.repo.symbols.name_ranking import Preferred
from blistui.repo.symbols.name_search import NameSearch
from screens.code_view.place import CodePlace

LIMIT = 200

_BUDGET_SECONDS = 0.001
_FIRST_SECONDS = 0.006


@dataclass(frozen=True, slots=True)
class Found:
    """A place that can be gone to: `label` is what was matched.

    `lead`, before it, and `detail`, after it, are columns with what else to know of it. `word` is what the
    cursor goes to in the line; without it to the first thing written there.
    """

    label: str
    place: CodePlace
    detail: str = ""
    lead: str = ""
    word: str = ""

    @property
    def path(self) -> str:
        """The file."""
        return self.place.path

    @property
    def line(self) -> int:
        """The line in it."""
        return self.place.line


@dataclass(frozen=True, slots=True)
class Findings:
    """What is found so far, best first, and a remark on it."""

    places: Sequence[Found]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query finds: `now` within a few milliseconds, and `later` ever better."""

    now: Findings
    later: AsyncGenerator[Findings, None] | None = None


Source = Callable[[str], Answer]
"""Answers a query; what is to come later is dropped when the query changes."""


class LazyPlaces(Sequence[Found]):
    """Places by their numbers, made only when they are looked at: those on screen."""

    def __init__(self, numbers: Sequence[int], place_of: Callable[[int], Found]) -> None:
        self._numbers = numbers
        self._place_of = place_of

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Found: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Found]: ...

    def __getitem__(self, at: int | slice) -> Found | Sequence[Found]:
        if isinstance(at, slice):
            return LazyPlaces(self._numbers[at], self._place_of)
        return self._place_of(self._numbers[at])


def name_source(
    search: NameSearch,
    place_of: Callable[[int], Found],
    about: Callable[[int], tuple[str, str]],
    preferred: Preferred | None = None,
) -> Source:
    """Finds names; `place_of` makes the place of the name with that number, and `about` gives its file and
    kind, by which filters choose.
    """

    def findings(numbers: list[int], remark: str = "") -> Findings:
        return Findings(LazyPlaces(numbers, place_of), remark)

    async def later(shown: list[int], lists: Iterator[list[int]]) -> AsyncGenerator[Findings, None]:
        numbers, waited = shown, not shown
        for numbers in lists:
            # A list that did not change need not be painted again.
            if numbers and numbers != shown:
                shown, waited = numbers, False
                yield findings(numbers)
            await asyncio.sleep(0)
        if waited:
            yield findings(numbers)

    def source(query: str) -> Answer:
        asked = filters(query)
        choice = (lambda number: asked.takes(*about(number))) if asked.is_choosy else None
        lists = _in_time(search.find(asked.words, LIMIT, choice, preferred))
        first = next(lists)
        return Answer(findings(first, "" if first else "Searching …"), later(first, lists))

    return source


def listing(
    load: Callable[[], AsyncGenerator[list[Found], None]], describe: Callable[[Sequence[Found]], str]
) -> Source:
    """Offers all that `load` gives, once it has come; a query narrows it by words of label and detail."""
    loaded: list[Found] | None = None

    def narrowed(query: str) -> Findings:
        words = query.lower().split()
        kept = [
            place
            for place in loaded or ()
            if all(word in f"{place.lead} {place.label} {place.detail}".lower() for word in words)
        ]
        return Findings(kept, describe(kept))

    async def later(query: str) -> AsyncGenerator[Findings, None]:
        nonlocal loaded
        places: list[Found] = []
        async with aclosing(load()) as growing:
            async for places in growing:
                yield Findings(places, f"{len(places)} so far …" if places else describe(places))
        loaded = places
        yield narrowed(query)

    def source(query: str) -> Answer:
        if loaded is None:
            return Answer(Findings((), "Searching …"), later(query))
        return Answer(narrowed(query))

    return source


def prepared(make: Callable[[], Source], waiting: str) -> Source:
    """A source that is first made in a thread; `waiting` says so meanwhile, and errors are the remark."""
    ready: Source | None = None

    async def later(query: str) -> AsyncGenerator[Findings, None]:
        nonlocal ready
        try:
            ready = await asyncio.to_thread(make)
        except RepositoryError as error:
            yield Findings((), str(error))
            return
        answer = ready(query)
        yield answer.now
        if answer.later is not None:
            async with aclosing(answer.later) as better:
                async for findings in better:
                    yield findings

    def source(query: str) -> Answer:
        return ready(query) if ready is not None else Answer(Findings((), waiting), later(query))

    return source


def _in_time(lists: Iterator[list[int]]) -> Iterator[list[int]]:
    """Of lists that get better, the last one of every few milliseconds; the first waits for a name."""
    start = perf_counter()
    latest: list[int] | None = None
    patience = _FIRST_SECONDS
    for latest in lists:
        if perf_counter() - start > (_BUDGET_SECONDS if latest else patience):
            yield latest
            start, latest, patience = perf_counter(), None, _BUDGET_SECONDS
    if latest is not None:
        yield latest
