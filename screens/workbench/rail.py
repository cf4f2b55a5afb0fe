"""The rail: the stations of the wizard, each with its state as a glyph and how much of it is done."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive

from blistui.rules.running.progress import Progress
from screens.form.phases import STATIONS
from screens.keys.workbench import PHASES
from screens.widgets.kept_rows import KeptRows
from screens.widgets.key_order import NoText
from screens.widgets.lines import ACCENT, FAINT, GLYPH_STYLES, MUTED, bar, line

_BEGIN = ("0", "G")
"""The marks of the stations that begin another group."""


def _edge(width: int) -> int:
    """Cells that stay empty at the right: a rail beside the form needs them for its words."""
    return 1 if width < 40 else 2


class Rail(KeptRows, NoText, can_focus=True):
    """One line a station; Enter or its own mark (0 to 8, A, G, R) goes there."""

    HELP = f"The phases: how much of each is written, and what is wrong in it.\n\n{PHASES.help()}"

    BINDINGS = PHASES.bindings()
    STEPS = "jk"
    NOT_TYPED = ": F3 goes to the form"

    current: reactive[str] = reactive(STATIONS[0].key)
    cursor: reactive[int] = reactive(0)
    progress: reactive[tuple[Progress, ...]] = reactive(())
    """How far each station is, in their order; none before the first result."""

    @dataclass
    class Chosen(Message):
        """The author wants to go to the station."""

        station: str

    def render(self) -> Content:
        """The stations, and below them how much of the whole plan is written."""
        width = self.size.width
        title = Content.styled(" Phases", f"bold {ACCENT}" if self.has_focus else MUTED)
        lines = [title, Content("")][: self._above]
        lines += [
            Content("") if index is None else self._line(index, width) for index in self._rows[self._first :]
        ]
        if self.progress and len(lines) + 3 < self.content_size.height:
            parts = [one for one in self.progress if one.phase != "R" and one.is_asked]
            done, of = sum(one.done for one in parts), sum(one.of for one in parts)
            lines += [Content("")] * (self.content_size.height - len(lines) - 3)
            lines.append(
                line(
                    width,
                    Content.styled(" written", MUTED),
                    Content.styled(f"{done} of {of}", MUTED),
                    edge=_edge(width),
                )
            )
            lines.append(Content(" ") + bar(done, of, width - 1 - _edge(width)))
        return Content("\n").join(lines)

    def _line(self, index: int, width: int) -> Content:
        station = STATIONS[index]
        at = next((one for one in self.progress if one.phase == station.mark), None)
        glyph, count = "…" if at is None else at.glyph, Content("")
        if at is not None and at.state == "wrong":
            count = Content.styled(f"✗ {at.wrong}", "bold $error")
        elif at is not None and at.is_asked and station.mark != "R":
            count = Content.styled(str(at.of) if at.state == "done" else f"{at.done}/{at.of}", MUTED)
        here, lit = station.key == self.current, index == self.cursor and self.has_focus
        style = "bold" if here or lit else MUTED if glyph in "○·…" else ""
        bar_style = ACCENT if lit else FAINT
        left = Content.assemble(
            ("▌" if lit or (here and not self.has_focus) else " ", bar_style),
            (glyph, GLYPH_STYLES.get(glyph, MUTED)),
            (f" {station.mark} ", MUTED),
            (station.title, style),
        )
        row = line(width, left, count, edge=_edge(width))
        return row.stylize_before("on $panel") if lit or (here and not self.has_focus) else row

    def watch_current(self, current: str) -> None:
        """The cursor follows."""
        self.cursor = next(i for i, station in enumerate(STATIONS) if station.key == current)

    def watch_cursor(self) -> None:
        """Keep the cursor in view where the rail is lower than its lines."""
        self.refresh()

    def on_resize(self) -> None:
        """Another height shows other lines."""
        self.refresh()

    @property
    def _rows(self) -> list[int | None]:
        """A station a row, by its number; where there is space, a blank row before and after the phases."""
        airy = self.content_size.height >= len(STATIONS) + 7
        rows: list[int | None] = []
        for index, station in enumerate(STATIONS):
            if airy and station.mark in _BEGIN:
                rows.append(None)
            rows.append(index)
        return rows

    @property
    def _first(self) -> int:
        """The first row in view."""
        height = max(self.content_size.height, 1)
        height -= self._above
        return max(0, min(self.cursor - height // 2, len(self._rows) - height))

    @property
    def _above(self) -> int:
        """Rows of the title, where there is space for it."""
        return 2 if self.content_size.height >= len(STATIONS) + 2 else 0

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = (self.cursor + by) % len(STATIONS)

    def action_go(self) -> None:
        """Go to the station under the cursor."""
        self.post_message(self.Chosen(STATIONS[self.cursor].key))

    def on_key(self, event: Key) -> None:
        """A station's own mark goes to it."""
        for station in STATIONS:
            if event.character and event.character.upper() == station.mark:
                event.stop()
                self.post_message(self.Chosen(station.key))

    def on_click(self, event: Click) -> None:
        """A click goes to the station."""
        row = event.get_content_offset(self)
        at = self._first + row.y - self._above if row is not None else -1
        if 0 <= at < len(self._rows) and (index := self._rows[at]) is not None:
            self.cursor = index
            self.action_go()
