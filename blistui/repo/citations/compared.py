"""Two versions of one text, and whether lines of the old one are certainly lines of the new one.

A diff pairs equal lines, and equal lines may be look-alikes. A pairing is certain only when the lines stand
in the blocks in which they stood, and either there was one such text and there is one, or they are the only
such text between two lines that are unique in both versions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice, takewhile

from blistui.repo.citations.linemap import LineMap
from blistui.repo.citations.surroundings import headers, indentation, openings
from blistui.repo.excerpt import occurrences
from blistui.repo.location import Range
from blistui.repo.text import SourceText

_CONTEXT = 40
_LONGEST_COMPARED = 200
_DECLARES = ("func ", "type ", "var ", "const ")


class Scope:
    """The part of both versions in which copies count: a declaration, or the whole file."""

    def __init__(self, old: Sequence[str], new: Sequence[str], old_lines: Range, new_lines: Range) -> None:
        self.old, self.new = old_lines, new_lines
        self._counts = (Counter(part(old, old_lines)), Counter(part(new, new_lines)))

    def is_anchor(self, line: str) -> bool:
        """Whether the line says something, and is unique in both versions."""
        return self._counts[0][line] == 1 == self._counts[1][line] and any(map(str.isalnum, line))


class Compared:
    """An old text, a new one, and how git or difflib pairs their lines."""

    def __init__(self, old: SourceText, new: SourceText, lines: LineMap) -> None:
        self.old, self.new, self.lines = old, new, lines
        self._scopes: dict[tuple[Range, Range], Scope] = {}

    def scope(self, old: Range | None = None, new: Range | None = None) -> Scope:
        """The part of each version in which to look: all of it when a part is not given."""
        key = (old or (1, len(self.old.lines)), new or (1, len(self.new.lines)))
        if key not in self._scopes:
            self._scopes[key] = Scope(self.old.lines, self.new.lines, *key)
        return self._scopes[key]

    def is_unique(self, cited: Range) -> bool:
        """Whether there was one such text when it was cited, and there is one."""
        wanted = part(self.old.lines, cited)
        return all(len(occurrences(text, wanted, 2)) == 1 for text in (self.old, self.new))

    def is_found_alone(self, cited: Range, place: Range) -> bool:
        """Whether the text, unique then and now, needs no other evidence.

        Braces and the like say nothing: of them the line that opens their block must be untouched.
        """
        if not self.is_unique(cited):
            return False
        if any(map(str.isalnum, "".join(part(self.old.lines, cited)))):
            return True
        then, now = headers(self.old, cited), headers(self.new, place)
        return bool(then and now) and self.lines.image(then[0]) == now[0]

    def same_blocks(self, cited: Range, place: Range) -> bool:
        """Whether no block that held the cited lines was left by them, and none entered that was there."""
        then, now = headers(self.old, cited), headers(self.new, place)
        left = (self._where(line, self.lines.image, self.old, self.new) for line in then)
        entered = (self._where(line, self.lines.preimage, self.new, self.old) for line in now)
        return {line for line in left if line} <= set(now) and {line for line in entered if line} <= set(then)

    def _where(
        self, line: int, image: Callable[[int], int | None], own: SourceText, other: SourceText
    ) -> int | None:
        """The line of the other version that this one is: by the diff, else the only one with its text."""
        found = image(line)
        text = own.lines[line - 1]
        if found is None and any(map(str.isalnum, text)) and len(occurrences(own, [text], 2)) == 1:
            places = occurrences(other, [text], 2)
            found = places[0][0] if len(places) == 1 else None
        return found

    def same_outermost_block(self, cited: Range, place: Range) -> bool:
        """Whether an untouched line at the left margin opens the declaration around both: a cheap look."""
        then, now = headers(self.old, cited), headers(self.new, place)
        if not then or not now or self.lines.image(then[-1]) != now[-1]:
            return False
        return self.old.lines[then[-1] - 1].startswith(_DECLARES)

    def alike_blocks(self, cited: Range, place: Range) -> bool:
        """Whether the lines that open the blocks around both places have the same text."""
        return openings(self.old, cited) == openings(self.new, place)

    def shared_context(self, cited: Range, place: Range) -> int:
        """How many of the lines next to both are the same, one after the other."""
        old, new = self.old.lines, self.new.lines
        above = zip(reversed(old[: cited[0] - 1]), reversed(new[: place[0] - 1]), strict=False)
        below = zip(old[cited[1] :], new[place[1] :], strict=False)
        return sum(
            sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], islice(pairs, _CONTEXT)))
            for pairs in (above, below)
        )

    def is_certain(self, cited: Range, place: Range, scope: Scope) -> bool:
        """Whether the unchanged lines at `place` cannot be look-alikes of those that were cited."""
        return self.same_blocks(cited, place) and (
            self.is_found_alone(cited, place) or self.is_only_one(cited, place, scope)
        )

    def is_only_one(self, cited: Range, place: Range, scope: Scope) -> bool:
        """Whether lines that are surely the same around them leave no other place for the cited text."""
        if self._joins_an_anchor(cited, scope):
            return True
        then, now = self.between_anchors(cited, scope)
        if not self._is_told_by_its_block(cited, place, then):
            return False
        wanted = part(self.old.lines, cited)
        return _copies(self.old.lines, wanted, then) == [cited] and _copies(self.new.lines, wanted, now) == [
            place
        ]

    def _joins_an_anchor(self, cited: Range, scope: Scope) -> bool:
        """Whether unchanged lines of the same block join them to a line that is surely the same.

        The line that opens the block counts; what stands behind its end may belong to a neighbour.
        """
        run = self.lines.run_around(cited)
        if run is None:
            return False
        margin = indentation(self.old, cited)
        for step, last in ((-1, max(run[0], scope.old[0])), (1, min(run[1], scope.old[1]))):
            for number in range(cited[step > 0] + step, last + step, step):
                line = self.old.lines[number - 1]
                inside = not line.strip() or indentation(self.old, (number, number)) >= margin
                if (inside or step < 0) and scope.is_anchor(line):
                    return True
                if not inside:
                    break
        return False

    def _is_told_by_its_block(self, cited: Range, place: Range, between: Range) -> bool:
        """Whether the line that opens their block is still there, or a line in the block is surely the same.

        One bare bracket is as good as another: what entry it opens is told by what is in it.
        """
        opening = next(iter(headers(self.old, cited)), None)
        if opening is None:
            return True
        text = self.old.lines[opening - 1].strip()
        now = next(iter(openings(self.new, place)), "")
        if any(map(str.isalnum, text)) and text == now:
            return True
        margin = indentation(self.old, (opening, opening))
        end = next(
            (
                number
                for number in range(cited[1] + 1, len(self.old.lines) + 1)
                if self.old.lines[number - 1].strip() and indentation(self.old, (number, number)) <= margin
            ),
            len(self.old.lines) + 1,
        )
        return opening < between[0] - 1 or between[1] + 1 < end

    def between_anchors(self, cited: Range, scope: Scope) -> tuple[Range, Range]:
        """The lines of both versions between the nearest lines around that are surely the same."""
        before = self._anchor(range(cited[0] - 1, scope.old[0] - 1, -1), scope)
        after = self._anchor(range(cited[1] + 1, scope.old[1] + 1), scope)
        first = (before[0] + 1, before[1] + 1) if before else (scope.old[0], scope.new[0])
        last = (after[0] - 1, after[1] - 1) if after else (scope.old[1], scope.new[1])
        return (first[0], last[0]), (first[1], last[1])

    def _anchor(self, numbers: range, scope: Scope) -> tuple[int, int] | None:
        for number in numbers:
            if scope.is_anchor(self.old.lines[number - 1]):
                image = self.lines.image(number)
                if image is not None and scope.new[0] <= image <= scope.new[1]:
                    return number, image
        return None

    def copies_left(self, cited: Range, scope: Scope) -> list[Range]:
        """Where the cited text stands between the lines around it that are surely the same."""
        return _copies(self.new.lines, part(self.old.lines, cited), self.between_anchors(cited, scope)[1])

    def kept(self, cited: Range, scope: Scope) -> int:
        """How many of the cited lines that say something are certainly still there."""
        return sum(
            (image := self.lines.image(line)) is not None
            and self.is_certain((line, line), (image, image), scope)
            for line in range(cited[0], cited[1] + 1)
            if any(map(str.isalnum, self.old.lines[line - 1]))
        )


def alike(one: str, other: str) -> float:
    """How alike two lines are, from 0 to 1; of long ones the beginning is compared."""
    from difflib import SequenceMatcher

    a, b = one.strip()[:_LONGEST_COMPARED], other.strip()[:_LONGEST_COMPARED]
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def part(lines: Sequence[str], numbers: Range) -> Sequence[str]:
    """The lines with these numbers, inclusive."""
    return lines[numbers[0] - 1 : numbers[1]]


def _copies(lines: Sequence[str], wanted: Sequence[str], within: Range) -> list[Range]:
    if within[1] < within[0]:
        return []
    text = SourceText("", "\n".join(part(lines, within)) + "\n")
    shift = within[0] - 1
    return [(start + shift, end + shift) for start, end in occurrences(text, wanted)]
