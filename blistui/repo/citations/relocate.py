"""Where cited lines are now, and on what evidence.

Evidence, in order: the digest in place; git's hunks from the commit of capture, through renames; the
definition of the enclosing symbol; the text elsewhere in the file. Each step decides or passes on. A wrong
relocation is the worst result: text that could stand anywhere decides nothing, and a copy that was already
there is no place the text moved to.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from blistui.repo.citations.distinctive import distinctive, strongly_distinctive
from blistui.repo.citations.linemap import LineMap, map_between
from blistui.repo.citations.verification import Status
from blistui.repo.excerpt import named_symbol, occurrences
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Range, format_at
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

_SAME_SYMBOL_SHARE = 0.6
_LARGEST_DEFINITION = 3000


class Fate(NamedTuple):
    """What became of one range: `place` is where it is, or for changed text what stands there now."""

    status: Status
    evidence: str
    path: str = ""
    place: Range | None = None
    candidates: tuple[str, ...] = ()


class Origin(NamedTuple):
    """The file when the range was captured, its name now ("" when there is none), and how lines map."""

    before: Snapshot
    text: SourceText
    path_now: str
    lines: LineMap | None


class Search:
    """The search for one captured range whose text at capture is known."""

    def __init__(self, cited: Range, now: Snapshot, origin: Origin) -> None:
        self._cited = cited
        self._now = now
        self._origin = origin
        self._path = origin.text.path
        self._old_lines = origin.text.lines[cited[0] - 1 : cited[1]]

    def fate(self) -> Fate:
        """The first evidence that decides."""
        return (
            self._by_hunks()
            or self._in_place()
            or self._by_definition()
            or self._by_text()
            or self._doubtful()
            or self._by_what_is_left()
        )

    @cached_property
    def _text_now(self) -> SourceText | None:
        return self._now.text_or_none(self._origin.path_now) if self._origin.path_now else None

    @cached_property
    def _old_symbol(self) -> Symbol | None:
        return named_symbol(self._origin.before.places(self._path), self._cited)

    @cached_property
    def _definition(self) -> tuple[str, Symbol] | None:
        """The one place that defines the enclosing symbol now: the file, else a new one of its package."""
        symbol = self._old_symbol
        if symbol is None:
            return None
        here = [s for s in self._now.places(self._origin.path_now) if s.qualified == symbol.qualified]
        if here:
            return (self._origin.path_now, here[0]) if len(here) == 1 else None
        folders = {posixpath.dirname(self._path), posixpath.dirname(self._origin.path_now or self._path)}
        found = [
            definition
            for folder in sorted(folders)
            for definition in self._now.definitions(symbol.qualified, folder)
            if not self._defined_before(definition[0], symbol.qualified)
        ]
        return found[0] if len(found) == 1 else None

    def _defined_before(self, path: str, qualified: str) -> bool:
        # A twin for another platform was there all along: nothing moved into it.
        return any(s.qualified == qualified for s in self._origin.before.places(path))

    # The evidence, in order

    def _by_hunks(self) -> Fate | None:
        lines, text, place = self._origin.lines, self._text_now, self._untouched
        if lines is None or text is None or place is None:
            return None
        path = self._origin.path_now
        certain, same_symbol = self._run_is_certain(lines, text), self._same_symbol(place)
        if path == self._path and place == self._cited and (certain or same_symbol):
            return Fate("exact", "lines untouched since capture", path, place)
        if certain and same_symbol:
            evidence = "git hunks" if path == self._path else "git rename and hunks"
            return Fate("moved", evidence, path, place)
        return None

    def _doubtful(self) -> Fate | None:
        """The hunks name a place, but look-alikes may have been matched."""
        if self._untouched is None:
            return None
        candidates = (format_at(self._origin.path_now, [self._untouched]),)
        return Fate("ambiguous", "git hunks, but in other surroundings", candidates=candidates)

    @cached_property
    def _untouched(self) -> Range | None:
        return self._origin.lines.unchanged(self._cited) if self._origin.lines is not None else None

    def _run_is_certain(self, lines: LineMap, text: SourceText) -> bool:
        """Whether the unchanged lines around the range could not have been matched to a look-alike."""
        run = lines.run_around(self._cited)
        if run is None:
            return False
        old, symbol = self._origin.text.lines, self._old_symbol
        run_lines = old[run[0] - 1 : run[1]]
        if len(occurrences(text, run_lines, 2)) != 1:
            return False
        if symbol is not None and run[0] <= symbol.start <= run[1]:
            # The declaration itself stands unchanged in one piece with the range.
            return True
        if not distinctive(self._old_lines):
            # A lone brace belongs to what stands before and after it: both must still be there.
            before, after = old[run[0] - 1 : self._cited[0] - 1], old[self._cited[1] : run[1]]
            if not (distinctive(before) and distinctive(after)):
                return False
        return distinctive(run_lines)

    def _same_symbol(self, place: Range) -> bool:
        """Whether the new place is in the symbol of the old one, by name or because that was renamed."""
        new = named_symbol(self._now.places(self._origin.path_now), place)
        old = self._old_symbol
        if old is None or new is None:
            return old is new
        return old.qualified == new.qualified or self._renamed(old, new)

    def _renamed(self, old: Symbol, new: Symbol) -> bool:
        names_now = {s.qualified for s in self._now.places(self._origin.path_now)}
        names_before = {s.qualified for s in self._origin.before.places(self._path)}
        if old.qualified in names_now or new.qualified in names_before or self._origin.lines is None:
            return False
        images = [self._origin.lines.image(line) for line in range(old.start, old.end + 1)]
        kept = sum(image is not None and new.start <= image <= new.end for image in images)
        return kept >= _SAME_SYMBOL_SHARE * len(images)

    def _in_place(self) -> Fate | None:
        """The same text at the same lines though a hunk touched them: one copy took the place of another."""
        text = self._text_now
        if text is None or self._origin.path_now != self._path:
            return None
        start, end = self._cited
        if text.lines[start - 1 : end] != self._old_lines:
            return None
        new, old = named_symbol(self._now.places(self._path), self._cited), self._old_symbol
        if old is not None and new is not None and old.qualified == new.qualified:
            bodies = self._body(self._origin.text, old), self._body(text, new)
            if self._certain_within(*bodies):
                return Fate("exact", "digest in place, only there in its symbol", self._path, self._cited)
        candidates = (format_at(self._path, [self._cited]),)
        return Fate("ambiguous", "digest in place, but its surroundings changed", candidates=candidates)

    def _body(self, text: SourceText, symbol: Symbol) -> tuple[str, ...]:
        return text.lines[symbol.doc_start - 1 : symbol.end]

    def _by_definition(self) -> Fate | None:
        symbol, definition = self._old_symbol, self._definition
        if symbol is None or definition is None:
            return None
        path, new = definition
        text = self._now.text(path)
        old_body, new_body = self._body(self._origin.text, symbol), self._body(text, new)
        if max(len(old_body), len(new_body)) > _LARGEST_DEFINITION:
            return None
        shift = symbol.doc_start - 1
        inner = (self._cited[0] - shift, self._cited[1] - shift)
        if inner[0] < 1 or inner[1] > len(old_body):
            return None
        place = map_between(old_body, new_body).unchanged(inner)
        if place is None:
            return None
        found = (place[0] + new.doc_start - 1, place[1] + new.doc_start - 1)
        if old_body == new_body or self._certain_within(old_body, new_body):
            return Fate("moved", f"definition of {symbol.qualified}", path, found)
        return Fate("ambiguous", f"definition of {symbol.qualified}", candidates=(format_at(path, [found]),))

    def _certain_within(self, old_body: Sequence[str], new_body: Sequence[str]) -> bool:
        counts = [
            len(occurrences(SourceText("", "\n".join(body)), self._old_lines, 2))
            for body in (old_body, new_body)
        ]
        return distinctive(self._old_lines) and counts == [1, 1]

    def _by_text(self) -> Fate | None:
        text, lines = self._text_now, self._origin.lines
        if text is None or lines is None or not distinctive(self._old_lines):
            return None
        everywhere = occurrences(text, self._old_lines)
        brought = [place for place in everywhere if lines.brought(place)]
        if not brought:
            return None
        path = self._origin.path_now
        once = len(everywhere) == 1 and len(occurrences(self._origin.text, self._old_lines, 2)) == 1
        if once and self._belongs(everywhere[0]):
            return Fate("moved", "digest elsewhere in the file", path, everywhere[0])
        candidates = tuple(format_at(path, [place]) for place in brought)
        return Fate("ambiguous", "digest elsewhere in the file", candidates=candidates)

    def _belongs(self, place: Range) -> bool:
        symbol = self._old_symbol
        declares = symbol is not None and self._cited[0] <= symbol.start <= self._cited[1]
        return (declares or strongly_distinctive(self._old_lines)) and self._same_symbol(place)

    def _by_what_is_left(self) -> Fate:
        lines, text, definition = self._origin.lines, self._text_now, self._definition
        path = self._origin.path_now
        region = lines.region(self._cited) if lines is not None and text is not None else None
        if definition is not None:
            where, symbol = definition
            evidence = f"definition of {symbol.qualified}"
            if where == path and region is not None:
                inside = (max(region[0], symbol.doc_start), min(region[1], symbol.end))
                return Fate("changed", evidence, path, inside)
            return Fate("changed", evidence, where, (symbol.start, symbol.end))
        if lines is None or region is None:
            return self._elsewhere() or Fate("gone", "no such file, and git knows no new name for it")
        kept = lines.survivors(self._cited)
        if kept * 2 >= len(self._old_lines) or (self._old_symbol is None and region[0] <= region[1]):
            return Fate("changed", "git hunks", path, region)
        return self._elsewhere() or Fate("gone", "neither text nor symbol was found")

    def _elsewhere(self) -> Fate | None:
        """The same text in a symbol of that name in another package: worth a look, never proof."""
        symbol = self._old_symbol
        if symbol is None or not distinctive(self._old_lines):
            return None
        found = [
            format_at(path, [place])
            for path, definition in self._now.definitions(symbol.qualified, None)
            if not self._defined_before(path, symbol.qualified)
            for place in occurrences(self._now.text(path), self._old_lines)
            if definition.doc_start <= place[0] and place[1] <= definition.end
        ]
        if not found:
            return None
        return Fate("ambiguous", f"{symbol.qualified} in another package", candidates=tuple(found))
