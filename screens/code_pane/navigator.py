"""Which file the code pane shows, and the way there and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from blistui.plan.tables.citation import Citation
from blistui.repo.errors import Unreadable
from blistui.repo.go.outline import Symbol
from screens.code_pane.cited import where_shown
from screens.code_pane.parts import CodeParts
from screens.code_view import reader as code_reader
from screens.code_view.other_languages import LexedSpans, lexed
from screens.code_view.place import CodePlace
from screens.code_view.ranges import LineRange, Ranges
from screens.code_view.reader import OpenFile
from screens.code_view.text import CodeText
from screens.finder.code_names import as_outlined
from screens.widgets.in_thread import in_thread
from screens.widgets.key_order import AWAITED

if TYPE_CHECKING:
    from tree_sitter import Tree

_KEPT = 200
_RECENT = 12
_NEAR = 5
_ENDS = {-1: "There is no position further back.", 1: "There is no position further on."}


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A file to be shown, and where in it; `ranges` are selected `beside` those added before.

    `says` is a sentence on which version this is.
    """

    opened: OpenFile
    line: int
    ranges: Ranges = ()
    word: str = ""
    beside: Ranges = ()
    says: str = ""


@dataclass
class PositionHistory:
    """Positions that jumps left; moving about in a file leaves none."""

    _before: list[CodePlace] = field(default_factory=list)
    _after: list[CodePlace] = field(default_factory=list)

    def leave(self, position: CodePlace) -> None:
        """Remember a position that a jump leaves; what was ahead is forgotten."""
        self._after.clear()
        last = self._before[-1] if self._before else None
        if (
            last
            and (last.path, last.at) == (position.path, position.at)
            and abs(last.line - position.line) <= _NEAR
        ):
            self._before.pop()
        self._before.append(position)
        del self._before[:-_KEPT]

    def back(self, current: CodePlace) -> CodePlace | None:
        """The position before `current`, which becomes the one ahead."""
        if not self._before:
            return None
        self._after.append(current)
        return self._before.pop()

    def forward(self, current: CodePlace) -> CodePlace | None:
        """The position ahead of `current`, which becomes the one before."""
        if not self._after:
            return None
        self._before.append(current)
        return self._after.pop()


