"""Paints the lines of one file that are on screen; takes no keys of its own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.reactive import reactive

from screens.code_view.cells import LineCells
from screens.code_view.highlight import KINDS, GoHighlighter
from screens.code_view.marks import GLYPHS, MORE, LineMarks
from screens.code_view.motion import Place, word_at
from screens.code_view.other_languages import LexedSpans
from screens.code_view.paint import (
    ADDED,
    SELECTED,
    STATES,
    CodeStyles,
    LineLook,
    LinePainter,
    State,
)
from screens.code_view.ranges import LineSelection, covers
from screens.code_view.search import TextSearch
from screens.code_view.text import CodeText
from screens.widgets.row_view import RowView

if TYPE_CHECKING:
    from tree_sitter import Tree


_SIDE_STEP = 8
"""Cells by which a turn of the wheel scrolls sideways."""


class CodeSurface(RowView, can_focus=False):
    """Lines of code with numbers, marks, selection and cursor; its cost is that of the lines on screen."""

    DEFAULT_CSS = """
    CodeSurface {
        & > .code--gutter { color: $text-muted; }
        & > .code--cursor { background: $panel; }
        & > .code--selected { background: $panel; }
        & > .code--cut { color: $text-muted; text-style: bold; }
        & > .code--cited-exact { color: $text-accent; text-style: bold; }
        & > .code--cited-unpinned { color: $text-muted; text-style: bold; }
        & > .code--cited-moved { color: $text-warning; text-style: bold; }
        & > .code--cited-ambiguous { color: $text-error; text-style: bold; }
        & > .code--cited-changed { color: $text-error; text-style: bold; }
        & > .code--cited-gone { color: $text-error; text-style: bold; }
        & > .code--match { color: $background; background: $warning; text-style: underline; }
        & > .code--caret { text-style: reverse; }
        & > .code--keyword { color: $text-accent; }
        & > .code--type { color: $text-secondary; }
        & > .code--function { color: $text; text-style: bold; }
        & > .code--call { color: $text; }
        & > .code--string { color: $text-success; }
        & > .code--number { color: $text; }
        & > .code--constant { color: $text-accent; }
        & > .code--comment { color: $text-muted; }
        /* A terminal has colours that do not blend: a ground would hide names; the bar has to do. */
        &:ansi > .code--selected { background: transparent; }
        &:ansi > .code--match { color: ansi_black; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"code--{name}"
        for name in (
            *("gutter", "cursor", "selected", "cut", "match", "caret"),
            *KINDS,
            *(f"cited-{state}" for state in GLYPHS),
        )
    }

    cited: reactive[LineMarks] = reactive(LineMarks)
    """Lines that the plan cites already, by what, and what became of them."""

    place: reactive[Place] = reactive(Place())
    """Where the cursor is."""

    left: reactive[int] = reactive(0)
    """First cell of the text that is shown: how far the view is scrolled to the right."""

    search: reactive[TextSearch] = reactive(TextSearch(""))
    """What is searched; its matches are marked."""

    tab_size: reactive[int] = reactive(4)
    """Cells from one tab stop to the next."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.path = ""
        self.text = CodeText("")
        self.selection = LineSelection()
        self._highlighter: GoHighlighter | LexedSpans | None = None
        self._styles: CodeStyles | None = None
        self.cells = lru_cache(maxsize=256)(self._line_cells)

    def load(self, path: str, text: CodeText, line: int = 1) -> None:
        """Show a file with the cursor on `line`; selection and added ranges are dropped."""
        self.path, self.text = path, text
        self._highlighter = GoHighlighter(text) if path.endswith(".go") else None
        self.selection.clear()
        self.cells.cache_clear()
        self.row_count = text.line_count
        self.left = 0
        self.goto(line)

    def adopt_tree(self, text: CodeText, tree: Tree) -> None:
        """Highlight by the tree of the whole file, unless another text has been loaded since."""
        if self.text is text and isinstance(self._highlighter, GoHighlighter):
            self._highlighter.adopt(tree)
            self.repaint()

    def adopt_spans(self, text: CodeText, spans: LexedSpans | None) -> None:
        """Highlight a text that is not Go, unless another has been loaded since."""
        if self.text is text and spans is not None:
            self._highlighter = spans
            self.repaint()

    def goto(self, line: int, index: int = 0, centre: bool = False) -> None:
        """Put the cursor on a character and show its line, in the middle when it was off the screen.

        With `centre` it comes into the middle in any case, as in a file just loaded.
        """
        line = max(1, min(line, self.text.line_count))
        self.place = Place(line, index, self.cells(line).cell_of(index))
        if self.size.height:
            self.reveal(centre=centre or not self.shows(line))
        else:
            self.call_after_refresh(self.reveal, centre=True)

    def shows(self, line: int) -> bool:
        """Whether the line is among those shown."""
        return self.top < line <= self.top + self.size.height

    @property
    def row_looked_at(self) -> int:
        """The row of the cursor, on the screen."""
        return self.region.y + self.place.line - 1 - self.top

    def reveal(self, centre: bool = False) -> None:
        """Scroll, as little as will do, until the cursor shows; or put its line into the middle."""
        row, height = self.place.line - 1, self.size.height
        if centre:
            self.top = row - height // 2
        else:
            self.top = min(max(self.top, row - height + 1), row)
        cell, space = self.cells(self.place.line).cell_of(self.place.index), self.text_width
        if cell <= self.left + bool(self.left) or cell >= self.left + space - 1:
            # The cut marks take a cell at either edge; jumping half a screen keeps long lines readable.
            self.left = 0 if cell < space - 1 else cell - space // 2

    def find(self, step: int, start: int | None = None) -> bool:
        """Go to the next match (`step` 1) or the one before (-1), round the ends; False without any.

        `start` is the character offset to search from; without it, from the cursor.
        """
        text, search = self.text.text, self.search
        here = self.text.offset(self.place.line) + self.place.index
        if step > 0:
            found = search.after(text, here + 1 if start is None else start)
            found = found if found >= 0 else search.after(text, 0)
        else:
            found = search.before(text, here if start is None else start)
            found = found if found >= 0 else search.before(text, len(text))
        if found >= 0:
            line = self.text.line_at(found)
            self.goto(line, found - self.text.offset(line))
        return found >= 0

    @property
    def word_at_cursor(self) -> str:
        """The word under the cursor, or empty."""
        return word_at(self.text.line(self.place.line), self.place.index)

    @property
    def gutter_width(self) -> int:
        """Cells before the text: mark, number, bar."""
        return self._digits + 2

    @property
    def text_width(self) -> int:
        """Cells that the text has."""
        return max(self.row_width - self.gutter_width, 1)

    @property
    def _digits(self) -> int:
        return max(3, len(str(self.text.line_count)))

    def prepare(self, first: int, last: int) -> None:
        """Highlight the rows `first` to `last` in one go."""
        if self._highlighter is not None:
            self._highlighter.prepare(first + 1, last + 1)

    def paint(self, look: Hashable, width: int) -> list[Segment]:
        """Segments of one line."""
        assert isinstance(look, LineLook)
        if self._styles is None:
            self._styles = self._resolve_styles()
        number = look.number
        cells = self.cells(number)
        spans = self._highlighter.spans(number) if self._highlighter is not None else ()
        matches: Iterable[tuple[int, int]] = ()
        if self.search.needle:
            start, end = cells.index_at(self.left), cells.index_at(self.left + width)
            matches = self.search.within(cells.line, start, end)
        return LinePainter(self._styles, self._digits, width, self.left).paint(look, cells, spans, matches)

    def look_of(self, row: int) -> LineLook:
        """How the line of a row looks, beside its text."""
        number = row + 1
        selected = self.selection.lines(self.place.line)
        state: State = "plain"
        bar = " "
        if selected is not None and selected[0] <= number <= selected[1]:
            state, bar = "selected", SELECTED
        elif covers(self.selection.added, number):
            state, bar = "selected", ADDED
        elif number == self.place.line:
            state = "cursor"
        mark, cited = " ", ""
        if marked := self.cited.at(number):
            worst = marked[0]
            cited = worst.mark.state
            mark = worst.mark.glyph if worst.first == number else MORE
        caret = self.place.index if number == self.place.line and self.has_focus else None
        return LineLook(number, state, bar, mark, cited, caret)

    def _line_cells(self, number: int) -> LineCells:
        return LineCells(self.text.line(number), self.tab_size)

    def _resolve_styles(self) -> CodeStyles:
        ink = {kind: self.ink(f"code--{kind}") for kind in KINDS} | {"": Style()}
        grounds = {
            "plain": self.ground,
            "cursor": self.ground + self.get_component_rich_style("code--cursor").background_style,
            "selected": self.ground + self.get_component_rich_style("code--selected").background_style,
        }
        return CodeStyles(
            text={(state, kind): grounds[state] + style for state in STATES for kind, style in ink.items()},
            gutter={state: grounds[state] + self.ink("code--gutter") for state in STATES},
            cited={state: self.ink(f"code--cited-{state}") for state in GLYPHS},
            cut=self.ink("code--cut"),
            match=self.get_component_rich_style("code--match", partial=True),
            caret=self.get_component_rich_style("code--caret", partial=True),
        )

    def notify_style_update(self) -> None:
        """The theme or the classes changed: resolve the styles again."""
        self._styles = None
        super().notify_style_update()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll to the right when Shift or Ctrl is held."""
        if event.shift or event.ctrl:
            self._scroll_sideways(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll to the left when Shift or Ctrl is held."""
        if event.shift or event.ctrl:
            self._scroll_sideways(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Scroll to the right, as far as the widest line on the screen goes."""
        self._scroll_sideways(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Scroll to the left."""
        self._scroll_sideways(event, -1)

    def _scroll_sideways(self, event: events.MouseEvent, direction: int) -> None:
        event.stop()
        event.prevent_default()
        rows = range(self.top + 1, min(self.top + self.size.height, self.text.line_count) + 1)
        far = self.left + 2 * self.text_width
        widest = max((cells.cell_of(cells.index_at(far)) for cells in map(self.cells, rows)), default=0)
        self.left = max(0, min(self.left + direction * _SIDE_STEP, widest - self.text_width // 2))

    def watch_left(self) -> None:
        """Paint all lines again."""
        self.repaint()

    def watch_search(self) -> None:
        """Mark other matches."""
        self.repaint()

    def watch_tab_size(self) -> None:
        """Lay out all lines again."""
        self.cells.cache_clear()
        self.repaint()
