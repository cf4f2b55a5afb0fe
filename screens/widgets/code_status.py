"""The two lines around the code: which file in which state, and where in it the cursor is."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from blistui.repo.gosource import Symbol
from screens.widgets.code_ranges import Ranges, as_text
from screens.widgets.code_reader import OpenFile
from screens.widgets.line_cells import printable


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

    def tell(self, opened: OpenFile | None, target: str, hint: str) -> None:
        """Show the file, or the hint while none is open; and who asked."""
        parts: list[str | Content | tuple[str, str]] = []
        if target:
            parts += [(f" capturing for: {printable(target)} ", "bold $text-accent reverse"), " "]
        if opened is None:
            parts.append((hint, "$text-muted"))
        else:
            parts += [(printable(opened.path), "bold"), "  ", (opened.state, "$text-muted")]
        self.update(Content.assemble(*parts), layout=False)


class CodeStatus(Static):
    """Tells line, symbol, and what is chosen or cites this line."""

    DEFAULT_CSS = """
    CodeStatus {
        height: 1;
        padding: 0 1;
        background: $panel;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def tell(self, line: int, count: int, ranges: Ranges, symbol: Symbol | None, label: str) -> None:
        """Show the cursor's line of `count`, the chosen ranges, the symbol around, what cites the line."""
        parts: list[str | Content | tuple[str, str]] = []
        if ranges:
            chosen = sum(last - first + 1 for first, last in ranges)
            parts += [(f"{as_text(ranges)}", "bold"), f" chosen, {chosen} line{'s' * (chosen > 1)}  "]
        elif count:
            parts += [(f"{line}", "bold"), f" of {count}  "]
        if symbol is not None:
            parts += [(symbol.kind, "$text-muted"), " ", (symbol.qualified, "bold $text-primary"), "  "]
        if label:
            parts.append((f"● cited by {printable(label)}", "$text-warning"))
        self.update(Content.assemble(*parts), layout=False)
