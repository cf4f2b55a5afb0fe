"""What is left of cited lines that were not found: changed, ambiguous, or gone.

Changed means that what it was is still there: the declaration by its whole name, or most of the lines.
What is only in the place of deleted text is shown, and never called its successor.
"""

from __future__ import annotations

from collections.abc import Sequence

from blistui.repo.citations.relocation.compared import Compared
from blistui.repo.citations.relocation.distinctive import distinctive
from blistui.repo.citations.relocation.edited import edited
from blistui.repo.citations.relocation.elsewhere import Elsewhere
from blistui.repo.citations.relocation.passages import part
from blistui.repo.citations.relocation.sought import Definition, Fate, Place, Sought
from blistui.repo.citations.relocation.surroundings import headers
from blistui.repo.excerpt import occurrences
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Range

_FEW = 5
"""Copies of one line that are looked at."""


def doubtful(sought: Sought) -> Fate | None:
    """Ambiguous: the text is still in the file, where it may be a look-alike."""
    compared = sought.compared
    if compared is None:
        return None
    found: list[Range] = []
    evidence = "git hunks, but look-alikes or other surroundings"
    place = sought.untouched
    if place is not None and not (
        _is_defined(sought) and sought.is_elsewhere(place) and not sought.was_unique
    ):
        found.append(place)
    if sought.says_something:
        found += compared.copies_left(sought.cited, sought.scope(None))
    elif not sought.symbols or _is_defined(sought):
        found += compared.copies_left(sought.core, sought.scope(None))
    own = distinctive(sought.lines) or _was_not_only_removed(sought, compared)
    in_a_block = bool(headers(compared.old, sought.cited))
    found += [
        copy
        for copy in occurrences(compared.new, sought.lines)
        if (own and compared.lines.brought(copy))
        or (in_a_block and compared.blocks.begin_alike(sought.cited, copy) and not compared.blocks.had(copy))
    ]
    if not found:
        return None
    if place is None:
        evidence = "the text is in the file, where it may be a copy"
    likely = sorted(dict.fromkeys(found), key=lambda lines: _unlikeliness(sought, compared, lines))
    places = [(sought.path_now, lines) for lines in likely]
    if place is not None and sought.is_elsewhere(place):
        places += [d.whole for symbol in sought.symbols if (d := sought.definition(symbol))]
    return Fate("ambiguous", evidence, tuple(dict.fromkeys(places)))


def _was_not_only_removed(sought: Sought, compared: Compared) -> bool:
    """Whether text that says something was there once, or, in no declaration, is as often as then."""
    if not sought.says_something:
        return False
    if sought.was_unique or sought.symbols:
        return sought.was_unique
    return len(occurrences(compared.new, sought.lines)) >= len(occurrences(compared.old, sought.lines))


def _unlikeliness(sought: Sought, compared: Compared, place: Range) -> tuple[bool, bool, bool, int]:
    """In the same declaration first, then in blocks that begin alike, then by hunks and lines around."""
    return (
        not sought.named_alike(sought.path_now, place),
        not compared.blocks.begin_alike(sought.cited, place),
        place != sought.untouched,
        -compared.shared_context(sought.cited, place),
    )


def _is_defined(sought: Sought) -> bool:
    return any(sought.definition(symbol) for symbol in sought.symbols)


def changed(sought: Sought) -> Fate | None:
    """Changed, or gone from a declaration that is still there; None when nothing of it was found nearby."""
    return _in_declarations(sought) or _line_by_line(sought)


def _in_declarations(sought: Sought) -> Fate | None:
    found: list[Place] = []
    wholes: list[Place] = []
    names: list[str] = []
    for symbol in sought.symbols:
        definition = sought.definition(symbol)
        # Of a neighbour of which only the closing brace was cited, nothing was claimed.
        if definition is not None and _says_something(sought, symbol):
            names.append(symbol.qualified)
            wholes.append(definition.whole)
            place = _part_of(sought, symbol, definition)
            found += [place] if place else []
    if not names:
        return None
    lost = [s.qualified for s in sought.symbols if sought.definition(s) is None]
    evidence = f"definition of {', '.join(names)}"
    if lost:
        evidence += f"; {', '.join(lost)} is not defined in the package any more"
    left_them = _survivors_outside(sought, found)
    if left_them:
        places = dict.fromkeys([*left_them, *_merged(found or wholes)])
        return Fate(
            "ambiguous", f"{evidence}, but most of what is left of the lines is elsewhere", tuple(places)
        )
    if found and sought.says_something:
        return Fate("changed", evidence, _merged(found))
    if lost:
        return None
    copies = _copies_in(sought)
    if copies:
        return Fate("ambiguous", f"{evidence}, which holds the text, but may hold copies of it", copies)
    return Fate("gone", f"the lines were removed from {', '.join(names)}", tuple(wholes))


def _copies_in(sought: Sought) -> tuple[Place, ...]:
    """Where the declarations of the lines hold their text now, if it says something."""
    if not sought.says_something:
        return ()
    found = [definition for symbol in sought.symbols if (definition := sought.definition(symbol))]
    return tuple(
        definition.place(lines)
        for definition in found
        if definition.compared is not None
        for lines in occurrences(definition.compared.new, sought.lines)
    )


