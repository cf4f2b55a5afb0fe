"""Pick one or several of many: type to narrow, Enter to take, Space or F2 to mark one of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from rich.markup import escape
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets import Input, Static

from screens.dialogs.ask import Dialog
from screens.dialogs.option import Option
from screens.keys.dialogs import PICKER
from screens.widgets.key_order import TypedAhead
from screens.widgets.lines import ACCENT, KIND_STYLES, MUTED, keys, line, prose
from screens.widgets.one_line import OneLine

_WIDEST_VALUE = 24
_HIGHEST = 14


class _Narrow(OneLine):
    """The words that narrow the list; where there is nothing to narrow, a space marks."""

    def __init__(self, tick: Callable[[], bool], placeholder: str, compact: bool) -> None:
        super().__init__(placeholder=placeholder, compact=compact)
        self._tick = tick

    async def on_key(self, event: events.Key) -> None:
        """A space is no text before the first word, and where one option is left."""
        if event.key == "space" and self._tick():
            event.prevent_default()
            event.stop()


class Options(ScrollView, can_focus=False):
    """The options that have the words, of which only those on the screen are drawn."""

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Clicked(Message):
        """An option was clicked."""

        index: int

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self.shown: Sequence[Option] = ()
        self.ticked: Sequence[str] = ()
        self._columns = tuple(
            min(max((len(text) for text in texts), default=0), _WIDEST_VALUE)
            for texts in ([one.value for one in options], [one.kind for one in options])
        )
        self.styles.height = max(min(len(options), _HIGHEST), 1)

    def fill(self, shown: Sequence[Option], ticked: Sequence[str]) -> None:
        """Show these options."""
        self.shown, self.ticked = shown, ticked
        self.cursor = max(0, min(self.cursor, len(shown) - 1))
        self.virtual_size = Size(self.size.width, len(shown))
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in view."""
        top, height = self.scroll_offset.y, self.size.height
        if not top <= self.cursor < top + height:
            to = self.cursor if self.cursor < top else self.cursor - height + 1
            self.scroll_to(y=to, animate=False, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One option."""
        width, index = self.size.width, y + self.scroll_offset.y
        if index >= len(self.shown):
            return Strip.blank(width, self.visual_style.rich_style)
        option, lit = self.shown[index], index == self.cursor
        value, kind = self._columns
        left = Content.assemble(
            ("▌" if lit else " ", ACCENT),
            (" ", ""),
            (option.value.ljust(value), "bold" if lit else ""),
            ("   ", ""),
            (option.kind.ljust(kind), KIND_STYLES.get(option.kind, MUTED)),
            ("   " if kind else "", ""),
            prose(option.label, "" if option.kind or len(option.label) > 30 else MUTED),
        )
        mark = Content.styled("✓", "$success") if option.value in self.ticked else Content(" ")
        row = line(width, left, mark, edge=1)
        row = row.stylize_before("on $panel") if lit else row
        return Visual.to_strips(self, row, width, 1, self.visual_style)[0]

    def on_click(self, event: events.Click) -> None:
        """A click is for the option under it."""
        place = event.get_content_offset(self)
        if place is not None and (index := place.y + self.scroll_offset.y) < len(self.shown):
            self.post_message(self.Clicked(index))


class Picker(Dialog[tuple[str, ...] | None]):
    """Answers the chosen values; None when the author backs out."""

    KEYS = PICKER
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
            frame.border_title = escape(self._title)
            with Horizontal(classes="dialog-filter"):
                yield _Narrow(self._tick_by_space, placeholder="type to narrow", compact=True)
                yield Static(id="dialog-count")
            yield Options(self._options)
            yield TypedAhead()
            with Horizontal(classes="dialog-keys"):
                yield Static(classes="keys", id="dialog-hints")
                yield Static(id="dialog-state")

    def on_mount(self) -> None:
        """Show everything, with the cursor on what is chosen."""
        self._fill("")
        at = next((i for i, option in enumerate(self._rows.shown) if option.value in self._ticked), 0)
        # At once: the next key may move it. What is in sight is known only later.
        self._rows.cursor = at
        self.call_after_refresh(self._rows.watch_cursor)

    @property
    def _rows(self) -> Options:
        return self.query_one(Options)

    @property
    def _at(self) -> Option | None:
        """The option under the cursor."""
        rows = self._rows
        return rows.shown[rows.cursor] if rows.shown else None

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what holds every word typed."""
        self._fill(event.value)

    def _fill(self, text: str) -> None:
        shown = self._having(text)
        self._rows.fill(shown, self._ticked)
        count = f"{len(shown)} of {len(self._options)}" if text.split() else str(len(self._options))
        self.query_one("#dialog-count", Static).update(Content.styled(count, MUTED))
        state = f"{len(self._ticked)} marked" if self._several else ""
        self.query_one("#dialog-state", Static).update(Content.styled(state, MUTED))
        marks = [("Space" if self._marks_by_space(text, shown) else "F2", "mark")] if self._several else []
        hints = keys(*marks, ("Enter", "take"), ("Esc", "back"), ("F1", "help"))
        self.query_one("#dialog-hints", Static).update(hints)

    def _having(self, text: str) -> list[Option]:
        """The options that have every word of `text`."""
        words = text.casefold().split()
        return [
            option
            for option in self._options
            if all(word in f"{option.value} {option.kind} {option.label}".casefold() for word in words)
        ]

    def _marks_by_space(self, text: str, shown: Sequence[Option]) -> bool:
        """Whether a space marks, behind `text`: another word would have nothing to narrow."""
        return self._several and (not text or len(shown) == 1)

    def _in_turn(self, do: Callable[[], object]) -> None:
        """Do it once the list is narrowed by what was typed before."""
        self.query_one(Input).call_later(self._behind_changes, do)

    def _behind_changes(self, do: Callable[[], object]) -> None:
        # Of the letters that were handled: what each changed has been posted by then.
        self.query_one(Input).call_later(self.call_later, do)

    def action_step(self, by: int) -> None:
        """Move the cursor of the list while the filter keeps the focus."""
        self._in_turn(partial(self._step, by))

    def _step(self, by: int) -> None:
        rows = self._rows
        if rows.shown:
            rows.cursor = (rows.cursor + by) % len(rows.shown)

    def action_page(self, by: int) -> None:
        """A page on, or to one of the ends."""
        self._in_turn(partial(self._page, by))

    def _page(self, by: int) -> None:
        rows = self._rows
        rows.cursor = max(0, min(rows.cursor + by * rows.size.height, len(rows.shown) - 1))

    def _tick_by_space(self) -> bool:
        text = self.query_one(Input).value
        marks = self._marks_by_space(text, self._having(text))
        if marks:
            # A letter of the filter, whose turn has come.
            self._behind_changes(self._tick)
        return marks

    def action_tick(self) -> None:
        """Tick or untick the row under the cursor."""
        self._in_turn(self._tick)

    def _tick(self) -> None:
        option = self._at
        if not self._several or option is None:
            return
        self._touched = True
        if option.value in self._ticked:
            self._ticked.remove(option.value)
        else:
            self._ticked.append(option.value)
        words = self.query_one(Input)
        # What is typed next looks for another one.
        words.action_select_all()
        self._fill(words.value)

    def action_take(self) -> None:
        """Answer once what was typed before has narrowed the list; what is typed after it waits."""
        self.query_one(TypedAhead).begin()
        self._in_turn(self.take)

    def take(self) -> None:
        """Answer what is ticked; the row under the cursor when nothing was ticked or unticked."""
        self._fill(self.query_one(Input).value)
        option = self._at
        if option is None:
            self.set_focus(self.query_one(Input))
        elif not self._several:
            self.dismiss((option.value,))
        else:
            self.dismiss(tuple(self._ticked) if self._ticked or self._touched else (option.value,))

    @on(Options.Clicked)
    def take_clicked(self, event: Options.Clicked) -> None:
        """A click takes the row, or ticks it where several may be taken."""
        self._rows.cursor = event.index
        if self._several:
            self._tick()
        else:
            self.take()
