"""Where the cursor of the code view goes for each motion key."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from screens.code_view.cells import LineCells
from screens.code_view.text import CodeText

_WORD = re.compile(r"\w+")
_BACK = 4096
_FAR = 1 << 20
_LOOKED_BACK = 5_000
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_TOKEN = re.compile(
    r"\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*\"?|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*'?|`[^`]*+`?"
    r"|//[^\n]*+|/\*(?s:.*?)(?:\*/|\Z)|[()\[\]{}]"
)
_END = 1 << 40


@dataclass(frozen=True, slots=True)
class Place:
    """A line, counted from 1, a character index in it, and the cell that up and down try to keep.

    After the end of a line was asked for, up and down keep to the ends.
    """

    line: int = 1
    index: int = 0
    goal: int = 0


def moved(text: CodeText, place: Place, motion: str, page: int, tab_size: int) -> Place:
    """The place after a motion: up, down, page_up, half_up, top, left, right, home, end, word, word_back ...

    `page` is the number of lines that page_up and page_down travel.
    """
    steps = {
        "up": -1,
        "down": 1,
        "page_up": -page,
        "page_down": page,
        "half_up": -max(page // 2, 1),
        "half_down": max(page // 2, 1),
        "top": -text.line_count,
        "bottom": text.line_count,
    }
    if motion in steps:
        line = max(1, min(place.line + steps[motion], text.line_count))
        there = text.line(line)
        index = len(there) if place.goal == _END else LineCells(there, tab_size).index_at(place.goal)
        return Place(line, index, place.goal)
    if motion == "bracket":
        return _other_bracket(text, place, tab_size)
    if motion == "end":
        return Place(place.line, len(text.line(place.line)), _END)
    place = _sideways(text, place, motion)
    return replace(place, goal=LineCells(text.line(place.line), tab_size).cell_of(place.index))


def _other_bracket(text: CodeText, place: Place, tab_size: int) -> Place:
    """The bracket that belongs to the first one at or behind the cursor in its line; strings do not count."""
    # Behind the last character, that one is meant.
    here = text.offset(place.line) + max(min(place.index, len(text.line(place.line)) - 1), 0)
    start = text.offset(_declaration_before(text, place.line))
    end = min(len(text.text), here + _FAR)
    opened: list[int] = []
    wanted, end_of_line = None, text.offset(place.line) + len(text.line(place.line))
    for token in _TOKEN.finditer(text.text, start, end):
        at, sign = token.start(), token[0]
        if sign in _CLOSING:
            other = opened.pop() if opened else None
            if wanted is not None and other == wanted:
                return _place_at(text, at, tab_size)
            if wanted is None and here <= at <= end_of_line and other is not None:
                return _place_at(text, other, tab_size)
        elif sign in _OPENING:
            opened.append(at)
            if wanted is None and here <= at <= end_of_line:
                wanted = at
        if wanted is None and at > end_of_line:
            break
    return place


def _declaration_before(text: CodeText, line: int) -> int:
    """A line at or before this one at which no bracket is open, most likely: it begins at the margin."""
    for number in range(line, max(line - _LOOKED_BACK, 1), -1):
        if text.line(number)[:1].isalpha():
            return number
    return max(line - _LOOKED_BACK, 1)


def _place_at(text: CodeText, offset: int, tab_size: int) -> Place:
    line = text.line_at(offset)
    index = offset - text.offset(line)
    return Place(line, index, LineCells(text.line(line), tab_size).cell_of(index))


def word_at(line: str, index: int) -> str:
    """The word under or just before a character index; empty where there is none."""
    for found in _WORD.finditer(line, max(0, index - 256), index + 256):
        if found.start() <= index <= found.end():
            return found.group()
    return ""


def _sideways(text: CodeText, place: Place, motion: str) -> Place:
    line = text.line(place.line)
    match motion:
        case "left":
            return replace(place, index=max(0, place.index - 1))
        case "right":
            return replace(place, index=min(len(line), place.index + 1))
        case "home":
            indent = len(line) - len(line.lstrip())
            return replace(place, index=0 if place.index == indent else indent)
        case "word":
            return _next_word(text, place, line)
        case "word_back":
            return _previous_word(text, place, line)
    raise ValueError(f"There is no motion named {motion!r}.")


def _next_word(text: CodeText, place: Place, line: str) -> Place:
    for found in _WORD.finditer(line, place.index):
        if found.start() > place.index:
            return replace(place, index=found.start())
    if place.line < text.line_count:
        below = text.line(place.line + 1)
        return Place(place.line + 1, len(below) - len(below.lstrip()))
    return replace(place, index=len(line))


def _previous_word(text: CodeText, place: Place, line: str) -> Place:
    starts = [found.start() for found in _WORD.finditer(line, max(0, place.index - _BACK), place.index)]
    if starts:
        return replace(place, index=starts[-1])
    if place.line > 1:
        return Place(place.line - 1, len(text.line(place.line - 1)))
    return replace(place, index=0)
