"""Runs the rules in a separate process, so that the screen never waits for them."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING

from blistui.repo.watchdog import Watchdog

if TYPE_CHECKING:
    from blistui.plan.document import Plan
    from blistui.rules.rule import Answer

_PACKAGES = Path(__file__).parents[3]
PATIENCE = 120.0
"""Seconds after which an answer is no longer waited for: reading a large repository takes some."""
_OVER = "The rules are no longer run."
_LAST_WORDS = 5.0
"""Seconds for a process that has closed its pipe to write the reason, and to end."""


class RulesStopped(Exception):
    """The rule process ended before it answered, or cannot be started; the message says why."""


class RuleProcess:
    """The rule process: started by the first question or by `start`, and again when it has ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._ahead: Path | None = None
        self._is_over = False

    def start(self, path: Path | None) -> None:
        """Start the process, unless it runs: it loads the rules before the first question comes.

        That will be about the plan in the file `path`, if one is named, which is checked in advance.
        """
        with self._lock:
            try:
                if self._process is None:
                    self._running(path)
                    self._ahead = path
            except RulesStopped:
                # The next caller gets the reason.
                return

    def stop(self) -> None:
        """End the process and start none again; a caller that waits for an answer gets RulesStopped."""
        self._is_over = True
        if self._lock.acquire(blocking=False):
            self._end()
            self._lock.release()
        elif (process := self._process) is not None:
            # The thread that waits holds the lock, and closes what is open.
            process.kill()

    def check(self, path: Path, plan: Plan, read_again: bool = False) -> Answer:
        """What the rules find in `plan`, whose file is `path`; `read_again` has the repository read again.

        Waits for the answer, and for that of another thread before: call it in a worker. Raises RulesStopped.
        """
        with self._lock:
            # What it has just read for this very question need not be read again.
            asked = pickle.dumps((path, plan, read_again and path != self._ahead), pickle.HIGHEST_PROTOCOL)
            self._ahead = None
            # The process may have been killed since the last answer; one that dies twice is broken.
            for last in (False, True):
                process = self._running()
                assert process.stdin is not None and process.stdout is not None
                with Watchdog(process, PATIENCE) as watchdog:
                    try:
                        process.stdin.write(asked)
                        process.stdin.flush()
                        answer: Answer = pickle.load(process.stdout)
                        return answer
                    except (EOFError, OSError, pickle.UnpicklingError):
                        why = self._end(_LAST_WORDS)
                if watchdog.killed:
                    raise RulesStopped(f"The rules took more than {PATIENCE:g} seconds.")
                if last:
                    raise RulesStopped(f"The rules could not be run: {why}")
        raise AssertionError

    def _running(self, path: Path | None = None) -> subprocess.Popen[bytes]:
        if self._is_over:
            raise RulesStopped(_OVER)
        if self._process is None or self._process.poll() is not None:
            self._end()
            # The folder that the author works in may hold anything; it must not be where modules come from.
            command = [
                sys.executable,
                "-P",
                "-m",
                "blistui.rules.running.worker",
                *([str(path)] if path else []),
            ]
            try:
                # Closed with the process, in `_end`.
                self._said = tempfile.TemporaryFile()  # noqa: SIM115
                # A session of its own: Ctrl+C in an editor started from the screen is not meant for it.
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._said,
                    env=_environment(),
                    start_new_session=True,
                )
            except OSError as error:
                raise RulesStopped(f"The rules could not be run: {error.strerror}") from None
        if self._is_over:
            # Said while this thread was here: `stop` found no process, or ended the one before.
            self._end()
            raise RulesStopped(_OVER)
        return self._process

    def _end(self, patience: float = 0.0) -> str:
        """End the process, unless it ends by itself within `patience` seconds; gives its last words."""
        process, said = self._process, self._said
        self._process = self._said = None
        if process is None or said is None:
            return ""
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    # What was not sent any more is not wanted any more.
                    continue
        process.wait()
        with said:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").split("\n")
        return next((line for line in reversed(lines) if line.strip()), "their process was ended")


def _environment() -> dict[str, str]:
    """That of this program, in which the other one finds the same modules."""
    found = os.environ | {"PYDANTIC_DISABLE_PLUGINS": "__all__"}
    if _PACKAGES.name not in ("site-packages", "dist-packages"):
        # Run from a checkout. Installed packages are found anyway, and after the standard library.
        paths = (str(_PACKAGES), os.environ.get("PYTHONPATH", ""))
        found["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return found


RULE_PROCESS = RuleProcess()
"""One process serves all plans that this one opens."""
