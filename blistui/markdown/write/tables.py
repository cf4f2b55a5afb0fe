"""Tables of Markdown: columns aligned, pipes escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blistui.markdown.inline import GLUE
from blistui.markdown.write.wrap import columns

WIDEST = 140
"""Columns beyond which padding would only hide the text: wider tables are written without it."""

_PIPE = re.compile(r"(\\*)\|")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table; cells are inline Markdown. Every row has as many cells as `header`."""
    cells = [[_cell(text) for text in row] for row in (header, *rows)]
    widths = [max(3, *(columns(row[at]) for row in cells)) for at in range(len(header))]
    if sum(widths) + 3 * len(widths) + 1 > WIDEST:
        dashes = ["---"] * len(header)
        return [f"| {' | '.join(row)} |".replace("|  |", "| |") for row in (cells[0], dashes, *cells[1:])]
    lines = []
    for row in cells:
        padded = (text + " " * (width - columns(text)) for text, width in zip(row, widths, strict=True))
        lines.append(f"| {' | '.join(padded)} |")
    lines.insert(1, f"| {' | '.join('-' * width for width in widths)} |")
    return lines


def _cell(text: str) -> str:
    text = text.replace(GLUE, " ")
    return _PIPE.sub(_escaped, text) if "|" in text else text


def _escaped(match: re.Match[str]) -> str:
    slashes = match[1]
    # An odd number of backslashes escapes the pipe already.
    return match[0] if len(slashes) % 2 else f"{slashes}\\|"
