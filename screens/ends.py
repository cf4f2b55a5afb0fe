"""How the program ends when no key ended it: a signal, a terminal that is gone, an error of its own."""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
import select
import signal
import sys
import termios
import time
from asyncio import AbstractEventLoop
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any

from textual._context import NoActiveAppError, active_message_pump
from textual.app import App, ScreenError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.widget import MountError, Widget
from textual.worker import WorkerFailed, active_worker

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
_PATIENCE = 2.0
"""Seconds that the event loop has to end in order: it may wait for a terminal that takes no output."""
_PATIENCE_WITHOUT_TERMINAL = 0.5
_RESET = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Ends bracketed paste, reports of the mouse, and the alternate screen; shows the cursor."""


def is_missed_by_nobody(app: App[Any], error: Exception) -> bool:
    """Whether a widget, a screen or the app was looked for in vain by what is going itself.

    Once an app is being left nothing is composed any more, and its screens go one by one: a key, a thread or
    a widget that was still being made then finds nothing. So does what a screen still does after Esc.
    """
    cause = error.error if isinstance(error, WorkerFailed) else error
    if not isinstance(cause, MountError | NoActiveAppError | NoMatches | NoScreen | ScreenError):
        return False
    if app._exit or not app.is_running:
        return True
    worker = active_worker.get(None) if isinstance(error, WorkerFailed) else None
    node = worker.node if worker is not None else active_message_pump.get(app)
    return isinstance(node, Widget) and _is_gone(app, node)


def _is_gone(app: App[Any], widget: Widget) -> bool:
    try:
        return widget._pruning or not widget.is_attached or widget.screen not in app.screen_stack
    except NoScreen:
        return True


class Ending:
    """Ends the program after a signal, or once its terminal is gone, even if the event loop is stuck.

    `leave` is called on `loop` and begins to end the app; `keep` keeps what is unsaved, and may be called in
    another thread. `number` is the signal that ended the program, 0 while none has.
    """

    def __init__(
        self, loop: AbstractEventLoop, leave: Callable[[], None], keep: Callable[[], object]
    ) -> None:
        self.number = 0
        self._loop = loop
        self._leave = leave
        self._keep = keep
        self._handle = sys.__stdin__.fileno() if sys.__stdin__ is not None else 0
        # In a browser there is a pipe in the place of a terminal; it has nothing to restore.
        self._attributes = termios.tcgetattr(self._handle) if os.isatty(self._handle) else None

    @property
    def code(self) -> int:
        """The exit code, as shells show the end by a signal; 0 without one."""
        return 128 + self.number if self.number else 0

    def watch(self) -> None:
        """From now on, signals and the end of the terminal end the program. For the main thread."""
        for number in _SIGNALS:
            # What starts a program in the background may have asked that it outlives its terminal's signals.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._signalled)
        Thread(target=self._await_hang_up, name="hang-up", daemon=True).start()

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self._begin(number, _PATIENCE)

    def _await_hang_up(self) -> None:
        # Whether or not there is input: a terminal that is gone is reported without being asked for.
        poll = select.poll()
        poll.register(self._handle, 0)
        gone = select.POLLHUP | select.POLLERR
        if any(mask & gone for _, mask in poll.poll()):
            self._begin(signal.SIGHUP, _PATIENCE_WITHOUT_TERMINAL)

    def _begin(self, number: int, patience: float) -> None:
        if not self.number:
            self.number = number
            Thread(target=self._insist, args=(patience,), name="end", daemon=True).start()
            self._loop.call_soon_threadsafe(self._leave)

    def _insist(self, patience: float) -> None:
        time.sleep(patience)
        self._keep()
        self._restore()
        os._exit(self.code)

    def _restore(self) -> None:
        if self._attributes is None:
            return
        with contextlib.suppress(termios.error, OSError):
            if termios.tcgetattr(self._handle) == self._attributes:
                return  # The driver has done it, and waits for something else.
            termios.tcsetattr(self._handle, termios.TCSANOW, self._attributes)
            # A stopped terminal takes nothing, and must not keep the program.
            if select.select([], [self._handle], [], 0.2)[1]:
                os.write(self._handle, _RESET)


def write_report(folder: Path, traceback: str) -> Path | None:
    """Write what went wrong into a new file of `folder`; gives its path, None when it cannot be written."""
    from blistui import __version__

    now = datetime.datetime.now()
    path = folder / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    versions = f"blistui {__version__}, Python {platform.python_version()}, {platform.platform()}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{versions}\n{now.isoformat(timespec='seconds')}\n\n{traceback}")
    except OSError:
        return None
    return path
