"""A row of the table of keys, and the rows of one part of the screen."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType

PALETTE = "Ctrl+P"
"""The key of the command palette, which Textual binds."""


class Key(NamedTuple):
    """One action and the keys for it."""

    keys: str
    """As Textual writes them, with commas between; empty for a command of the palette only."""
    action: str
    shown: str
    """The keys as people write them, with a blank between."""
    name: str
    """A word or three, for footer, palette and README."""
    does: str = ""
    """What happens, for F1 and palette, where the name does not say it all."""
    footer: bool = False
    """Whether the footer has it, where it fits."""
    first: bool = False
    """Whether it works before the keys of what has the focus.

    So keys take effect in the order they are typed, and what is typed right after one that opens something is
    found there.
    """

    @property
    def on_keyboard(self) -> str:
        """The first of its keys, as short as the key line has it."""
        return self.shown.partition(" ")[0].replace("Ctrl+", "^")

    @property
    def summary(self) -> str:
        """Its name, and what it does."""
        return f"{self.name}: {self.does}" if self.does else self.name

    @property
    def in_palette(self) -> str:
        """What the palette says under its name."""
        shown = f"({self.shown})" if self.shown else ""
        return f"{self.does} {shown}".strip()


class Keys(NamedTuple):
    """The keys of one part of the screen."""

    title: str
    rows: tuple[Key, ...]
    first: bool = False
    """Whether all of them work first, as `Key.first` says of one."""

    def bindings(self) -> list[BindingType]:
        """The bindings of the widget or screen that has these keys."""
        return [
            Binding(
                key.keys,
                key.action,
                key.name,
                show=key.footer,
                priority=self.first or key.first,
                tooltip=key.does,
                key_display=key.on_keyboard,
            )
            for key in self.rows
            if key.keys
        ]

    def help(self) -> str:
        """A line for each action: its keys, its name, and what it does."""
        width = max(len(key.shown or PALETTE) for key in self.rows)
        return "\n".join(f"{key.shown or PALETTE:<{width}}  {key.summary}" for key in self.rows)

    def readme_row(self) -> str:
        """The row of README's table of keys."""
        keys = [
            f"{' '.join(f'`{part}`' for part in key.shown.split())} {key.name}"
            for key in self.rows
            if key.keys
        ]
        return f"| {self.title} | {', '.join(keys)} |"
