"""Keys take effect in the order they are typed, on what is on the screen then; a burst of letters is text."""

from __future__ import annotations

import time
from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

BURST = 0.03
"""Seconds between two letters under which no hand types them: a paste, or text sent by a program."""
_BURST_BEHIND = 0.1
"""The same between letters that were both here before the first was handled: a busy machine may stop this
program while it reads a paste, and then the letters come with longer gaps than they were sent with."""
AWAITED = "awaited"
"""The group of the workers that keys wait for: what was typed behind a jump is for the place it leads to."""
_LINE_BREAK = "ctrl+j"
"""The key that a line break is read as when a program sends text."""
_LINES = {"enter": "\n", _LINE_BREAK: "\n"}
_LOOK_AGAIN = 0.01
_PATIENCE = 2.0
"""Seconds after which keys that wait are handled whatever is on the screen."""


@runtime_checkable
class Commanded(Protocol):
    """A widget whose letters are commands, also while something in it has the focus."""

    STEPS: str
    """Letters that only move a cursor: these need not wait, and may be held down."""

    def take_text(self, text: str) -> None:
        """Text came in a burst: it is none of the commands."""
        ...


class NoText(Widget):
    """What has keys that are letters, and nothing into which text could be typed.

    Never the first of several bases: that one gives a widget its styles.
    """

    STEPS = ""
    NOT_TYPED = ""
    """What to do instead of typing."""

    def take_text(self, _text: str) -> None:
        """Text is none of the commands."""
        self.notify(f"Text is not typed here{self.NOT_TYPED}.", severity="warning", markup=False)


