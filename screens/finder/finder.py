"""A dialog that finds something by a few letters: files, symbols, lines; its answer is one place or none."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from rich.cells import cell_len
from textual import events, getters, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from blistui.repo.symbols.filters import filters
from blistui.repo.symbols.name_score import matched
from screens.code_view.place import CodePlace
from screens.code_view.text import CodeText
from screens.finder.preview import CodePreview, ReadText
from screens.finder.source import LIMIT, Findings, Found, Source
from screens.keys.code import FINDER
from screens.printable import printable
from screens.widgets.answers_once import AnswersOnce
from screens.widgets.breakpoints import take_size
from screens.widgets.lines import keys
from screens.widgets.one_line import OneLine
from screens.widgets.virtual_list import Piece, VirtualList

_WIDEST_LABEL = 30
_MEASURED = 100
"""Rows that decide where the column after the labels begins: the cost must not grow with the list."""


class _QueryInput(OneLine):
    """Calls back while the key is handled: a message would come after the key is painted, too late."""

    def __init__(self, value: str, placeholder: str, changed: Callable[[str], None]) -> None:
        # Before the rest: the first value is set, and watched, while the input is made.
        self._tell = changed
        super().__init__(value, placeholder=placeholder)

    def watch_value(self, value: str) -> None:
        """Hand the text on."""
        self._tell(value)


class Finder(ModalScreen[Found | None], AnswersOnce[Found | None]):
    """Type to narrow, arrows to choose, Enter to go there, Escape to stay."""

    DEFAULT_CSS = """
    Finder {
        align: center middle;
        & > Vertical {
            width: 90%;
            max-width: 130;
            height: 85%;
            border: round $border;
            border-title-color: $text;
            border-title-style: bold;
            border-subtitle-color: $text-muted;
            background: $surface;
            padding: 0 1;
            layout: grid;
            grid-size: 2 3;
            grid-columns: 1fr 1fr;
            grid-rows: 1 1fr 1;
        }
        & Input { border: none; height: 1; padding: 0 1; background: $panel; }
        & Input:focus { border: none; }
        & Input, & .keys-row { column-span: 2; }
        & VirtualList { column-span: 2; }
        & CodePreview { background: $background; display: none; }
        &.-wide.-code CodePreview { display: block; }
        &.-wide.-code VirtualList { column-span: 1; }
        &.-wide > Vertical { max-width: 190; }
        & .keys-row { height: 1; padding: 0 1; & > .keys { width: 1fr; } }
        & #dialog-state { width: auto; color: $text-muted; }
    }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    BINDINGS = FINDER.bindings()

    frame = getters.query_one(Vertical)
    query_input = getters.query_one(Input)
    results = getters.query_one("#results", VirtualList)
    remark = getters.query_one("#dialog-state", Static)

    def __init__(
        self,
        title: Callable[[], str],
        source: Source,
        placeholder: str = "",
        query: str = "",
        read: ReadText | None = None,
        keep: Callable[[], bool] | None = None,
        note: str = "",
        first: int = 0,
    ) -> None:
        """`title` is asked whenever an answer is shown, `query` is there from the start, and `read` gives the
        text of a file, shown beside the places.

        `keep` keeps the whole answer as evidence, if it can; without it there is no key for that. `note` says
        what the answer goes by. Until something is typed the row `first` is highlighted.
        """
        super().__init__()
        self._read = read
        self._keep = keep
        self._note = note
        self.set_class(read is not None, "-code")
        self._title = title
        self._titled = ""
        self._source = source
        self._placeholder = placeholder
        self._query = query
        self._first = first
        self._label_cells = 0
        self._is_answering = False
        self._goes = False
        """Whether Enter was pressed before there was anything to go to."""

    def compose(self) -> ComposeResult:
        """The query over the places found, and a remark under them."""
        take_size(self)
        with Vertical() as frame:
            frame.border_subtitle = Content(self._note)
            yield _QueryInput(self._query, self._placeholder, self._query_changed)
            yield VirtualList[Found](self._pieces, id="results")
            if self._read is not None:
                yield CodePreview(self._read)
            keep = [("F6", "keep as evidence")] if self._keep is not None else []
            with Horizontal(classes="keys-row"):
                yield Static(keys(("Enter", "go"), *keep, ("Esc", "close"), ("F1", "help")), classes="keys")
                yield Static(id="dialog-state", markup=False)

    def on_mount(self) -> None:
        """Answer the first query; the list is moved by the keys of the dialog."""
        self.results.can_focus = False
        self.set_focus(self.query_input)
        self._answer()

    def on_key(self, event: events.Key) -> None:
        """Take what was typed before the input was there to take it."""
        if event.key == "enter":
            event.stop()
            self.action_go()
        elif event.is_printable and event.character is not None:
            event.stop()
            self.query_input.insert_text_at_cursor(event.character)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the place under the highlight, once all that was typed has been answered."""
        event.stop()
        self.action_go()

    @property
    def titled(self) -> str:
        """The title as it is shown."""
        return self._titled

    @property
    def query_text(self) -> str:
        """What was typed."""
        return self._query

    def _query_changed(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self._answer()

    def _answer(self) -> None:
        answer = self._source(self._query)
        self._goes, self._is_answering = False, answer.later is not None
        self._show(answer.now, keep=False)
        self.workers.cancel_group(self, "refine")
        if answer.later is not None:
            # Not before the first findings are painted.
            self.call_after_refresh(self._refine, self._query, answer.later)

    @work(exclusive=True, group="refine")
    async def _refine(self, query: str, later: AsyncGenerator[Findings, None]) -> None:
        async with aclosing(later):
            async for findings in later:
                if query != self._query:
                    return
                self._show(findings, keep=True)
                if self._goes and findings.places:
                    self.action_go()
                    return
        self._is_answering = False

    def _show(self, findings: Findings, keep: bool) -> None:
        """Show what was found; `keep` the highlight on its place if the person moved it there."""
        places, results = findings.places, self.results
        current = results.item if keep and results.highlighted else None
        beginning = 0 if self._query else self._first
        labels = (place.label for place in places[:_MEASURED] if place.detail)
        self._label_cells = min(max(map(cell_len, labels), default=0), _WIDEST_LABEL)
        results.set_items(places, places.index(current) if current in places else beginning)
        if (title := self._title()) != self._titled:
            # Another title paints the whole frame: not at every letter.
            self._titled = title
            self.frame.border_title = Content(printable(title))
        self.remark.update(findings.remark or _count(len(places)))
        self.call_after_refresh(self._show_code)

    def _pieces(self, found: Found) -> list[Piece]:
        label = found.label
        pieces: list[Piece] = [(found.lead, "detail")] if found.lead else []
        at = 0
        for start, end in matched(label, filters(self._query).words):
            if start >= at:
                pieces += [(printable(label[at:start]), "label"), (printable(label[start:end]), "match")]
                at = end
        pieces.append((printable(label[at:]), "label"))
        if found.detail:
            blanks = " " * max(self._label_cells - cell_len(label), 0)
            pieces += [(f"{blanks}  ", "detail"), (printable(found.detail), "place")]
        return pieces

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Show the code of the place under the highlight, where there is space for it."""
        event.stop()
        self._show_code()

    def _show_code(self) -> None:
        for preview in self.query(CodePreview):
            if preview.display:
                preview.show(self.results.item)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key moves the highlight before there is one."""
        return self.is_mounted or action not in ("move", "page")

    def action_move(self, step: int) -> None:
        """Move the highlight."""
        self.results.move(step)

    def action_page(self, direction: int) -> None:
        """Move the highlight by a page."""
        self.results.action_page(direction)

    def action_go(self) -> None:
        """Answer with the place under the highlight."""
        if self.results.items:
            self.dismiss(self.results.item)
        else:
            self._goes = self._is_answering

    def action_keep(self) -> None:
        """Keep the answer, and leave."""
        if self._keep is None:
            raise SkipAction
        if self._keep():
            self.dismiss(None)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Answer with the place clicked."""
        event.stop()
        self.action_go()


def _count(places: int) -> str:
    if places >= LIMIT:
        return f"the best {LIMIT}"
    return f"{places} found" if places else "Nothing matches."


if __name__ == "__main__":
    import sys
    from pathlib import Path

    from textual.app import App

    from blistui.repo.repository import Repository
    from screens.code_view.reader import read_text
    from screens.finder.code_names import file_source, names_of

    class FinderDemo(App[Found]):
        """Finds a file of a repository: python -m screens.finder.finder FOLDER."""

        def on_mount(self) -> None:
            """Open the finder; its answer ends the demo."""
            repository = Repository.open(Path(sys.argv[1]))
            source = file_source(names_of(repository), None)

            def read(place: CodePlace) -> CodeText:
                return read_text(repository, place.path, place.at)

            self.push_screen(Finder(lambda: "Files", source, "part of a path", read=read), self.exit)

    print(FinderDemo().run())
