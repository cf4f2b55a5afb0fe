"""Windows that save one plan at the same moments: nobody sees "saved" while the edit is lost.

`python -m tests.faults.writers --seconds 60 [--writers 2]`: in rounds of two seconds the windows add a mark
and save, take what is on disk where another was first, and go on. Whatever was acknowledged as saved is
in the file at the end of the round, once: nobody takes anything away.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from blistui.store.load import load
from tests.faults.forks import Child
from tests.faults.tally import Tally, finish
from tests.faults.windows import START, Window

ROUND = 2.0
"""Seconds; then the list of marks has become long, and another plan is taken."""
BEAT = 0.01
"""Seconds from one moment at which all save to the next."""


def write(pipe: int, path: Path, state: Path, name: str, until: float) -> None:
    """A window that adds and saves until then; says what was saved, and how often another was first."""
    window = Window(path, state)
    number = 0
    while time.monotonic() < until:
        mark = f"{name}{number}"
        window.add(mark)
        time.sleep(BEAT - time.monotonic() % BEAT)
        if window.save_or_take_theirs():
            os.write(pipe, f"saved {mark}\n".encode())
        else:
            os.write(pipe, b"another was first\n")
        number += 1
    window.session.close()


def writers(seconds: float, count: int = 2) -> Tally:
    """Let `count` windows write for that time."""
    tally = Tally("writers")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with tempfile.TemporaryDirectory(prefix="blistui-writers-") as name:
            path, state = Path(name) / "plan" / "plan.toml", Path(name) / "state"
            path.parent.mkdir()
            state.mkdir()
            path.write_text(START)
            end = min(until, time.monotonic() + ROUND)
            children = [Child(write, path, state, "abcdefgh"[number], end) for number in range(count)]
            logs = [child.ended() for child in children]
            _compare(tally, logs, path)
    return tally


def _compare(tally: Tally, logs: list[list[str]], path: Path) -> None:
    held = list(load(path).plan.commitments.performance)
    for line in (line for lines in logs for line in lines):
        tally.runs += 1
        word, _, mark = line.partition(" ")
        if word == "saved" and held.count(mark) != 1:
            times = "lost" if mark not in held else "doubled"
            tally.add(f"said to be saved, and {times}", mark, "a round of two seconds")
        elif word == "saved":
            tally.note("saved")
        elif word == "another":
            tally.note("times another was first")
        else:
            tally.add(line.partition(" | ")[0], line.replace(" | ", "\n"), "a round of two seconds")
    beside = sorted(entry.name for entry in path.parent.iterdir() if entry != path)
    if beside:
        tally.add("files left beside the plan", str(beside), "a round of two seconds")


def main() -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=2)
    options = parser.parse_args()
    return finish(writers(options.seconds, options.writers))


if __name__ == "__main__":
    sys.exit(main())
