"""Editors for text of one line: words, a reason, a number, a day, one entry of a mapping."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widgets import Input

from blistui.plan.fields import FieldSpec
from blistui.rules.rule import Finding
from screens.fields.field import Field, group_at
from screens.fields.lists import go_on
from screens.fields.typing import Typing, changed
from screens.keys.form import LINE
from screens.widgets.lines import MUTED
from screens.widgets.one_line import OneLine

_WHOLE = re.compile(r"-?\d{1,15}\Z")
_DECIMAL = re.compile(r"-?\d{1,15}\.\d{1,15}\Z")
LINE_BREAK = " ⏎ "
"""Stands for a line break where there is one line."""


class LineField(OneLine, Field):
    """One line of text."""

    LABEL = "beside"

    # An Input asks for a layout of the whole screen whenever its text grows; ours are as wide as the form,
    # and the layout cost more than all else that a key does.
    virtual_size = reactive(Size(0, 0), layout=False)

    # Textual's own editor takes the key for the end of the line.
    BINDINGS = LINE.bindings()

    BREAK = LINE_BREAK

    def __init__(self, path: str, spec: FieldSpec, value: Any, suggester: Suggester | None = None) -> None:
        self._typing = Typing()
        super().__init__(self.as_text(value), select_on_focus=False, suggester=suggester, placeholder="")
        # `watch_value` sees every change; as a message, each would go up through all around it.
        self.disable_messages(Input.Changed)
        self.bind_field(path, spec)

    def as_text(self, value: Any) -> str:
        """How `value` is shown."""
        return str(value).replace("\n", LINE_BREAK)

    def value_of(self, text: str) -> Any:
        """The value that `text` means."""
        return text.replace(LINE_BREAK, "\n")

    def read(self) -> Any:
        """The value of the text."""
        return self.value_of(self.value)

    def show(self, value: Any) -> None:
        """Show `value`."""
        if self.read() != value:
            self.is_filled = True
            text = self.as_text(value)
            _, end = changed(self.value, text)
            self.value = text
            self.cursor_position = end
            self.is_filled = False

    def watch_value(self, was: str, now: str) -> None:
        """The text is another one."""
        self.commit(self._typing.begins(was, now))

    def on_blur(self) -> None:
        """What is read begins at its beginning."""
        self.scroll_to(x=0, animate=False, force=True)

    def action_go_on(self) -> None:
        """Enter goes to the next field."""
        go_on(self, 1)

    @property
    def outside(self) -> str:
        """The text as another editor is given it."""
        return self.value.replace(LINE_BREAK, "\n")

    def from_outside(self, text: str) -> Any:
        """The value that `text` from another editor means."""
        return self.value_of(self.in_one_line(text))

    def show_blank(self) -> None:
        """What is wanted stands in the place of the text."""
        self.placeholder = self.fitted_blank.plain

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self.show_blank()


class ReasonField(LineField):
    """The reason for having none of something: one folded row under what there is none of."""

    def label(self) -> Content:
        """The label, with a mark that says that the row can be filled."""
        return Content.assemble(("▾ " if self.has_focus or self.value else "▸ ", MUTED), super().label())

    @property
    def label_size(self) -> int:
        """Its label has the space that it needs, and no other label has to."""
        return 0

    def place_label(self, column: int, width: int) -> None:
        """The value stands behind this label, wherever others stand."""
        super().place_label(max(min(len(self.title) + 6, width * 3 // 5), column), width)

    @property
    def blank(self) -> str:
        """It is wanted only where there is nothing else."""
        return "only if there is truly none" if self.has_focus else ""

    def on_focus(self) -> None:
        """Say when it is to be filled."""
        self.show_blank()

    def on_blur(self) -> None:
        """Fold it again."""
        self.show_blank()


class NumberField(LineField):
    """A number; words that an author writes in its place are kept, and a rule objects to them."""

    BREAK = " "

    def as_text(self, value: Any) -> str:
        """How `value` is shown."""
        return "" if value is None else str(value)

    def value_of(self, text: str) -> Any:
        """The number, the words in its place, or None."""
        text = text.strip()
        if _WHOLE.match(text):
            return int(text)
        if _DECIMAL.match(text):
            return float(text)
        return text or None


class DateField(LineField):
    """A day, ISO 8601; an empty field offers today, taken with the right arrow."""

    BREAK = " "

    def __init__(self, path: str, spec: FieldSpec, value: Any) -> None:
        super().__init__(path, spec, value, _Today())

    @property
    def blank(self) -> str:
        """How a day is written."""
        return f"{super().blank} (YYYY-MM-DD)".replace("– (", "(")


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

    @property
    def is_blank(self) -> bool:
        """Whether this entry has no text."""
        return not self.value.strip()

    @property
    def _own(self) -> str:
        return f"{self.path}.{self.entry}"

    def holds(self, path: str) -> bool:
        """As any field; what is in another entry is not edited here."""
        return path in (self.path, self._own)

    def is_named_by(self, finding: Finding) -> bool:
        """As any field; what is to be written of the mapping are the entries without text."""
        places = (finding.path, *finding.fields)
        is_open = self.is_blank or group_at(finding, self.path) != "to write"
        return self._own in places or (self.path in places and is_open)

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show what is found in this entry, or in the mapping as a whole."""
        super().mark([one for one in findings if self.is_named_by(one)])

    def part_of(self, value: Any) -> Any:
        """The entry of the mapping `value`."""
        return value.get(self.entry, "")

    def as_text(self, value: Any) -> str:
        """How the entry of the mapping `value` is shown."""
        return super().as_text(self.part_of(value))

    def value_of(self, text: str) -> dict[str, str]:
        """The mapping with `text` as this entry."""
        found = dict(self._whole())
        if text:
            found[self.entry] = super().value_of(text)
        else:
            found.pop(self.entry, None)
        return found
