"""The footer: the keys that work now, as many as fit, and always the command palette's."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer

_KEPT = ("command_palette", "help")
"""Actions that show all others."""


class KeyLine(Footer):
    """A footer that leaves keys out, last ones first, where they would run under the palette's."""

    def __init__(self) -> None:
        super().__init__(compact=True)

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        width = self.app.size.width
        keys: list[Widget] = [key for key in super().compose() if isinstance(key, Widget)]
        for key in sorted(keys, key=lambda key: _of(key, "action") not in _KEPT):
            # A space between key and word and one behind them, and a line before the palette's.
            text = f"{_of(key, 'key_display')} {_of(key, 'description')} "
            width -= cell_len(text) + key.has_class("-command-palette")
            if width < 0:
                keys.remove(key)
        yield from keys

    def on_resize(self) -> None:
        """The width is another one now."""
        self.call_after_refresh(self.recompose)


def _of(key: Widget, attribute: str) -> str:
    # The class of a footer's keys is private to Textual; their attributes are not.
    return str(getattr(key, attribute))
