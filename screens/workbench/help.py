"""F1: what the focused field or pane is for, and what the phase asks."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from screens.dialogs.ask import Reading
from screens.fields.field import Field
from screens.form.form import Place
from screens.form.phases import Station

KEYS = """\
F2 phases   F3 form   F4 findings   F5 code   F7/F8 previous and next phase
Tab or ↓ next field   Enter opens, picks or goes on   Esc goes back
In lists: a adds, c copies, d deletes, K and J move, Enter opens
In citations: a picks lines in the code, t types path:lines, Enter shows them
Ctrl+S saves   Ctrl+Z undoes   Ctrl+Y does again   Ctrl+E opens a text in $EDITOR
Ctrl+P every command   Ctrl+Q quits"""


def explain_place(place: Place, focused: Widget | None, station: Station) -> Reading:
    """A page about the focused field or pane, the phase, its rules and the keys."""
    parts: list[Content] = []
    title = f"{station.mark} {station.title}"
    if isinstance(focused, Field):
        title = focused.spec.title
        parts.append(Content(f"{focused.spec.help}.\n"))
        parts.append(Content.styled(f"Template: {focused.spec.heading}\n\n", "dim"))
    else:
        told = getattr(focused, "HELP", "") or getattr(getattr(focused, "parent", None), "HELP", "")
        if told:
            parts.append(Content(f"{told}\n\n"))
    parts.append(Content.styled(f"{station.heading}\n", "bold"))
    parts.append(Content(f"{station.guidance}\n\n"))
    parts.append(Content.styled("Rules\n", "bold"))
    # Here to be read only: they run in a process of their own, and the screen opens without them.
    from blistui.rules.registry import RULES

    for rule in RULES:
        if rule.family in station.families:
            parts.append(Content(f"{rule.id} {rule.level}: {rule.title}\n"))
    parts.append(Content.styled("\nKeys\n", "bold"))
    parts.append(Content(KEYS))
    return Reading(title, Content("").join(parts))
