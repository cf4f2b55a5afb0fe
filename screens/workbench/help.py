"""F1: what the focused field or pane is for, and what the phase asks."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from screens.dialogs.ask import Reading
from screens.fields.field import Field
from screens.form.form import Place
from screens.form.phases import Station
from screens.keys.form import CITATIONS, LISTS
from screens.keys.workbench import APP, WORKBENCH


def explain_place(place: Place, focused: Widget | None, station: Station) -> Reading:
    """A page about the focused field or pane, the phase, its rules and the keys."""
    parts: list[Content] = []
    title = f"{station.mark} {station.title}"
    if isinstance(focused, Field):
        title = focused.spec.title
        parts.append(Content(f"{focused.spec.help}.\n"))
        parts.append(Content.styled(f"Template: {focused.spec.heading}\n\n", "dim"))
    else:
        around = focused.ancestors_with_self if focused is not None else ()
        text = next((node.HELP for node in around if isinstance(node, Widget) and node.HELP), "")
        if text:
            parts.append(Content(f"{text}\n\n"))
    parts.append(Content.styled(f"{station.heading}\n", "bold"))
    parts.append(Content(f"{station.guidance}\n\n"))
    parts.append(Content.styled("Rules\n", "bold"))
    # Deferred for the first frame: the rules run in a process of their own, and are only listed here.
    from blistui.rules.registry import RULES

    for rule in RULES:
        if rule.family in station.families:
            parts.append(Content(f"{rule.id} {rule.level}: {rule.title}\n"))
    for keys in (WORKBENCH, APP, LISTS, CITATIONS):
        parts.append(Content.styled(f"\nKeys: {keys.title}\n", "bold"))
        parts.append(Content(f"{keys.help()}\n"))
    return Reading(title, Content("").join(parts))
