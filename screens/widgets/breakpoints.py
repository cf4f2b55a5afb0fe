"""The classes that a screen has for its size."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def take_size(screen: Screen[Any]) -> None:
    """Give `screen` the classes of its breakpoints while it is composed.

    Textual gives them after the first layout: then all is drawn twice, at first with every pane that the size
    has no space for.
    """
    size = screen.app.size
    for breakpoints, length in (
        (screen.HORIZONTAL_BREAKPOINTS, size.width),
        (screen.app.VERTICAL_BREAKPOINTS, size.height),
    ):
        names = [name for least, name in sorted(breakpoints or []) if length >= least]
        screen.add_class(*names[-1:], update=False)
