"""What a prose field is made of, read as Markdown: fenced blocks, inline code, and the bare text between."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_FENCE = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+)*(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_LABEL = re.compile(r"[\w+#.-]+")
_TICKS = re.compile(r"`+")
_BLOCK = re.compile(r"\n[ \t]*(?:\n|(?:[-*+#>|]|\d{1,9}[.)])[ \t])")
"""Where one paragraph, list item, heading or table row ends and another begins; code spans stay inside."""


class Fence(NamedTuple):
    """A fenced block: its label in lower case (or empty), its text, its first line in the field."""

    label: str
    text: str
    line: int

    @property
    def line_count(self) -> int:
        """Lines between the fences."""
        return self.text.count("\n") + 1 if self.text else 0


class InlineCode(NamedTuple):
    """A code span between backticks; `line` counts from 1 within the field."""

    text: str
    line: int


class Prose(NamedTuple):
    """A field taken apart. `bare` is the text with fences blanked and code spans replaced by spaces: its
    lines are the field's lines, so that what is found there has its line number."""

    fences: tuple[Fence, ...]
    inline: tuple[InlineCode, ...]
    bare: str


@lru_cache(maxsize=16384)
def taken_apart(text: str) -> Prose:
    """The spans of `text`; linear in its length, whatever it holds."""
    if "`" not in text and "~~~" not in text:
        return Prose((), (), text)
    fences, kept = _fences(text.split("\n"))
    return Prose(fences, *_inline("\n".join(kept)))


def _fences(lines: list[str]) -> tuple[tuple[Fence, ...], list[str]]:
    found: list[Fence] = []
    kept: list[str] = []
    number = 0
    while number < len(lines):
        opened = _FENCE.match(lines[number])
        if opened is None or (opened["mark"][0] == "`" and "`" in opened["info"]):
            kept.append(lines[number])
            number += 1
            continue
        start = number + 1
        number = start
        while number < len(lines) and not _closes(lines[number], opened["mark"]):
            number += 1
        label = _LABEL.search(opened["info"])
        body = "\n".join(lines[start:number])
        found.append(Fence(label[0].strip(".").lower() if label else "", body, start + 1))
        number = min(number + 1, len(lines))
        kept.extend([""] * (number - start + 1))
    return tuple(found), kept


def _closes(line: str, mark: str) -> bool:
    line = line.lstrip(" \t>").rstrip()
    return len(line) >= len(mark) and not line.strip(mark[0])


def _inline(text: str) -> tuple[tuple[InlineCode, ...], str]:
    runs = [(run.start(), run.end()) for run in _TICKS.finditer(text)]
    closers = _closers(runs, [block.start() for block in _BLOCK.finditer(text)])
    found: list[InlineCode] = []
    bare: list[str] = []
    at = line = index = 0
    while index < len(runs):
        start, end = runs[index]
        if closers[index] < 0 or text[start - 1 : start] == "\\":
            index += 1
            continue
        close_start, close_end = runs[closers[index]]
        line += text.count("\n", at, start)
        body = text[end:close_start]
        found.append(InlineCode(body.replace("\n", " ").strip(), line + 1))
        # Something in its place, so that the words around a span never read as neighbours.
        bare.append(text[at:start] + "`" + "\n" * body.count("\n") + "`")
        line += body.count("\n")
        at = close_end
        index = closers[index] + 1
    bare.append(text[at:])
    return tuple(found), "".join(bare)


def _closers(runs: list[tuple[int, int]], blocks: list[int]) -> list[int]:
    """For each run of backticks the next of the same length in the same block of text, or -1."""
    found = [-1] * len(runs)
    following: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        # From the last to the first: what lies behind a block's end is out of reach for all before it.
        while blocks and blocks[-1] > start:
            blocks.pop()
            following.clear()
        found[index] = following.get(end - start, -1)
        following[end - start] = index
    return found
