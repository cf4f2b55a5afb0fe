"""Finds names by a few letters among hundreds of thousands, best first and quickly."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

_CANDIDATES = 300
_FEW_LETTERS = 3
_PROBES = 1_000
_SLICE = 1 << 17


class NameSearch:
    """Names (paths, symbols) searched as one joined string, case ignored.

    All words of a query must occur in a name. Names in which they occur as written come first: at the start
    of the last part, at the start of a word in it, in it, anywhere; of several words some may begin another
    part. Of those, names with the capitals typed come first. Names that hold the letters of the query only in
    their order come last.
    """

    def __init__(
        self, names: Sequence[str], part: str = "/", context: Callable[[int], str] | None = None
    ) -> None:
        """`part` is what separates the parts of a name: a slash in paths, a dot in symbols.

        `context` gives what is around the name with a number, such as its file: of several words some may
        be there, if one is in the name.
        """
        self.names = names
        self._part = part
        self._context = context
        self._complete: tuple[str, set[int]] = ("", set())

    @cached_property
    def _joined(self) -> str:
        """All names, each after a newline and a separator, so that the first part begins as every other."""
        lead = f"\n{self._part}"
        return lead + lead.join(self._lowered()) + lead

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(name) + 2 for name in self._lowered()), initial=2))

    def _lowered(self) -> Iterator[str]:
        return (name.lower().replace("\n", " ") for name in self.names)

    def warm(self) -> None:
        """Join the names now, in a thread, rather than at the first key."""
        assert self._joined and self._starts

    def find(self, query: str, limit: int) -> Iterator[list[int]]:
        """Numbers of the best matching names, at most `limit`, in lists that get better.

        Each list takes a few milliseconds more, whatever the number of names.
        """
        words = query.lower().split()
        if not words:
            yield list(range(min(limit, len(self.names))))
            return
        before, held = self._complete
        found: set[int] = set()
        same_rule = self._has_context(words) == self._has_context(before.split())
        if before and query.startswith(before) and same_rule:
            # One letter more: only what held the query before can hold it now.
            found.update(number for number in held if self._holds(number, words))
            self._complete = (query, found)
            yield self._best(found, query, limit)
        else:
            for _ in self._as_written(query, words, found):
                if found:
                    yield self._best(found, query, limit)
        if len(found) < limit and len("".join(words)) > 1:
            yield from self._in_order(words, self._best(found, query, limit), found, limit)
        elif not found:
            yield []

    def _has_context(self, words: Sequence[str]) -> bool:
        return self._context is not None and len(words) > 1

    def _holds(self, number: int, words: Sequence[str]) -> bool:
        """Whether a name holds all words, or one of several and its context the others."""
        name = self.names[number].lower()
        missing = [word for word in words if word not in name]
        if not missing or self._context is None or len(missing) == len(words):
            return not missing
        context = self._context(number).lower()
        return all(word in context for word in missing)

    def _as_written(self, query: str, words: Sequence[str], found: set[int]) -> Iterator[None]:
        """Add the names that hold all words, some hundreds at most; stops now and then, and at the end."""
        if self._has_context(words):
            # Any of the words may be the one in the name.
            by_length = sorted(words, key=len, reverse=True)
            for needle in (*(self._part + word for word in by_length), *by_length):
                yield from self._holding(needle, words, found, 2 * _CANDIDATES)
            if len(found) < 2 * _CANDIDATES:
                self._complete = (query, found)
            return
        anywhere = max(words, key=len)
        at_start = self._part + anywhere
        # Few letters are in more names than can be looked at: the best begin with them. Many are in few.
        needles = (at_start, anywhere) if len(anywhere) <= _FEW_LETTERS else (anywhere, at_start)
        for enough, needle in zip((_CANDIDATES, 2 * _CANDIDATES), needles, strict=True):
            yield from self._holding(needle, words, found, enough)
            if needle == anywhere and len(found) < enough:
                self._complete = (query, found)
                return
            if needle == at_start and len(found) >= enough:
                return

    def _holding(self, needle: str, words: Sequence[str], found: set[int], enough: int) -> Iterator[None]:
        """Add the names that hold the needle, and all the words; stops now and then, and at the end."""
        joined, starts = self._joined, self._starts
        # After the last name there is a separator that is no name's.
        behind = starts[-1] - 2
        probes = 0
        at = joined.find(needle, 0, behind)
        while at >= 0 and len(found) < enough:
            number = bisect_right(starts, at + 1) - 1
            end = starts[number + 1] - 2
            if len(words) == 1 or self._holds(number, words):
                found.add(number)
            probes += 1
            if probes % _PROBES == 0:
                yield
            at = joined.find(needle, end, behind)
        yield

    def _best(self, found: set[int], query: str, limit: int) -> list[int]:
        words = query.lower().split()
        capital = [word for word in query.split() if word != word.lower()]

        def rank(number: int) -> tuple[tuple[int, int], bool, int, int]:
            name = self.names[number]
            as_typed = all(word in name for word in capital)
            return self._place(number, words), not as_typed, len(name), number

        return sorted(found, key=rank)[:limit]

    def _place(self, number: int, words: Sequence[str]) -> tuple[int, int]:
        """How well the worst placed word is in the name, and all together; 0 is best."""
        name = self._joined[self._starts[number] - 1 : self._starts[number + 1] - 2]
        last = name.rfind(self._part) + 1
        worst = total = 0
        is_in_last = False
        for word in words:
            at = name.rfind(word)
            # In CamelCase a word begins with a capital; the separator before the name is not written.
            inside = name[at - 1].isalnum() and not self.names[number][at - 1 : at].isupper()
            if at >= last:
                is_in_last = True
                place = cost = 0 if name.startswith(word, last) else 2 if inside else 1
            elif at < 0:
                place, cost = 1, 3  # It is in the context.
            elif self._part + word in name:
                place, cost = 1, 2
            else:
                place = cost = 3 if inside else 2
            worst, total = max(worst, place), total + cost
        return (worst, total) if is_in_last else (3, 0)

    def _in_order(
        self, words: Sequence[str], best: list[int], seen: set[int], limit: int
    ) -> Iterator[list[int]]:
        """The best names, then those that hold all letters in their order, the closest together first."""
        letters = "".join(words)
        steps = "".join(rf"[^\n{re.escape(letter)}]*+{re.escape(letter)}" for letter in letters)
        # One try a name, and never a second way through it: the time is that of reading the names once.
        pattern = re.compile(rf"\n.{steps}")
        further: list[tuple[int, int]] = []
        at = 0
        while at < len(self._joined) - 2 and len(further) < 10 * _CANDIDATES:
            end = self._joined.find("\n", min(at + _SLICE, len(self._joined) - 2))
            for match in pattern.finditer(self._joined, at, end):
                number = bisect_right(self._starts, match.start() + 2) - 1
                if number not in seen:
                    further.append((match.end() - match.start(), number))
            at = end
            further.sort()
            yield (best + [number for _, number in further])[:limit]


def matched(name: str, query: str) -> list[tuple[int, int]]:
    """Where the query shows in a name, as (start, end) pairs: as written, or else letter by letter."""
    lowered = name.lower()
    if len(lowered) != len(name):
        return []
    words = query.lower().split()
    if all(word in lowered for word in words):
        return sorted((at, at + len(word)) for word in words if (at := lowered.rfind(word)) >= 0)
    found, at = [], 0
    for letter in "".join(words):
        at = lowered.find(letter, at)
        if at < 0:
            # Some words are elsewhere, in what is around the name.
            return sorted((at, at + len(word)) for word in words if (at := lowered.rfind(word)) >= 0)
        found.append((at, at + 1))
        at += 1
    return found
