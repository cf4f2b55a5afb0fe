"""Notices stay until they were read, and never cover what is asked for next."""

from __future__ import annotations

import time
from typing import Protocol, runtime_checkable

from textual import events
from textual.notifications import Notify
from textual.widgets._toast import ToastRack

from screens.widgets.key_order import KeyOrder


@runtime_checkable
class LookedAt(Protocol):
    """A widget of many rows, of which the author looks at one."""

    @property
    def row_looked_at(self) -> int:
        """That row, on the screen."""
        ...


class Notices(KeyOrder):
    """An app whose notices, once read, go with the next key or click."""

    READ_SECONDS: float = 1.5
    """How long a notice is shown whatever is typed: one that comes just before a key is not lost."""

    async def on_event(self, event: events.Event) -> None:
        """Let go of what was read; text that is typed on asks for nothing else."""
        # First whether there is one: most keys are typed where nothing is to be let go of.
        if isinstance(event, events.Key | events.MouseDown) and self._notifications and self._asks(event):
            self._let_go()
        await super().on_event(event)

    def _asks(self, event: events.Key | events.MouseDown) -> bool:
        """Whether the author asks for something with it, and does not go on with a text."""
        is_text = isinstance(event, events.Key) and event.is_printable and self.commanded is None
        return not is_text

    def _let_go(self) -> None:
        read = [one for one in self._notifications if one.raised_at + self.READ_SECONDS <= time.time()]
        for notice in read:
            self._unnotify(notice, refresh=False)
        if read:
            self._refresh_notifications()

    def on_notify(self, event: Notify) -> None:
        """It takes the place of the one before: more would cover what they are about."""
        for one in tuple(self._notifications):
            self._unnotify(one, refresh=False)

    def on_descendant_focus(self) -> None:
        """The author looks elsewhere."""
        if self._notifications:
            self._refresh_notifications()

    def _refresh_notifications(self) -> None:
        focused = self.focused
        for rack in self.screen.query_children(ToastRack):
            # Textual leaves the frame of each that goes before its time, and the next one stands below that.
            shown = {rack._toast_id(one) for one in self._notifications}
            rack.remove_children([one for one in rack.children if one.id not in shown])
            if focused is not None:
                row = focused.row_looked_at if isinstance(focused, LookedAt) else focused.region.y
                # In the half of the screen in which the author is not; below the title it has a row more.
                rack.set_class(row <= self.size.height // 2, "-below")
        super()._refresh_notifications()
