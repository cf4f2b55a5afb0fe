"""The state file: one SQLite database in the user's state folder, for unsaved edits and recent plans."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from blistui.patterns import pattern
from blistui.store.locks import Busy, locked, real

FILE = "state.sqlite3"
VERSION = 1
"""Of the tables; kept in the database as its `user_version`."""

_WAIT = 1.0
"""Seconds to wait for another window that writes."""

_SCHEMA = """
CREATE TABLE base (digest TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE session (
    number INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    path BLOB NOT NULL,
    base TEXT NOT NULL,
    writing TEXT NOT NULL DEFAULT '',
    partly INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE edit (
    session INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at REAL NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (session, number)
) WITHOUT ROWID;
CREATE TABLE recent (path BLOB PRIMARY KEY, opened REAL NOT NULL);
"""
_TABLES = ("base", "session", "edit", "recent")

_NETWORK = pattern(
    "9p|afs|beegfs|ceph|cifs|davfs|fuse.(glusterfs|sshfs)|gfs2|glusterfs|gpfs|lustre|ncpfs|nfs4?|ocfs2|smb3|smbfs"
)
"""File systems of other computers, as the system names them."""


class StateUnusable(Exception):
    """The state file cannot be used; the message is a sentence that says why."""


def state_folder() -> Path:
    """Where the state file of this user is; the folder need not exist."""
    return platformdirs.user_state_path("blistui", appauthor=False)


@contextlib.contextmanager
def as_sentences(folder: Path) -> Iterator[None]:
    """Raise StateUnusable for whatever keeps the state file in `folder` from being used."""
    try:
        yield
    except sqlite3.Error as error:
        raise StateUnusable(f"{folder / FILE} cannot be used ({error}).") from error
    except OSError as error:
        raise StateUnusable(f"{folder} cannot be used ({error.strerror}).") from error
    except Busy:
        raise StateUnusable(f"{folder} is being used by another program.") from None


def connect(folder: Path, *, check: bool = False) -> sqlite3.Connection:
    """The state file in `folder`, made when missing; a damaged one is put aside, and what it holds is copied.

    With `check` all of it is read to find damage. The connection commits by itself, and may be used by
    several threads one at a time. Raises StateUnusable.
    """
    if not folder.is_absolute():
        raise StateUnusable(f"There is no home folder to keep {folder / FILE} in.")
    path = folder / FILE
    with as_sentences(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(folder, _WAIT):
            database = _open(path)
            try:
                fit = _ready(database, folder, check)
            except sqlite3.OperationalError:
                database.close()
                raise
            except sqlite3.DatabaseError:
                fit = False
            if fit:
                return database
            database.close()
            return _rebuilt(path)


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of the changes inside, or none."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise


def _open(path: Path) -> sqlite3.Connection:
    # Made here for this user only; SQLite would let others read it. A file that is there is opened by SQLite
    # alone: closing it again would release the locks of all connections of this process, and another window
    # that ends would then take away the log into which this one still writes.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)


def _ready(database: sqlite3.Connection, folder: Path, check: bool) -> bool:
    """Whether the database can be used as it is, or was empty and can be used now."""
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise sqlite3.OperationalError(f"it was written by a newer blistui, in version {version}")
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not version and not names:
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT")
    elif not names.issuperset(_TABLES) or (
        check and database.execute("PRAGMA quick_check").fetchone()[0] != "ok"
    ):
        return False
    # Readers and writers then do not wait for each other. It needs memory that is shared between processes,
    # which a network disk does not give.
    database.execute(f"PRAGMA journal_mode = {'TRUNCATE' if _on_network(folder) else 'WAL'}")
    # What was committed survives the end of the process at any moment; a power cut may take the last seconds.
    database.execute("PRAGMA synchronous = NORMAL")
    return True


def _rebuilt(path: Path) -> sqlite3.Connection:
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
    database = _open(path)
    _ready(database, path.parent, check=False)
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_open(aside)) as damaged:
        for table in _TABLES:
            with contextlib.suppress(sqlite3.Error):
                _copy(damaged, database, table)
    return database


def _copy(damaged: sqlite3.Connection, database: sqlite3.Connection, table: str) -> None:
    for row in damaged.execute(f"SELECT * FROM {table}"):
        database.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _on_network(folder: Path) -> bool:
    """Whether `folder` is on a disk of another computer, as far as the system says."""
    try:
        mounts = Path("/proc/self/mountinfo").read_bytes().splitlines()
        own = str(real(folder)).encode()
    except OSError:
        return False
    best, kind = b"", b""
    for mount in mounts:
        before, _, after = mount.partition(b" - ")
        place = before.split(b" ")[4].replace(b"\\040", b" ")
        if len(place) >= len(best) and (own + b"/").startswith(place.rstrip(b"/") + b"/"):
            best, kind = place, after.split(b" ")[0]
    return _NETWORK.fullmatch(kind.decode(errors="replace")) is not None