class KeysInTurn(Widget):
    """A text whose own keys, such as Backspace, take effect between the letters before and after them.

    Textual hands such a key up to the app first, and letters that came with it would overtake it. Never the
    first of several bases, as `NoText`.
    """

    async def on_key(self, event: events.Key) -> None:
        """Do at once what the key is for here; other keys go up."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return


class TypedAhead(Widget):
    """Has the focus while what was opened is still being made; what is typed meanwhile waits for it."""

    DEFAULT_CSS = "TypedAhead { height: 0; width: 0; }"

    def allow_focus(self) -> bool:
        """Whether keys wait here now; Tab never comes here."""
        return isinstance(self.app, KeyOrder) and self.app.waits_for is self

    def begin(self) -> None:
        """Let keys wait until another widget has the focus."""
        if isinstance(self.app, KeyOrder):
            self.app.waits_for = self
            # Nothing of it is to be seen.
            self.screen.set_focus(self, scroll_visible=False)
            self.set_timer(_PATIENCE, self.end)

    def on_blur(self) -> None:
        """Another widget has the focus."""
        self.end()

    def on_unmount(self) -> None:
        """What it waited for will not come."""
        self.end()

    def end(self) -> None:
        """Handle the keys that wait."""
        if isinstance(self.app, KeyOrder) and self.app.waits_for is self:
            self.app.go_on()


class KeyOrder(App[int]):
    """An app that hands keys on in order, and in which letters are commands wherever no text goes."""

    STEPS = ""

    def __init__(self) -> None:
        super().__init__()
        self.waits_for: TypedAhead | None = None
        self._waiting: list[events.Event] = []
        self._new_since = 0.0
        self._burst: list[events.Key] = []
        self._burst_of: Commanded | None = None
        self._burst_ends: Timer | None = None
        self._handled = 0.0
        self._last: events.Key | None = None
        self._returns: list[events.Key] = []
        self._returns_end: Timer | None = None

    def take_text(self, _text: str) -> None:
        """What has the focus has no word of its own on text."""
        self.notify("Text is not typed here.", severity="warning", markup=False)

    @property
    def _is_making(self) -> bool:
        """Whether what the next key is for is still being made: a pane, a dialog, or what a thread reads."""
        screen = self.screen
        if self.waits_for is not None:
            return True
        is_new = not screen.is_mounted or (isinstance(screen, ModalScreen) and screen.focused is None)
        if not is_new and not any(one.group == AWAITED and not one.is_finished for one in self.workers):
            self._new_since = 0.0
            return False
        self._new_since = self._new_since or time.monotonic()
        return time.monotonic() - self._new_since < _PATIENCE

    def go_on(self) -> None:
        """Handle the keys that waited for what was being made."""
        self.waits_for = None
        self.call_later(self._replay)

    async def _replay(self) -> None:
        waiting, self._waiting = self._waiting, []
        for number, event in enumerate(waiting):
            if self._is_making:
                self._waiting = [*waiting[number:], *self._waiting]
                if self.waits_for is None:
                    self.set_timer(_LOOK_AGAIN, self._replay)
                return
            await self._handle(event)

    async def _handle(self, event: events.Event) -> None:
        # Bindings of a key are looked for when it comes back from the widget that had the focus.
        if event.is_forwarded:
            await super().on_event(event)
        else:
            await self._in_order(event)

    async def on_event(self, event: events.Event) -> None:
        """Let keys wait, or hand them on."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif self._is_making or (self._waiting and not event.is_forwarded):
            self._waiting.append(event)
            # One that comes back was typed before those that were never handed on.
            self._waiting.sort(key=lambda one: one.time)
            if self.waits_for is None:
                self.call_later(self._replay)
        elif event.is_forwarded:
            await super().on_event(event)
        else:
            began = time.monotonic()
            await self._in_order(event)
            self._handled = began

    @property
    def commanded(self) -> Commanded | None:
        """What letters are commands of: what has the focus, or what is around it; None where text goes."""
        focused = self.focused or self.screen
        # A text area is not imported here: with it comes what the first frame does not need.
        if isinstance(focused, Input) or not getattr(focused, "read_only", True):
            return None
        return next((node for node in focused.ancestors_with_self if isinstance(node, Commanded)), None)

    async def _in_order(self, event: events.Event) -> None:
        if await self._is_return_of_text(event):
            return
        commanded = self.commanded
        if commanded is None and isinstance(event, events.Key) and event.key == _LINE_BREAK:
            event = events.Paste("\n")
        if isinstance(event, events.Key) and commanded is not None:
            if await self._is_of_burst(event, commanded):
                return
        else:
            await self._end_burst()
        if isinstance(event, events.Paste) and commanded is not None:
            commanded.take_text(event.text)
        else:
            await super().on_event(event)

    async def _is_return_of_text(self, event: events.Event) -> bool:
        """Whether the key is a return behind letters that no hand typed: what comes next says what it is for.

        In a line of a dialog, a return between letters that came at once is a break of the text that is
        pasted, by a terminal that does not mark what it pastes. Behind the last of them, it is a key.
        """
        last, key = self._last, event if isinstance(event, events.Key) else None
        self._last = key
        at_once = (
            key is not None
            and last is not None
            and key.time <= self._handled
            and key.time - last.time < BURST
        )
        in_line = isinstance(self.screen, ModalScreen) and isinstance(self.focused, Input)
        follows = bool(self._returns) or (last is not None and last.is_printable)
        if key is not None and key.key == "enter" and at_once and in_line and follows:
            self._returns.append(key)
            self._end_returns_later()
            return True
        await self._end_returns(at_once and key is not None and key.is_printable)
        return False

    def _end_returns_later(self) -> None:
        if self._returns_end is not None:
            self._returns_end.stop()
        self._returns_end = self.set_timer(BURST, self._end_returns)

    async def _end_returns(self, is_text: bool = False) -> None:
        """Handle the returns that waited: breaks of a text, or keys."""
        if self._returns_end is not None:
            self._returns_end.stop()
            self._returns_end = None
        returns, self._returns = self._returns, []
        if returns and is_text:
            await super().on_event(events.Paste("\n"))
            return
        for one in returns:
            await super().on_event(one)

    async def _is_of_burst(self, event: events.Key, commanded: Commanded) -> bool:
        """Whether the key waits for what follows it, or is of the text that it follows."""
        at_once = bool(self._burst) and self._is_at_once(self._burst[-1], event)
        follows = at_once and self._burst_of is commanded
        is_text = event.is_printable or event.key == _LINE_BREAK
        goes_on = follows and (is_text or (len(self._burst) > 1 and event.key in ("enter", "tab")))
        if not goes_on:
            await self._end_burst()
            # The letters before may have opened something: then this one is for that.
            if not event.is_printable or self.commanded is not commanded:
                return False
        steps = commanded.STEPS
        is_step = event.character is not None and event.character in steps
        if is_step and not any(key.character not in steps for key in self._burst if key.character):
            self._burst = [event]
            self._burst_of = commanded
            return False
        self._burst.append(event)
        self._burst_of = commanded
        if self._burst_ends is not None:
            self._burst_ends.stop()
        self._burst_ends = self.set_timer(BURST, self._end_burst)
        return True

    def _is_at_once(self, before: events.Key, event: events.Key) -> bool:
        """Whether a key came so soon after the one before that no hand typed both."""
        was_waiting = event.time <= self._handled
        return event.time - before.time < (_BURST_BEHIND if was_waiting else BURST)

    async def _end_burst(self) -> None:
        """Handle the letters that waited: one is a command, more are text."""
        if self._burst_ends is not None:
            self._burst_ends.stop()
            self._burst_ends = None
        keys, self._burst = self._burst, []
        commanded, self._burst_of = self._burst_of, None
        if isinstance(commanded, Widget) and not commanded.is_attached:
            return  # It was closed meanwhile: nobody is to be asked.
        if commanded is None or all(
            key.character is not None and key.character in commanded.STEPS for key in keys
        ):
            return
        if len(keys) == 1:
            await super().on_event(keys[0])
        else:
            commanded.take_text("".join(_LINES.get(key.key, key.character or "\t") for key in keys))
