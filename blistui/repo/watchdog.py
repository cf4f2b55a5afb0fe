"""Ends a process that takes too long, while somebody waits for what it says."""

from __future__ import annotations

from subprocess import Popen
from threading import Timer
from types import TracebackType


class Watchdog:
    """Kills `process` once `seconds` have passed within the `with` block; `barked` tells that it did.

    A wait with a timeout would sleep between looks at the process, a millisecond each time.
    """

    def __init__(self, process: Popen[bytes], seconds: float) -> None:
        self.barked = False
        self._process = process
        self._timer = Timer(seconds, self._bark)
        self._timer.daemon = True

    def __enter__(self) -> Watchdog:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _bark(self) -> None:
        self.barked = True
        self._process.kill()
