"""Styled lines of text: fitted to a width, names of code coloured, keys beside their words."""

from __future__ import annotations

import re
from itertools import accumulate

from textual.content import Content, Span

from screens.printable import UNSEEN, printable
from screens.widgets.clicks import pressing

MUTED, FAINT, ACCENT, CODE = "$text-muted", "$text-disabled", "$accent", "$secondary"
GLYPH_STYLES = {
    "✓": "$success",
    "✗": "$error",
    "▲": "$warning",
    "◐": "$accent",
    "○": MUTED,
    "–": MUTED,
    "·": FAINT,
}
"""The colour of each glyph of a state."""
KIND_STYLES = {"inferred": CODE, "uncertain": "$warning"}
"""The colour of the kinds that ask for a look; the others are quiet."""

NAME = re.compile("`([^`\n]+)`")
"""A name of code in a text, in backticks."""

Part = str | Content | tuple[str, str]


def line(width: int, left: Content, right: Content | str = "", *, edge: int = 0) -> Content:
    """One row of `width` cells: `left`, cut with `…`, and `right`, whole, `edge` cells from the end.

    What cannot be shown as it is, is what stands for it before anything is measured.
    """
    ending = seen(Content(right) if isinstance(right, str) else right)
    space = width - edge - ending.cell_length - (1 if ending.cell_length else 0)
    beginning = seen(left).truncate(max(space, 0), ellipsis=True)
    gap = width - edge - beginning.cell_length - ending.cell_length
    return Content.assemble(beginning, " " * max(gap, 0), ending, " " * edge)


def prose(text: str, style: str = "", *, ticks: bool = False) -> Content:
    """Text as the author wrote it on one line, names in backticks in the colour of code."""
    return named(" ".join(text.split()), style, ticks=ticks)


def seen(text: Content) -> Content:
    """A text of one line with nothing in it that would act on the terminal, or take no cell."""
    plain = text.plain
    if not UNSEEN.search(plain):
        return text
    shown = [printable(character) for character in plain]
    at = [0, *accumulate(map(len, shown))]
    # A content leaves out some characters of its text, and its spans may end behind the others.
    last = len(plain)
    spans = [Span(at[min(one.start, last)], at[min(one.end, last)], one.style) for one in text.spans]
    return Content("".join(shown), spans)


def named(text: str, style: str = "", *, ticks: bool = False) -> Content:
    """Text as it is, its lines kept, with names in backticks in the colour of code."""
    if UNSEEN.search(text):
        text = "\n".join(map(printable, text.split("\n")))
    parts: list[Part] = []
    for index, piece in enumerate(NAME.split(text)):
        tick = "`" if ticks and index % 2 else ""
        parts += [(tick, FAINT), (piece, CODE if index % 2 else style), (tick, FAINT)]
    return Content.assemble(*[part for part in parts if part[0]])


def keys(*pairs: tuple[str, str]) -> Content:
    """Keys, each before the word for what it does; a click on one presses it."""
    parts: list[Part] = []
    for key, word in pairs:
        shown = Content.assemble((key, f"bold {ACCENT}"), (f" {word}" if word else "", MUTED))
        parts += ["   " if parts else "", pressing(shown, key)]
    return Content.assemble(*parts)


def bar(done: int, of: int, width: int) -> Content:
    """How much of something is done."""
    full = round(width * done / of) if of else 0
    return Content.assemble(("━" * full, ACCENT), ("━" * (width - full), "$border-blurred"))
