"""What every editor of a field has: its path, its title with findings, and its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rich.markup import escape
from textual.message import Message
from textual.widget import Widget

from blistui.plan.fields import FieldSpec
from blistui.rules.rule import Finding, Level

GLYPHS: dict[Level, str] = {"error": "✗", "warning": "▲", "hint": "·"}
"""Severity is shown by a glyph and a word, never by colour alone."""


Group = Literal["wrong", "looks", "to write"]
GROUPS: tuple[Group, ...] = ("wrong", "looks", "to write")
GROUP_GLYPHS: dict[Group, str] = {"wrong": "✗", "looks": "▲", "to write": "○"}


def group_of(finding: Finding) -> Group:
    """How a finding is counted: what is to be written is not wrong, and what is no error asks for a look."""
    if finding.kind == "to write" and finding.level == "error":
        return "to write"
    return "wrong" if finding.level == "error" else "looks"


def count_of(level: Level, count: int) -> str:
    """How many findings of a level there are: `✗ 2 errors`."""
    return f"{GLYPHS[level]} {count} {level}{'' if count == 1 else 's'}"


class Field(Widget):
    """Mixed into a widget that edits one field; the title is in the widget's upper border.

    The plan lives in the session: `read` gives what the widget shows, `show` makes it show a value.
    """

    path: str
    spec: FieldSpec
    TITLE_INDENT = ""
    entry: str = ""
    """The key of the one entry that this edits where the value is a mapping; else empty."""
    handle: Callable[[Message], object] | None = None
    """Does at once what a message of this field asks for; without it, messages go up as others do.

    At once, so that the plan is never behind what the field shows, and keys act in the order they are typed.
    """
    is_filled = False
    """Whether the field is just being given a value by the plan."""

    @dataclass
    class Edited(Message):
        """The author changed the field; its value is what `read` gives."""

        field: Field
        begins: bool = False
        """Whether undo takes this back separately from what was typed before: a word, a paste."""

    def ask(self, message: Message) -> None:
        """Have done what `message` asks for."""
        if self.handle is not None:
            self.handle(message)
        else:
            self.post_message(message)

    def commit(self, begins: bool = False) -> None:
        """The author changed the field: the plan follows; `begins` as `Field.Edited` has it."""
        if self.is_attached and not self.is_filled:
            self.ask(Field.Edited(self, begins))

    @property
    def title(self) -> str:
        """What people call the field."""
        return self.spec.title

    def bind_field(self, path: str, spec: FieldSpec) -> None:
        """Say which field this edits."""
        self.path = path
        self.spec = spec
        self._counts: list[str] = []
        self.border_title = self.TITLE_INDENT + escape(self.title)
        self.add_class("field")

    def read(self) -> Any:
        """The value that the widget shows."""
        raise NotImplementedError

    def part_of(self, value: Any) -> Any:
        """What of the value at `path` this widget edits: all of it."""
        return value

    def show(self, value: Any) -> None:
        """Show `value`, without a message that says so."""
        raise NotImplementedError

    def mark(self, findings: Sequence[Finding]) -> None:
        """Say in the title how many findings there are at or below the field, most severe first."""
        levels = [finding.level for finding in findings]
        counts = [count_of(level, levels.count(level)) for level in GLYPHS if level in levels]
        if counts == self._counts:
            return  # Setting a title draws the field again, even if it is the same.
        self._counts = counts
        self.border_title = self.TITLE_INDENT + escape("  ".join([self.title, *counts]))
        worst = next((level for level in GLYPHS if level in levels), "")
        self.update_classes({f"-{level}": level == worst for level in GLYPHS})
