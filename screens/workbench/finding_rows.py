"""The rows of the findings: under the headings of their groups, each a sentence about its item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.events import Click
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from blistui.rules.rule import Finding
from screens.evidence.draw import sentence
from screens.fields.field import GROUP_GLYPHS, group_of
from screens.widgets.clicks import is_acting
from screens.widgets.key_order import NoText
from screens.widgets.lines import ACCENT, FAINT, GLYPH_STYLES, MUTED, keys, line, prose

SHOWN_AT_MOST = 400
_ITEM = re.compile(r"[A-Z]+-?[0-9][\w-]*\Z")
"""An id as plans have them: `F4`, `PR2`, `BC-2-1`."""


class FindingRows(OptionList, NoText):
    """The list, where letters are commands."""

    STEPS = "jk"
    NOT_TYPED = ": / filters the findings"

    _lit: int | None = None

    def on_click(self, event: Click) -> None:
        """A key on the row under the cursor is none of the clicks that go to a field."""
        if is_acting(event):
            event.prevent_default()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """The bar of the focus goes along."""
        for index, lit in ((self._lit, False), (highlighted, True)):
            if index is not None and index < self.option_count:
                option = self.get_option_at_index(index)
                if isinstance(option, FindingRow):
                    self.replace_option_prompt_at_index(index, option.look(lit))
        self._lit = highlighted
        super().watch_highlighted(highlighted)


class FindingRow(Option):
    """A finding, and how it looks."""

    def __init__(self, finding: Finding, width: int) -> None:
        self.finding = finding
        self._width = width
        self._lines = tuple(_row(finding, width))
        super().__init__(self.look(False))

    def look(self, lit: bool) -> Content:
        """The row; with the bar of the focus, and what can be done about it, where the cursor is."""
        if not lit:
            return Content("\n").join(self._lines)
        bar = Content.styled("▌", ACCENT)
        rows = [*_sentence(self.finding, self._width), *self._keys()]
        return Content("\n").join(bar + row[1:] for row in rows)

    def _keys(self) -> Iterator[Content]:
        """What can be done about it; what a fix would do has rows of its own where it is long."""
        pairs = [("e", "explain")]
        pairs += [("w", "waive")] if may_be_waived(self.finding) else []
        others, fix = keys(*pairs), self.finding.fix
        space = max(self._width - 6, 8)
        if fix is not None:
            fixing = keys(("x", f"fix: {_small(fix.title)}"))
            if fixing.cell_length + 3 + others.cell_length > space:
                yield from (Content("    ") + row for row in fixing.wrap(space))
            else:
                others = Content.assemble(fixing, "   ", others)
        yield Content("    ") + others


def may_be_waived(finding: Finding) -> bool:
    """Whether the author may overrule it, and has not."""
    return finding.waivable and not finding.waived_by


def options_of(findings: Sequence[Finding], width: int) -> Iterator[Option]:
    """The findings in `width` cells under the headings of their groups; the cursor skips the headings."""
    for group, glyph in GROUP_GLYPHS.items():
        held = [finding for finding in findings if group_of(finding) == group]
        if not held:
            continue
        if group != group_of(findings[0]):
            yield Option(Content(""), disabled=True)
        style = "bold" if glyph == "○" else f"bold {GLYPH_STYLES[glyph]}"
        name = Content.assemble("  ", (glyph, GLYPH_STYLES[glyph]), " ", (group.capitalize(), style))
        waived = sum(bool(finding.waived_by) for finding in held)
        count = f"{len(held) - waived}{f', {waived} waived' if waived else ''}"
        yield Option(line(width, name, Content.styled(count, MUTED), edge=2), disabled=True)
        yield from (FindingRow(finding, width) for finding in held[:SHOWN_AT_MOST])


def _row(finding: Finding, width: int) -> Iterator[Content]:
    """A finding as it stands in the list: what is to be written has one row until the cursor is there."""
    if group_of(finding) == "to write":
        rule = Content.styled(finding.rule, FAINT)
        yield line(width, Content("    ") + prose(as_sentence(finding).message), rule, edge=2)
    else:
        yield from _sentence(finding, width)


def _sentence(finding: Finding, width: int) -> Iterator[Content]:
    """A finding in full, with what to do about it."""
    named = as_sentence(finding)
    if finding.waived_by:
        named = named._replace(how_to_fix=f"Waived by {finding.waived_by}.")
    yield from sentence(named, width, Content("    "))


def as_sentence(finding: Finding) -> Finding:
    """The finding as a sentence that begins with the item it is about."""
    item = next((part for part in reversed(finding.path.split(".")) if _ITEM.match(part)), "")
    about = f"{item}: " if item and item not in finding.message else ""
    return finding._replace(message=about + finding.message)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
