"""Editors for text: one line, prose, a list of lines, a number, a day, one entry of a mapping."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual._types import WatchCallbackType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from blistui.markdown.softwrap import joined, wrapped
from blistui.plan.fields import FieldSpec
from screens.fields.field import Field
from screens.fields.lists import go_on
from screens.fields.typing import Typing, changed
from screens.keys.form import LINE, PROSE
from screens.widgets.lines import MUTED, NAME

_WHOLE = re.compile(r"-?\d{1,15}\Z")
_DECIMAL = re.compile(r"-?\d{1,15}\.\d{1,15}\Z")
_LINE_BREAK = " ⏎ "


class LineField(Input, Field):
    """One line of text."""

    LABEL = "beside"

    # An Input asks for a layout of the whole screen whenever its text grows; ours are as wide as the form,
    # and the layout cost more than all else that a key does.
    virtual_size = reactive(Size(0, 0), layout=False)

    # Textual's own editor takes the key for the end of the line.
    BINDINGS = LINE.bindings()

    BREAK = _LINE_BREAK
    """What stands for a line break in text that is pasted here."""

    def __init__(self, path: str, spec: FieldSpec, value: Any, suggester: Suggester | None = None) -> None:
        self._typing = Typing()
        super().__init__(self.as_text(value), select_on_focus=False, suggester=suggester, placeholder="")
        # `watch_value` sees every change; as a message, each would go up through all around it.
        self.disable_messages(Input.Changed)
        self.bind_field(path, spec)

    def on_unmount(self) -> None:
        """The screen would keep every field that was ever shown."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def as_text(self, value: Any) -> str:
        """How `value` is shown."""
        return str(value).replace("\n", _LINE_BREAK)

    def on_paste(self, event: events.Paste) -> None:
        """Keep every line, where Textual's own keeps the first."""
        event.prevent_default()
        event.stop()
        self.replace(self._in_one_line(event.text), *self.selection)

    def _in_one_line(self, text: str) -> str:
        lines = [line.strip() for line in text.strip().splitlines()]
        return self.BREAK.join(line for line in lines if line)

    def value_of(self, text: str) -> Any:
        """The value that `text` means."""
        return text.replace(_LINE_BREAK, "\n")

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
        return self.value.replace(_LINE_BREAK, "\n")

    def from_outside(self, text: str) -> Any:
        """The value that `text` from another editor means."""
        return self.value_of(self._in_one_line(text))

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


class ProseField(TextArea, Field):
    """Text of any length; grows to half a screen. Breaks inside a paragraph are the file's: not shown."""

    BINDINGS = PROSE.bindings()

    DEFAULT_CSS = """
    ProseField {
        & > .prose--name { color: $secondary; }
        & > .prose--tick { color: $text-disabled; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"prose--name", "prose--tick"}

    def __init__(self, path: str, spec: FieldSpec, value: Any) -> None:
        self._stored = value
        super().__init__(self.as_text(value), theme="css", highlight_cursor_line=False)
        # As in a line: `edit` sees every change.
        self.disable_messages(TextArea.Changed)
        self.bind_field(path, spec)
        self._typing = Typing()

    def watch(
        self, obj: DOMNode, attribute_name: str, callback: WatchCallbackType, init: bool = True
    ) -> None:
        """Not the theme of the app, which would keep each field that was shown: styles follow it anyway."""
        if obj is not self.app:
            super().watch(obj, attribute_name, callback, init)

    def on_unmount(self) -> None:
        """The screen would keep it, too."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def as_text(self, value: Any) -> str:
        """How `value` is shown."""
        return joined(str(value))

    def value_of(self, text: str) -> Any:
        """The value that `text` means: what was not touched is wrapped as it was."""
        return wrapped(text, self._stored)

    def read(self) -> Any:
        """The value of the text."""
        return self.value_of(self.text)

    @property
    def outside(self) -> str:
        """The text as another editor is given it."""
        return str(self.read())

    def from_outside(self, text: str) -> Any:
        """The value that `text` from another editor means."""
        return text

    def edit(self, edit: Edit) -> EditResult:
        """Every key that changes the text does so here."""
        was = self.text
        result = super().edit(edit)
        self.commit(self._typing.begins(was, self.text))
        return result

    def get_line(self, line_index: int) -> Text:
        """A line with its names in backticks in the colour of code."""
        line = super().get_line(line_index)
        for found in NAME.finditer(line.plain):
            line.stylize(self.get_component_rich_style("prose--tick", partial=True), *found.span())
            line.stylize(self.get_component_rich_style("prose--name", partial=True), *found.span(1))
        return line

    def show_blank(self) -> None:
        """What is wanted stands in the place of the text."""
        self.placeholder = self.fitted_blank

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self.show_blank()

    def render_line(self, y: int) -> Strip:
        """One row; nothing where there is no space, in which what is wanted could not be wrapped."""
        return super().render_line(y) if self.size.width > 1 else Strip.blank(self.size.width)

    def show(self, value: Any) -> None:
        """Show `value`, with the cursor where it differs from what was shown."""
        if self.read() == value:
            return
        self._stored = value
        text = self.as_text(value)
        _, end = changed(self.text, text)
        self.text = text
        before = text[:end].split("\n")
        self.cursor_location = (len(before) - 1, len(before[-1]))

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor is elsewhere: the form follows."""
        event.stop()
        self.call_after_refresh(self.reveal)

    def reveal(self) -> None:
        """Scroll the form so far that the cursor is in sight."""
        form = next((one for one in self.ancestors if isinstance(one, VerticalScroll)), None)
        if form is None or not self.has_focus:
            return
        row, sight = self.cursor_screen_offset.y, form.content_region
        below, above = row + 1 - sight.bottom, row - sight.y
        if below > 0 or above < 0:
            form.scroll_relative(y=max(below, 0) or above, animate=False, force=True)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a row; from the first, to the field before."""
        if select or not self.navigator.is_first_wrapped_line(self.cursor_location):
            super().action_cursor_up(select)
        else:
            go_on(self, -1)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a row; from the last, to the next field."""
        if select or not self.navigator.is_last_wrapped_line(self.cursor_location):
            super().action_cursor_down(select)
        else:
            go_on(self, 1)

    def action_text_ends(self, last: bool) -> None:
        """Go to the beginning or the end of the text."""
        self.move_cursor(self.document.end if last else (0, 0))


class LinesField(ProseField):
    """A list of short texts, one a line; empty lines are no entries."""

    def as_text(self, value: Sequence[str]) -> str:
        """How `value` is shown."""
        return "\n".join(entry.replace("\n", _LINE_BREAK) for entry in value)

    def value_of(self, text: str) -> tuple[str, ...]:
        """The entries that `text` holds."""
        lines = (line.strip() for line in text.split("\n"))
        return tuple(line.replace(_LINE_BREAK, "\n") for line in lines if line)

    @property
    def outside(self) -> str:
        """The text as another editor is given it."""
        return self.text

    def from_outside(self, text: str) -> Any:
        """The entries that `text` from another editor holds."""
        return self.value_of(text)
