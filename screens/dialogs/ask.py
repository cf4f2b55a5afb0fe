"""Small questions: a choice between a few answers, and a form of a few lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeVar

from rich.markup import escape
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from screens.keys.dialogs import LINES, QUESTION, READING
from screens.keys.key import Keys
from screens.widgets.answers_once import AnswersOnce
from screens.widgets.key_order import NoText
from screens.widgets.lines import keys
from screens.widgets.one_line import OneLine

Answer = TypeVar("Answer")


_AROUND_ANSWERS = 3
"""Rows of a question that its answers do not have: a blank one before them, and the keys below another."""
_AIRY = 4
"""Lines of a small form that have a blank row between them; of more, all are seen on a low screen."""


class Dialog(ModalScreen[Answer], AnswersOnce[Answer]):
    """A question or a page; F1 explains it."""

    KEYS: ClassVar[Keys]
    helped: Callable[[], ModalScreen[None]] | None = None
    """Makes the page that F1 shows; without it, the keys are shown."""

    def action_help(self) -> None:
        """Explain what is asked, and the keys."""
        helped = self.helped or (lambda: Reading(f"Keys: {self.KEYS.title}", self.KEYS.help()))
        self.app.push_screen(helped())


class Choice(Dialog[str], NoText):
    """Shows a text and answers the word of the button pressed; an empty string when backed out of."""

    KEYS = QUESTION
    BINDINGS = QUESTION.bindings()
    NOT_TYPED = ": the arrows go through the answers, Enter takes one"

    def __init__(self, title: str, text: str | Content, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._text = text if isinstance(text, Content) else Content(text)
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The text above its buttons."""
        with Vertical(classes="dialog") as frame:
            frame.border_title = escape(self._title)
            with VerticalScroll(classes="dialog-text", can_focus=False):
                yield Static(self._text)
            with Vertical(classes="dialog-buttons"):
                for word, label in self._answers:
                    yield Button(label, name=word)
                yield Static(keys(("Enter", "take"), ("Esc", "back"), ("F1", "help")), classes="dialog-keys")

    def on_mount(self) -> None:
        """The first answer is ready for Enter."""
        # At once: the next key may be for another one already.
        self.set_focus(self.query(Button).first())

    def on_resize(self) -> None:
        """The text has what the answers leave of the screen, and scrolls: no answer is out of sight."""
        frame = self.query_one(".dialog", Vertical)
        beside = frame.gutter.height + len(self._answers) + _AROUND_ANSWERS
        space = self.size.height * 9 // 10 - beside
        self.query_one(VerticalScroll).styles.max_height = max(space, 1)

    def action_step(self, by: int) -> None:
        """Go to the next or previous answer."""
        if by > 0:
            self.focus_next(Button)
        else:
            self.focus_previous(Button)

    def action_scroll(self, by: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        """Give the word of the button."""
        self.dismiss(event.button.name or "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a small form."""

    key: str
    label: str
    value: str = ""
    placeholder: str = ""


class Lines(Dialog[dict[str, str] | None]):
    """Asks for a few lines; answers them by key, None when backed out of.

    `refuse` says in a sentence why the answers cannot be taken, or gives an empty string.
    """

    KEYS = LINES
    BINDINGS = LINES.bindings()

    def __init__(
        self,
        title: str,
        lines: Sequence[Line],
        refuse: Callable[[dict[str, str]], str] = lambda _: "",
        text: str | Content = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._refuse = refuse
        self._text = text if isinstance(text, Content) else Content(text)

    def compose(self) -> ComposeResult:
        """A label and a line for each."""
        with Vertical(classes="dialog") as frame:
            frame.border_title = escape(self._title)
            if self._text:
                with VerticalScroll(classes="dialog-text", can_focus=False):
                    yield Static(self._text)
            with VerticalScroll(classes="dialog-lines", can_focus=False) as held:
                held.set_class(len(self._lines) > _AIRY, "-dense")
                held.set_class(bool(self._text), "-below-text")
                for line in self._lines:
                    yield Label(line.label, markup=False)
                    yield OneLine(line.value, name=line.key, placeholder=line.placeholder, compact=True)
            yield Static("", id="refusal")
            yield Static("", classes="dialog-keys")

    def on_mount(self) -> None:
        """Begin with the first line that nothing is proposed for."""
        # At once: the next key may be for another one already.
        inputs = self.query(Input)
        self.set_focus(next((one for one in inputs if not one.value), inputs.first()))

    def on_descendant_focus(self) -> None:
        """Say what Enter does on this line."""
        enter = "done" if self.focused is self.query(Input).last() else "next"
        shown = keys(("Enter", enter), ("Esc", "back"), ("F1", "help"))
        self.query_one(".dialog-keys", Static).update(shown, layout=False)

    def action_scroll(self, by: int) -> None:
        """Scroll the text."""
        for text in self.query(VerticalScroll):
            text.scroll_relative(y=by, animate=False)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Go to the next line, and from the last one answer."""
        inputs = list(self.query(Input))
        if event.input is not inputs[-1]:
            self.focus_next(Input)
            return
        answers = {line.name or "": line.value.strip() for line in inputs}
        reason = self._refuse(answers)
        if reason:
            refusal = self.query_one("#refusal", Static)
            refusal.update(Content(f"✗ {reason}"))
            refusal.display = True
        else:
            self.dismiss(answers)


class Reading(ModalScreen[None], AnswersOnce[None], NoText):
    """Shows a text to read, such as the explanation of a rule."""

    BINDINGS = READING.bindings()
    STEPS = "jk "
    NOT_TYPED = ": Esc closes the page"

    def __init__(self, title: str, text: str | Content) -> None:
        super().__init__()
        self._title = title
        self._text = text if isinstance(text, Content) else Content(text)

    def compose(self) -> ComposeResult:
        """The text, scrollable."""
        with Vertical(classes="dialog -reading") as frame:
            frame.border_title = escape(self._title)
            with VerticalScroll(classes="dialog-text"):
                yield Static(self._text)
            yield Static(keys(("Esc", "back"), ("PgDn", "next page")), classes="dialog-keys")

    def action_scroll(self, by: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def expanded(text: str) -> Path:
    """The path that `text` names, with `~` as the home folder; a `~` of an unknown user stays."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
