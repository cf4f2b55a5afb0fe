"""The command palette, in which Enter is for the answer to what was typed, never for one before it."""

from __future__ import annotations

from textual import on
from textual.command import CommandList, CommandPalette
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import Worker

from screens.keys.dialogs import COMMANDS
from screens.widgets.lines import keys
from screens.widgets.styles import DIALOG_STYLES


class Palette(CommandPalette):
    """Textual's palette, framed as the other dialogs; Enter waits while the search is running."""

    CSS_PATH = DIALOG_STYLES
    BINDINGS = COMMANDS.bindings()
    _waits = False

    def __init__(self) -> None:
        super().__init__(placeholder="a command, or the name of a field")

    def on_mount(self) -> None:
        """A title above, and the keys below."""
        frame = self.query_one("#--container", Vertical)
        frame.border_title = COMMANDS.title
        hints = keys(("Enter", "take"), ("Esc", "back"), ("F1", "help"))
        frame.mount(Static(hints, classes="dialog-keys"))

    @on(Input.Submitted)
    def wait(self, event: Input.Submitted) -> None:
        """Take the first command now, or as soon as the search has answered."""
        event.stop()
        event.prevent_default()
        self._waits = True
        if not any(worker.node is self and not worker.is_finished for worker in self.workers):
            self._take()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The search has answered."""
        if event.worker.node is self and event.worker.is_finished and not event.worker.is_cancelled:
            self.call_later(self._take)

    def _take(self) -> None:
        commands = self.query_one(CommandList)
        if self._waits and commands.option_count:
            if commands.highlighted is None:
                commands.highlighted = 0
            commands.action_select()
        self._waits = False
