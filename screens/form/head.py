"""The first row of the form: where the author is, and how far that is; in narrow terminals the phases."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from blistui.rules.running.progress import Progress
from screens.form.phases import STATIONS
from screens.widgets.clicks import acting
from screens.widgets.kept_rows import KeptRows
from screens.widgets.lines import ACCENT, GLYPH_STYLES, MUTED, Part, line

_WIDE = 110


class FormHead(Static, KeptRows):
    """Follows the form; drawn again only when what it says is another."""

    def __init__(self) -> None:
        super().__init__(id="crumbs")
        self._crumbs: Sequence[str] = ()
        self._station = ""
        self._count = Content("")
        self._progress: Sequence[Progress] = ()
        self._drawn: object = None

    def show(self, crumbs: Sequence[str], station: str, count: Content, progress: Sequence[Progress]) -> None:
        """The names from the phase down to the item, and `count`, which says how far that is."""
        self._crumbs, self._station, self._count, self._progress = crumbs, station, count, progress
        self.draw()

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self.draw()

    def draw(self) -> None:
        """Draw the row."""
        width = self.size.width
        if not width or not self._crumbs:
            return
        right = self._count
        if self.app.size.width < _WIDE and self._progress:
            right = self._strip()
        *above, last = self._crumbs
        before: list[Part] = []
        for number, name in enumerate(above):
            before += [acting(Content.styled(name, MUTED), f"crumb({number})"), (" › ", MUTED)]
        id, blank, words = last.partition("  ")
        style = f"bold {ACCENT}"
        left = Content.assemble("  ", *before, (id, style), (f"{blank}{words}", MUTED))
        row = line(width, left, right, edge=2)
        if row.markup != self._drawn:
            self._drawn = row.markup
            self.update(row, layout=False)

    def _strip(self) -> Content:
        """Every phase by its glyph and mark, the current one underlined."""
        parts: list[Part] = []
        glyphs = {one.phase: one.glyph for one in self._progress}
        for station in STATIONS:
            glyph = glyphs.get(station.mark, "·")
            here = station.key == self._station
            shown = Content.assemble(
                (glyph, GLYPH_STYLES.get(glyph, MUTED)), (station.mark, "bold underline" if here else MUTED)
            )
            parts += [" " if parts else "", acting(shown, f"go('{station.key}')")]
        return Content.assemble(*parts)
