"""One line below the code that asks for a search or for a line to go to."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label
from textual.worker import WorkerError

from screens.code_view.motion import Place
from screens.code_view.search import TextSearch
from screens.code_view.view import CodeView
from screens.keys.code import CODE_PROMPT
from screens.widgets.key_order import AWAITED
from screens.widgets.one_line import OneLine

SEARCH, GOTO = "/", ":"

_PATIENCE = 5.0
"""Seconds that the keys after Enter wait at most until the view has arrived."""

_COUNTED = 1_000
_COUNTED_CHARACTERS = 4_000_000
_PLACEHOLDERS = {
    SEARCH: "search in this file; case matters once there is a capital",
    GOTO: "a line, 12-20 to select, a path or path:12",
}


class CodePrompt(Horizontal):
    """A sign (`/` or `:`) and what is typed after it; hidden until it is opened.

    A search moves the view while it is typed, and back again when it is cancelled.
    """

    DEFAULT_CSS = """
    CodePrompt {
        height: 1;
        display: none;
        background: $panel;
        & > Label { width: auto; padding: 0 1; color: $text-accent; text-style: bold; }
        & > #prompt-count { color: $text-muted; text-style: none; }
        & > Input, & > Input:focus { width: 1fr; border: none; height: 1; padding: 0; background: $panel; }
    }
    """

    BINDINGS = CODE_PROMPT.bindings()

    sign_label = getters.query_one("#prompt-sign", Label)
    count_label = getters.query_one("#prompt-count", Label)
    text_input = getters.query_one(Input)

    @dataclass
    class Entered(Message):
        """Enter was pressed; the prompt is closed, and a search has found or not."""

        sign: str
        text: str
        origin: Place
        """Where the cursor was when the prompt opened."""
        answered: asyncio.Event = field(default_factory=asyncio.Event)
        """To be set by who goes where was asked, once a file to be shown is being read."""

    @dataclass
    class Cancelled(Message):
        """The prompt was left without an answer; the view is as it was."""

    def __init__(self, view: CodeView) -> None:
        super().__init__()
        self._view = view
        self._sign = SEARCH
        self._before = (Place(), 0, TextSearch(""))
        self._found = True

    def compose(self) -> ComposeResult:
        """The sign, the text, the number of matches."""
        yield Label(id="prompt-sign", markup=False)
        yield OneLine(select_on_focus=True)
        yield Label(id="prompt-count", markup=False)

    def open(self, sign: str) -> None:
        """Ask for a search, beginning with the last one, or for a line."""
        view = self._view
        self._sign = sign
        self._before = (view.place, view.top, view.search)
        self.sign_label.update(sign)
        self.count_label.update("")
        self._found = True
        with self.text_input.prevent(Input.Changed):
            self.text_input.value = view.search.needle if sign == SEARCH else ""
        self.text_input.placeholder = _PLACEHOLDERS[sign]
        self.display = True
        # At once, so that no key goes elsewhere.
        self.screen.set_focus(self.text_input)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the first match from where the search began."""
        event.stop()
        if self.display and self._sign == SEARCH:
            self._seek(event.value)

    def _seek(self, needle: str) -> None:
        view, (origin, top, _) = self._view, self._before
        view.search = search = TextSearch(needle)
        found = bool(needle) and view.find(1, view.text.offset(origin.line) + origin.index)
        self._found = found
        if not found:
            view.place, view.top = origin, top
        count = search.count(view.text.text[:_COUNTED_CHARACTERS], _COUNTED) if found else 0
        more = "+" if count == _COUNTED or len(view.text.text) > _COUNTED_CHARACTERS else ""
        self.count_label.update(f"{count}{more} found" if needle else "")

    async def action_enter(self) -> None:
        """Close, the view being where the search led; keys typed meanwhile wait until it is there."""
        typed = asyncio.Event()
        self.text_input.call_later(typed.set)
        await typed.wait()
        text = self.text_input.value
        if self._sign == SEARCH:
            if text != self._view.search.needle:
                self._seek(text)
            if text and (self._is_again(text) or not self._found):
                # The last search, entered again unchanged, goes to its next match; and what matches nothing
                # is reported.
                self._view.action_match(1)
        self.display = False
        if self._view.path:
            # At once, for the same reason.
            self.screen.set_focus(self._view)
        entered = self.Entered(self._sign, text, self._before[0])
        self.post_message(entered)
        with contextlib.suppress(TimeoutError, WorkerError):
            async with asyncio.timeout(_PATIENCE):
                await entered.answered.wait()
                for worker in [worker for worker in self.app.workers if worker.group == AWAITED]:
                    await worker.wait()

    def _is_again(self, needle: str) -> bool:
        return needle == self._before[2].needle

    def action_cancel(self) -> None:
        """Close and put the view back."""
        view = self._view
        self.display = False
        view.place, view.top, view.search = self._before
        self.post_message(self.Cancelled())

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """Another widget has the focus: leave the view where it is."""
        # While the terminal is out of focus none has it.
        if self.app.app_focus:
            self.display = False
