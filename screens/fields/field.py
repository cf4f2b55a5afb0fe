"""What every editor of a field has: its path, its label with what is found there, and its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from blistui.plan.fields import FieldSpec
from blistui.rules.rule import Finding, Level
from screens.widgets.kept_rows import KeptRows
from screens.widgets.lines import ACCENT, GLYPH_STYLES, MUTED, Part, keys, line

GLYPHS: dict[Level, str] = {"error": "✗", "warning": "▲", "hint": "·"}
"""Severity is shown by a glyph and a word, never by colour alone."""


Group = Literal["wrong", "looks", "to write"]
GROUPS: tuple[Group, ...] = ("wrong", "looks", "to write")
GROUP_GLYPHS: dict[Group, str] = {"wrong": "✗", "looks": "▲", "to write": "○"}

BESIDE = 14
"""The column of a value that stands beside its label, where no label needs more."""


def group_of(finding: Finding) -> Group:
    """How a finding is counted: what is to be written is not wrong, and what is no error asks for a look."""
    if finding.kind == "to write" and finding.level == "error":
        return "to write"
    return "wrong" if finding.level == "error" else "looks"


def group_at(finding: Finding, path: str) -> Group:
    """How a finding is counted at the field at `path`: where it is wrong, its blank fields are not."""
    about = [place for place in finding.fields if f"{place}.".startswith(f"{path}.")]
    if finding.level == "error" and about and set(about) <= set(finding.blanks):
        return "to write"
    return group_of(finding)


def beside(widget: Widget, by: int) -> Widget | None:
    """What can have the focus after `widget` in its form, or before it; None beyond the ends."""
    if not widget.is_attached:
        return None  # Its form is being made again.
    form = next((one for one in widget.ancestors if one.id == "holder"), widget.screen)
    stops = [one for one in widget.screen.focus_chain if form in one.ancestors]
    at = stops.index(widget) + by if widget in stops else -1
    return stops[at] if 0 <= at < len(stops) else None


class Field(KeptRows):
    """Mixed into a widget that edits one field; its label is drawn into its first row.

    The plan lives in the session: `read` gives what the widget shows, `show` makes it show a value.
    """

    path: str
    spec: FieldSpec
    LABEL: Literal["above", "beside", "none"] = "above"
    """Whether the label has a row of its own, or stands before a value of one row."""
    entry: str = ""
    """The key of the one entry that this edits where the value is a mapping; else empty."""
    handle: Callable[[Message], object] | None = None
    """Does at once what a message of this field asks for; without it, messages go up as others do.

    At once, so that the plan is never behind what the field shows, and keys act in the order they are typed.
    """
    is_filled = False
    """Whether the field is just being given a value by the plan."""
    wanted: Finding | None = None
    """What says that the field itself is to be written."""
    column = BESIDE
    """Where the value begins that stands beside its label."""

    @dataclass
    class Edited(Message):
        """The author changed the field; its value is what `read` gives."""

        field: Field
        begins: bool = False
        """Whether undo takes this back separately from what was typed before: a word, a paste."""

    def on_unmount(self) -> None:
        """A text subscribes to the screen, which would keep every one that was ever shown."""
        if self.is_attached:
            self.screen.text_selection_started_signal.unsubscribe(self)

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
        self._counts: dict[Group, int] | None = None
        self._heads: dict[object, Strip] = {}
        # Its styles are found when it is mounted; before that they would be found for nothing.
        self.add_class("field", f"-{self.LABEL}", update=False)

    def read(self) -> Any:
        """The value that the widget shows."""
        raise NotImplementedError

    def holds(self, path: str) -> bool:
        """Whether what is at `path` is edited here."""
        return path == self.path or path.startswith(f"{self.path}.")

    def is_named_by(self, finding: Finding) -> bool:
        """Whether a finding is about the field itself."""
        return self.path in (finding.path, *finding.fields)

    def part_of(self, value: Any) -> Any:
        """What of the value at `path` this widget edits: all of it."""
        return value

    def show(self, value: Any) -> None:
        """Show `value`, without a message that says so."""
        raise NotImplementedError

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written here."""
        return self.read() in ("", (), None)

    @property
    def blank(self) -> str:
        """What stands in the place of a value that is not written."""
        if self._counts is None:
            return self.spec.help
        if self.wanted is None:
            return "–"
        later = self.wanted.waits_for
        phase = "" if later == self.spec.heading else later.partition(" — ")[0]
        when = f"waits for {phase}: " if phase else ""
        return f"○ {when}{self.spec.help}"

    @property
    def fitted_blank(self) -> Content:
        """The same in one row, cut with `…` where it has more to say."""
        width = self.content_size.width
        return Content(self.blank).truncate(width, ellipsis=True) if width else Content(self.blank)

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show what is found at or below the field, and whether it is to be written."""
        groups = [group_at(finding, self.path) for finding in findings]
        counts = {group: groups.count(group) for group in GROUPS}
        to_write = (f for f, group in zip(findings, groups, strict=True) if group == "to write")
        wanted = next((f for f in to_write if self.is_named_by(f)), None)
        if (counts, wanted) == (self._counts, self.wanted):
            return  # Drawing the field again is for nothing.
        self._counts, self.wanted = counts, wanted
        self.show_blank()
        self.refresh()

    def show_blank(self) -> None:
        """What stands in the place of a value may be another text now."""

    @property
    def _focus_sort_key(self) -> tuple[int, int]:
        """Tab goes through fields as they were made: where each is may not be known yet."""
        return 0, 0

    # The label

    def place_label(self, column: int, width: int) -> None:
        """Let the value begin at `column` of `width`, behind the label beside it."""
        self.column = column
        self.styles.padding = (0, 2, 0, column - 1)

    @property
    def label_size(self) -> int:
        """Cells that the label takes, at most."""
        return min(len(self.title), 26)

    def label(self) -> Content:
        """The label of the field."""
        return Content.styled(self.title, f"bold {ACCENT}" if self.has_focus else MUTED)

    def note(self, brief: bool = False) -> Content:
        """What stands at the right of the label: what is found, and in the focus the key that explains.

        Where there is little space it is `brief`: glyphs and numbers.
        """
        parts: list[Part] = []
        counts = self._counts or {}
        for group in GROUPS:
            count = counts.get(group, 0)
            if count and (group != "to write" or (self.wanted is not None and not self.is_blank)):
                glyph = GROUP_GLYPHS[group]
                number = "" if group == "to write" and count == 1 and not brief else f" {count}"
                word = f" {'look' if group == 'looks' and count == 1 else group}"
                parts += [
                    (glyph, GLYPH_STYLES[glyph]),
                    (number, "bold"),
                    ("" if brief else word, MUTED),
                    "   ",
                ]
        if self.has_focus and not brief:
            parts += [keys(("F1", "what is asked")), "   "]
        return Content.assemble(*parts[:-1])

    def draw_rows(self, crop: Region) -> list[Strip]:
        """The rows of the widget, with the label in the first one."""
        strips = super().draw_rows(crop)
        # What is being removed may be drawn once more.
        if crop.y == 0 and strips and self.LABEL != "none" and self.is_attached:
            strips[0] = self._with_label(strips[0], crop)
        return strips

    def _with_label(self, strip: Strip, crop: Region) -> Strip:
        width = self.outer_size.width
        if crop.width < width:
            return strip
        label, note = self.label(), self.note()
        if self.LABEL == "above":
            if label.cell_length + note.cell_length + 6 > width:
                note = self.note(brief=True)
            return Strip.join([strip.crop(0, 1), self._drawn(line(width - 1, " " + label, note, edge=2))])
        size = self.column - 2
        name = self._drawn(line(size, label, edge=1))
        row = Strip.join([strip.crop(0, 2), name, strip.crop(self.column, width)])
        start = width - 2 - note.cell_length
        if note.cell_length and start > self.column and not row.crop(start - 2, width).text.strip():
            row = Strip.join([row.crop(0, start), self._drawn(note), row.crop(width - 2, width)])
        return row

    def _drawn(self, text: Content) -> Strip:
        style = self.visual_style
        key = (text.plain, tuple(text.spans), style)
        found = self._heads.get(key)
        if found is None:
            if len(self._heads) > 8:
                self._heads.clear()
            found = Visual.to_strips(self, text, text.cell_length, 1, style)[0]
            # As for what the widget draws itself: grey where colours are not wanted, no control characters.
            for one in self.get_line_filters():
                found = found.apply_filter(one, self.background_colors[1])
            self._heads[key] = found
        return found

    def notify_style_update(self) -> None:
        """The theme or the classes changed."""
        super().notify_style_update()
        if hasattr(self, "_heads"):
            self._heads.clear()
