"""Notices stay until they were read, and never cover what is asked for next."""

from __future__ import annotations

import time

from textual import events
from textual.notifications import Notify

from screens.widgets.key_order import KeyOrder


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
        """The same notice again takes the place of the one before: more would cover what they are about."""
        for one in tuple(self._notifications):
            if one.message == event.notification.message:
                self._unnotify(one, refresh=False)
