"""One cited range whose text at capture is known: what was cited, and what there is now to look in."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from blistui.repo.citations.relocation.anchors import Scope
from blistui.repo.citations.relocation.compared import Compared
from blistui.repo.citations.relocation.linemap import map_between
from blistui.repo.citations.relocation.passages import part
from blistui.repo.citations.verification import Status
from blistui.repo.excerpt import occurrences, symbols_in
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Range
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

_SAME_SYMBOL_SHARE = 0.6
_LARGEST_DEFINITION = 3000
_FUNCTIONS = {"method": "func", "test": "func"}
"""A function that gets a receiver is the same; a function that becomes a constant's text is not."""

Place = tuple[str, Range]
"""A file and lines in it."""


class Fate(NamedTuple):
    """What became of one range, by what evidence.

    `places` is where it is (exact, moved), where what it was is in another form (changed), where it may be,
    the likeliest first (ambiguous), or what is only there now (gone).
    """

    status: Status
    evidence: str
    places: tuple[Place, ...] = ()


class Origin(NamedTuple):
    """The file when the range was captured, its name now ("" when there is none), and both compared."""

    before: Snapshot
    text: SourceText
    path_now: str
    compared: Compared | None
    definitions: dict[Symbol, Definition | None]
    """Filled as they are looked for: many citations are of the same declarations."""


class Definition(NamedTuple):
    """Where a symbol is declared now, and its old text compared with its new one.

    In `compared` line 1 is the first line of the declaration's comment; it is None for the largest ones.
    """

    path: str
    symbol: Symbol
    old: Symbol
    compared: Compared | None

    def old_lines(self, lines: Range) -> Range | None:
        """Lines of the old file as lines of the old declaration; None when some are outside."""
        shift = self.old.doc_start - 1
        inside = lines[0] >= self.old.doc_start and lines[1] <= self.old.end
        return (lines[0] - shift, lines[1] - shift) if inside else None

    def place(self, lines: Range) -> Place:
        """Lines of the new declaration as lines of the new file."""
        shift = self.symbol.doc_start - 1
        return self.path, (lines[0] + shift, lines[1] + shift)

    @property
    def whole(self) -> Place:
        """The declaration without its comment."""
        return self.path, (self.symbol.start, self.symbol.end)


