"""The rail: the stations of the wizard, each with its state as a glyph and a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from blistui.rules.rule import Finding
from screens.fields.field import GLYPHS
from screens.form.phases import STATIONS, station_of
from screens.keys.workbench import PHASES


class Rail(Widget, can_focus=True):
    """One line a station; Enter or its own mark (0 to 8, A, G, R) goes there."""

    HELP = f"The phases; the counts are the findings of each.\n\n{PHASES.help()}"

    BINDINGS = PHASES.bindings()

    current: reactive[str] = reactive(STATIONS[0].key)
    cursor: reactive[int] = reactive(0)
    counts: reactive[tuple[tuple[int, int, int], ...]] = reactive(())
    filled: reactive[frozenset[str]] = reactive(frozenset())

    @dataclass
    class Chosen(Message):
        """The author wants to go to the station."""

        station: str

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Count errors, warnings and hints of each station; waived ones are not counted."""
        counts = {station.key: [0, 0, 0] for station in STATIONS}
        levels = tuple(GLYPHS)
        for finding in findings:
            if not finding.waived_by:
                counts[station_of(finding.path, finding.rule).key][levels.index(finding.level)] += 1
        self.counts = tuple((e, w, h) for e, w, h in counts.values())

    def render(self) -> Content:
        """The stations."""
        lines = []
        for index, station in enumerate(STATIONS):
            errors, warnings, hints = self.counts[index] if self.counts else (0, 0, 0)
            state = "✗" if errors else "▲" if warnings else "✓" if station.key in self.filled else "○"
            if not self.counts:
                state = "…"
            counts = "".join(
                f" {glyph}{number}"
                for glyph, number in zip(GLYPHS.values(), (errors, warnings, hints), strict=True)
                if number
            )
            bar = "▌" if station.key == self.current else " "
            width = max(4, self.size.width - 6 - len(counts))
            line = Content(f"{bar}{state} {station.mark} {station.title[:width].ljust(width)}{counts}")
            if index == self.cursor and self.has_focus:
                line = line.stylize("reverse")
            elif station.key == self.current:
                line = line.stylize("bold")
            lines.append(line)
        return Content("\n").join(lines[self._first :])

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
    def _first(self) -> int:
        """The first station in view."""
        height = max(self.content_size.height, 1)
        return max(0, min(self.cursor - height // 2, len(STATIONS) - height))

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
        if row is not None and self._first + row.y < len(STATIONS):
            self.cursor = self._first + row.y
            self.action_go()