class CodeNavigator:
    """Reads files in threads and shows them in the pane; remembers positions that jumps leave."""

    def __init__(self, pane: CodeParts) -> None:
        self._pane = pane
        self._history = PositionHistory()
        self.recent: list[str] = []
        """The files looked at last, the latest first."""

    def open_at(self, place: CodePlace, ranges: Ranges = (), word: str = "") -> None:
        """Show a place; `ranges` are selected, or the cursor goes to `word`.

        Ranges added before in the same file stay. Where the reader was becomes the position to go back to.
        """
        self._go(place, ranges, word, leaving=self._here)

    def open_citation(self, citation: Citation) -> None:
        """Show cited lines where they are now, or at their own version, and say which."""
        repository, base, before = self._pane.repository, self._pane.base, self._pane.opened
        if repository is None:
            return

        def read() -> _Arrival:
            shown = where_shown(repository, citation, base)
            opened = code_reader.read(repository, shown.place.path, shown.place.at, base)
            if before is not None and _is_same(before, opened):
                opened = before
            return _Arrival(opened, shown.place.line, shown.ranges, says=shown.words)

        self._read(read, leaving=self._here)

    def leave(self, line: int) -> None:
        """Remember a line of the file shown as the position to go back to."""
        if self._pane.opened is not None:
            self._history.leave(CodePlace(self._pane.opened.path, line, self._pane.opened.at))

    def travel(self, direction: int) -> None:
        """Go back (-1) or forward (1) through the positions left."""
        if (here := self._here) is not None:
            travel = self._history.back if direction < 0 else self._history.forward
            to = travel(here)
            if to is not None:
                self._go(to)
            else:
                self._pane.notify(_ENDS[direction], markup=False, timeout=2)

    def change_sides(self) -> None:
        """Show the same place of the same file on the other side: base commit or work tree."""
        repository, opened, base = self._pane.repository, self._pane.opened, self._pane.base
        if not base:
            self._pane.notify("The plan has no base commit yet.", severity="warning", markup=False)
        elif opened is not None and repository is not None:
            line = self._pane.first_line

            def read() -> _Arrival:
                return _Arrival(*code_reader.read_other(repository, opened, line, base))

            self._read(read, leaving=self._here)

    def reload(self) -> None:
        """Read the file again, as it is on disk now; one that is no longer readable stays, and says so."""
        repository, opened, base = self._pane.repository, self._pane.opened, self._pane.base
        line = self._pane.view.place.line

        def read_again() -> _Arrival:
            assert repository is not None and opened is not None
            try:
                return _Arrival(code_reader.read(repository, opened.path, opened.at, base), line)
            except Unreadable:
                what = "unreadable now" if repository.exists(opened.path, opened.at) else "gone"
                return _Arrival(replace(opened, state=f"{what}: shown as it was"), line)

        if repository is not None and opened is not None:
            self._read(read_again)

    def choose_declaration(self) -> None:
        """Select the declaration around the cursor, or around what is selected."""
        view = self._pane.view
        selected = view.selection.lines(view.place.line)
        first, last = selected or (view.place.line, view.place.line)
        around = self._declaration_around(first, last, selected is not None)
        if around is None:
            what = "No Go declaration is around this." if selected is None else "Nothing more is around this."
            self._pane.notify(what, severity="warning", markup=False)
        else:
            view.choose((around,), beside=view.selection.added)

    def _declaration_around(self, first: int, last: int, selected: bool) -> LineRange | None:
        """The innermost declaration that holds these lines, or more than them when they are `selected`.

        A declaration with its comment comes after the same without it.
        """
        holding = [symbol for symbol in self._pane.symbols if symbol.kind != "package"]
        ranges = {(s.start, s.end) for s in holding} | {(s.doc_start, s.end) for s in holding}
        around = [lines for lines in ranges if lines[0] <= first and last <= lines[1]]
        if selected and (first, last) in around:
            around.remove((first, last))
        return min(around, key=lambda lines: lines[1] - lines[0], default=None)

    def forget(self) -> None:
        """Close the file and forget all positions: they were another repository's."""
        self._pane.opened, self._pane.symbols, self._history = None, (), PositionHistory()
        self.recent = []
        self._pane.view.load("", CodeText(""))

    @property
    def _here(self) -> CodePlace | None:
        opened = self._pane.opened
        return CodePlace(opened.path, self._pane.view.place.line, opened.at) if opened is not None else None

    def _go(
        self,
        to: CodePlace,
        ranges: Ranges = (),
        word: str = "",
        leaving: CodePlace | None = None,
    ) -> None:
        opened, repository, base = self._pane.opened, self._pane.repository, self._pane.base
        if opened is not None and (opened.path, opened.at) == (to.path, to.at):
            if leaving is not None:
                self._history.leave(leaving)
            self._arrive(_Arrival(opened, to.line, ranges, word, beside=self._pane.view.selection.added))
        elif repository is not None:

            def read() -> _Arrival:
                return _Arrival(code_reader.read(repository, to.path, to.at, base), to.line, ranges, word)

            self._read(read, leaving)

    def _read(self, read: Callable[[], _Arrival], leaving: CodePlace | None = None) -> None:
        """Read in a thread and show; once that is done, `leaving` becomes the position to go back to."""

        def show(arrival: _Arrival) -> None:
            if leaving is not None:
                self._history.leave(leaving)
            is_new = arrival.opened is not self._pane.opened
            if is_new:
                self._show(arrival.opened)
            self._arrive(arrival, centre=is_new)

        in_thread(self._pane, AWAITED, read, show)

    def _show(self, opened: OpenFile) -> None:
        pane = self._pane
        pane.opened, pane.symbols, pane.on_disk = opened, (), (opened.stamp, "")
        self.recent = list(dict.fromkeys([opened.path, *self.recent]))[:_RECENT]
        pane.view.load(opened.path, opened.text)
        pane.file_tree.reveal(opened.path)
        pane.make_space_for_code()
        if opened.is_small_go:
            # After the file is painted: the thread would slow that down.
            pane.call_after_refresh(self._parse, opened)
        elif not opened.is_go:
            pane.call_after_refresh(self._colour, opened)
        elif opened.at is None and pane.contents.index is not None:
            pane.symbols = [as_outlined(symbol) for symbol in pane.contents.index.in_file(opened.path)]

    def _parse(self, opened: OpenFile) -> None:
        in_thread(self._pane, "parse", opened.parse, lambda parsed: self._parsed(opened, *parsed))

    def _colour(self, opened: OpenFile) -> None:
        def look() -> LexedSpans | None:
            return lexed(opened.path, opened.text)

        in_thread(self._pane, "parse", look, partial(self._pane.view.adopt_spans, opened.text))

    def _parsed(self, opened: OpenFile, tree: Tree, symbols: Sequence[Symbol]) -> None:
        pane = self._pane
        if pane.opened is opened:
            pane.view.adopt_tree(opened.text, tree)
            pane.symbols = symbols
            pane.show_state()

    def _arrive(self, arrival: _Arrival, centre: bool = False) -> None:
        view = self._pane.view
        if arrival.ranges:
            view.choose(arrival.ranges, arrival.beside)
        elif line := arrival.line:
            # A selection begun at the place before must not be extended to this one.
            view.selection.end()
            view.goto(line, _index_of(arrival.word, view.text.line(line)), centre)
        self._pane.show_state()
        if arrival.says:
            self._pane.notify(arrival.says, severity="warning", markup=False)


def _is_same(before: OpenFile, after: OpenFile) -> bool:
    same_side = (before.path, before.at, before.state) == (after.path, after.at, after.state)
    return same_side and before.text.text == after.text.text


def _index_of(word: str, line: str) -> int:
    """Where a word is in a line: alone, or within another; else where the line is first written on."""
    if word:
        for pattern in (rf"\b{re.escape(word)}\b", re.escape(word)):
            if found := re.search(pattern, line, re.IGNORECASE):
                return found.start()
    return len(line) - len(line.lstrip())
