"""The plans opened recently, newest first, and where in each the author was last."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from blistui.store.locks import real
from blistui.store.state.database import StateUnusable, as_sentences, connect

KEPT = 20

_PLACES = "CREATE TABLE IF NOT EXISTS place (path BLOB PRIMARY KEY, phase TEXT NOT NULL, item TEXT NOT NULL)"
"""Made when it is first needed, and no part of the version: an older blistui uses the rest."""


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


def last_place(folder: Path, plan: Path) -> tuple[str, str]:
    """The phase in which the author was last, and the path of the item; blank where that is not known."""
    look = "SELECT phase, item FROM place WHERE path = ?"
    try:
        with as_sentences(folder), contextlib.closing(connect(folder)) as database:
            found = database.execute(look, (os.fsencode(real(plan)),)).fetchone()
    except StateUnusable:
        return "", ""  # No place was ever kept here.
    return found or ("", "")


def remember_place(folder: Path, plan: Path, phase: str, item: str) -> None:
    """Keep where the author is, as long as `plan` is among the recent ones. Raises StateUnusable."""
    row = (os.fsencode(real(plan)), phase, item)
    with as_sentences(folder), contextlib.closing(connect(folder)) as database:
        database.execute(_PLACES)
        database.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", row)
        database.execute("DELETE FROM place WHERE path NOT IN (SELECT path FROM recent)")
