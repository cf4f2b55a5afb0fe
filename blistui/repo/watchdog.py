"""Ends a process that takes too long, while its output is waited for."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import Popen
from threading import Event, Thread
from types import TracebackType

SOON = 2.0
"""Seconds after which it is asked whether a process is worth waiting for."""


class Watchdog:
    """Kills `process` once `seconds` have passed within the `with` block; `killed` says that it did.

    So it does sooner when `hopeless`, which is asked once in between, says that the process will not end.
    A wait with a timeout would sleep between looks at the process, a millisecond each time.
    """

    def __init__(
        self, process: Popen[bytes], seconds: float, hopeless: Callable[[], bool] = lambda: False
    ) -> None:
        self.killed = False
        self._process = process
        self._seconds = seconds
        self._hopeless = hopeless
        self._over = Event()

    def __enter__(self) -> Watchdog:
        Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()

    def _watch(self) -> None:
        soon = min(SOON, self._seconds)
        if self._over.wait(soon):
            return
        if self._hopeless() or not self._over.wait(self._seconds - soon):
            self.killed = True
            self._process.kill()
