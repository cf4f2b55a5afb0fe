"""The code pane: tree of files, code, finders and searches; its product is a citation."""

from __future__ import annotations

from dataclasses import dataclass

from textual.actions import SkipAction
from textual.message import Message

from blistui.plan.tables.citation import Citation, Query
from blistui.repo.repository import Repository
from screens.code_pane.capturing import capture_lines
from screens.code_pane.cited import Marks, renewed
from screens.code_pane.copying import copy_address, copy_place
from screens.code_pane.disk import Seen, look, missing
from screens.code_pane.file_tree import FileTree
from screens.code_pane.navigator import CodeNavigator
from screens.code_pane.parts import CodeParts
from screens.code_pane.prompt import GOTO, CodePrompt
from screens.code_pane.questions import CodeQuestions
from screens.code_view.highlight import warm
from screens.code_view.place import CodePlace
from screens.code_view.ranges import Ranges
from screens.code_view.view import CodeView
from screens.keys.code import CODE_ASK, HELP
from screens.widgets.in_thread import in_thread
from screens.widgets.key_order import NoText
from screens.widgets.stamp import stamp_of

_LOOK_SECONDS = 1.0
"""Between two looks at the disk, each of them a few calls of the system."""


class CodePane(CodeParts, NoText):
    """Code of one repository beside the form. Values come down as attributes; citations go up as messages."""

    HELP = HELP

    DEFAULT_CSS = """
    CodePane {
        width: 1fr;
        height: 1fr;
        & FileTree { width: 34; height: 1fr; display: none; & > .list--mark { color: $text-accent; } }
        &.-tree FileTree { display: block; }
        & CodeView { height: 1fr; background: $background; }
    }
    """

    BINDINGS = CODE_ASK.bindings()
    STEPS = "hjklwbgGnNz0123456789$%* "
    NOT_TYPED = ": f finds a file, / a text in this one, F5 leaves the code"

    @dataclass
    class CitationPicked(Message):
        """Lines were captured."""

        citation: Citation
        at: str | None
        """Where they were looked at: a commit, or None for the work tree."""

    @dataclass
    class AnswerKept(Message):
        """The answer to a question is to be kept as evidence."""

        query: Query

    @dataclass
    class CitationFollowed(Message):
        """The mark of a cited line was clicked, or Enter pressed on it; `label` names what cites it."""

        label: str

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.navigator = CodeNavigator(self)
        self._questions = CodeQuestions(self, self.navigator, self._keep)
        self._composed = self._is_marking = False
        self._missing: frozenset[str] = frozenset()

    def on_mount(self) -> None:
        """Show the tree, there being no file yet; take over the attributes set before."""
        self._composed = True
        self.add_class("-tree")
        self.set_interval(_LOOK_SECONDS, self._look_at_disk)
        self.watch(self.app, "app_focus", self._focus_changed, init=False)
        in_thread(self, "warm", warm, lambda _: None)
        self.watch_repository(None, self.repository)

    # Attributes

    def watch_repository(self, old: Repository | None, new: Repository | None) -> None:
        """List the files of another repository; what was open of the one before is closed."""
        if not self._composed or new == old:
            return
        if old is not None:
            # Whatever is still being read belongs to the repository before.
            self.workers.cancel_node(self)
            self.navigator.forget()
            self._questions.forget()
            self.contents.forget()
            self.file_tree.files = ()
        if new is not None:
            self.contents.read(new)
        self.mark()
        self.show_state()

    def watch_citations(self) -> None:
        """Mark other lines and files."""
        self.mark()

    def watch_base(self) -> None:
        """Citations without a commit of their own speak of another version."""
        self.mark()

    def mark(self) -> None:
        """Verify the citations, unless nothing that they rest on has changed, and mark their lines."""
        if self._composed and not self._is_marking:
            # Later: what the citations rest on is set one after the other.
            self._is_marking = True
            self.call_later(self._mark)

    def _mark(self) -> None:
        self._is_marking = False
        repository, citations, base, before = self.repository, self.citations, self.base, self.marks
        if repository is None:
            self._marked(Marks())
        else:
            in_thread(self, "marks", lambda: renewed(before, repository, citations, base), self._marked)

    def _marked(self, marks: Marks) -> None:
        self.marks = marks
        self.file_tree.cited = marks.paths
        self.show_state()

    def watch_capture_target(self) -> None:
        """Show who asked."""
        if self._composed:
            self.show_state()

    # The disk

    def _focus_changed(self, has_focus: bool) -> None:
        """The reader comes back from another window, where files may have been made and deleted."""
        if has_focus and self.repository is not None:
            self.contents.list_files(self.repository)
            self._look_at_disk()

    def _look_at_disk(self) -> None:
        repository, opened, last = self.repository, self.opened, self.on_disk
        if repository is None:
            return
        if opened is not None and opened.at is None and stamp_of(repository.root / opened.path) != last[0]:

            def looked(seen: Seen) -> None:
                if self.opened is opened:
                    self.on_disk = seen
                    self.show_state()
                    self.mark()

            in_thread(self, "disk", lambda: look(repository, opened, last), looked)
        gone = missing(repository, self.file_tree.shown_files)
        if gone and gone != self._missing:
            self.contents.list_files(repository)
        self._missing = gone

    # For the screen

    def open_at(self, place: CodePlace, ranges: Ranges = (), word: str = "") -> None:
        """Go to a place, as `CodeNavigator.open_at` does, once there is a view to show it in."""
        if self._composed:
            self.navigator.open_at(place, ranges, word)
        else:
            self.call_later(self.open_at, place, ranges, word)

    def open_citation(self, citation: Citation) -> None:
        """Go to cited lines, as `CodeNavigator.open_citation` does, once there is a view to show them in."""
        if self._composed:
            self.navigator.open_citation(citation)
        else:
            self.call_later(self.open_citation, citation)

    def focus_code(self) -> None:
        """Focus the code, or the tree while no file is open."""
        if not self._composed:
            self.call_later(self.focus_code)
        else:
            self.focus_parts()

    # Messages of the children

    def on_file_tree_file_chosen(self, event: FileTree.FileChosen) -> None:
        """Open the file."""
        event.stop()
        # The tree lists the work tree, whatever version is looked at.
        self.open_at(CodePlace(event.path, 0, None))

    def on_code_view_selection_changed(self, event: CodeView.SelectionChanged) -> None:
        """Show where the cursor is."""
        event.stop()
        self.show_place()

    def on_code_view_definition_requested(self, event: CodeView.DefinitionRequested) -> None:
        """Go to the definition of a word clicked."""
        event.stop()
        self._questions.ask("definition")

    def on_code_view_walk_requested(self, event: CodeView.WalkRequested) -> None:
        """Go to another of the last results."""
        event.stop()
        self._questions.walk(event.step)

    def on_code_view_lines_captured(self, event: CodeView.LinesCaptured) -> None:
        """Make a citation of the lines."""
        event.stop()
        capture_lines(self, event, self._picked)

    def _picked(self, citation: Citation, at: str | None) -> None:
        self.post_message(self.CitationPicked(citation, at))

    def on_code_view_cited_line_clicked(self, event: CodeView.CitedLineClicked) -> None:
        """Say which citation was asked for."""
        event.stop()
        self.post_message(self.CitationFollowed(event.label))

    def on_code_prompt_entered(self, event: CodePrompt.Entered) -> None:
        """Leave the place before the search, or go where was asked."""
        event.stop()
        self.focus_code()
        if event.sign == GOTO:
            self._questions.go_to(event.text)
        elif event.origin.line != self.view.place.line:
            self.navigator.leave(event.origin.line)
        event.answered.set()

    def on_code_prompt_cancelled(self, event: CodePrompt.Cancelled) -> None:
        """Back to the code."""
        event.stop()
        self.focus_code()

    def _keep(self, query: Query) -> None:
        self.post_message(self.AnswerKept(query))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters typed into the prompt are no keys of the pane."""
        return not (self._composed and self.prompt.has_focus_within)

    def action_ask(self, question: str) -> None:
        """Open the finder for a question."""
        self._questions.ask(question)

    def action_prompt(self, sign: str) -> None:
        """Ask for a search, or for a line or a file to go to."""
        if self.repository is None or (self.opened is None and sign != GOTO):
            raise SkipAction
        self.prompt.open(sign)

    def action_declaration(self) -> None:
        """Select the declaration around the cursor, or around what is selected."""
        self.navigator.choose_declaration()

    def action_tree(self) -> None:
        """Show the tree and go to it, or hide it."""
        if self.has_class("-tree") and self.opened is not None:
            self.remove_class("-tree")
            self.screen.set_focus(self.view)
        else:
            self.add_class("-tree")
            # It can have the focus once it is shown.
            self.file_tree.focus()

    def action_travel(self, direction: int) -> None:
        """Go back or forward through the positions left by jumps."""
        self.navigator.travel(direction)

    def action_base(self) -> None:
        """Show this file at the plan's base commit, or in the work tree again."""
        if self.opened is None:
            raise SkipAction
        self.navigator.change_sides()

    def action_results(self) -> None:
        """Open the last list of results again."""
        self._questions.results()

    def action_copy_place(self) -> None:
        """Copy `path:12-20` through the terminal."""
        copy_place(self)

    def action_copy_address(self) -> None:
        """Copy the address of the lines on the code host."""
        copy_address(self)

    def action_reload(self) -> None:
        """Read the file and the list of files again."""
        if self.repository is not None:
            self.contents.read(self.repository)
            self.navigator.reload()
            self.mark()
