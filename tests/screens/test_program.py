"""The app as a program of its own, in a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from tests.benchmarks.terminal import Terminal
from tests.screens.pilot import make

PACKAGES = str(Path(__file__).parents[2])
CHECKED = "○ What is built"
"""What a field without text shows once the rules have looked at the plan."""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    folders = {name: str(tmp_path / name) for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-m", "blistui", str(make(tmp_path))]
    opened = Terminal(command, {"PYTHONPATH": PACKAGES, **folders})
    opened.wait_for(CHECKED)
    yield opened
    opened.stop()


def children_of(parent: int) -> list[int]:
    """The processes that `parent` has started."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(place.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the process in /proc")
def test_a_rule_that_never_ends_does_not_keep_the_author(terminal: Terminal) -> None:
    [rules] = children_of(terminal.program.pid)
    os.kill(rules, signal.SIGSTOP)
    os.write(terminal.handle, b"x")
    terminal.wait_for("unsaved")
    terminal.wait_for("checking")
    os.write(terminal.handle, b"\x11")
    terminal.wait_for("Quit without saving")
    os.write(terminal.handle, b"\x1b[B\r")
    assert terminal.ended(30)
    until = time.monotonic() + 30
    while Path(f"/proc/{rules}").exists():
        assert time.monotonic() < until, "the process of the rules is left behind"
        os.sched_yield()


def test_in_a_browser_pipes_take_the_place_of_a_terminal(tmp_path: Path) -> None:
    folders = {name: str(tmp_path / name) for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME")}
    served = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "COLUMNS": "100", "ROWS": "30"}
    opened = subprocess.Popen(
        [sys.executable, "-m", "blistui", str(make(tmp_path))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": PACKAGES, "TERM": "dumb"} | folders | served,
    )
    assert opened.stdin is not None and opened.stdout is not None
    watchdog = Timer(60, opened.kill)
    watchdog.start()
    shown = b""
    while CHECKED.encode() not in shown and (more := os.read(opened.stdout.fileno(), 1 << 16)):
        shown += more
    assert shown.startswith(b"__GANGLION__\n")
    assert CHECKED.encode() in shown, opened.communicate()[1].decode()
    # The tab is closed.
    _, notes = opened.communicate()
    watchdog.cancel()
    assert (opened.returncode, b"ended by SIGHUP" in notes) == (129, True), notes.decode()
