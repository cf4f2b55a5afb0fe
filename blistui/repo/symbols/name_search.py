"""Finds names by a few letters among hundreds of thousands, best first and quickly."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import accumulate, repeat

from blistui.patterns import pattern
from blistui.repo.symbols.name_ranking import Preferred, Ranking
from blistui.repo.symbols.name_score import Text, best_order, best_place
from blistui.repo.symbols.worth import worth_of_path

_CANDIDATES = 300
_PROBES = 1_000
_SLICE = 1 << 16
_MOST_FURTHER = 20_000
_MOST_INITIALS = 6
"""Letters that may all be initials."""
_LONGER = 0.25
"""Points that each letter of a name costs."""
_OWNER_ENDS = "\t"

Choice = Callable[[int], bool]
"""Whether the name with a number may be found."""


class NameSearch:
    """Names (paths, symbols) searched as one joined string, case ignored.

    All words of a query must occur in a name, or some of several around it. How they are ranked says
    `name_score`. Names are also found by initials, and by letters that they hold in their order.
    """

    def __init__(
        self,
        names: Sequence[str],
        part: str = "/",
        context: Callable[[int], str] | None = None,
        owners: Sequence[str] | None = None,
        worth: Callable[[int], float] | None = None,
    ) -> None:
        """`part` is what separates the parts of a name: a slash in paths, a dot in symbols.

        `context` gives what is around the name with a number, such as its file: of several words some may
        be there, if one is in the name. `owners` may be typed in front of the names, such as their packages.
        `worth` gives points to a name, whatever is typed.
        """
        self.names = names
        self._part = part
        self._context = context
        self._owners = owners
        self._worth = worth
        self._complete: tuple[str, set[int]] = ("", set())

    @cached_property
    def _joined(self) -> str:
        """All names: each after a newline, what owns it, and a separator, so that all parts begin alike."""
        owners = self._owners if self._owners is not None else repeat("")
        mark = _OWNER_ENDS if self._owners is not None else ""
        rows = (
            f"\n{_plain(owner)}{mark}{self._part}{_plain(name)}"
            for owner, name in zip(owners, self.names, strict=self._owners is not None)
        )
        return "".join(rows) + "\n"

    @cached_property
    def _starts(self) -> array[int]:
        """Where the names begin in the joined string, and where one more would."""
        more = 3 if self._owners is not None else 2
        owned = self._owners
        before = [len(_plain(owner)) + more for owner in owned] if owned is not None else repeat(more)
        lengths = (len(_plain(name)) for name in self.names)
        found, at = array("I"), 0
        for lead, length in zip(before, lengths, strict=False):
            found.append(at + lead)
            at += lead + length
        found.append(at + more)
        return found

    @cached_property
    def _initials(self) -> str:
        """The initials of each name, a newline before and after each."""
        rows = ("".join(_INITIALS.findall(name)).lower() for name in self.names)
        return "\n".join(["", *rows, ""])

    @cached_property
    def _initials_end(self) -> array[int]:
        return array("I", accumulate((len(row) + 1 for row in self._initials.split("\n")[1:-1]), initial=1))

    def warm(self) -> None:
        """Join the names now, in a thread, rather than at the first key."""
        assert self._joined and self._starts and self._initials and self._initials_end

    def find(
        self, query: str, limit: int, choice: Choice | None = None, preferred: Preferred | None = None
    ) -> Iterator[list[int]]:
        """Numbers of the best matching names, at most `limit`, in lists that get better; only of those that
        `choice` takes.

        Each list takes a few milliseconds more, whatever the number of names; the first may be empty.
        """
        words = query.split()
        if not words:
            yield self._first(limit, choice, preferred.first if preferred else ())
            return
        ranking = Ranking(partial(self.points, words=words), limit, preferred)
        lowered = [word.lower() for word in words]
        before, held = self._complete
        same_rule = self._has_context(words) == self._has_context(before.split())
        if before and choice is None and query.startswith(before) and same_rule:
            # One letter more: only what held the query before can hold it now.
            found = {number for number in held if self._holds(number, lowered)}
            self._complete = (query, found)
            yield from ranking.with_more(found)
        else:
            found = set()
            for is_complete in self._as_written(lowered, found, choice):
                yield from ranking.with_more(found)
                if is_complete and choice is None:
                    self._complete = (query, set(found))
        letters = "".join(words)
        if len(letters) > 1:
            yield from ranking.with_more(self._with_initials(letters.lower(), choice))
        if len(letters) > 1 and len(found) < limit:
            yield from self._in_order(letters, ranking, choice)

    def _first(self, limit: int, choice: Choice | None, first: Sequence[int]) -> list[int]:
        """Some names while nothing is typed."""
        found = dict.fromkeys(number for number in first if choice is None or choice(number))
        for number in range(len(self.names)):
            if len(found) >= limit:
                break
            if choice is None or choice(number):
                found[number] = None
        return list(found)[:limit]

    def _has_context(self, words: Sequence[str]) -> bool:
        return self._context is not None and len(words) > 1

    def _holds(self, number: int, words: Sequence[str]) -> bool:
        """Whether a name holds all words, or one of several and what is around it the others."""
        name = self.names[number].lower()
        missing = [word for word in words if word not in name]
        if not missing or len(missing) == len(words):
            return not missing
        around = self._around(number)
        return all(word in around for word in missing)

    def _around(self, number: int) -> str:
        owner = self._owners[number] if self._owners else ""
        return f"{owner} {self._context(number) if self._context else ''}".lower()

    def _as_written(self, words: Sequence[str], found: set[int], choice: Choice | None) -> Iterator[bool]:
        """Add the names that hold all words, some hundreds at most; pauses in between.

        Gives whether these are all there are.
        """
        several = self._has_context(words)
        # Any of several words may be the one in the name.
        by_length = sorted(words, key=len, reverse=True) if several else [max(words, key=len)]
        # The best are so called; then those that begin so; at last those that hold it anywhere.
        exact = [f"{self._part}{word}\n" for word in by_length]
        begin = [self._part + word for word in by_length]
        for needles, enough in ((exact, 1), (begin, 1), (by_length, 2)):
            for needle in needles:
                for _ in self._holding(needle, words, found, enough * _CANDIDATES, choice):
                    yield False
            if len(found) >= enough * _CANDIDATES:
                return
        yield True

    def _holding(
        self, needle: str, words: Sequence[str], found: set[int], enough: int, choice: Choice | None
    ) -> Iterator[None]:
        """Add the names that hold the needle, and all the words; pauses in between."""
        joined, starts = self._joined, self._starts
        behind = len(joined) if needle.endswith("\n") else len(joined) - 1
        probes = at = 0
        while at < behind and len(found) < enough:
            # Some at a time, so that what is rare takes no long search.
            until = min(at + _SLICE, behind)
            at = joined.find(needle, at, until)
            if at < 0:
                at = max(until - len(needle) + 1, 0) if until < behind else behind
                yield
                continue
            number = bisect_right(starts, at + 1) - 1
            is_name = number >= 0 and at < self._end(number)
            if is_name and (len(words) == 1 or self._holds(number, words)) and (not choice or choice(number)):
                found.add(number)
            probes += 1
            if probes % _PROBES == 0:
                yield
            # What is found in an owner says nothing of the name after it.
            at = self._end(number) if is_name else starts[number + 1] - 1
        yield

    def _end(self, number: int) -> int:
        """Where the name with that number ends in the joined string."""
        return self._joined.find("\n", self._starts[number])

    def text(self, number: int) -> Text:
        """The name with that number, with what owns it."""
        owner, name = self._owners[number] if self._owners else "", self.names[number]
        written = f"{owner}{self._part}{name}" if owner else name
        start = len(written) - len(name)
        lowered = written.lower()
        if len(lowered) != len(written):
            # Some small letters are two signs: places would not fit.
            written = lowered
        return Text(written, lowered, start, max(written.rfind(self._part) + 1, start), self._part)

    def points(self, number: int, words: Sequence[str]) -> float | None:
        """How well all words together match a name and what is around it; None when they do not."""
        text = self.text(number)
        points = (self._worth(number) if self._worth is not None else 0) - _LONGER * len(text.written)
        around = None
        for word in words:
            place = best_place(word, text)
            if place is None and len(words) > 1:
                around = around or _around_text(self._context(number) if self._context else "")
                place = best_place(word, around)
            if place is None:
                place = best_order(word, text)
            if place is None:
                whole = best_order("".join(words), text)
                return points + whole.points if whole is not None else None
            points += place.points
        return points

    def _with_initials(self, letters: str, choice: Choice | None) -> set[int]:
        """Names whose initials are the letters, end with them, or hold them."""
        found: set[int] = set()
        if len(letters) > _MOST_INITIALS:
            return found
        for needle in (f"\n{letters}\n", f"{letters}\n", letters):
            at = self._initials.find(needle, 1)
            while at >= 0 and len(found) < _CANDIDATES:
                number = bisect_right(self._initials_end, at + (needle[0] == "\n")) - 1
                if not choice or choice(number):
                    found.add(number)
                at = self._initials.find(needle, at + len(letters))
        return found

    def _in_order(self, letters: str, ranking: Ranking, choice: Choice | None) -> Iterator[list[int]]:
        """With the names that hold all letters in their order, those first in which they are close."""
        steps = "".join(rf"[^\n{re.escape(letter)}]*+{re.escape(letter)}" for letter in letters.lower())
        # One try a name, and never a second way through it: the time is that of reading the names once.
        in_order = re.compile(rf"\n{steps}")
        capitals = [letter for letter in letters if letter.isupper()]
        as_typed = re.compile("".join(rf"[^{letter}]*+{letter}" for letter in map(re.escape, capitals)))
        further: list[tuple[bool, int, int]] = []
        at = 0
        while at < len(self._joined) - 1 and len(further) < _MOST_FURTHER:
            end = self._joined.find("\n", min(at + _SLICE, len(self._joined) - 1))
            for match in in_order.finditer(self._joined, at, end):
                number = bisect_right(self._starts, self._joined.find(self._part, match.start()) + 1) - 1
                if not choice or choice(number):
                    other = not as_typed.match(self.text(number).written) if capitals else False
                    further.append((other, match.end() - match.start(), number))
            at = end
            yield ranking.best
        further.sort()
        yield from ranking.with_more([number for *_, number in further[:_CANDIDATES]])


def file_search(paths: Sequence[str]) -> NameSearch:
    """Files to be found by their paths."""
    return NameSearch(paths, worth=lambda number: worth_of_path(paths[number]))


_INITIALS = pattern(r"(?:(?<![^\W_])[^\W_]|(?<=[^\W_A-Z])[A-Z]|[A-Z](?=[a-z]))")


def _plain(name: str) -> str:
    """A name in small letters and without what separates names."""
    return name.lower().replace("\n", " ").replace(_OWNER_ENDS, " ")


def _around_text(context: str) -> Text:
    lowered = context.lower()
    written = context if len(lowered) == len(context) else lowered
    return Text(written, lowered, 0, len(written), "/")
