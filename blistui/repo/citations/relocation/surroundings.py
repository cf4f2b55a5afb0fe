"""The lines that open the blocks around a passage: its declaration, branch, key, entry or section.

They are found by indentation, by brackets, and by headings where a format has them, so that this works for
every language. Comments open nothing, wherever they stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from blistui.patterns import pattern
from blistui.repo.citations.relocation.block_syntax import (
    block_lines,
    bracket_openings,
    headings,
    is_comment,
    is_go,
    is_part_of_block,
    opens_nothing,
    suffix_of,
)
from blistui.repo.location import Range
from blistui.repo.text import SourceText

_LONGEST_COMMENT = 40
_MOST_PARTS = 500
_DEEPEST = 20
_STEP = 64
"""Comments, items and blocks beyond these are no source a person wrote; each citation would pass them all."""

_COMMENT_MARK = pattern(r"(?<!\S)/\*|\*/")
_COMMENTS = {"/*": True, "*/": False, "<!--": True, "-->": False}
"""Whether a comment is open after a mark of one."""

_MARKS = {
    ".go": pattern(r"`|/\*|\*/"),
    **dict.fromkeys((".md", ".markdown", ".mdx"), pattern(r"<!--|-->|(?m:^ {0,3}(?:```|~~~))")),
    **dict.fromkeys((".html", ".xml", ".vue", ".svg"), pattern(r"<!--|-->")),
    **dict.fromkeys((".py", ".toml"), pattern(r"\"\"\"|'''")),
    **dict.fromkeys((".sh", ".bash", ".yaml", ".yml", ".mk", ""), pattern(r"(?!)")),
}


def headers(text: SourceText, lines: Range) -> tuple[int, ...]:
    """The line numbers of what opens the blocks that `lines` begin in, the innermost first.

    What opens the block of a later line is one of them, or one of the lines themselves. A closing bracket is
    in the block that it closes, a comment where the line below it is. Of a bare bracket the first line inside
    counts too: it is what distinguishes one entry from another.
    """
    return _headers_at(text, _first_saying(text, lines))


@lru_cache(maxsize=256)
def _headers_at(text: SourceText, first: int) -> tuple[int, ...]:
    # Each of many citations is compared with the same hundred copies.
    marks, levels = headings(text)
    floor = marks[bisect_left(marks, first) - 1] if marks and marks[0] < first else 0
    found = {*_by_indentation(text, first, floor), *_by_brackets(text, first)}
    level = min((levels[n] for n in marks[bisect_left(marks, first) : bisect_right(marks, first)]), default=7)
    for number in reversed(marks[: bisect_left(marks, first)]):
        if levels[number] < level:
            found.add(number)
            level = levels[number]
    return tuple(sorted(found, reverse=True))


def _first_saying(text: SourceText, lines: Range) -> int:
    """The first line that is neither blank nor a comment: a comment is where the line below it is."""
    last = min(len(text.lines), lines[1] + _LONGEST_COMMENT)
    return next(
        (n for n in range(lines[0], last + 1) if text.lines[n - 1].strip() and not is_comment(text, n)),
        min(lines[1], last),
    )


def _by_indentation(text: SourceText, first: int, floor: int) -> list[int]:
    found: list[int] = []
    passed = 0
    ends = _ends_of_walks(text)
    margin, within = indentation(text, (first, first)), is_part_of_block(text, first)
    deep = _start(text.lines[first - 1])
    at = began = first
    while at - 1 > floor and (margin > 0 or within):
        at -= 1
        line = text.lines[at - 1]
        if line.startswith(deep) and (not within or line[len(deep) : len(deep) + 1].isspace()):
            # As far in, or further: most lines are passed by this look alone.
            if not at % _STEP:
                at = ends.get((at, deep, within), at)
            continue
        if not line or line.isspace():
            continue
        ends.update(((n, deep, within), at + 1) for n in _steps(began, at))
        began = at
        width = _width(line)
        if width < margin or (width == margin and within):
            inside = is_part_of_block(text, at)
            if (width == margin and inside) or opens_nothing(text, at):
                passed += 1
                within = within and passed < _MOST_PARTS
                continue
            if not line.lstrip().startswith(")"):
                # The end of a list of parameters: its first line opens the block.
                found += [*_first_inside(text, at, first), at]
            margin, within, deep = width, inside, _start(line)
    ends.update(((n, deep, within), at) for n in _steps(began, at))
    return found


def _steps(began: int, ended: int) -> range:
    return range(began - began % _STEP, ended, -_STEP)


@lru_cache(maxsize=64)
def _ends_of_walks(text: SourceText) -> dict[tuple[int, str, bool], int]:
    """Of long walks up through lines that are further in: the line where they ended, from some on the way.

    Without this, each of many citations of a long block would pass all of its lines.
    """
    return {}


def _by_brackets(text: SourceText, first: int) -> list[int]:
    if is_go(text):
        return []
    openings_of = bracket_openings(text)
    found: list[int] = []
    at = openings_of.get(first, 0)
    while at and len(found) < _DEEPEST:
        found += [*_first_inside(text, at, first), at]
        at = openings_of.get(at, 0)
    return found


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


@lru_cache(maxsize=64)
def block(text: SourceText, opening: int) -> Range:
    """The lines of the block that a line opens, without that line; the end is before the start if none."""
    known = block_lines(text, opening)
    if known is not None:
        return known
    margin, within = indentation(text, (opening, opening)), is_part_of_block(text, opening)
    end = opening
    for number in range(opening + 1, len(text.lines) + 1):
        line = text.lines[number - 1]
        if not line.strip() or is_comment(text, number):
            continue
        width = _width(line)
        if width < margin or (width == margin and (within or not is_part_of_block(text, number))):
            break
        end = number
    return opening + 1, end


def _start(line: str) -> str:
    return line[: len(line) - len(line.lstrip())] if line.strip() else "\n"


def _width(line: str) -> int:
    width = len(line) - len(line.lstrip())
    return len(line[:width].expandtabs(8)) if "\t" in line[:width] else width


def marks_in(text: SourceText) -> list[tuple[int, str]]:
    """What begins and ends raw strings and comments of several lines, each with its line."""
    marks = _MARKS.get(suffix_of(text), _COMMENT_MARK)
    found: list[tuple[int, str]] = []
    line, last = 1, 0
    for mark in marks.finditer(text.text):
        line += text.text.count("\n", last, mark.start())
        last = mark.start()
        found.append((line, mark[0].strip()))
    return found


def open_above(marks: Sequence[tuple[int, str]], line: int) -> tuple[object, ...]:
    """What of them is open where a line begins, for the comparison of two texts."""
    above = [mark for number, mark in marks if number < line]
    comment = next((mark for mark in reversed(above) if mark in _COMMENTS), "")
    counts = Counter(above)
    return _COMMENTS.get(comment, False), *(counts[mark] % 2 for mark in ("`", "```", "~~~", '"""', "'''"))
