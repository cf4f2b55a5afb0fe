"""Editors for text of several lines: prose, and a list of short texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.types import WatchCallbackType
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from blistui.markdown.softwrap import joined, wrapped
from blistui.plan.fields import FieldSpec
from screens.fields.field import Field
from screens.fields.lists import go_on
from screens.fields.text import LINE_BREAK
from screens.fields.typing import Typing, changed
from screens.keys.form import PROSE
from screens.widgets.key_order import KeysInTurn
from screens.widgets.lines import NAME
from screens.widgets.third_click import ThirdClick


class ProseField(TextArea, ThirdClick, Field, KeysInTurn):
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
        """Another width has space for other words; the cursor stays in sight."""
        self.show_blank()
        if self.has_focus:
            self.call_after_refresh(self._show_cursor)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in `crop`.

        A field that was removed is drawn until the screen is laid out again. It has no styles any more, which
        a text area looks for first: it is blank.
        """
        return (
            super().render_lines(crop) if self.parent is not None else [Strip.blank(crop.width)] * crop.height
        )

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

    def _show_cursor(self) -> None:
        self.scroll_cursor_visible()
        # The text scrolls after the next refresh, and the form after that.
        self.call_after_refresh(self.reveal)

    @property
    def row_looked_at(self) -> int:
        """The row of the cursor, on the screen."""
        return self.cursor_screen_offset.y

    def reveal(self) -> None:
        """Scroll the form so far that the cursor is in sight."""
        form = next((one for one in self.ancestors if isinstance(one, VerticalScroll)), None)
        if form is None or not self.has_focus:
            return
        # Counted from the top of the form: on the screen, it is not yet where a scroll just now puts it.
        place, row = self.virtual_region, self.cursor_screen_offset.y - self.content_region.y
        region = Region(place.x, place.y + self.gutter.top + row, place.width, 1)
        form.scroll_to_region(region, animate=False, force=True)

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
        return "\n".join(entry.replace("\n", LINE_BREAK) for entry in value)

    def value_of(self, text: str) -> tuple[str, ...]:
        """The entries that `text` holds."""
        lines = (line.strip() for line in text.split("\n"))
        return tuple(line.replace(LINE_BREAK, "\n") for line in lines if line)

    @property
    def outside(self) -> str:
        """The text as another editor is given it."""
        return self.text

    def from_outside(self, text: str) -> Any:
        """The entries that `text` from another editor holds."""
        return self.value_of(text)
