"""The two lines around the code: which file in which state, and where in it the cursor is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from blistui.repo.go.outline import Symbol
from blistui.rules.prose.wording import counted
from screens.code_view.marks import CitedMark
from screens.code_view.ranges import Ranges, as_text
from screens.code_view.reader import OpenFile
from screens.printable import printable
from screens.widgets.lines import keys
from screens.widgets.lines import line as line_of

_UNKNOWN = 1_000
_WAYS = (
    ("s", "symbol"),
    ("V", "declaration"),
    ("o", "outline"),
    ("/", "search"),
    ("?", "all files"),
    ("t", "tree"),
)
"""Keys of the code that are no longer on the key line, as many as there is space for."""
_LEAST_WAYS = 2
"""How many of them stay whatever there is to say: what is said is cut instead."""
_LEAST_WORDS = 16
"""Cells of the words of a mark under which its glyph says more."""
_STYLES = {"exact": "$text-muted", "unpinned": "$text-muted", "moved": "$text-warning"}


class CodeHeader(Static):
    """Names the file, its state, and the field that asked for a citation."""

    DEFAULT_CSS = """
    CodeHeader {
        height: 1;
        padding: 0 1;
        background: $panel;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._opened: OpenFile | None = None
        self._on_disk = ""
        self._target = ""
        self._gone = 0

    def show(self, opened: OpenFile | None, on_disk: str, target: str, gone: int) -> None:
        """Show the file, how it differs from the one on disk, who asked, its citations that are gone."""
        self._opened, self._on_disk, self._target, self._gone = opened, on_disk, printable(target), gone
        self._show()

    def on_resize(self) -> None:
        """Show as much as fits now."""
        self._show()

    def _show(self) -> None:
        path = printable(self._opened.path) if self._opened is not None else ""
        state = self._on_disk or (self._opened.state if self._opened is not None else "")
        is_current = not self._on_disk and (self._opened is None or self._opened.at is None)
        asked = f" capturing for: {self._target} " if self._target else ""
        space = self.content_size.width or _UNKNOWN
        # The path is what must be seen; then who asked; then what else there is to say.
        if _cells(asked, path, state) > space:
            asked = asked.replace("capturing ", "", 1)
        if _cells(asked, path, state) > space:
            if is_current:
                state = ""
            elif asked:
                # That this is not the work tree as it is must be seen.
                asked = f"{asked[: max(space - _cells(path, state) - 3, 8)]}…"
        gone = f"✗ {counted(self._gone, 'citation')} gone" if self._gone and is_current else ""
        if _cells(asked, path, state, gone) > space:
            gone = f"✗ {self._gone}" if gone else ""
        if _cells(asked, path, state, gone) > space:
            gone = ""
        if (excess := _cells(asked, path, state) - space) > 0:
            path = f"…{path[excess + 1 :]}"
        folder, slash, file = path.rpartition("/")
        shown = Content.assemble((folder + slash, "$text-muted"), (file, "bold"))
        parts: list[Content] = []
        for text, style in (
            (asked, "bold $text-accent"),
            (shown, ""),
            (state, "$text-muted" if is_current else "bold $text-warning"),
            (gone, "$text-error"),
        ):
            if text:
                parts.append(Content.styled(text, style) if isinstance(text, str) else text)
        self.update(Content("  ").join(parts), layout=False)


def _cells(*texts: str) -> int:
    """Cells that the texts take with two blanks between them."""
    shown = [cell_len(text) for text in texts if text]
    return sum(shown) + 2 * (len(shown) - 1)


class CodeStatus(Static):
    """Shows line, symbol, and what is chosen or cites this line."""

    DEFAULT_CSS = """
    CodeStatus {
        height: 1;
        padding: 0 1;
        background: $panel;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._parts: Sequence[_Part] = ()

    def hint(self, what: Content) -> None:
        """Say what can be done while no file is open."""
        self._parts = ()
        self.update(what, layout=False)

    def on_resize(self) -> None:
        """Show as much as fits now."""
        if self._parts:
            self._show()

    def show(
        self,
        line: int,
        count: int,
        ranges: Ranges,
        symbol: Symbol | None,
        marks: Sequence[CitedMark],
        first: str = "",
    ) -> None:
        """Show the cursor's line of `count`, the chosen ranges, the symbol around, what cites the line.

        `first` comes before all that.
        """
        parts: list[_Part] = []
        if first:
            parts.append(_Part(Content.styled(printable(first), "bold $text-accent")))
        if ranges:
            chosen = sum(last - first + 1 for first, last in ranges)
            lines = Content.styled(as_text(ranges), "bold")
            parts.append(_Part(Content.assemble(lines, f" chosen, {counted(chosen, 'line')}"), lines))
        elif count:
            number = Content.styled(f"{line}", "bold")
            parts.append(_Part(Content.assemble(number, f" of {count}"), number))
        else:
            parts.append(_Part(Content.styled("This file is empty.", "$text-muted")))
        if marks:
            worst = marks[0]
            more = f", and {len(marks) - 1} more" if len(marks) > 1 else ""
            style = _STYLES.get(worst.state, "$text-error")
            words = Content.styled(f"{worst.glyph} {printable(worst.words)}{more}", style)
            parts.append(_Part(words, words[:1]))
        if symbol is not None:
            kind = Content.styled(f"{symbol.kind} ", "$text-muted")
            parts.append(_Part(Content.assemble(kind, (symbol.qualified, "bold $text-primary"))))
        self._parts = parts
        self._show()

    def _show(self) -> None:
        parts, width = self._parts, self.content_size.width
        said = Content("  ").join(part.whole for part in parts)
        fitting = (keys(*_WAYS[:count]) for count in range(len(_WAYS), _LEAST_WAYS, -1))
        least = keys(*_WAYS[:_LEAST_WAYS])
        ways = next((one for one in fitting if said.cell_length + one.cell_length + 3 <= width), least)
        said = _fitted(parts, width - ways.cell_length - 3)
        self.update(line_of(width, said, ways), layout=False)


class _Part(NamedTuple):
    """Something said of the line, and what stands for it where there is hardly any space."""

    whole: Content
    brief: Content = Content("")


def _fitted(parts: Sequence[_Part], space: int) -> Content:
    """The parts in `space` cells, the first ones whole; of one that is cut enough stays to say something."""
    said = Content("")
    for whole, brief in parts:
        before = said + "  " if said else said
        left = space - before.cell_length
        if whole.cell_length > left:
            shown = whole if left >= _LEAST_WORDS else brief
            return (before + shown.truncate(max(left, 0), ellipsis=True)).rstrip()
        said = before + whole
    return said
