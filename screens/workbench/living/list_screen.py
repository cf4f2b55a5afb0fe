"""A screen with a list of what is found in a thread, and beside it all about the row under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from screens.dialogs.ask import Reading
from screens.keys.dialogs import LISTED_ROWS
from screens.keys.key import Keys
from screens.printable import printable
from screens.widgets.answers_once import AnswersOnce
from screens.widgets.breakpoints import take_size
from screens.widgets.in_thread import in_thread
from screens.widgets.key_line import KeyLine, Offering
from screens.widgets.key_order import NoText
from screens.widgets.lines import ACCENT, MUTED, line
from screens.widgets.virtual_list import Piece, VirtualList
from screens.workbench import editing
from screens.workbench.bench import Bench

Row = TypeVar("Row")
_PROSE = 84
"""Cells of the widest text that is comfortable to read."""


class Rows(VirtualList[Row], NoText, Offering):
    """Its letters are commands."""

    BINDINGS = LISTED_ROWS.bindings()
    STEPS = "jk "
    NOT_TYPED = ": Esc goes back to the plan"

    def offers(self, action: str, _parameters: tuple[Any, ...]) -> bool:
        """Enter needs a row."""
        return action != "choose" or self.item is not None


class ListScreen(AnswersOnce[None], Offering, Generic[Row]):
    """What to find, how a row looks and what Enter does is for subclasses to say."""

    CSS_PATH = "list_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    KEYS: Keys
    EMPTY: str
    """What is looked for, shown where nothing is found."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.looking = True
        self.done = 0
        """Steps that were taken here, and can be taken back here."""
        self.lacks = ""
        """What could not be looked at, as a sentence."""

    def compose(self) -> ComposeResult:
        """The title above the rows, the row under the cursor in full beside them, the keys below."""
        take_size(self)
        yield Static(id="task")
        with Container(id="rows-and-detail"):
            yield Rows[Row](self.pieces_of, id="rows")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="detail-text")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at once."""
        self.look()

    def offers(self, action: str, _parameters: tuple[Any, ...]) -> bool:
        """What was not done here cannot be undone here."""
        return action != "undo" or bool(self.done)

    # For subclasses

    def find(self) -> tuple[Sequence[Row], str]:
        """The rows, and what could not be looked at; called in a thread, raises RepositoryError."""
        raise NotImplementedError

    def pieces_of(self, row: Row) -> Sequence[Piece]:
        """A row as the list shows it."""
        raise NotImplementedError

    def count(self, rows: Sequence[Row]) -> str:
        """How many there are, in words."""
        raise NotImplementedError

    def show_detail(self, row: Row) -> None:
        """Show all about the row under the cursor, by `say`."""
        raise NotImplementedError

    def choose(self, row: Row) -> None:
        """Enter was pressed on a row."""
        raise NotImplementedError

    # What is shown

    @property
    def rows(self) -> Rows[Row]:
        """The list."""
        return self.query_one("#rows", Rows)

    def look(self) -> None:
        """Find the rows again, for the plan as it is now."""
        self.looking = True
        self._say_task()
        in_thread(self, "look", self.find, self._came, lambda why: self._came(((), why)))

    def _came(self, found: tuple[Sequence[Row], str]) -> None:
        rows, self.lacks = found
        self.looking = False
        self.set_class(not rows, "-empty")
        self.rows.set_items(rows, min(self.rows.highlighted, max(len(rows) - 1, 0)))
        self._say_task()
        self.show_row()
        self.refresh_bindings()

    @on(VirtualList.Highlighted)
    def show_row(self) -> None:
        """Show what is under the cursor; without any row, what is looked for."""
        row = self.rows.item
        if row is not None:
            self.show_detail(row)
        elif not self.looking:
            self.say(Content.styled("\n\n".join(filter(None, (self.lacks, self.EMPTY))), MUTED))

    def say(self, text: Content) -> None:
        """Show `text` beside the rows."""
        self.query_one("#detail-text", Static).update(text)
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    def _say_task(self) -> None:
        rows = self.rows.items
        state = Content.assemble(("looking …   ", MUTED), ("Esc", f"bold {ACCENT}"), (" stop", MUTED))
        if not self.looking:
            state = Content.styled(self.count(rows), MUTED)
        title = Content.styled(f" {self.KEYS.title}", "bold")
        if rows and self.lacks:
            title += Content.styled(f"   {self.lacks}", "$warning")
        self.query_one("#task", Static).update(line(self.size.width, title, state, edge=2))

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self._say_task()
        # The pane beside the rows has its new width only then.
        self.call_after_refresh(self.show_row)

    @property
    def width(self) -> int:
        """Cells for what is said beside the rows."""
        return max(min(self.query_one("#detail", VerticalScroll).scrollable_content_region.width, _PROSE), 20)

    # What the author does

    @on(VirtualList.Chosen)
    def chosen(self) -> None:
        """Act on the row under the cursor."""
        row = self.rows.item
        if row is not None:
            self.choose(row)

    def take(self, plan: Plan, edits: tuple[Edit, ...], label: str, says: str) -> None:
        """Take edits of `plan` as one step, unless the plan is another by now, and look again."""
        if self.bench.session.plan is not plan:
            self.notify("The plan has changed meanwhile; look at it again.", markup=False)
        elif editing.apply(self.bench, edits, label):
            self.done += 1
            self.notify(f"{printable(says)}; u takes that back.", markup=False)
        self.look()

    def action_undo(self) -> None:
        """Take back the last step that was taken here; what was done before stays."""
        if not self.done:
            self.notify("Nothing was done here that could be taken back.", markup=False)
            return
        self.done -= 1
        self.notify(f"Undone: {self.bench.session.undo()}", markup=False)
        self.look()

    def action_help(self) -> None:
        """Explain the screen and its keys."""
        text = f"{self.EMPTY}\n\n{LISTED_ROWS.help()}\n{self.KEYS.help()}"
        self.app.push_screen(Reading(self.KEYS.title, text))

    def action_read(self, by: int) -> None:
        """Scroll what is beside the rows."""
        self.query_one("#detail", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_back(self) -> None:
        """Stop looking; leave."""
        if self.looking:
            self.workers.cancel_group(self, "look")
            self._came((self.rows.items, "Not looked through to the end."))
        else:
            self.dismiss(None)
