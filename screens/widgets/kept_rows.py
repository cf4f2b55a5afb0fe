"""What a widget shows is kept until it is refreshed.

Textual draws whatever stands in a pane in which anything changes, so that a key would cost what is in sight.
"""

from __future__ import annotations

from typing import Self

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static


def let_go_of_the_gone(widget: Widget) -> None:
    """Forget what was drawn of widgets that are gone; `widget` is any that is there.

    Textual keeps that of the last thousand, and each look for garbage goes through it. Nothing public lets go
    of it, and a newer Textual may keep it elsewhere, or no more.
    """
    keeper = getattr(getattr(widget, "_styles_cache", None), "get_inner_outer", None)
    if (clear := getattr(keeper, "cache_clear", None)) is not None:
        clear()


class KeptRows(Widget):
    """Mixed into widgets that stand beside what is typed.

    Never the first of several bases: that one gives a widget its styles.
    """

    _kept_rows: tuple[object, list[Strip]] | None = None

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw the rows again."""
        self._kept_rows = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """The theme or the classes changed."""
        self._kept_rows = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in `crop`."""
        seen = crop, self.outer_size, self.scroll_offset
        if self._kept_rows is None or self._kept_rows[0] != seen:
            self._kept_rows = seen, self.draw_rows(crop)
        return self._kept_rows[1]

    def draw_rows(self, crop: Region) -> list[Strip]:
        """The rows in `crop`, drawn now."""
        return super().render_lines(crop)


class KeptStatic(Static, KeptRows):
    """A text."""


class KeptVertical(Vertical, KeptRows):
    """A column of others."""


class KeptHorizontal(Horizontal, KeptRows):
    """Others side by side."""
