"""A program in a pseudo-terminal, timed from outside: when it paints, and how long a key takes to show."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import termios
import time
from collections.abc import Sequence

COLUMNS, ROWS = 120, 40


class Terminal:
    """Runs `command`; `wait_for` and `key` give seconds."""

    def __init__(self, command: Sequence[str], environment: dict[str, str] | None = None) -> None:
        self.handle, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self.program = subprocess.Popen(
            command,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})},
            start_new_session=True,
        )
        os.close(inner)
        self.seen = b""

    def wait_for(self, text: str, seconds: float = 30.0) -> float:
        """Seconds from the start until `text` has been painted."""
        until = time.perf_counter() + seconds
        while text.encode() not in self.seen:
            if not self._read(until):
                raise TimeoutError(f"{text!r} was never painted")
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.1, most: float = 2.0) -> None:
        """Read until nothing has come for `quiet` seconds; `most` at most, for a cursor blinks for ever."""
        until = time.perf_counter() + most
        while time.perf_counter() < until and self._read(time.perf_counter() + quiet):
            pass

    def key(self, key: bytes) -> float:
        """Seconds from sending `key` until the first bytes it causes."""
        self.settle()
        sent = time.perf_counter()
        os.write(self.handle, key)
        if not self._read(sent + 5):
            raise TimeoutError(f"{key!r} changed nothing")
        return time.perf_counter() - sent

    def shown_after(self, key: bytes, first: str, then: str) -> float:
        """Seconds from sending `key` until `first` has been painted and, a moment later at least, `then`."""
        self.settle()
        self.seen = b""
        sent = time.perf_counter()
        os.write(self.handle, key)
        self.wait_for(first)
        # One frame may come in several pieces.
        self.settle(0.03)
        self.seen = b""
        self.wait_for(then)
        return time.perf_counter() - sent

    def _read(self, until: float) -> bool:
        ready, _, _ = select.select([self.handle], [], [], max(0.0, until - time.perf_counter()))
        if not ready:
            return False
        try:
            self.seen = (self.seen + os.read(self.handle, 1 << 16))[-200_000:]
        except OSError:
            return False
        return True

    def painted_after(self, key: bytes, gap: float) -> float:
        """Seconds from sending `key` until all that it paints has come: nothing more follows for `gap`."""
        sent = last = time.perf_counter()
        os.write(self.handle, key)
        while self._read(time.perf_counter() + (gap if last > sent else 5)):
            last = time.perf_counter()
        return last - sent

    def memory(self) -> float:
        """Resident memory in MB."""
        with open(f"/proc/{self.program.pid}/status", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split("VmRSS:")[1].split()[0]) / 1024

    def cpu(self) -> float:
        """Seconds of processor time used so far, children left out."""
        with open(f"/proc/{self.program.pid}/stat", encoding="ascii") as file:  # noqa: PTH123
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def processor(self) -> float:
        """Seconds of processor time that the main thread has used; a busy machine changes them little."""
        main = self.program.pid
        with open(f"/proc/{main}/task/{main}/schedstat", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) / 1e9

    def ended(self, within: float) -> bool:
        """Whether the program ends by itself within so many seconds; what it paints meanwhile is read."""
        until = time.perf_counter() + within
        while self.program.poll() is None and time.perf_counter() < until:
            self._read(time.perf_counter() + 0.05)
        return self.program.poll() is not None

    def stop(self) -> None:
        """End the program."""
        self.program.kill()
        self.program.wait()
        os.close(self.handle)


def median(values: Sequence[float]) -> float:
    """Median in milliseconds."""
    return statistics.median(values) * 1000


def p95(values: Sequence[float]) -> float:
    """95th percentile in milliseconds."""
    return sorted(values)[int(len(values) * 0.95)] * 1000
