"""Editors for text: one line, prose, a list of lines, a number, a day, one entry of a mapping."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.geometry import Size
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from blistui.plan.fields import FieldSpec
from screens.fields.field import Field
from screens.keys.form import PROSE

_WHOLE = re.compile(r"-?\d{1,15}\Z")
_DECIMAL = re.compile(r"-?\d{1,15}\.\d{1,15}\Z")
_LINE_BREAK = " ⏎ "


class LineField(Input, Field):
    """One line of text."""

    # An Input asks for a layout of the whole screen whenever its text grows; ours are as wide as the form,
    # and the layout cost more than all else that a key does.
    virtual_size = reactive(Size(0, 0), layout=False)

    def __init__(self, path: str, spec: FieldSpec, value: Any, suggester: Suggester | None = None) -> None:
        super().__init__(
            self.as_text(value), compact=True, select_on_focus=False, suggester=suggester, placeholder=""
        )
        self.bind_field(path, spec)

    def as_text(self, value: Any) -> str:
        """How `value` is shown."""
        return str(value).replace("\n", _LINE_BREAK)

    def read(self) -> Any:
        """The text."""
        return self.value.replace(_LINE_BREAK, "\n")

    def show(self, value: Any) -> None:
        """Show `value`."""
        if self.read() != value:
            self.is_filled = True
            self.value = self.as_text(value)
            self.is_filled = False

    def watch_value(self) -> None:
        """The text is another one."""
        self.commit()


class NumberField(LineField):
    """A number; words that an author writes in its place are kept, and a rule objects to them."""

    def as_text(self, value: Any) -> str:
        """How `value` is shown."""
        return "" if value is None else str(value)

    def read(self) -> Any:
        """The number, the words in its place, or None."""
        text = self.value.strip()
        if _WHOLE.match(text):
            return int(text)
        if _DECIMAL.match(text):
            return float(text)
        return text or None


class DateField(LineField):
    """A day, ISO 8601; an empty field offers today, taken with the right arrow."""

    def __init__(self, path: str, spec: FieldSpec, value: Any) -> None:
        super().__init__(path, spec, value, _Today())
        self.placeholder = "YYYY-MM-DD"


class _Today(Suggester):
    def __init__(self) -> None:
        super().__init__(use_cache=False)

    async def get_suggestion(self, value: str) -> str | None:
        today = datetime.date.today().isoformat()
        return today if value and today.startswith(value) else None


class EntryField(LineField):
    """One entry of a mapping, such as the text for one real system."""

    def __init__(
        self, path: str, spec: FieldSpec, entry: str, whole: Callable[[], Mapping[str, str]]
    ) -> None:
        self.entry = entry
        self._whole = whole
        super().__init__(path, spec, whole())

    @property
    def title(self) -> str:
        """The key of the entry."""
        return self.entry or "(no name)"

    def part_of(self, value: Any) -> Any:
        """The entry of the mapping `value`."""
        return value.get(self.entry, "")

    def as_text(self, value: Any) -> str:
        """How the entry of the mapping `value` is shown."""
        return str(self.part_of(value))

    def read(self) -> dict[str, str]:
        """The mapping with this entry as the widget shows it."""
        found = dict(self._whole())
        if self.value:
            found[self.entry] = self.value
        else:
            found.pop(self.entry, None)
        return found


class ProseField(TextArea, Field):
    """Text of any length, wrapped; grows with its text to half a screen."""

    # Textual's own editor takes the key for the end of the line.
    BINDINGS = PROSE.bindings()

    def __init__(self, path: str, spec: FieldSpec, value: Any) -> None:
        super().__init__(self.as_text(value), compact=True, theme="css", highlight_cursor_line=False)
        self.bind_field(path, spec)

    def as_text(self, value: Any) -> str:
        """How `value` is shown."""
        return str(value)

    def read(self) -> Any:
        """The value of the text."""
        return self.value_of(self.text)

    def edit(self, edit: Edit) -> EditResult:
        """Every key that changes the text does so here."""
        result = super().edit(edit)
        self.commit()
        return result

    def value_of(self, text: str) -> Any:
        """The value that `text` means."""
        return text

    def show(self, value: Any) -> None:
        """Show `value`, with the cursor as near as may be to where it was."""
        if self.read() == value:
            return
        at = self.cursor_location
        self.text = self.as_text(value)
        self.cursor_location = self.document.end if at > self.document.end else at


class LinesField(ProseField):
    """A list of short texts, one a line; empty lines are no entries."""

    def as_text(self, value: Sequence[str]) -> str:
        """How `value` is shown."""
        return "\n".join(entry.replace("\n", _LINE_BREAK) for entry in value)

    def value_of(self, text: str) -> tuple[str, ...]:
        """The entries that `text` holds."""
        lines = (line.strip() for line in text.split("\n"))
        return tuple(line.replace(_LINE_BREAK, "\n") for line in lines if line)
