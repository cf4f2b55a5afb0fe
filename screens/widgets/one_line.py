"""A line to type in, as every dialog, finder and filter has it."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from screens.keys.form import TEXT_LINE
from screens.widgets.key_order import KeysInTurn
from screens.widgets.third_click import ThirdClick


class OneLine(Input, ThirdClick, KeysInTurn):
    """One line of text that keeps every line which is pasted into it, where Textual's own keeps the first."""

    BINDINGS = TEXT_LINE.bindings()

    BREAK = " "
    """What stands for a line break in text that is pasted here."""

    def on_paste(self, event: events.Paste) -> None:
        """Keep every line."""
        event.prevent_default()
        event.stop()
        alone = self.BREAK if event.text == "\n" and self.value else ""
        self.replace(self.in_one_line(event.text) or alone, *self.selection)

    def in_one_line(self, text: str) -> str:
        """The lines of `text` that are not blank, behind one another."""
        lines = [line.strip() for line in text.strip().splitlines()]
        return self.BREAK.join(line for line in lines if line)
