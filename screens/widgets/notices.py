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
        if isinstance(event, events.Key):
            asks = not event.is_printable or self.commanded is not None
        else:
            asks = isinstance(event, events.MouseDown)
        read = [one for one in self._notifications if one.raised_at + self.READ_SECONDS <= time.time()]
        if asks and read:
            for notice in read:
                self._unnotify(notice, refresh=False)
            self._refresh_notifications()
        await super().on_event(event)

    def on_notify(self, event: Notify) -> None:
        """The same notice again takes the place of the one before: more would cover what they are about."""
        for one in tuple(self._notifications):
            if one.message == event.notification.message:
                self._unnotify(one, refresh=False)
