"""Editors for lists: items that open a page of their own, and citations of code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from blistui.plan.fields import FieldSpec, specs
from blistui.plan.paths import segment_of
from blistui.rules.rule import Finding
from screens.fields.field import GLYPHS, Field
from screens.keys.form import CITATIONS, LISTS

RowAction = Literal["open", "add", "duplicate", "delete", "up", "down", "capture", "type", "paste"]


class ListField(Field, can_focus=True):
    """Rows, one an item, with a cursor; what is to be done to one is the screen's to do."""

    BINDINGS = LISTS.bindings()

    EMPTY = "none yet; a adds one"
    STEPS = "jk"

    rows: reactive[tuple[str, ...]] = reactive((), layout=True)
    cursor: reactive[int] = reactive(0)

    @dataclass
    class ActionRequested(Message):
        """The author wants something done to the row at `index` (which may be one past the end)."""

        field: ListField
        action: RowAction
        index: int

    class RowChanged(Message):
        """Another row is under the cursor."""

    def __init__(self, path: str, spec: FieldSpec, value: Sequence[Any]) -> None:
        super().__init__()
        self._value: Sequence[Any] = value
        self._marks: dict[int, str] = {}
        self.to_delete: Any = None
        """The item that the next `d` deletes: the first one has named it."""
        self.typed: tuple[str, ...] = ()
        """Lines that were typed or pasted here, where letters are commands."""
        self.bind_field(path, spec)
        self.set_reactive(ListField.rows, tuple(self.row(item) for item in value))

    def row(self, item: Any) -> str:
        """How an item is shown on its line."""
        raise NotImplementedError

    def read(self) -> Any:
        """The items."""
        return self._value

    def show(self, value: Sequence[Any]) -> None:
        """Show `value`."""
        self._value = value
        self.rows = tuple(self.row(item) for item in value)
        self.cursor = max(0, min(self.cursor, len(value) - 1))

    def mark_rows(self, marks: dict[int, str]) -> None:
        """Show glyphs of severity before rows."""
        if marks != self._marks:
            self._marks = marks
            self.refresh()

    def render(self) -> Content:
        """The rows, the one under the cursor marked by a glyph and reversed while focused."""
        if not self.rows:
            return Content.styled(self.EMPTY, "dim")
        lines = []
        for index, text in enumerate(self.rows):
            at = index == self.cursor and self.has_focus
            line = Content(f"{'›' if at else ' '} {self._marks.get(index, ' ')} {text}")
            lines.append(line.stylize("reverse") if at else line)
        return Content("\n").join(lines)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()
        self.reveal()

    def on_blur(self) -> None:
        """Hide the cursor, and forget what was about to be done."""
        self.to_delete = None
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor's row in view."""
        self.reveal()
        self.post_message(self.RowChanged())

    def reveal(self) -> None:
        """Scroll to the row under the cursor."""
        if self.is_mounted and isinstance(self.parent, Widget):
            place = self.virtual_region
            row = Region(place.x, place.y + self.gutter.top + self.cursor, place.width, 1)
            self.parent.scroll_to_region(row, animate=False, force=True)

    def action_step(self, by: int) -> None:
        """Go to the next row; from the first or last row, to the next field."""
        self.to_delete = None
        to = max(0, min(self.cursor + by, len(self.rows) - 1))
        if self.rows and to != self.cursor:
            self.cursor = to
        elif abs(by) > 1:
            return
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_act(self, action: RowAction) -> None:
        """Ask the screen to do something to the row under the cursor."""
        if action != "delete":
            self.to_delete = None
        if action in ("add", "capture", "type", "paste"):
            index = min(self.cursor + 1, len(self.rows))
        elif self.rows:
            index = self.cursor
        elif action == "open":
            action, index = "add", 0
        else:
            return
        self.ask(self.ActionRequested(self, action, index))

    def take_text(self, text: str) -> None:
        """Text is none of the commands: keep its lines, and say what can be done with them."""
        self.typed = tuple(line.strip() for line in text.splitlines() if line.strip())
        if self.typed:
            count = "a new item" if len(self.typed) == 1 else f"{len(self.typed)} new items, one a line"
            self._say(f"“{_short(self.typed[0])}” was not taken for commands. p adds it as {count}.")

    def _say(self, text: str) -> None:
        self.notify(text, severity="warning", markup=False, timeout=8)

    def on_click(self, event: Click) -> None:
        """A click goes to the row; on the row under the cursor it opens it."""
        event.stop()
        row = event.get_content_offset(self)
        if row is None or not self.rows:
            self.focus()
            return
        again = self.has_focus and self.cursor == row.y
        self.focus()
        self.cursor = min(row.y, len(self.rows) - 1)
        if again or event.chain > 1:
            self.action_act("open")


