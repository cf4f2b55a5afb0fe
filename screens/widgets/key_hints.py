"""Keys with their words, as dialogs end with them; a click on one is that key."""

from __future__ import annotations

from textual.events import Click
from textual.widgets import Static

from screens.widgets.lines import keys

_GAP = 3
"""Blanks between two of them, as `keys` sets them."""
_NAMES = {"Esc": "escape", "PgDn": "pagedown"}
"""What Textual calls keys, where it is not the name in small letters."""


class KeyHints(Static):
    """Each of `pairs` is a key and the word for what it does."""

    def __init__(self, *pairs: tuple[str, str], classes: str | None = None) -> None:
        super().__init__(keys(*pairs), classes=classes)
        self._pairs = pairs

    def on_click(self, event: Click) -> None:
        """Do what the key does."""
        place = event.get_content_offset(self)
        start = 0
        for key, word in self._pairs:
            end = start + len(key) + 1 + len(word)
            if place is not None and start <= place.x < end:
                event.stop()
                self.app.simulate_key(_NAMES.get(key, key.lower()))
            start = end + _GAP
