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
from screens.widgets.key_order import NoText, TypedAhead
from screens.widgets.lines import keys
from screens.widgets.one_line import OneLine

Answer = TypeVar("Answer")


_AROUND_ANSWERS = 3
"""Rows of a question that its answers do not have: a blank one before them, and the keys below another."""
_AROUND_LINES = 4
"""Rows of a small form that neither its text nor its lines have: keys and refusal, a blank before each."""
_LEAST_TEXT = 3
"""Rows of the text that the lines leave it."""
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


class _LineRows(VerticalScroll, can_focus=False):
    """The lines of a small form, of which the one in the focus is in sight, with its label."""

    def on_resize(self) -> None:
        """What was in sight may not be so any more."""
        self.reveal()

    def reveal(self) -> None:
        """Scroll to the line in the focus."""
        for label, line in zip(self.query(Label), self.query(Input), strict=False):
            label.set_class(line.has_focus, "-lit")
            if line.has_focus:
                both = label.virtual_region.union(line.virtual_region)
                self.scroll_to_region(both, animate=False, force=True)


class Lines(Dialog[dict[str, str] | None]):
    """Asks for a few lines; answers them by key, None when backed out of.

    `refuse` says in a sentence why the answers cannot be taken, or gives an empty string.
    """

    KEYS = LINES
    BINDINGS = LINES.bindings()
    # A key that comes early must not be for the first line, where another is the one to begin with.
    AUTO_FOCUS = ""

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
            with _LineRows(classes="dialog-lines") as held:
                held.set_class(len(self._lines) > _AIRY, "-dense")
                for line in self._lines:
                    yield Label(line.label, markup=False)
                    yield OneLine(line.value, name=line.key, placeholder=line.placeholder, compact=True)
            yield TypedAhead()
            yield Static("", id="refusal")
            yield Static("", classes="dialog-keys")

    def on_mount(self) -> None:
        """Begin with the first line that nothing is proposed for."""
        # At once: the next key may be for another one already.
        inputs = self.query(Input)
        self.set_focus(next((one for one in inputs if not one.value), inputs.first()))

    def on_resize(self) -> None:
        """Another screen has space for other parts, once the frame has its styles for it."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Lines have what they need, the text what they leave of the screen; both scroll."""
        space = self.size.height * 9 // 10 - self.query_one(".dialog").gutter.height - _AROUND_LINES
        # A text has a blank row below it.
        for_text = 1 + _LEAST_TEXT if self._text else 0
        rows = len(self._lines) * 2 if len(self._lines) > _AIRY else len(self._lines) * 3 - 1
        rows = max(min(rows, space - for_text), 2)
        # In cells: in parts of the screen, the frame would be as high as what is scrolled away.
        self.query_one(_LineRows).styles.max_height = rows
        for text in self.query(".dialog-text"):
            text.styles.max_height = max(space - 1 - rows, 1)

    def on_descendant_focus(self) -> None:
        """Say what Enter does on this line."""
        held = self.query_one(_LineRows)
        held.call_after_refresh(held.reveal)
        enter = "done" if self.focused is self.query(Input).last() else "next"
        shown = keys(("Enter", enter), ("Esc", "back"), ("F1", "help"))
        self.query_one(".dialog-keys", Static).update(shown, layout=False)

    def action_scroll(self, by: int) -> None:
        """Scroll the text."""
        for text in self.query(VerticalScroll):
            text.scroll_relative(y=by, animate=False)

    def action_go_on(self) -> None:
        """Go to the next line, and from the last one answer; what is typed behind it waits."""
        line = self.focused
        if isinstance(line, Input):
            self.query_one(TypedAhead).begin()
            # Behind the letters that were typed before.
            line.call_later(self._go_on, line)

    def _go_on(self, line: Input) -> None:
        inputs = list(self.query(Input))
        at = inputs.index(line)
        if at + 1 < len(inputs):
            self.set_focus(inputs[at + 1], scroll_visible=False)
            return
        answers = {line.name or "": line.value.strip() for line in inputs}
        reason = self._refuse(answers)
        if reason:
            self.set_focus(line)
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
