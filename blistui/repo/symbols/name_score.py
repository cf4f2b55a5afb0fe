"""How well a name matches what was typed: letters count more at the start of a part, a word or a hump."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

_LETTER = 10
"""For each letter; what follows are the points on top."""
_RUN = 8
"""The letter comes right after the one before, or after the separator that follows it."""
_PART, _WORD, _HUMP = 12, 9, 9
"""It begins a part, a word after another sign, a word by its capital."""
_INSIDE = -20
"""The first letter begins nothing."""
_LAST = 14
"""All letters are in the last part."""
_NAME = 8
"""All letters are in the name, none in what owns it."""
_ENDS = 8
"""The match ends where a part or a word does."""
_WHOLE = 20
"""It is a whole part, or several."""
_INITIALS = 32
"""The letters are all initials of what they are found in."""
_CAPITAL = 6
"""It is the capital that was typed."""
_WRONG_CASE = -12
"""A capital was typed, and there is none."""
_OTHER_CASE = -3
"""No capital was typed among capitals, and there is one."""
_GAP = -2
"""Letters are left out before it."""
_SKIPPED = -0.3
"""For each letter left out, up to a limit."""
_MOST_SKIPPED = 20
_MOST_PLACES = 12
"""Places of one letter that are tried: names made to be slow have thousands."""
_ORDER = -12
"""No run of letters as they were typed."""


class Text(NamedTuple):
    """A name to be matched: as written, in small letters, and where the name and its last part begin.

    Before the name stands what owns it, such as its package.
    """

    written: str
    lowered: str
    name: int
    last: int
    parts: str
    """What separates parts."""


class Alignment(NamedTuple):
    """The points, and the places of the letters."""

    points: float
    places: tuple[int, ...]


def best_place(word: str, text: Text) -> Alignment | None:
    """The best place where `word` is as it is, whatever its case; None when there is none."""
    lowered, best = word.lower(), None
    at, tries = text.lowered.find(lowered), 0
    while at >= 0 and tries < _MOST_PLACES:
        end = at + len(word)
        places = tuple(range(at, end))
        start = _start(text, at)
        points = len(word) * (_LETTER + _RUN) + (start or _INSIDE) + _region(text, at)
        points += _case(text, word, places) + _end(text, end)
        if start == _PART and _ends_part(text, end):
            points += _WHOLE
        if best is None or points > best.points:
            best = Alignment(points, places)
        at, tries = text.lowered.find(lowered, at + 1), tries + 1
    return best


def best_order(letters: str, text: Text) -> Alignment | None:
    """The best way to find the letters in their order; None when they are not there."""
    lowered = letters.lower()
    if not lowered:
        return None
    # By the place of the last letter so far: the points, and the places of all.
    ways: dict[int, Alignment] = {}
    for number, letter in enumerate(lowered):
        found: dict[int, Alignment] = {}
        for at in _places(text, letter, min(ways) + 1 if number else 0):
            start = _start(text, at)
            own = _LETTER + start + _case(text, letters, (at,), number)
            if not number:
                found[at] = Alignment(own + _region(text, at) + (0 if start else _INSIDE), (at,))
                continue
            best = max(
                (way.points + _joined(text, before, at), way.places)
                for before, way in ways.items()
                if before < at
            )
            found[at] = Alignment(best[0] + own, (*best[1], at))
        if not found:
            return None
        ways = found
    points, places = max((way.points + _end(text, at + 1), way.places) for at, way in ways.items())
    if _is_run(text, places):
        is_whole = _start(text, places[0]) == _PART and _ends_part(text, places[-1] + 1)
        return Alignment(points + (_WHOLE if is_whole else 0), places)
    if all(_start(text, at) for at in places) and _initials(text, places[0]) == len(places):
        points += _INITIALS
    return Alignment(points + _ORDER, places)


def _is_run(text: Text, places: tuple[int, ...]) -> bool:
    """Whether nothing is left out but what separates parts."""
    between = (text.written[before + 1 : at] for before, at in pairwise(places))
    return all(left_out in ("", text.parts) for left_out in between)


def _initials(text: Text, start: int) -> int:
    """How much begins something from `start` on."""
    return sum(_start(text, at) > 0 for at in range(start, len(text.written)))


def _places(text: Text, letter: str, start: int) -> list[int]:
    """Where a letter stands from `start` on; of very many those that begin something, and the first."""
    found: list[int] = []
    at = text.lowered.find(letter, start)
    while at >= 0 and len(found) < 10 * _MOST_PLACES:
        found.append(at)
        at = text.lowered.find(letter, at + 1)
    if len(found) > _MOST_PLACES:
        found = sorted({*[at for at in found if _start(text, at)][:_MOST_PLACES], *found[:_MOST_PLACES]})
    return found


def _joined(text: Text, before: int, at: int) -> float:
    distance = at - before
    if distance == 1 or (distance == 2 and text.written[before + 1] == text.parts):
        return _RUN
    return _GAP + _SKIPPED * min(distance, _MOST_SKIPPED)


def _start(text: Text, at: int) -> int:
    """The points of a place that begins something."""
    before = text.written[at - 1] if at else text.parts
    if before == text.parts or at == text.name:
        return _PART
    here = text.written[at]
    if not here.isalnum():
        return 0
    if not before.isalnum():
        return _WORD
    if here.isupper():
        # In HTTPServer a word begins at the S.
        following = text.written[at + 1 : at + 2]
        return _HUMP if not before.isupper() or following.islower() else 0
    return _HUMP if here.isdigit() and not before.isdigit() else 0


def _end(text: Text, end: int) -> int:
    """The points of a match that ends before `end`."""
    return _ENDS if end == len(text.written) or not text.written[end].isalnum() or _start(text, end) else 0


def _ends_part(text: Text, end: int) -> bool:
    # The ending of a file's name is no part of what it is called.
    return end == len(text.written) or text.written[end] in (text.parts, ".")


def _region(text: Text, at: int) -> int:
    return _LAST if at >= text.last else _NAME if at >= text.name else 0


def _case(text: Text, typed: str, places: tuple[int, ...], first: int = 0) -> int:
    """The points for the letters from `first` on of what was typed, at their places."""
    points, has_capital = 0, typed != typed.lower()
    for letter, at in zip(typed[first:], places, strict=False):
        if letter.isupper():
            points += _CAPITAL if text.written[at] == letter else _WRONG_CASE
        elif has_capital and text.written[at].isupper():
            points += _OTHER_CASE
    return points


def matched(name: str, query: str) -> list[tuple[int, int]]:
    """Where the query shows in a name, as (start, end) pairs: as written, or else letter by letter."""
    lowered, part = name.lower(), "/" if "/" in name else "."
    if len(lowered) != len(name):
        return []
    text = Text(name, lowered, 0, name.rfind(part) + 1, part)
    words = query.split()
    as_written = [place for word in words if (place := best_place(word, text)) is not None]
    if len(as_written) < len(words):
        letters = "".join(words)
        # The first letters may be those of what owns the name.
        ways = (best_order(letters[start:], text) for start in range(len(letters) if not as_written else 1))
        way = next((way for way in ways if way is not None), None)
        if way is not None:
            return [(at, at + 1) for at in way.places]
    return sorted((way.places[0], way.places[-1] + 1) for way in as_written)
