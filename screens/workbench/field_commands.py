"""The fields of the plan in the command palette: typing the name of one goes to it."""

from __future__ import annotations

from functools import partial

from rich.markup import escape
from textual.command import Hit, Hits, Provider
from textual.content import Content

from blistui.plan.find import fields_named
from screens.form.phases import station_of
from screens.printable import printable
from screens.workbench.bench import Bench
from screens.workbench.find_text import in_phases, name_of

_MOST = 50
"""Fields that are listed: whoever types more of the name sees the others."""
_LONGEST = 50
"""Characters of what is written there."""
_BEHIND_COMMANDS = 0.01
"""Their score: what the palette can do for such words comes first."""


class FieldCommands(Provider):
    """Offers the fields that the words name; before a word is typed, none."""

    async def search(self, query: str) -> Hits:
        """The fields of that name, in the order of the phases."""
        if not isinstance(self.screen, Bench):
            return
        for hit in in_phases(fields_named(self.screen.session.plan, query))[:_MOST]:
            station = station_of(hit.path)
            name, go = name_of(hit), partial(self.screen.jump, hit.path)
            written = printable(hit.after[:_LONGEST]) or "nothing is written"
            help = escape(f"{station.mark} {station.title}: {written}")
            yield Hit(_BEHIND_COMMANDS, Content(name), go, name, help)
