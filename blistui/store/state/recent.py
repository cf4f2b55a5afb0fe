"""The plans opened recently, newest first."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from blistui.store.locks import real
from blistui.store.state.database import StateUnusable, as_sentences, connect

KEPT = 20


def recent(folder: Path) -> list[Path]:
    """Plans opened recently that still exist; none when the state in `folder` cannot be read."""
    try:
        with as_sentences(folder), contextlib.closing(connect(folder)) as database:
            rows = database.execute("SELECT path FROM recent ORDER BY opened DESC").fetchall()
    except StateUnusable:
        return []
    # os.path answers no where Path.is_file raises: a folder that may not be read, a name too long.
    return [Path(os.fsdecode(path)) for (path,) in rows if os.path.isfile(path)]  # noqa: PTH113


def remember(folder: Path, plan: Path) -> None:
    """Put `plan` first in the list. Raises StateUnusable."""
    # As bytes: a name need not be text that a database could keep.
    row = (os.fsencode(real(plan)), time.time())
    newest = "SELECT path FROM recent ORDER BY opened DESC LIMIT ?"
    with as_sentences(folder), contextlib.closing(connect(folder)) as database:
        database.execute("INSERT OR REPLACE INTO recent VALUES (?, ?)", row)
        database.execute(f"DELETE FROM recent WHERE path NOT IN ({newest})", (KEPT,))
