"""Two versions of one text, and whether lines of the old one are certainly lines of the new one.

A diff pairs equal lines, and equal lines may be look-alikes. A pairing is certain only when the lines are
in the blocks in which they were, and either there was one such text and there is one, or they are the only
such text between two lines that are unique in both versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from operator import eq

from blistui.repo.citations.relocation.anchors import Anchors, Scope
from blistui.repo.citations.relocation.blocks import Blocks
from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.citations.relocation.passages import Copies, has_twin_beside, length, part, repeats
from blistui.repo.citations.relocation.surroundings import (
    headers,
    indentation,
    marks_in,
    open_above,
    openings,
)
from blistui.repo.excerpt import occurrences
from blistui.repo.location import Range
from blistui.repo.text import SourceText

_CONTEXT = 40


class Compared:
    """An old text, a new one, and how git or difflib pairs their lines."""

    def __init__(self, old: SourceText, new: SourceText, lines: LineMap) -> None:
        self.old, self.new, self.lines = old, new, lines
        self.blocks = Blocks(old, new, lines)
        self._scopes: dict[tuple[Range, Range], Scope] = {}
        self._anchors = Anchors(old, lines)

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
        wanted = part(self.old.lines, cited)
        return any(map(str.isalnum, "".join(wanted))) or self.blocks.innermost_is_untouched(cited, place)

    def is_code_as_then(self, cited: Range, place: Range) -> bool:
        """Whether no comment or raw string was opened above the lines that holds them now: a cheap look."""
        return open_above(self._old_marks, cited[0]) == open_above(self._new_marks, place[0])

    @cached_property
    def _old_marks(self) -> list[tuple[int, str]]:
        return marks_in(self.old)

    @cached_property
    def _new_marks(self) -> list[tuple[int, str]]:
        return marks_in(self.new)

    def shared_context(self, cited: Range, place: Range) -> int:
        """How many of the lines next to both are the same, one after the other."""
        old, new = self.old.lines, self.new.lines
        above = map(eq, _last(old, cited[0] - 1), _last(new, place[0] - 1))
        below = map(eq, old[cited[1] : cited[1] + _CONTEXT], new[place[1] : place[1] + _CONTEXT])
        return sum(1 for _ in takewhile(bool, above)) + sum(1 for _ in takewhile(bool, below))

    def is_certain(self, cited: Range, place: Range, scope: Scope) -> bool:
        """Whether the unchanged lines at `place` cannot be look-alikes of those that were cited."""
        return self.blocks.are_same(cited, place) and (
            self.is_found_alone(cited, place) or self.is_only_one(cited, place, scope)
        )

    def is_only_one(self, cited: Range, place: Range, scope: Scope) -> bool:
        """Whether lines that are surely the same around them leave no other place for the cited text."""
        if self._may_have_slid(cited, place):
            return False
        if not any(map(str.isalnum, "".join(part(self.old.lines, cited)))):
            if self._close_one_block(cited, place, scope):
                return True
            if self._stands_alone(cited, place) or self._parted_neighbours(cited, place):
                return False
        elif has_twin_beside(self.new.lines, place) and not has_twin_beside(self.old.lines, cited):
            return False
        if self._anchors.are_joined(cited, scope):
            return not self._has_new_copy(cited, scope)
        then, now = self._anchors.between(cited, scope)
        if not self._is_known_by_its_block(cited, place, then):
            return False
        wanted = part(self.old.lines, cited)
        return self._old_copies.of(wanted, then, 2) == [cited] and self._new_copies.of(wanted, now, 2) == [
            place
        ]

    def _has_new_copy(self, cited: Range, scope: Scope) -> bool:
        """Whether a copy came between the same sure lines: it may be the cited text, and the other new."""
        wanted = part(self.old.lines, cited)
        if not any(map(str.isalnum, "".join(wanted))) or len(occurrences(self.new, wanted, 2)) < 2:
            return False
        then, now = self._anchors.between(cited, scope)
        return len(self._new_copies.of(wanted, now)) > len(self._old_copies.of(wanted, then))

    def _close_one_block(self, cited: Range, place: Range, scope: Scope) -> bool:
        """Whether these are one bracket that closes the block of a line that is surely the same."""
        opening = next(iter(headers(self.old, cited)), 0)
        return (
            length(cited) == 1
            and self.old.lines[cited[0] - 1].lstrip().startswith(("}", ")", "]"))
            and scope.is_anchor(self.old.lines[opening - 1] if opening else "")
            and self.blocks.innermost_is_untouched(cited, place)
        )

    def _stands_alone(self, cited: Range, place: Range) -> bool:
        """Whether no line that says something is untouched with these, nor do both end their texts.

        A diff pairs a brace or a blank line between two hunks with any other one.
        """
        if cited[1] == len(self.old.lines) and place[1] == len(self.new.lines):
            return False
        run = self.lines.run_around(cited) or cited
        return not any(map(str.isalnum, "".join(part(self.old.lines, run))))

    def _parted_neighbours(self, cited: Range, place: Range) -> bool:
        """Whether the nearest line above or below that says something is still there, but not as near."""
        first, last = max(1, cited[0] - _CONTEXT), min(len(self.old.lines), cited[1] + _CONTEXT)
        for way in (range(cited[0] - 1, first - 1, -1), range(cited[1] + 1, last + 1)):
            nearest = next((n for n in way if any(map(str.isalnum, self.old.lines[n - 1]))), 0)
            image = self.lines.image(nearest) if nearest else None
            if image is not None and image - nearest != place[0] - cited[0]:
                return True
        return False

    def _may_have_slid(self, cited: Range, place: Range) -> bool:
        """Whether the lines may as well be those that a hunk beside them added or took away.

        Of `A B` that became `A B A B` nobody knows which is old: a diff has several places for the hunk.
        """
        gaps = self.lines.gaps_around(cited)
        if gaps is None:
            return False
        above, below = gaps
        for gap, way, now, then in (
            (above, -1, (above.new[1] + 1, place[1]), (above.old[1] + 1, cited[1])),
            (below, 1, (place[0], below.new[0] - 1), (cited[0], below.old[0] - 1)),
        ):
            added, removed = way * length(gap.new), way * length(gap.old)
            if added and not removed and repeats(self.new.lines, now, added):
                return self.blocks.are_same(cited, (place[0] + added, place[1] + added))
            if removed and not added and repeats(self.old.lines, then, removed):
                other = (cited[0] + removed, cited[1] + removed)
                return headers(self.old, cited)[:1] == headers(self.old, other)[:1]
        return False

    @cached_property
    def _old_copies(self) -> Copies:
        return Copies(self.old.lines, self.scope().then)

    @cached_property
    def _new_copies(self) -> Copies:
        return Copies(self.new.lines, self.scope().now)

    def _is_known_by_its_block(self, cited: Range, place: Range, between: Range) -> bool:
        """Whether the line that opens their block is still there, or a line in the block is surely the same.

        One bare bracket is as good as another: which entry it opens shows in what is in it.
        """
        opening = next(iter(headers(self.old, cited)), None)
        if opening is None:
            return True
        text = self.old.lines[opening - 1].strip()
        now = next(iter(openings(self.new, place)), "")
        if any(map(str.isalnum, text)) and text == now:
            return True
        margin = indentation(self.old, (opening, opening))
        end = self._anchors.end_of_block(cited[1], margin)
        return opening < between[0] - 1 or between[1] + 1 < end

    def now_at(self, line: str, limit: int) -> list[int]:
        """Where a line that the old text had once is in the new one; nowhere if it says nothing."""
        if not self.scope().may_have_gone(line):
            return []
        return [place[0] for place in occurrences(self.new, [line], limit)]

    def region(self, cited: Range) -> Range:
        """What is in the place of the cited lines, between lines around them that are surely the same.

        Its end is before its start when nothing is. What a diff pairs with no sure line beside it may be
        anything: braces, and the checks of errors that all functions have.
        """
        region = self._sure_lines.region(cited)
        wanted = ["".join(line.split()) for line in part(self.old.lines, cited)]
        there = ["".join(line.split()) for line in part(self.new.lines, region)]
        spans = range(len(there) - len(wanted) + 1)
        same = [at for at in spans if there[at] == wanted[0] and there[at : at + len(wanted)] == wanted]
        if len(same) != 1:
            return region
        # What only was aligned in another way is known, whatever came beside it.
        return region[0] + same[0], region[0] + same[0] + len(wanted) - 1

    def between_sure_lines(self, cited: Range) -> tuple[Range, Range]:
        """The lines of both versions between the nearest ones around the cited that are surely the same."""
        return self._anchors.between(cited, self.scope())

    @cached_property
    def _sure_lines(self) -> LineMap:
        scope = self.scope()
        return self.lines.only(lambda number: scope.is_anchor(self.old.lines[number - 1]))

    def copies_left(self, cited: Range, scope: Scope) -> list[Range]:
        """Where the cited text is between the lines around it that are surely the same."""
        return self._new_copies.of(part(self.old.lines, cited), self._anchors.between(cited, scope)[1])

    def kept(self, cited: Range, scope: Scope) -> int:
        """How many of the cited lines that say something are certainly still there."""
        return sum(
            (image := self.lines.image(line)) is not None
            and self.is_certain((line, line), (image, image), scope)
            for line in range(cited[0], cited[1] + 1)
            if any(map(str.isalnum, self.old.lines[line - 1]))
        )


def _last(lines: Sequence[str], end: int) -> Sequence[str]:
    """The lines next above, the nearest first."""
    return lines[max(0, end - _CONTEXT) : end][::-1]
