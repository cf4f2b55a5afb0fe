"""A third click on a text to type in selects all of it, so that the next letter takes its place."""

from __future__ import annotations

from textual.events import Click
from textual.widget import Widget


class ThirdClick(Widget):
    """What a text is typed into.

    Never the first of several bases: that one gives a widget its styles.
    """

    def select_all(self) -> None:
        """Select the whole text."""
        raise NotImplementedError

    def on_click(self, event: Click) -> None:
        """The first click places the cursor, the third one selects."""
        if event.chain > 2:
            self.select_all()
