"""Where the cursor of the code view goes for each motion key."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from screens.code_view.cells import LineCells
from screens.code_view.text import CodeText

_WORD = re.compile(r"\w+")
_BACK = 4096
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
    if motion == "end":
        return Place(place.line, len(text.line(place.line)), _END)
    place = _sideways(text, place, motion)
    return replace(place, goal=LineCells(text.line(place.line), tab_size).cell_of(place.index))


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
