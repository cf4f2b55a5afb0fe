"""The lines that open the blocks around a passage: its declaration, branch, key, entry or section.

They are found by indentation, and by headings where a format has them, so that this works for every language.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from blistui.patterns import pattern
from blistui.repo.location import Range
from blistui.repo.text import SourceText

_MARKDOWN = frozenset({".md", ".markdown", ".mdx"})
_SECTIONED = frozenset({".toml", ".ini", ".cfg", ".conf"})
_MARK = pattern(r"`|/\*|\*/")
_HEADING = pattern(r" {0,3}(#{1,6})(?:\s|\Z)")
_FENCE = pattern(r" {0,3}(`{3,}|~{3,})")
_UNDERLINE = pattern(r" {0,3}(=+|-+)\s*\Z")
_NO_PARAGRAPH = pattern(r"\s*(?:[|>#]|[-*+] |[0-9]+[.)] |\Z)")


@lru_cache(maxsize=16)
def headers(text: SourceText, lines: Range) -> tuple[int, ...]:
    """The line numbers of what opens the blocks that `lines` begin in, the innermost first.

    What opens the block of a later line is one of them, or one of the lines themselves. Of a bare bracket
    the first line inside counts too: it is what distinguishes one entry from another.
    """
    first = next((n for n in range(lines[0], lines[1] + 1) if text.lines[n - 1].strip()), lines[1])
    lines = (first, first)
    marks, levels = _headings(text)
    found: list[int] = []
    margin = indentation(text, lines)
    deep = _start(text.lines[first - 1])
    at = lines[0] - 1
    floor = marks[bisect_left(marks, lines[0]) - 1] if marks and marks[0] < lines[0] else 0
    while at > floor and margin > 0:
        line = text.lines[at - 1]
        if line.startswith(deep):
            # As far in, or further: most lines are passed by this look alone.
            at -= 1
            continue
        width = _width(line)
        if width < margin and line and not line.isspace():
            if line.lstrip().startswith(")"):
                # The end of a list of parameters: its first line opens the block.
                margin, deep = width + 1, _start(line) + " "
            else:
                found += [*_first_inside(text, at, lines[0]), at]
                margin, deep = width, _start(line)
        at -= 1
    level = min((levels[n] for n in marks if lines[0] <= n <= lines[1]), default=7)
    for number in reversed(marks[: bisect_left(marks, lines[0])]):
        if levels[number] < level:
            found.append(number)
            level = levels[number]
    return tuple(found)


def _first_inside(text: SourceText, opening: int, before: int) -> list[int]:
    if any(map(str.isalnum, text.lines[opening - 1])):
        return []
    first = next((n for n in range(opening + 1, before) if text.lines[n - 1].strip()), before)
    says = first < before and any(map(str.isalnum, text.lines[first - 1]))
    return [first] if says else []


def openings(text: SourceText, lines: Range) -> list[str]:
    """The text of these headers, without their indentation."""
    return [text.lines[number - 1].strip() for number in headers(text, lines)]


def indentation(text: SourceText, lines: Range) -> int:
    """The smallest indentation of these lines; of the next line with text when they are all blank."""
    widths = [_width(line) for line in text.lines[lines[0] - 1 : lines[1]] if line.strip()]
    if widths:
        return min(widths)
    return next((_width(line) for line in text.lines[lines[1] :] if line.strip()), 0)


def _start(line: str) -> str:
    return line[: len(line) - len(line.lstrip())] if line.strip() else "\n"


def _width(line: str) -> int:
    width = len(line) - len(line.lstrip())
    return len(line[:width].expandtabs(8)) if "\t" in line[:width] else width


@lru_cache(maxsize=16)
def _headings(text: SourceText) -> tuple[list[int], dict[int, int]]:
    """The lines of all headings, sorted, and the level of each, 1 for the outermost."""
    suffix = posixpath.splitext(text.path)[1].lower()
    if suffix in _SECTIONED:
        levels = {n: 1 for n, line in enumerate(text.lines, 1) if line.lstrip().startswith("[")}
    elif suffix in _MARKDOWN:
        levels = _markdown_headings(text)
    else:
        return [], {}
    return sorted(levels), levels


def _markdown_headings(text: SourceText) -> dict[int, int]:
    levels: dict[int, int] = {}
    fence = ""
    before = ""
    for number, line in enumerate(text.lines, 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        elif heading := _HEADING.match(line):
            levels[number] = len(heading[1])
        elif (rule := _UNDERLINE.match(line)) and not _NO_PARAGRAPH.match(before):
            levels[number - 1] = 1 if rule[1][0] == "=" else 2
        before = line if not fence else ""
    return levels


def marks_in(text: str) -> list[tuple[int, str]]:
    """What begins and ends raw strings and comments of Go, each with its line."""
    found: list[tuple[int, str]] = []
    line, last = 1, 0
    for mark in _MARK.finditer(text):
        line += text.count("\n", last, mark.start())
        last = mark.start()
        found.append((line, mark[0]))
    return found


def open_above(marks: Sequence[tuple[int, str]], line: int) -> tuple[int, int]:
    """What of them is open where a line begins, for the comparison of two texts."""
    above = [mark for number, mark in marks if number < line]
    return above.count("`") % 2, above.count("/*") - above.count("*/")