def _survivors_outside(sought: Sought, found: Sequence[Place]) -> tuple[Place, ...]:
    """Where most of the lines that the file had once are, if not in what was found."""
    compared = sought.compared
    if compared is None:
        return ()
    there = [compared.now_at(line, _FEW) for line in sought.lines]
    survivors = [numbers for numbers in there if numbers]
    outside = [
        numbers
        for numbers in survivors
        if not any(
            path == sought.path_now and at[0] <= number <= at[1] for path, at in found for number in numbers
        )
    ]
    if 2 * len(outside) <= len(survivors):
        return ()
    return _merged([(sought.path_now, (n, n)) for n in sorted({n for numbers in outside for n in numbers})])


def _says_something(sought: Sought, symbol: Symbol) -> bool:
    if len(sought.symbols) == 1:
        return True
    inside = (max(sought.cited[0], symbol.doc_start), min(sought.cited[1], symbol.end))
    return any(map(str.isalnum, "".join(part(sought.origin.text.lines, inside))))


def _part_of(sought: Sought, symbol: Symbol, definition: Definition) -> Place | None:
    """What is in the declaration for the cited part of it; None when that was only removed."""
    inside = (max(sought.cited[0], symbol.doc_start), min(sought.cited[1], symbol.end))
    lines = definition.old_lines(inside)
    compared = definition.compared
    if compared is None or lines is None:
        return definition.whole
    region = compared.region(lines)
    if region[1] < region[0]:
        return None
    many = region[1] - region[0] + 1 > 2 * (lines[1] - lines[0] + 2)
    if many and not compared.kept(lines, compared.scope()):
        return definition.whole
    return definition.place(region)


def _merged(places: Sequence[Place]) -> tuple[Place, ...]:
    """Places with neighbours of the same file, at most a blank line apart, made one."""
    found: list[Place] = []
    for path, (start, end) in places:
        if found and found[-1][0] == path and 0 < start - found[-1][1][1] <= 2:
            found[-1] = (path, (found[-1][1][0], end))
        else:
            found.append((path, (start, end)))
    return tuple(found)


def _line_by_line(sought: Sought) -> Fate | None:
    """Most lines that say something are surely still there, or are in the same block and read alike."""
    compared = sought.compared
    if compared is None:
        return None
    region = compared.region(sought.cited)
    saying = sum(any(map(str.isalnum, line)) for line in sought.lines)
    kept = compared.kept(sought.cited, compared.scope())
    if not saying or region[1] < region[0]:
        return None
    matching: list[int] = []
    if not sought.symbols and (kept or _same_block(compared, sought.cited, region)):
        matching = edited(compared, sought.cited, region)
    if 2 * max(kept, len(matching)) < saying:
        return None
    if not kept:
        region = (region[0] + min(matching), region[0] + max(matching))
    evidence = "git hunks" if kept else "the same block, in which the lines read differently"
    return Fate("changed", evidence, ((sought.path_now, region),))


def _same_block(compared: Compared, cited: Range, region: Range) -> bool:
    then, now = headers(compared.old, cited), headers(compared.new, region)
    return not then or compared.lines.image(then[0]) in now


class Lost:
    """A range that is not near by any more, and where all that changed has its text or its declarations."""

    def __init__(self, sought: Sought, searched: Elsewhere) -> None:
        self.sought = sought
        self.symbols = [s.qualified for s in sought.symbols if sought.definition(s) is None]
        self.texts: list[Place] = []
        if distinctive(sought.lines):
            found = searched.occurrences(sought.path, sought.lines, not sought.path_now)
            self.texts = [place for place in found if place[0] != sought.path_now]
        self.definitions = [
            (name, path, symbol) for name in self.symbols for path, symbol in searched.definitions(name)
        ]

    @property
    def paths(self) -> set[str]:
        """The files that have something of it: what they had when it was cited decides."""
        return {path for path, _ in self.texts} | {path for _, path, _ in self.definitions}


def elsewhere(lost_range: Lost) -> Fate:
    """Ambiguous when another package or file holds the text, or declares the symbol; else gone."""
    sought, lost = lost_range.sought, lost_range.symbols
    texts = [place for place in lost_range.texts if not occurrences_before(sought, place[0])]
    definitions = [
        (path, (symbol.start, symbol.end))
        for name, path, symbol in lost_range.definitions
        if not sought.defined_before(path, name)
    ]
    inside = [p for p in texts if any(_overlap(p, definition) for definition in definitions)]
    without = [p for p in definitions if not any(_overlap(p, text) for text in texts)]
    places = tuple(dict.fromkeys([*inside, *texts, *without]))
    if places:
        what = "the text" if texts else f"a declaration of {', '.join(lost)}"
        return Fate("ambiguous", f"{what} is elsewhere in the repository", places)
    return _gone(sought, lost)


def occurrences_before(sought: Sought, path: str) -> bool:
    """Whether the file held the text when it was cited: a copy, nothing moved into it."""
    before = sought.origin.before.text_or_none(path)
    return before is not None and bool(occurrences(before, sought.lines, 1))


def _overlap(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1][0] <= other[1][1] and other[1][0] <= one[1][1]


def _gone(sought: Sought, lost: Sequence[str]) -> Fate:
    compared = sought.compared
    if compared is None:
        return Fate("gone", "its file was removed, and none is certain to be the same under a new name")
    region = compared.lines.region(sought.cited)
    shown = ((sought.path_now, region),) if region[0] <= region[1] else ()
    if lost:
        names = ", ".join(lost)
        return Fate("gone", f"it was removed, and no {names} was found elsewhere in the repository", shown)
    return Fate("gone", "it was removed", shown)
