"""The program as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def blistui(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What a run of `blistui` comes to, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "blistui", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
    )
