"""Lines that are surely the same in two versions of a text, and the ways to the nearest of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.citations.relocation.passages import part
from blistui.repo.citations.relocation.surroundings import indentation
from blistui.repo.location import Range
from blistui.repo.text import SourceText

_Found = TypeVar("_Found")


class Scope:
    """The part of both versions in which copies count: a declaration, or the whole file."""

    def __init__(self, old: Sequence[str], new: Sequence[str], old_lines: Range, new_lines: Range) -> None:
        self.old, self.new = old_lines, new_lines
        self.then, self.now = Counter(part(old, old_lines)), Counter(part(new, new_lines))

    def is_anchor(self, line: str) -> bool:
        """Whether the line says something, and is unique in both versions."""
        # A counter is slow to answer for what it does not have.
        return self.then.get(line) == 1 == self.now.get(line) and any(map(str.isalnum, line))

    def may_have_gone(self, line: str) -> bool:
        """Whether the line says something, was unique, and is somewhere now."""
        return self.then[line] == 1 <= self.now[line] and any(map(str.isalnum, line))


class Anchors:
    """Finds the nearest lines that are surely the same, and where a block ends.

    What a walk over many lines found holds for each line on its way and is remembered; without this, a
    passage of many lines would cost the square of its length.
    """

    def __init__(self, old: SourceText, lines: LineMap) -> None:
        self._old, self._lines = old, lines
        self._nearest: dict[tuple[Scope, int], dict[int, tuple[int, int] | None]] = {}
        self._joined: dict[tuple[Scope, int, int], dict[int, bool]] = {}
        self._ends: dict[int, dict[int, int]] = {}

    def between(self, cited: Range, scope: Scope) -> tuple[Range, Range]:
        """The lines of both versions between the nearest lines around that are surely the same."""
        above = self._to(range(cited[0] - 1, scope.old[0] - 1, -1), scope)
        below = self._to(range(cited[1] + 1, scope.old[1] + 1), scope)
        first = (above[0] + 1, above[1] + 1) if above else (scope.old[0], scope.new[0])
        last = (below[0] - 1, below[1] - 1) if below else (scope.old[1], scope.new[1])
        return (first[0], last[0]), (first[1], last[1])

    def _to(self, way: range, scope: Scope) -> tuple[int, int] | None:
        """The first line on the way that is surely the same, by its numbers then and now."""

        def look(number: int) -> tuple[int, int] | None:
            image = self._lines.image(number) if scope.is_anchor(self._old.lines[number - 1]) else None
            return (number, image) if image is not None and scope.new[0] <= image <= scope.new[1] else None

        return _first(way, self._nearest.setdefault((scope, way.step), {}), look, None)

    def are_joined(self, cited: Range, scope: Scope) -> bool:
        """Whether unchanged lines of the same block join them to a line that is surely the same.

        The line that opens the block counts; what is after its end may belong to a neighbour.
        """
        run = self._lines.run_around(cited)
        if run is None:
            return False
        margin = indentation(self._old, cited)
        above = range(cited[0] - 1, max(run[0], scope.old[0]) - 1, -1)
        below = range(cited[1] + 1, min(run[1], scope.old[1]) + 1)
        return self._reaches(above, margin, scope) or self._reaches(below, margin, scope)

    def _reaches(self, way: range, margin: int, scope: Scope) -> bool:
        def look(number: int) -> bool | None:
            line = self._old.lines[number - 1]
            inside = not line.strip() or indentation(self._old, (number, number)) >= margin
            if (inside or way.step < 0) and scope.is_anchor(line):
                return True
            return None if inside else False

        return _first(way, self._joined.setdefault((scope, way.step, margin), {}), look, False)

    def end_of_block(self, after: int, margin: int) -> int:
        """The first line below `after` indented by `margin` or less; one past the end when there is none."""
        lines = self._old.lines

        def look(number: int) -> int | None:
            is_end = lines[number - 1].strip() and indentation(self._old, (number, number)) <= margin
            return number if is_end else None

        below = range(after + 1, len(lines) + 1)
        return _first(below, self._ends.setdefault(margin, {}), look, len(lines) + 1)


def _first(
    way: Iterable[int], known: dict[int, _Found], look: Callable[[int], _Found | None], otherwise: _Found
) -> _Found:
    """What `look` finds first on the way, or `otherwise`; `known` remembers it for every line passed."""
    answer = otherwise
    walked: list[int] = []
    for number in way:
        if number in known:
            answer = known[number]
            break
        walked.append(number)
        if (found := look(number)) is not None:
            answer = found
            break
    known.update(dict.fromkeys(walked, answer))
    return answer
