"""What the code pane consists of and shows: the part of it that its helpers see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.widget import Widget

from blistui.plan.tables.citation import Citation
from blistui.repo.go.outline import Symbol, enclosing
from blistui.repo.repository import Repository
from screens.code_pane.cited import Marks
from screens.code_pane.contents import CodeContents
from screens.code_pane.disk import Seen
from screens.code_pane.file_tree import FileTree
from screens.code_pane.prompt import CodePrompt
from screens.code_pane.status import CodeHeader, CodeStatus
from screens.code_view.marks import LineMarks
from screens.code_view.reader import OpenFile
from screens.code_view.view import CodeView

_NARROW = 100


class CodeParts(Widget):
    """A tree of files beside the code, between its header and its status; knows no key and no question."""

    repository: var[Repository | None] = var[Repository | None](None)
    """Where the files are."""

    base: var[str] = var("")
    """The plan's base commit; empty when it has none."""

    citations: var[Mapping[str, Sequence[Citation]]] = var[Mapping[str, Sequence[Citation]]](dict)
    """What the plan cites: the citations by a label of what cites them."""

    keeps_answers: var[bool] = var(False)
    """Whether somebody keeps the answers of questions as evidence; else no key offers it."""

    capture_target: var[str] = var("")
    """Names the field that asked for a citation; empty when none did."""

    file_tree = getters.query_one(FileTree)
    view = getters.query_one(CodeView)
    prompt = getters.query_one(CodePrompt)
    header = getters.query_one(CodeHeader)
    status = getters.query_one(CodeStatus)

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.contents = CodeContents(self, self._listed, self.show_state)
        self.opened: OpenFile | None = None
        """The file shown."""
        self.on_disk: Seen = (None, "")
        """What is known of the file on disk."""
        self.marks = Marks()
        """Where the cited lines are, as far as that is known."""
        self.walking = ("", "")
        """Which of the results is shown while they are walked through, and the file that it is in."""
        self.symbols: Sequence[Symbol] = ()
        """The Go symbols of the file shown, as far as they are known."""
        self._code_gets_focus = False

    def compose(self) -> ComposeResult:
        """The tree beside the code, which has its header above and its status below."""
        view = CodeView()
        with Horizontal():
            yield FileTree()
            with Vertical():
                yield CodeHeader()
                yield view
                yield CodePrompt(view)
                yield CodeStatus()

    def _listed(self) -> None:
        self.show_state()
        self.file_tree.files = tuple(self.contents.files.names)
        if self.opened is not None:
            self.file_tree.reveal(self.opened.path)

    @property
    def first_line(self) -> int:
        """The first of the lines chosen, or the cursor's."""
        chosen = self.view.chosen
        return chosen[0][0] if chosen else self.view.place.line

    def focus_parts(self) -> None:
        """Focus the code, or the tree while no file is open.

        At once, as everywhere here: a key that is on its way is for what is shown then.
        """
        if self.opened is not None:
            self.screen.set_focus(self.view)
        else:
            self.screen.set_focus(self.file_tree)
            # A file may be on its way already, and hide the tree before it has the focus.
            self._code_gets_focus = True

    def make_space_for_code(self) -> None:
        """Give the code the width and the focus that the tree had, where there is not enough for both."""
        if self._code_gets_focus or self.file_tree.has_focus:
            self._code_gets_focus = False
            self.screen.set_focus(self.view)
        if self.size.width < _NARROW:
            self.remove_class("-tree")

    def show_state(self) -> None:
        """Show header, marks and status as they are now."""
        opened, view = self.opened, self.view
        gone = self.marks.gone.get(opened.path, 0) if opened is not None else 0
        self.header.show(opened, self.on_disk[1], self.capture_target, gone)
        marks = self.marks.of(opened.path, opened.at) if opened is not None else LineMarks()
        if marks != view.cited:
            view.cited = marks
        self.show_place()

    def show_place(self) -> None:
        """Show in the status where the cursor is."""
        view = self.view
        if self.opened is None:
            self.status.hint(self.contents.hint)
            return
        line = view.place.line
        symbol = enclosing(self.symbols, line)
        marks = [lines.mark for lines in view.cited.at(line)]
        walking, where = self.walking
        if view.search.needle or where != self.opened.path:
            walking = ""
        first = str(view.count) if view.count else walking
        self.status.show(line, view.text.line_count, view.chosen, symbol, marks, first)
