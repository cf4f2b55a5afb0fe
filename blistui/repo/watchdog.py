"""Ends a process that takes too long, while its output is waited for."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import Popen
from threading import Timer
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
        self._hopeless = hopeless
        self._timers = [Timer(seconds, self._kill), Timer(min(SOON, seconds), self._ask)]
        for timer in self._timers:
            timer.daemon = True

    def __enter__(self) -> Watchdog:
        for timer in self._timers:
            timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for timer in self._timers:
            timer.cancel()

    def _kill(self) -> None:
        self.killed = True
        self._process.kill()

    def _ask(self) -> None:
        if self._hopeless():
            self._kill()
