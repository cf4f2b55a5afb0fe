"""A child process that says lines through a pipe and is ended as by SIGKILL, at a time or before a call."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from types import FrameType
from typing import Any

from tests.faults.tally import Caught, kind_of, text_of

CALLS = frozenset(
    ("write", "flush", "fsync", "rename", "replace", "unlink", "execute", "commit", "close", "open", "flock")
)
"""Built-in functions before which a child may end."""
LONGEST = 20.0
_NEW_PROCESS_NUMBERS = 0x20000000


class Child:
    """A fork of this process that runs `work(pipe, *arguments)`.

    With `calls` it ends right before that many calls of `CALLS`. With `number_again` its process number is 1.
    """

    def __init__(
        self, work: Callable[..., None], *arguments: Any, number_again: bool = False, calls: int = 0
    ) -> None:
        self._output, pipe = os.pipe()
        number, write_number = os.pipe()
        self._middle = os.fork()
        if self._middle == 0:
            signal.alarm(int(LONGEST))
            os.close(self._output)
            os.close(number)
            if number_again:
                libc().unshare(_NEW_PROCESS_NUMBERS)
                inner = os.fork()
                if inner != 0:
                    os.write(write_number, str(inner).encode())
                    os.close(pipe)
                    os.waitpid(inner, 0)
                    os._exit(0)
            else:
                os.write(write_number, str(os.getpid()).encode())
            os.close(write_number)
            _run(work, pipe, arguments, calls)
        os.close(pipe)
        os.close(write_number)
        self._number = int(os.read(number, 20) or self._middle)
        os.close(number)
        self._lines = os.fdopen(self._output, encoding="utf-8", errors="replace")

    def killed(self, seconds: float) -> list[str]:
        """Kill it after that time; gives what it said."""
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._number, signal.SIGKILL)
        return self.ended()

    def ended(self) -> list[str]:
        """Wait until it ends; gives what it said."""
        with self._lines:
            lines = self._lines.read().splitlines()
        os.waitpid(self._middle, 0)
        return lines


def _run(work: Callable[..., None], pipe: int, arguments: tuple[Any, ...], calls: int) -> None:
    left = calls

    def count(_: FrameType, event: str, called: Any) -> None:
        nonlocal left
        if event == "c_call" and getattr(called, "__name__", "") in CALLS:
            left -= 1
            if left == 0:
                # As SIGKILL does: nothing is flushed, the system releases locks.
                os._exit(137)

    with Caught() as caught:
        if calls:
            sys.setprofile(count)
            threading.setprofile(count)
        work(pipe, *arguments)
    sys.setprofile(None)
    if caught.error is not None:
        places = text_of(caught.error).splitlines()
        os.write(pipe, (" | ".join((f"crash: {kind_of(caught.error)}", *places)) + "\n").encode())
    os._exit(0 if caught.error is None else 1)


@cache
def libc() -> ctypes.CDLL:
    """What the system offers and Python does not yet."""
    return ctypes.CDLL(None, use_errno=True)


@cache
def may_number_again() -> bool:
    """Whether this user may give children process numbers that begin at 1."""
    child = os.fork()
    if child == 0:
        os._exit(0 if sys.platform == "linux" and libc().unshare(_NEW_PROCESS_NUMBERS) == 0 else 1)
    return os.waitpid(child, 0)[1] == 0
