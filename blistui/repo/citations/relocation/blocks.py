"""Whether lines of two versions of a text are in the same blocks: declarations, branches, keys, sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from blistui.repo.citations.relocation.block_syntax import headings, is_go, is_reworded
from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.citations.relocation.surroundings import block, headers, openings
from blistui.repo.excerpt import occurrences
from blistui.repo.location import Range
from blistui.repo.text import SourceText

_DECLARES = ("func ", "type ", "var ", "const ")


class Blocks:
    """The blocks of an old text and a new one, of which `lines` pairs the lines."""

    def __init__(self, old: SourceText, new: SourceText, lines: LineMap) -> None:
        self._old, self._new, self._lines = old, new, lines
        self._same: dict[tuple[int, int], bool] = {}

    def are_same(self, cited: Range, place: Range) -> bool:
        """Whether no block that held the cited lines was left by them, and none entered that was there."""
        then, now = headers(self._old, cited), headers(self._new, place)
        left = (self._where(line, self._lines.image, self._old, self._new) for line in then)
        entered = (self._where(line, self._lines.preimage, self._new, self._old) for line in now)
        return (
            {line for line in left if line} <= set(now)
            and {line for line in entered if line} <= set(then)
            and self._pair_up(then, now)
        )

    def begin_alike(self, cited: Range, place: Range) -> bool:
        """Whether the lines that open the blocks around both places have the same text."""
        return openings(self._old, cited) == openings(self._new, place)

    def had(self, copy: Range) -> bool:
        """Whether these new lines are, by the diff, old ones in a block that begins as it did."""
        then = [self._lines.preimage(number) for number in range(copy[0], copy[1] + 1)]
        first = then[0]
        if first is None or then != list(range(first, first + len(then))):
            return False
        return self.begin_alike((first, first + len(then) - 1), copy)

    def outermost_is_same(self, cited: Range, place: Range) -> bool:
        """Whether an untouched line at the left margin opens the declaration around both: a cheap look."""
        then, now = headers(self._old, cited), headers(self._new, place)
        if not then or not now or self._lines.image(then[-1]) != now[-1]:
            return False
        return self._old.lines[then[-1] - 1].startswith(_DECLARES)

    def innermost_is_untouched(self, cited: Range, place: Range) -> bool:
        """Whether no hunk touched the line that opens the block of both."""
        then, now = headers(self._old, cited), headers(self._new, place)
        return bool(then and now) and self._lines.image(then[0]) == now[0]

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

    def _pair_up(self, then: Sequence[int], now: Sequence[int]) -> bool:
        """Whether each block around the lines is one of those around them then; sections may be new."""
        if len(then) == len(now):
            return all(map(self._is_same, then, now))
        # The lines have the indentation that they had: they are as deep in blocks, but for headings.
        depths = [
            sum(number not in headings(text)[1] for number in opened)
            for text, opened in ((self._old, then), (self._new, now))
        ]
        return depths[0] == depths[1]

    def _is_same(self, opening: int, opening_now: int) -> bool:
        """Whether what opens a block did not change; if it did, whether all else in the block stayed.

        Of a block with another name and other lines nobody knows whether it is the same one.
        """
        key = (opening, opening_now)
        if key not in self._same:
            image, preimage = self._lines.image(opening), self._lines.preimage(opening_now)
            self._same[key] = (
                image == opening_now if image or preimage else self._is_renamed(opening, opening_now)
            )
        return self._same[key]

    def _is_renamed(self, opening: int, opening_now: int) -> bool:
        """Whether what opens a block reads differently now, and opens the same one.

        In data the name of an entry is what it is: all else must have stayed. Code and prose are reworded.
        """
        then, now = self._old.lines[opening - 1].strip(), self._new.lines[opening_now - 1].strip()
        name, bracket, _ = then.partition("(")
        if then == now or (bracket and name and name == now.partition("(")[0]):
            return True
        if is_go(self._old) and then.startswith(_DECLARES) and now.startswith(_DECLARES):
            # Of declarations the symbols decide.
            return True
        kept, says = self._kept(block(self._old, opening), block(self._new, opening_now))
        enough = 2 * kept > says if is_reworded(self._old, opening) else kept == says
        return enough and says > 1

    def _kept(self, then: Range, now: Range) -> tuple[int, int]:
        """How many lines of one block that say something are in the other, and how many there were."""
        says = [n for n in range(then[0], then[1] + 1) if any(map(str.isalnum, self._old.lines[n - 1]))]
        images = [self._lines.image(number) for number in says]
        return sum(image is not None and now[0] <= image <= now[1] for image in images), len(says)
