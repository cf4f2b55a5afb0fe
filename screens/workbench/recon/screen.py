"""Facts that the code offers: by topic, the unanswered first, read beside the lines that show them.

They come topic after topic while the author reads. Nothing opens by itself, and a key acts on what is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.events import Click
from textual.timer import Timer
from textual.widgets import Input, Static

from blistui.plan.document import Plan
from blistui.repo.location import parse_at
from blistui.repo.recon.proposals import TOPICS, Proposal
from blistui.rules.prose.wording import counted
from screens.code_view.place import CodePlace
from screens.code_view.text import CodeText
from screens.dialogs.ask import Choice
from screens.evidence.draw import place
from screens.finder.preview import CodePreview
from screens.finder.source import Found
from screens.keys.dialogs import RECON, RECON_ROWS, RECON_WORDS
from screens.printable import printable
from screens.validator import Validator
from screens.widgets.answers_once import AnswersOnce
from screens.widgets.breakpoints import take_size
from screens.widgets.key_line import KeyLine
from screens.widgets.lines import ACCENT, MUTED, bar, line, prose
from screens.widgets.one_line import OneLine
from screens.widgets.virtual_list import Piece, VirtualList
from screens.workbench.recon.looking import Looking
from screens.workbench.recon.rows import Row, pieces_of, rows_of

if TYPE_CHECKING:
    from blistui.repo.repository import Repository

_PAUSE = 0.2
"""Seconds after the last letter before facts that were not shown yet are looked through."""
_BOX = range(2, 7)
"""Columns around the box of a fact."""
_LEAVE = [("stay", "Go on"), ("accept", "Accept them"), ("drop", "Leave without them")]


class FactList(VirtualList[Row]):
    """Its letters are commands; text that comes at once is what to filter by."""

    BINDINGS = RECON_ROWS.bindings()

    STEPS = "jk"

    def on_click(self, event: Click) -> None:
        """A click goes to a fact, one on its box ticks it, a second one accepts it: what was read."""
        event.prevent_default()
        row = self.top + event.y
        if row >= len(self.items) or self.is_on_bar(event.x):
            return
        again = row == self.highlighted
        self.highlighted = row
        is_fact = self.items[row].fact is not None
        if is_fact and event.x in _BOX and isinstance(self.screen, ReconScreen):
            # The cursor stays: the next click on the row below is its first one.
            self.screen.tick()
        elif again or not is_fact:
            self.action_choose()

    def take_text(self, text: str) -> None:
        """Text came in a burst: it is none of the commands."""
        if isinstance(self.screen, ReconScreen):
            self.screen.filter_by(text)


class FactWords(OneLine):
    """The words that a fact must have; the arrows go through the facts meanwhile."""

    BINDINGS = RECON_WORDS.bindings()


class ReconScreen(AnswersOnce[tuple[Proposal, ...] | None]):
    """Answers the accepted facts; None when the author leaves."""

    CSS_PATH = "screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = RECON.bindings()

    def __init__(self, plan: Plan, repository: Repository, validator: Validator) -> None:
        super().__init__()
        self._plan = plan
        self._repository = repository
        self._looking = Looking(self, plan, repository, validator, self._came)
        self._ticked: list[Proposal] = []
        self._words: list[str] = []
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """The task above the facts, the fact under the cursor and its lines beside them, the keys below."""
        take_size(self)
        yield Static(id="task")
        yield FactWords(placeholder="words that a fact must have", compact=True, id="words")
        with Container(id="facts-and-code"):
            yield FactList(self._pieces, id="facts")
            with Container(id="fact"):
                yield Static(id="statement")
                yield CodePreview(self._read)
        yield KeyLine()

    def on_mount(self) -> None:
        """Look for facts."""
        self.query_one("#words").display = False
        self.set_focus(self.query_one("#facts"))
        self._fill()
        self._looking.begin()

    def _read(self, place: CodePlace) -> CodeText:
        return CodeText("\n".join(self._repository.read(place.path, place.at).lines) + "\n")

    # What is shown

    def _came(self) -> None:
        if self.query("#facts"):  # Else the screen is being left.
            self._fill()

    def _fill(self) -> None:
        facts = self.query_one("#facts", FactList)
        before = facts.item
        rows = [row for topic in self._looking.topics.values() for row in rows_of(topic, self._words)]
        at = next((number for number, row in enumerate(rows) if row == before), None)
        if at is None or (self._words and before is not None and before.fact is None):
            # Of what was looked for, the first is under the cursor.
            first = next((number for number, row in enumerate(rows) if row.fact is not None), 0)
            at = first if self._words else facts.highlighted
        facts.set_items(rows, at)
        self._say()
        self._show(facts.item)

    def _pieces(self, row: Row) -> Sequence[Piece]:
        return pieces_of(self._looking.topics[row.topic], row, self._ticked)

    def _say(self) -> None:
        title = Content.styled(" Facts from the code", "bold")
        if self._ticked:
            title += Content.styled(f"   {len(self._ticked)} ticked", ACCENT)
        if self._looking.is_running:
            read = self._looking.read
            count = f" {read} of {len(TOPICS)}"
            task = Content.assemble(("looking   ", MUTED), bar(read, len(TOPICS), 10), count)
            task += Content.assemble(("   Esc", f"bold {ACCENT}"), (" stop", MUTED))
        else:
            topics = self._looking.topics.values()
            kept = sum(len(topic.kept) for topic in topics)
            offered = sum(len(topic.offered) for topic in topics)
            task = Content.styled(f"{kept:,} of {offered:,} facts", MUTED)
        self.query_one("#task", Static).update(line(self.size.width, title, task, edge=2))

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self._say()

    @on(VirtualList.Highlighted)
    def rest(self) -> None:
        """Another row is under the cursor."""
        self._show(self.query_one("#facts", FactList).item)

    def _show(self, row: Row | None) -> None:
        statement = self.query_one("#statement", Static)
        preview = self.query_one(CodePreview)
        fact = row.fact if row is not None else None
        if fact is None:
            text = "The whole fact is shown here, above the lines that show it."
            if row is None and self._words:
                text = "No fact has these words; Esc shows all."
            statement.update(Content.styled(text, MUTED))
            preview.show(None)
            return
        shown = prose(printable(fact.statement))
        if fact.citations:
            shown += Content.assemble("\n", place(fact.citations[0].at))
        statement.update(shown)
        if fact.citations:
            at = parse_at(fact.citations[0].at)
            commit = fact.citations[0].commit or self._plan.plan.base_commit or None
            preview.show(Found("", CodePlace(at.path, at.ranges[0][0], commit)))

    # What the author does

    def action_tick(self) -> None:
        """Tick or untick the fact under the cursor, and go on to the next fact, in another topic too."""
        self.tick()
        facts = self.query_one("#facts", FactList)
        behind = enumerate(facts.items[facts.highlighted + 1 :], 1)
        facts.move(next((by for by, row in behind if row.fact is not None), 0))

    def tick(self) -> None:
        """Tick or untick the fact under the cursor, if there is one."""
        facts = self.query_one("#facts", FactList)
        fact = facts.item.fact if facts.item is not None else None
        if fact is None:
            return
        if fact in self._ticked:
            self._ticked.remove(fact)
        else:
            self._ticked.append(fact)
        facts.repaint()
        self._say()

    @on(VirtualList.Chosen)
    def action_accept(self) -> None:
        """Accept what is ticked, or the fact under the cursor; on the last row of a topic, show more."""
        row = self.query_one("#facts", FactList).item
        if self._ticked:
            self.dismiss(tuple(self._ticked))
        elif row is not None and row.fact is not None:
            self.dismiss((row.fact,))
        elif row is not None and row.text:
            self.action_more()

    def action_more(self) -> None:
        """Show more facts of the topic under the cursor."""
        row = self.query_one("#facts", FactList).item
        if row is not None:
            self._looking.further((row.topic,))

    def action_filter(self) -> None:
        """Show only facts with the words that are typed."""
        words = self.query_one("#words", Input)
        words.display = True
        self.set_focus(words)

    def filter_by(self, text: str) -> None:
        """Show only facts with these words."""
        words = self.query_one("#words", Input)
        words.display = True
        words.value = " ".join(text.split())

    @on(Input.Changed, "#words")
    def narrow(self, event: Input.Changed) -> None:
        """Show what has every word."""
        self._words = event.value.lower().split()
        self._fill()
        if self._pause is not None:
            self._pause.stop()
        if self._words:
            self._pause = self.set_timer(_PAUSE, self._look_further)

    def _look_further(self) -> None:
        """Show what has the words among the facts that were not shown yet, too."""
        self._looking.further(tuple(self._looking.topics), tuple(self._words))

    def action_step(self, by: int) -> None:
        """Go to the next fact, or the one before, from the words to look for."""
        self.query_one("#facts", FactList).move(by)

    def action_page(self, by: int) -> None:
        """Go a page of facts on or back, from the words to look for."""
        self.query_one("#facts", FactList).action_page(by)

    def action_to_facts(self) -> None:
        """Enter goes back to the list."""
        self.set_focus(self.query_one("#facts"))

    def action_back(self) -> None:
        """Show all facts again; stop looking; leave, after a question about what is ticked."""
        words = self.query_one("#words", Input)
        if words.display:
            words.value = ""
            words.display = False
            self.set_focus(self.query_one("#facts"))
        elif self._looking.is_running:
            self._looking.stop()
        elif self._ticked:
            self.app.push_screen(
                Choice(
                    f"{counted(len(self._ticked), 'fact')} ticked", "None of them is in the plan yet.", _LEAVE
                ),
                self._leave,
            )
        else:
            self.dismiss(None)

    def _leave(self, word: str | None) -> None:
        if word == "accept":
            self.action_accept()
        elif word == "drop":
            self.dismiss(None)
