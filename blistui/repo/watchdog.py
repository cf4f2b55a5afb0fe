"""Ends a process that takes too long, while its output is waited for."""

from __future__ import annotations

from subprocess import Popen
from threading import Timer
from types import TracebackType


class Watchdog:
    """Kills `process` once `seconds` have passed within the `with` block; `killed` says that it did.

    A wait with a timeout would sleep between looks at the process, a millisecond each time.
    """

    def __init__(self, process: Popen[bytes], seconds: float) -> None:
        self.killed = False
        self._process = process
        self._timer = Timer(seconds, self._kill)
        self._timer.daemon = True

    def __enter__(self) -> Watchdog:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _kill(self) -> None:
        self.killed = True
        self._process.kill()