class ItemsField(ListField):
    """Items of the plan, each by its id and what it says."""

    def row(self, item: BaseModel) -> str:
        """Id and the first texts."""
        return summary(item)

    def mark(self, findings: Sequence[Finding]) -> None:
        """Mark the title, and each row by the most severe finding in it."""
        super().mark(findings)
        names = {segment_of(tuple(self._value), index): index for index in range(len(self._value))}
        marks: dict[int, str] = {}
        for level in reversed(GLYPHS):
            for finding in findings:
                rest = finding.place[len(self.path) + 1 :]
                if finding.level == level and (index := names.get(rest.split(".")[0])) is not None:
                    marks[index] = GLYPHS[level]
        self.mark_rows(marks)


class CitesField(ListField):
    """Citations: captured from the code pane, or typed."""

    BINDINGS = CITATIONS.bindings()

    EMPTY = "none yet; a picks lines in the code, t types path:lines"

    def __init__(self, path: str, spec: FieldSpec, value: Any) -> None:
        super().__init__(path, spec, _as_list(value))

    def show(self, value: Any) -> None:
        """Show the citations, or the one."""
        super().show(_as_list(value))

    def take_text(self, text: str) -> None:
        """Text is none of the commands."""
        self._say(f"“{_short(text)}” was not taken for commands. t asks for path:lines to cite.")

    def row(self, item: Any) -> str:
        """Lines and symbols."""
        return f"{item.at}  {', '.join(item.symbols)}".replace("\n", "␊")


def _as_list(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def is_blank(item: Any) -> bool:
    """Whether nothing has been written into an item yet."""
    if not isinstance(item, BaseModel):
        return False
    return all(
        getattr(item, name) in ("", (), None, False, info.get_default(call_default_factory=True))
        for name, info in type(item).model_fields.items()
        if name not in ("id", "uid")
    )


def parts(item: Any) -> str:
    """What an item holds besides its own texts: `2 events, 1 invariants`; empty when there is nothing."""
    if not isinstance(item, BaseModel):
        return ""
    return ", ".join(
        f"{spec.title.lower()} ({len(value)})"
        for spec in specs(type(item)).values()
        if spec.widget in ("items", "cites") and (value := getattr(item, spec.attr))
    )


def text_of(item: type[BaseModel]) -> str:
    """The key of the field that says what an item of this kind is; empty where there is none."""
    fields = specs(item).items()
    return next((k for k, s in fields if k not in ("id", "uid") and s.widget in ("line", "prose")), "")


def summary(item: BaseModel) -> str:
    """One line by which people know the item: its id, its first choice, its first words."""
    fields = specs(type(item))
    choice = next((spec for spec in fields.values() if spec.widget == "choice"), None)
    parts = [str(getattr(item, "id", "")), str(getattr(item, choice.attr)) if choice is not None else ""]
    for key, spec in fields.items():
        if key in ("id", "uid") or spec.widget not in ("line", "prose", "file", "ref", "refs"):
            continue
        value = getattr(item, spec.attr)
        text = ", ".join(value) if isinstance(value, tuple) else value
        if text:
            parts.append(text)
        # What an item names says little without what it says of it.
        if text and spec.widget not in ("ref", "refs"):
            break
    return "  ".join(part.replace("\n", " ")[:120] for part in dict.fromkeys(parts) if part) or "(empty)"
