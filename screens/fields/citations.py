"""Citations of code: captured from the code pane, or typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from blistui.plan.fields import FieldSpec
from blistui.rules.rule import Finding
from screens.fields.field import GLYPHS
from screens.fields.lists import ListField, short
from screens.fields.table import lighted
from screens.keys.form import CITATIONS
from screens.printable import printable
from screens.widgets.lines import CODE, GLYPH_STYLES, MUTED, line


class CitesField(ListField):
    """Citations, each with its lines and symbols, and what is found in it."""

    BINDINGS = CITATIONS.bindings()
    ADD = ("c", "cite")

    def __init__(self, path: str, spec: FieldSpec, value: Any) -> None:
        self._states: dict[str, str] = {}
        super().__init__(path, spec, _as_list(value))

    def show(self, value: Any) -> None:
        """Show the citations, or the one."""
        super().show(_as_list(value))

    def take_text(self, text: str) -> None:
        """Text is none of the commands."""
        self.say(f"“{short(text)}” was not read as commands. t asks for path:lines to cite.")

    def row(self, item: Any) -> str:
        """Lines and symbols."""
        return f"{item.at}  {', '.join(item.symbols)}".replace("\n", "␊")

    def row_at(self, y: int, width: int) -> Content:
        """Lines, symbols, and the glyph of what is found."""
        item = self._value[y]
        widest = max(len(one.at) for one in self._value[:50])
        glyph = self._states.get(f"{self.path}.@{y}", self._states.get(self.path, "")) or "·"
        if glyph == "·" and self._counts is not None:
            glyph = "✓"
        lit = self.has_focus and y == self.cursor
        left = Content.assemble(
            "    ",
            (glyph, GLYPH_STYLES[glyph]),
            " ",
            (printable(item.at).ljust(min(widest, 44)), "bold" if lit else ""),
            "  ",
            (printable(", ".join(item.symbols)), CODE) if item.symbols else ("no symbol", MUTED),
        )
        row = line(width, left, edge=2)
        return lighted(row) if lit else row

    def mark(self, findings: Sequence[Finding]) -> None:
        """Mark the label, and each citation by the gravest finding in it."""
        super().mark(findings)
        states: dict[str, str] = {}
        for level in reversed(GLYPHS):
            for finding in findings:
                if finding.level == level and finding.kind == "wrong":
                    named = map(self._citation_of, (finding.path, *finding.fields))
                    states |= dict.fromkeys(filter(None, named), GLYPHS[level])
        if states != self._states:
            self._states = states
            self.refresh()

    def _citation_of(self, path: str) -> str:
        """The path of the citation of this field that `path` is, or is a key of; empty when it is of none."""
        if path != self.path and not path.startswith(f"{self.path}."):
            return ""
        item = path.removeprefix(self.path).split(".")[1:2]
        return f"{self.path}.{item[0]}" if item and item[0].startswith("@") else self.path


def _as_list(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
