"""Pages for a terminal: blocks of text with a line between them, prose folded at one width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from blistui.report.style import Style

WIDTH = 88


def page(blocks: Iterable[str], style: Style) -> str:
    """The blocks, with a blank line between two of them."""
    return style.plain("\n\n".join(blocks) + "\n")


def folded(text: str, indent: str = "") -> str:
    """Prose in lines of at most WIDTH columns, all of them indented."""
    return textwrap.fill(
        " ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