class Sought:
    """A cited range, looked for in `now`."""

    def __init__(self, cited: Range, now: Snapshot, origin: Origin) -> None:
        self.cited, self.now, self.origin = cited, now, origin
        self.path = origin.text.path
        self.path_now = origin.path_now
        self.compared = origin.compared
        self.lines = part(origin.text.lines, cited)

    @cached_property
    def untouched(self) -> Range | None:
        """Where the diff of the file has the lines, when it touches none of them."""
        return self.compared.lines.unchanged(self.cited) if self.compared is not None else None

    @cached_property
    def core(self) -> Range:
        """The cited lines without the blank ones around them; all of them when all are blank."""
        says = [number for number, line in enumerate(self.lines, self.cited[0]) if line.strip()]
        return (says[0], says[-1]) if says else self.cited

    @cached_property
    def says_something(self) -> bool:
        """Whether it is more than blank lines, brackets and marks, which no text tells from others."""
        return any(map(str.isalnum, "".join(self.lines)))

    @cached_property
    def was_unique(self) -> bool:
        """Whether the file held the text once when it was cited."""
        return len(occurrences(self.origin.text, self.lines, 2)) == 1

    # Symbols

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The declarations that the range belonged to."""
        return symbols_in(self.origin.before.places(self.path), self.cited)

    def symbols_at(self, path: str, place: Range) -> tuple[Symbol, ...]:
        """The declarations that lines belong to now."""
        return symbols_in(self.now.places(path), place)

    def same_symbols(self, place: Range) -> bool:
        """Whether the lines belong to the same declarations now, by name or because of a rename."""
        new = self.symbols_at(self.path_now, place)
        return len(new) == len(self.symbols) and all(
            a.qualified == b.qualified or self.renamed(a, b) for a, b in zip(self.symbols, new, strict=True)
        )

    def is_declared_once(self, place: Range) -> bool:
        """Whether the declarations that the lines belong to now are alone in having their names."""
        declared = self.now.places(self.path_now)
        return all(_is_alone(symbol, declared) for symbol in self.symbols_at(self.path_now, place))

    def is_elsewhere(self, place: Range) -> bool:
        """Whether the lines belong to a declaration now that was there without them, or theirs is elsewhere.

        Of lines of several declarations, each that is still there must still have its part.
        """
        old = {symbol.qualified for symbol in self.symbols}
        new = {symbol.qualified for symbol in self.symbols_at(self.path_now, place)}
        names_then = {symbol.qualified for symbol in self.origin.before.places(self.path)}
        names_now = {symbol.qualified for symbol in self.now.places(self.path_now)}
        left = (old - new) & names_now if len(old) > 1 else set()
        if not old or old == new:
            return False
        return bool(left | ((new - old) & names_then)) or any(
            self._is_in_another_file(symbol) for symbol in self.symbols if symbol.qualified not in new
        )

    def _is_in_another_file(self, symbol: Symbol) -> bool:
        """Whether the package declares it now in a file that did not."""
        found = self.definition(symbol)
        return found is not None and found.path != self.path_now

    def named_alike(self, path: str, place: Range) -> bool:
        """Whether lines of any file belong to declarations of the very same names."""
        new = [symbol.qualified for symbol in self.symbols_at(path, place)]
        return new == [symbol.qualified for symbol in self.symbols]

    def renamed(self, old: Symbol, new: Symbol) -> bool:
        """Whether the file's declaration `old` is now called `new`: most of its lines are there."""
        names_now = {symbol.qualified for symbol in self.now.places(self.path_now)}
        names_then = {symbol.qualified for symbol in self.origin.before.places(self.path)}
        if self.compared is None or old.qualified in names_now or new.qualified in names_then:
            return False
        if _FUNCTIONS.get(old.kind, old.kind) != _FUNCTIONS.get(new.kind, new.kind):
            return False
        if self._is_in_another_file(old):
            return False
        images = [self.compared.lines.image(line) for line in range(old.start, old.end + 1)]
        kept = sum(image is not None and new.start <= image <= new.end for image in images)
        return kept >= _SAME_SYMBOL_SHARE * len(images)

    def scope(self, place: Range | None) -> Scope:
        """Where copies count: in the one declaration that holds the lines, then and now, else in the file.

        In the file, too, when the declaration has another name: what it was may have been split into several.
        """
        assert self.compared is not None
        old = self.symbols
        if place is not None and len(old) == 1:
            new = self.symbols_at(self.path_now, place)
            if (
                len(new) == 1
                and _holds(old[0], self.cited)
                and _holds(new[0], place)
                and old[0].qualified == new[0].qualified
                and _is_alone(old[0], self.origin.before.places(self.path))
                and self.is_declared_once(place)
            ):
                return self.compared.scope((old[0].doc_start, old[0].end), (new[0].doc_start, new[0].end))
        return self.compared.scope()

    # Definitions

    def definition(self, symbol: Symbol) -> Definition | None:
        """The one place that declares `symbol` now: in the file, else in a file of its package."""
        known = self.origin.definitions
        if symbol not in known:
            was_alone = _is_alone(symbol, self.origin.before.places(self.path))
            found = self._defined(symbol.qualified) if was_alone else []
            known[symbol] = self._compare(symbol, *found[0]) if len(found) == 1 else None
        return known[symbol]

    def _defined(self, name: str) -> list[tuple[str, Symbol]]:
        here = [s for s in self.now.places(self.path_now) if s.qualified == name and s.kind != "package"]
        if here:
            return [(self.path_now, symbol) for symbol in here]
        folder = posixpath.dirname(self.path)
        found = [
            found
            for where in sorted({folder, posixpath.dirname(self.path_now or self.path)})
            for found in self.now.definitions(name, where)
            if not self.defined_before(found[0], name)
        ]
        # Of twins by build constraints nobody knows which of them went to a third file.
        return found if len(found) != 1 or len(self.origin.before.definitions(name, folder)) < 2 else []

    def defined_before(self, path: str, name: str) -> bool:
        """Whether the file declared the name already: a twin for another platform, nothing moved into it."""
        return any(symbol.qualified == name for symbol in self.origin.before.places(path))

    def _compare(self, old: Symbol, path: str, new: Symbol) -> Definition:
        then = part(self.origin.text.lines, (old.doc_start, old.end))
        now = part(self.now.text(path).lines, (new.doc_start, new.end))
        if max(len(then), len(now)) > _LARGEST_DEFINITION:
            return Definition(path, new, old, None)
        texts = (SourceText(self.path, _joined(then)), SourceText(path, _joined(now)))
        stayed = path == self.path_now and self.compared and self.compared.lines.image(old.start) == new.start
        if stayed and self.compared is not None:
            extents = (old.doc_start, old.end), (new.doc_start, new.end)
            lines = self.compared.lines.within(*extents)
        else:
            lines = map_between(then, now)
        if then[-1] == now[-1]:
            # The end of a declaration is its end, whatever neighbour a diff pairs the brace with.
            lines = lines.with_ends()
        return Definition(path, new, old, Compared(*texts, lines))


def _is_alone(symbol: Symbol, declared: Sequence[Symbol]) -> bool:
    """Whether a file declares the name once, as it must not `init`, nor what is declared by mistake."""
    named = (other for other in declared if other.qualified == symbol.qualified)
    return sum(other.kind != "package" for other in named) == 1


def _holds(symbol: Symbol, lines: Range) -> bool:
    return symbol.doc_start <= lines[0] and lines[1] <= symbol.end


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
