"""The last line of a screen: the keys that work now, those of the focus left, those of the screen right."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual.actions import parse
from textual.app import App
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Click
from textual.screen import Screen

from screens.widgets.kept_rows import KeptRows
from screens.widgets.lines import ACCENT, MUTED

_MOST_LEFT = 5
_LEAST_LEFT = 3
"""Keys of what has the focus that stay before those of the screen are left out."""
_GAP = 3
_KEPT = ("next", "help", "keys", "app.command_palette")
"""Actions that lead on, or show all others: they are left out last."""


class Offering:
    """A widget with keys that may have nothing to do on the row under its cursor, and then say why.

    Never the first of several bases: that one gives a widget its styles.
    """

    def offers(self, action: str, parameters: tuple[Any, ...]) -> bool:
        """Whether the action has something to do now: only then its key is on the line."""
        raise NotImplementedError


class ShownKey(NamedTuple):
    """One key on the line, at the columns `start` to `end` (excluded)."""

    key: str
    word: str
    action: str
    node: DOMNode
    start: int = 0
    end: int = 0

    @property
    def size(self) -> int:
        """Cells that it takes."""
        return Content(f"{self.key} {self.word}").cell_length


class KeyLine(KeptRows):
    """Shows as many keys as fit, whole, and lets them be clicked."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; color: $text; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[ShownKey, ...] = ()
        """The keys on the line, from the left."""

    def on_mount(self) -> None:
        """Follow what works now."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Another width has space for others."""
        self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        shown = _fitted(*_working(screen), self.size.width) if screen.is_attached else ()
        if shown != self.shown:
            self.shown = shown
            self.refresh()

    def render(self) -> Content:
        """The line."""
        parts: list[str | tuple[str, str]] = []
        at = 0
        for key in self.shown:
            parts += [" " * (key.start - at), (key.key, f"bold {ACCENT}"), (f" {key.word}", MUTED)]
            at = key.end
        return Content.assemble(*parts)

    async def on_click(self, event: Click) -> None:
        """A click on a key does what the key does."""
        for key in self.shown:
            if key.start <= event.x < key.end:
                await self.app.run_action(key.action, key.node)


def _working(screen: Screen[object]) -> tuple[list[ShownKey], list[ShownKey]]:
    """The keys of what has the focus, and those of the screen, in the order of the table."""
    here: list[ShownKey] = []
    always: list[ShownKey] = []
    seen = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.show or not active.enabled or binding.action in seen:
            continue
        if isinstance(active.node, Offering) and not active.node.offers(*parse(binding.action)[1:]):
            continue
        seen.add(binding.action)
        key = ShownKey(
            binding.key_display or binding.key, _small(binding.description), binding.action, active.node
        )
        (always if isinstance(active.node, Screen | App) else here).append(key)
    palette = ShownKey("^P", "all", "app.command_palette", screen)
    return here[:_MOST_LEFT], [*always, palette]


def _small(word: str) -> str:
    return word[:1].lower() + word[1:] if word[1:2].islower() or len(word) == 1 else word


def _fitted(here: list[ShownKey], always: list[ShownKey], width: int) -> tuple[ShownKey, ...]:
    """Both with their columns; what does not fit is left out from the middle."""

    def needed() -> int:
        return 3 + sum(key.size + _GAP for key in (*here, *always))

    while needed() > width:
        spare = [key for key in always if key.action not in _KEPT]
        if len(here) > _LEAST_LEFT:
            here.pop()
        elif spare and len(always) >= len(here):
            always.remove(spare[0])
        elif here:
            here.pop()
        elif len(always) > 1:
            always.remove((spare or always)[0])
        else:
            break
    placed: list[ShownKey] = []
    at = 1
    for key in here:
        placed.append(key._replace(start=at, end=at + key.size))
        at += key.size + _GAP
    at = width - 2 - sum(key.size for key in always) - _GAP * (len(always) - 1)
    for key in always:
        placed.append(key._replace(start=max(at, 0), end=at + key.size))
        at += key.size + _GAP
    return tuple(placed)
