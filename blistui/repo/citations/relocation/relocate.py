"""Where cited lines surely are: exact in place, or moved.

Evidence, in order: git's hunks from the commit of capture, through renames; the text elsewhere in the file;
the definition of the symbols, in the file or its package. Each decides or passes on. A wrong place is the
worst result: text that was not unique when captured proves nothing by being unique now, and a copy that was
already there is no place the text moved to.
"""

from __future__ import annotations

from blistui.repo.citations.relocation.compared import Compared
from blistui.repo.citations.relocation.distinctive import distinctive, strongly_distinctive
from blistui.repo.citations.relocation.sought import Definition, Fate, Sought
from blistui.repo.citations.relocation.surroundings import headers, openings
from blistui.repo.excerpt import occurrences
from blistui.repo.location import Range


def located(sought: Sought) -> Fate | None:
    """Exact or moved, by the first evidence that decides; None when nothing does."""
    return _by_hunks(sought) or _by_text(sought) or _by_definition(sought) or _with_its_symbols(sought)


def _found(sought: Sought, path: str, place: Range, evidence: str) -> Fate:
    same = path == sought.path and place == sought.cited
    return Fate("exact" if same else "moved", evidence, ((path, place),))


def _by_hunks(sought: Sought) -> Fate | None:
    compared, place = sought.compared, sought.untouched
    if compared is None or place is None or not compared.blocks.are_same(sought.cited, place):
        return None
    if not compared.is_code_as_then(sought.cited, place):
        kept = bool(sought.symbols) and sought.same_symbols(place)
    elif compared.is_found_alone(sought.cited, place):
        # Lines of their own may leave a declaration for a new one; braces and the like may not.
        kept = (
            compared.blocks.outermost_is_same(sought.cited, place)
            or sought.same_symbols(place)
            or (distinctive(sought.lines) and not sought.is_elsewhere(place))
        )
    else:
        # Of text that was there once, and has copies now, a declaration of another name proves nothing.
        kept = (
            sought.same_symbols(place)
            and (sought.named_alike(sought.path_now, place) or not sought.was_unique)
            and sought.is_declared_once(place)
            and compared.is_only_one(sought.cited, place, sought.scope(place))
        )
    if not kept:
        return None
    evidence = "git hunks" if sought.path_now == sought.path else "git rename and hunks"
    if sought.path_now == sought.path and place == sought.cited:
        evidence = "lines untouched since capture"
    return _found(sought, sought.path_now, place, evidence)


def _by_text(sought: Sought) -> Fate | None:
    """The text, unique then and now, brought to another place of the file by a hunk."""
    compared = sought.compared
    if compared is None or not sought.was_unique or not distinctive(sought.lines):
        return None
    places = occurrences(compared.new, sought.lines, 2)
    if len(places) != 1 or not compared.lines.brought(places[0]):
        return None
    # Where nothing around them has a name, the lines must identify themselves.
    bare = not sought.symbols and not strongly_distinctive(sought.lines)
    if not sought.named_alike(sought.path_now, places[0]) or not _same_surroundings(
        compared, sought, places[0], bare
    ):
        return None
    return _found(sought, sought.path_now, places[0], "digest elsewhere in the file")


def _same_surroundings(compared: Compared, sought: Sought, place: Range, need_some: bool) -> bool:
    if need_some and not headers(compared.old, sought.cited):
        return False
    return compared.blocks.begin_alike(sought.cited, place)


def _by_definition(sought: Sought) -> Fate | None:
    """The lines inside the one declaration that held them, wherever that is now."""
    if len(sought.symbols) != 1:
        return None
    definition = sought.definition(sought.symbols[0])
    if definition is None or definition.compared is None:
        return None
    # A blank line at the edge may be the neighbour's: it goes with the line that it is next to.
    lines = definition.old_lines(sought.core)
    place = _within(definition, definition.compared, lines) if lines is not None else None
    if place is None:
        return None
    path, (first, last) = definition.place(place)
    there = first - sought.core[0] + sought.cited[0], last - sought.core[1] + sought.cited[1]
    if there[0] < 1 or sought.now.text(path).between(*there) != tuple(sought.lines):
        return None
    return _found(sought, path, there, f"definition of {sought.symbols[0].qualified}")


def _within(definition: Definition, compared: Compared, lines: Range) -> Range | None:
    place = compared.lines.unchanged(lines)
    if place is not None and compared.old.lines == compared.new.lines:
        return place
    if place is not None and compared.is_certain(lines, place, compared.scope()):
        return place
    wanted = compared.old.lines[lines[0] - 1 : lines[1]]
    if not compared.is_unique(lines) or not distinctive(wanted):
        return None
    there = occurrences(compared.new, wanted, 1)[0]
    return there if compared.blocks.begin_alike(lines, there) else None


def _with_its_symbols(sought: Sought) -> Fate | None:
    """Several declarations, or one with the blank lines around it, that went to another file together."""
    found = [sought.definition(symbol) for symbol in sought.symbols]
    paths = {definition.path for definition in found if definition is not None}
    if None in found or len(paths) != 1 or not sought.was_unique or not distinctive(sought.lines):
        return None
    path = paths.pop()
    text = sought.now.text(path)
    places = occurrences(text, sought.lines, 2)
    if len(places) != 1 or not sought.named_alike(path, places[0]):
        return None
    if openings(sought.origin.text, sought.cited) != openings(text, places[0]):
        return None
    if path == sought.path_now and sought.compared and not sought.compared.lines.brought(places[0]):
        return None
    names = ", ".join(symbol.qualified for symbol in sought.symbols)
    return _found(sought, path, places[0], f"definition of {names}")
