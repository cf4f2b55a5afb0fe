"""Find a text or a field in the whole plan, across phases, and walk the hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from rich.markup import escape
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.input import Selection as Selected
from textual.widgets.text_area import Selection

from blistui.plan.document import Plan
from blistui.plan.find import Hit, fields_named, find, sought
from screens.fields.field import Field
from screens.fields.prose import ProseField
from screens.fields.text import LineField
from screens.form.phases import STATIONS, station_of
from screens.keys.dialogs import FIND
from screens.printable import printable
from screens.widgets.answers_once import AnswersOnce
from screens.widgets.in_thread import in_thread
from screens.widgets.lines import MUTED, keys
from screens.widgets.one_line import OneLine
from screens.widgets.virtual_list import Piece, VirtualList
from screens.workbench.bench import Bench

_TRIES = 30
"""Refreshes of the screen that the form of a hit may take to be made."""


class Found(NamedTuple):
    """What was found of a text, and the hit that was gone to last."""

    text: str = ""
    hits: tuple[Hit, ...] = ()
    at: int = 0


class FindText(ModalScreen[Found | None], AnswersOnce[Found | None]):
    """Finds while the author types, by what `look` gives for a text; answers the hit to go to."""

    BINDINGS = FIND.bindings()

    def __init__(
        self, title: str, look: Callable[[str], Found], last: Found, placeholder: str, hints: Content
    ) -> None:
        super().__init__()
        self._title = title
        self._look = look
        self._last = last
        self._placeholder = placeholder
        self._hints = hints
        self._found = Found()
        self._is_wanted = False

    def compose(self) -> ComposeResult:
        """The text above its hits."""
        with Vertical(classes="dialog", id="find") as frame:
            frame.border_title = escape(self._title)
            yield OneLine(self._last.text, placeholder=self._placeholder, compact=True)
            yield VirtualList[Hit](_pieces, id="hits")
            with Horizontal(classes="dialog-keys"):
                yield Static(self._hints, classes="keys")
                yield Static(id="dialog-state")

    def on_mount(self) -> None:
        """Show what was found last."""
        self.query_one("#hits").can_focus = False
        self._say()

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Find another text."""
        in_thread(self, "find", partial(self._look, event.value), self._show)

    def _show(self, found: Found) -> None:
        at = self._last.at if found.text == self._last.text else 0
        self._found = found
        self.query_one("#hits", VirtualList).set_items(found.hits, min(at, max(len(found.hits) - 1, 0)))
        self._say()
        if self._is_wanted:
            self.take()

    def _say(self) -> None:
        count = len(self._found.hits)
        word = "1 hit" if count == 1 else f"{count:,} hits"
        self.query_one("#dialog-state", Static).update(Content.styled(word, MUTED))

    @on(Input.Submitted)
    @on(VirtualList.Chosen)
    def take(self) -> None:
        """Go to the hit under the cursor, once those of the text are there."""
        self._is_wanted = self._found.text != self.query_one(Input).value
        if not self._is_wanted and self._found.hits:
            self.dismiss(self._found._replace(at=self.query_one("#hits", VirtualList).highlighted))

    def action_move(self, step: int) -> None:
        """Move the cursor of the list."""
        self.query_one("#hits", VirtualList).move(step)

    def action_page(self, direction: int) -> None:
        """Move it by a page."""
        self.query_one("#hits", VirtualList).action_page(direction)


def finder(plan: Plan, last: Found) -> FindText:
    """Asks for a text or the name of a field in `plan`; it begins with what was found last."""
    hints = keys(("Enter", "go"), ("F9", "next hit, later"), ("Esc", "back"), ("F1", "help"))
    return FindText(
        "Find in the plan", partial(found_in, plan), last, "a text, or the name of a field", hints
    )


def found_in(plan: Plan, text: str) -> Found:
    """The fields of that name, and then the hits of the text, each in the order of the phases."""
    return Found(text, (*in_phases(fields_named(plan, text)), *in_phases(find(plan, text))))


def in_phases(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in the order of the phases."""
    order = {station.key: number for number, station in enumerate(STATIONS)}
    return sorted(hits, key=lambda hit: order[station_of(hit.path).key])


def name_of(hit: Hit) -> str:
    """The item that the hit is in, and the title of its field."""
    return printable(f"{hit.item} {hit.title}".strip())


def _pieces(hit: Hit) -> Sequence[Piece]:
    phase, name = (f"{station_of(hit.path).mark}  ", "detail"), f"{name_of(hit)}  "
    if hit.number < 0:
        return [phase, (name, "match"), (printable(hit.after) or "–", "detail")]
    return [
        phase,
        (name, "label"),
        (f"{'…' if len(hit.before) > 20 else ''}{printable(hit.before[-20:])}", "detail"),
        (printable(hit.match), "match"),
        (printable(hit.after), "detail"),
    ]


def go_to(bench: Bench, found: Found) -> None:
    """Go to the hit, with its text selected where it is in a field to type in."""
    hit = found.hits[found.at]
    bench.jump(hit.path)
    if hit.number >= 0:
        _select(bench, found.text, hit, _TRIES)


def _select(bench: Bench, text: str, hit: Hit, tries: int) -> None:
    field = bench.focused
    if isinstance(field, Field) and field.path == hit.path:
        _mark(field, text, hit.number)
    elif tries:
        bench.call_after_refresh(_select, bench, text, hit, tries - 1)


def _mark(field: Field, text: str, number: int) -> None:
    if not isinstance(field, ProseField | LineField):
        return
    shown = field.text if isinstance(field, ProseField) else field.value
    hits = list(sought(text).finditer(shown))
    if number >= len(hits):
        return
    hit = hits[number]
    if isinstance(field, LineField):
        field.selection = Selected(*hit.span())
    else:
        field.selection = Selection(_place(shown, hit.start()), _place(shown, hit.end()))


def _place(text: str, at: int) -> tuple[int, int]:
    """Line and column of a character, both from 0."""
    before = text[:at].split("\n")
    return len(before) - 1, len(before[-1])
