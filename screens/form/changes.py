"""What changed between two versions of a plan, drawn in a narrow column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from blistui.plan.difference import SECTIONS, Change
from screens.form.rendered import inline
from screens.printable import printable
from screens.widgets.lines import MUTED

_GLYPHS = {"added": "+", "removed": "-", "changed": "~", "moved": "↕", "renamed": "→"}
_STYLES = {"added": "$success", "removed": "$error"}
_MOST_LINES = 3


def changes_drawn(changes: Sequence[Change], width: int) -> Iterator[Content]:
    """The changes by section, each with its old and new text."""
    first = True
    for key, heading in SECTIONS.items():
        own = [one for one in changes if one.section == key]
        if not own:
            continue
        if not first:
            yield Content("")
        first = False
        yield Content.assemble((heading, "bold"), (f"  {len(own)}", MUTED))
        for one in own:
            yield from _change(one, width)


def _change(change: Change, width: int) -> Iterator[Content]:
    style = _STYLES.get(change.what, MUTED)
    head = Content.styled(f"{_GLYPHS[change.what]} ", style)
    for row in Content(f"{printable(change.name)}, {change.what}").wrap(max(width - 2, 8)):
        yield head + row
        head = Content("  ")
    if change.what == "renamed":
        return
    for sign, text in (("-", change.old), ("+", change.new)):
        if not text.strip():
            continue
        rows = inline(text).stylize_before(MUTED).wrap(max(width - 4, 8))
        cut = len(rows) > _MOST_LINES
        for number, row in enumerate(rows[:_MOST_LINES]):
            lead = (f"  {sign} ", _STYLES["added" if sign == "+" else "removed"]) if number == 0 else "    "
            end = " …" if cut and number == _MOST_LINES - 1 else ""
            yield Content.assemble(lead, row.truncate(max(width - 4 - len(end), 4)), (end, MUTED))
