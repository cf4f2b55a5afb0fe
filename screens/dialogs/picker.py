"""Pick one or several of many: type to narrow, Enter to take, Space or F2 to tick one of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.markup import escape
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option as Row

from screens.keys.dialogs import PICKER


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be picked: its value, and a label that says what it is."""

    value: str
    label: str = ""


class _Narrow(Input):
    """The words that narrow the list; before the first of them, a space ticks."""

    def __init__(self, tick: Callable[[], bool], placeholder: str, compact: bool) -> None:
        super().__init__(placeholder=placeholder, compact=compact)
        self._tick = tick

    def on_key(self, event: events.Key) -> None:
        """A space with no word before it is no text where several may be taken."""
        if event.key == "space" and not self.value and self._tick():
            event.prevent_default()
            event.stop()


class Picker(ModalScreen[tuple[str, ...] | None]):
    """Answers the chosen values; None when the author backs out."""

    BINDINGS = PICKER.bindings()

    def __init__(
        self, title: str, options: Sequence[Option], chosen: Sequence[str] = (), several: bool = False
    ) -> None:
        super().__init__()
        self._title = title
        self._options = list(options)
        known = {option.value for option in options}
        self._options += [Option(value, "not known") for value in chosen if value and value not in known]
        self._ticked = [value for value in chosen if value]
        self._several = several
        self._touched = False

    def compose(self) -> ComposeResult:
        """A filter line above the list."""
        with Vertical(classes="dialog") as frame:
            frame.border_title = f" {escape(self._title)} "
            yield _Narrow(self._tick_at_once, placeholder="type to narrow", compact=True)
            yield OptionList(compact=True)
            keys = "Space or F2 ticks, Enter takes the ticked" if self._several else "Enter takes"
            yield Label(f"{keys}, Esc backs out", classes="dialog-keys")

    def on_mount(self) -> None:
        """Show everything, with the cursor on what is chosen."""
        self.query_one(OptionList).can_focus = False
        self._fill("")
        rows = self.query_one(OptionList)
        at = next((i for i, option in enumerate(self._shown) if option.value in self._ticked), 0)
        rows.highlighted = at if self._shown else None

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what holds every word typed."""
        self._fill(event.value)

    def _fill(self, text: str) -> None:
        words = text.lower().split()
        self._shown = [
            option
            for option in self._options
            if all(word in f"{option.value} {option.label}".lower() for word in words)
        ]
        rows = self.query_one(OptionList)
        at = rows.highlighted or 0
        rows.clear_options()
        rows.add_options([Row(self._row(option)) for option in self._shown])
        rows.highlighted = min(at, len(self._shown) - 1) if self._shown else None

    def _row(self, option: Option) -> Content:
        box = ("[x] " if option.value in self._ticked else "[ ] ") if self._several else ""
        return Content(f"{box}{option.value}  ") + Content.styled(option.label.replace("\n", " "), "dim")

    def action_step(self, by: int) -> None:
        """Move the cursor of the list while the filter keeps the focus."""
        rows = self.query_one(OptionList)
        if self._shown:
            rows.highlighted = ((rows.highlighted or 0) + by) % len(self._shown)

    def _tick_at_once(self) -> bool:
        if self._several:
            self.action_tick()
        return self._several

    def action_tick(self) -> None:
        """Tick or untick the row under the cursor."""
        rows = self.query_one(OptionList)
        if not self._several or rows.highlighted is None:
            return
        value = self._shown[rows.highlighted].value
        self._touched = True
        if value in self._ticked:
            self._ticked.remove(value)
        else:
            self._ticked.append(value)
        self._fill(self.query_one(Input).value)

    @on(Input.Submitted)
    def take(self) -> None:
        """Answer what is ticked; the row under the cursor when nothing was ticked or unticked."""
        rows = self.query_one(OptionList)
        if rows.highlighted is None:
            return
        value = self._shown[rows.highlighted].value
        if not self._several:
            self.dismiss((value,))
        else:
            self.dismiss(tuple(self._ticked) if self._ticked or self._touched else (value,))

    @on(OptionList.OptionSelected)
    def take_clicked(self, event: OptionList.OptionSelected) -> None:
        """A click takes the row, or ticks it where several may be taken."""
        if self._several:
            self.query_one(OptionList).highlighted = event.option_index
            self.action_tick()
        else:
            self.dismiss((self._shown[event.option_index].value,))
