"""The code view: a file under a cursor, whose lines are selected by key or mouse and captured."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.message import Message

from screens.code_view.motion import Place, moved
from screens.code_view.mouse import LineDrag
from screens.code_view.ranges import Ranges, merged
from screens.code_view.search import TextSearch
from screens.code_view.surface import CodeSurface
from screens.code_view.text import CodeText
from screens.keys.code import CODE_CITE, CODE_MOVE, HELP

_MOST_COUNTED = 1_000_000


class CodeView(CodeSurface, can_focus=True):
    """A file to read and to cite from; what is selected is whole lines, as in a citation."""

    HELP = HELP

    BINDINGS = [
        *CODE_CITE.bindings(),
        *CODE_MOVE.bindings(),
        # As the motions are: a number is handled before the motion that follows it, however fast both come.
        *(Binding(digit, f"count_on({digit})", show=False, priority=True) for digit in "123456789"),
    ]

    @dataclass
    class LinesCaptured(Message):
        """A citation of these ranges of `text` is asked for."""

        path: str
        ranges: Ranges
        text: CodeText

    @dataclass
    class CitedLineClicked(Message):
        """The mark of a cited line was clicked, or Enter pressed on it; `label` names what cites it."""

        path: str
        line: int
        label: str

    @dataclass
    class SelectionChanged(Message):
        """The cursor is on another line, or other lines are chosen."""

        path: str
        line: int
        ranges: Ranges
        """What a capture would cite; empty when nothing is selected or added."""

    @dataclass
    class WalkRequested(Message):
        """The next (1) or the one before (-1) is asked for, and nothing is searched here."""

        step: int

    @dataclass
    class DefinitionRequested(Message):
        """A word was clicked with Ctrl held."""

        word: str

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._drag: LineDrag | None = None
        self.count = 0
        """The number typed before a motion; 0 for none."""

    def load(self, path: str, text: CodeText, line: int = 1) -> None:
        """Show a file with the cursor on `line`; selection and added ranges are dropped."""
        super().load(path, text, line)
        self._choice_changed()

    @property
    def chosen(self) -> Ranges:
        """What a capture would cite; empty when nothing is selected or added."""
        return self.selection.ranges(self.place.line)

    def choose(self, ranges: Ranges, beside: Ranges = ()) -> None:
        """Select these ranges, the last as the selection that Shift changes, and show the first.

        Those `beside` them are chosen too, as ranges added before.
        """
        self.selection.clear()
        self.selection.added = merged((*beside, *ranges[:-1]))
        if ranges:
            self.selection.start(ranges[-1][0])
            self.goto(ranges[-1][1])
            self.top = ranges[0][0] - 1 - self.size.height // 4
        self._choice_changed()

    def watch_place(self, old: Place, new: Place) -> None:
        """Post a message when the cursor is on another line."""
        if old.line != new.line:
            self._choice_changed()

    def _choice_changed(self) -> None:
        self.refresh()
        self.post_message(self.SelectionChanged(self.path, self.place.line, self.chosen))

    # Keys

    def action_count_on(self, digit: int) -> None:
        """Take a digit of the number before a motion."""
        self.count = min(10 * self.count + digit, _MOST_COUNTED)
        self._choice_changed()

    def _counted(self) -> int:
        """The number typed, which is used up; 0 for none."""
        count, self.count = self.count, 0
        if count:
            # The number is shown while it waits, also where the cursor can go no further.
            self._choice_changed()
        return count

    def on_blur(self) -> None:
        """A number typed before something else means nothing later."""
        self._counted()

    def action_move(self, motion: str) -> None:
        """Move the cursor; a selection that is not sticky ends."""
        if motion == "home" and self.count:
            self.action_count_on(0)
            return
        if not self.selection.sticky and self.selection.anchor is not None:
            self.selection.end()
            self._choice_changed()
        self._travel(motion)

    def action_extend(self, motion: str) -> None:
        """Move the cursor and select what it passes."""
        if not self.text.line_count:
            raise SkipAction
        self.selection.start(self.place.line)
        self._travel(motion)

    def _travel(self, motion: str) -> None:
        height, count = self.size.height, self._counted()
        if count and motion in ("top", "bottom"):
            self.goto(min(count, self.text.line_count))
            return
        self.place = moved(self.text, self.place, motion, max(height - 1, 1), self.tab_size)
        for _ in range(count - 1):
            before = self.place
            self.place = moved(self.text, self.place, motion, max(height - 1, 1), self.tab_size)
            if self.place == before:
                break
        if motion in ("page_up", "page_down") and count < 2:
            self.top += height - 1 if motion == "page_down" else 1 - height
        self.reveal()

    def action_mark(self) -> None:
        """Start a selection that every motion grows, or make the one there is such; then end it."""
        if not self.text.line_count:
            raise SkipAction
        if self.selection.sticky:
            self.selection.end()
        else:
            self.selection.start(self.place.line)
            self.selection.sticky = True
        self._choice_changed()

    def action_capture(self) -> None:
        """Ask for a citation of the chosen lines, or of the cursor's line."""
        if not self.text.line_count:
            raise SkipAction
        ranges = self.chosen or ((self.place.line, self.place.line),)
        self.post_message(self.LinesCaptured(self.path, ranges, self.text))
        self.selection.clear()
        self._choice_changed()

    def action_enter(self) -> None:
        """Capture what is chosen; without, open what cites the cursor's line."""
        if self.selection:
            self.action_capture()
        elif not self._follow_mark():
            raise SkipAction

    def _follow_mark(self) -> bool:
        line = self.place.line
        marked = self.cited.at(line)
        if marked:
            self.post_message(self.CitedLineClicked(self.path, line, marked[0].mark.label))
        return bool(marked)

    def action_add_range(self) -> None:
        """Add the selection or the cursor's line to the ranges of one citation, or drop it again."""
        if not self.text.line_count:
            raise SkipAction
        line = self.place.line
        self.selection.toggle(self.selection.lines(line) or (line, line))
        self._choice_changed()

    def action_copy(self) -> None:
        """Copy the selected lines, or the cursor's, through the terminal (OSC 52)."""
        if not self.text.line_count:
            raise SkipAction
        first, last = self.selection.lines(self.place.line) or (self.place.line, self.place.line)
        self.app.copy_to_clipboard("\n".join(self.text.lines(first, last)) + "\n")
        count = last - first + 1
        self.notify(f"Copied {count} line{'s' if count > 1 else ''}.", markup=False)

    def action_match(self, step: int) -> None:
        """Go to the next or the previous match of the search."""
        count = self._counted() or 1
        if not self.search.needle:
            self.post_message(self.WalkRequested(step * count))
            return
        if not all(self.find(step) for _ in range(min(count, self.text.line_count))):
            self.notify(f"Nothing here matches {self.search.needle}", severity="warning", markup=False)

    def action_search_word(self) -> None:
        """Search the word under the cursor."""
        if self.word_at_cursor:
            self.search = TextSearch(self.word_at_cursor)
            self.find(1)

    def action_centre(self) -> None:
        """Scroll the cursor's line into the middle."""
        self.reveal(centre=True)

    def action_let_go(self) -> None:
        """Drop the selection; when there is none the added ranges; else the search."""
        if self.count:
            self.count = 0
        elif self.selection.anchor is not None:
            self.selection.end()
        elif self.selection.added:
            self.selection.clear()
        elif self.search.needle:
            self.search = TextSearch("")
        else:
            raise SkipAction
        self._choice_changed()

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start a drag with the left button."""
        if event.button == 1 and self.text.line_count and not self.is_on_bar(event.x):
            self.capture_mouse()
            self._drag = LineDrag(self, event)
            self._choice_changed()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on with a drag."""
        if self._drag is not None:
            self._drag.drag(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        if self._drag is not None:
            self.release_mouse()
            meant, self._drag = self._drag.drop(event), None
            if meant == "definition":
                self.post_message(self.DefinitionRequested(self.word_at_cursor))
            elif meant == "citation":
                self._follow_mark()

    def on_click(self, event: events.Click) -> None:
        """A double click marks all places of the word, and copies it."""
        if event.chain == 2 and self.word_at_cursor:
            self.search = TextSearch(self.word_at_cursor)
            self.app.copy_to_clipboard(self.word_at_cursor)
            self.notify(f"Copied {self.word_at_cursor}", markup=False)


if __name__ == "__main__":
    import sys
    from pathlib import Path

    from textual.app import App, ComposeResult
    from textual.widgets import Footer

    class CodeViewDemo(App[None]):
        """Shows one file: python -m screens.code_view.view FILE."""

        def compose(self) -> ComposeResult:
            """The view over a footer."""
            yield CodeView()
            yield Footer()

        def on_mount(self) -> None:
            """Load the file named on the command line."""
            path = Path(sys.argv[1])
            text = path.read_text(encoding="utf-8", errors="backslashreplace")
            self.query_one(CodeView).load(path.name, CodeText(text))

        def on_code_view_lines_captured(self, event: CodeView.LinesCaptured) -> None:
            """Show what a plan would receive."""
            self.notify(f"{event.path} {event.ranges}", markup=False)

    CodeViewDemo().run()
