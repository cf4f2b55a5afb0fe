"""The journal: every unsaved edit, on disk before the next key press, so that `kill -9` loses nothing.

One row a session, one row an edit, one transaction each. Before a plan is saved, the digest of what will be
written is noted; after it, the edits that are in the file go. So at any moment the file is either what the
edits start from or what they lead to, and nothing is lost or applied twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from threading import RLock
from typing import Any

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.store.locks import Presence, real
from blistui.store.state.database import FILE, StateUnusable, as_sentences, connect, transaction
from blistui.store.toml.merge import fresh, plain
from blistui.store.toml.values import render

RETRY_AFTER = 5.0
"""Seconds before a journal that failed is tried again."""

_AS_TOML = "\x00toml"
"""Key of the object that represents, in a record, a value of TOML that JSON does not have."""


def digest(data: bytes) -> str:
    """Identity of a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def presences(folder: Path) -> Path:
    """Where the locks of the sessions are that run."""
    return folder / "sessions"


class Journal:
    """The edits of one session, recorded as they happen.

    Nothing here raises: `problem` is a sentence while edits cannot be recorded, empty when all is well. After
    a failure the next record is the whole plan, so nothing that was missed is missing.
    """

    def __init__(self, folder: Path, plan_path: Path, plan: Plan, base: bytes | None) -> None:
        self.problem = ""
        self._folder = folder
        self._path = os.fsencode(real(plan_path))
        self._base = base if base is not None else fresh(plan).encode()
        self._lock = RLock()
        self._database: sqlite3.Connection | None = None
        self._file = (0, 0)
        self._presence: Presence | None = None
        self._session: int | None = None
        self._edits = 0
        self._closed = False
        self._behind = False
        self._failed_at = 0.0
        with self._recording():
            self._connected()

    def edits(self, edits: tuple[Edit, ...], after: Plan) -> None:
        """Record one step, which led to the plan `after`."""
        if self._closed:
            return
        with self._recording():
            if not self._behind:
                self._connected()
            if not self._behind:
                steps = [[edit.op, edit.path, plain(edit.value), edit.index] for edit in edits]
                with self._transaction() as database:
                    self._append(database, {"edits": steps})
                return
        self.snapshot(after)

    def snapshot(self, plan: Plan) -> None:
        """Record the whole of `plan` in place of the edits before: after an undo, and after a failure."""
        if self._closed or (self._failed_at and time.monotonic() - self._failed_at < RETRY_AFTER):
            return
        with self._recording(), self._transaction() as database:
            self._only(database, plan)

    def will_write(self, data: bytes) -> None:
        """Note, before it is done, that `data` will be the file: it has the edits that are recorded."""
        with self._recording():
            if self._closed or self._session is None:
                return
            change = "UPDATE session SET writing = ? WHERE number = ?"
            self._connected().execute(change, (digest(data), self._session))
        # The note must not come later to the disk than the file that it is about. Outside of the lock: the
        # author types on.
        # Only the log, for closing the database itself would release the locks that SQLite holds on it.
        with contextlib.suppress(OSError):
            handle = os.open(f"{self._folder / FILE}-wal", os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def wrote(self, data: bytes, unsaved: Plan | None) -> None:
        """The file is `data` now, and the plan is `unsaved`, or what the file has when that is None."""
        with self._lock:
            self._base = data
            if self._closed or (self._session is None and unsaved is None):
                return
            with self._recording(), self._transaction() as database:
                self._delete_row(database)
                if unsaved is not None:
                    self._only(database, unsaved)

    def take_over(self, session: int, owner: str, plan: Plan, keep: bool) -> bool:
        """In one transaction: end the dead session of `owner`, and record `plan`, which has its edits.

        With `keep` its edits stay, to be looked at. Gives False when another window was first, or when
        `problem` says why it cannot be done.
        """
        taken = False
        with self._recording(), self._transaction() as database:
            taken = end(database, session, owner, keep)
            if taken:
                self._only(database, plan)
        return taken and not self._behind

    def close(self) -> None:
        """Forget the edits: they are saved or given up."""
        with self._lock:
            if self._session is not None and not self._closed:
                with self._recording():
                    with self._transaction() as database:
                        self._delete_row(database)
                    database.execute("PRAGMA incremental_vacuum").fetchall()
            self.abandon()

    def abandon(self) -> None:
        """Leave the edits as the end of the process would leave them; nothing is recorded any more."""
        with self._lock:
            self._release()
            self._closed = True

    def _release(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._database is not None:
                self._database.close()
        if self._presence is not None:
            self._presence.leave()
        self._database, self._presence, self._session = None, None, None

    @contextlib.contextmanager
    def _recording(self) -> Iterator[None]:
        """Turn whatever goes wrong into `problem`."""
        with self._lock:
            try:
                with as_sentences(self._folder):
                    yield
            except (StateUnusable, ValueError, TypeError, RecursionError) as error:
                # The last three: an unknown key holds what JSON cannot, such as a number of 5,000 digits.
                self.problem = f"Unsaved edits are not being recorded: {error}"
                self._behind, self._failed_at = True, time.monotonic()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        database, session = self._connected(), self._session
        try:
            with transaction(database):
                yield database
        except BaseException:
            self._session = session
            raise

    def _connected(self) -> sqlite3.Connection:
        """The database; opened again when its file was taken away, to record the whole plan next."""
        if self._database is not None and self._file != self._identity():
            self._release()
            self._behind = True
        if self._database is None:
            self._database = connect(self._folder, check=True)
            self._file = self._identity()
        if self._presence is None:
            self._presence = Presence(presences(self._folder))
        return self._database

    def _identity(self) -> tuple[int, int]:
        try:
            found = os.stat(self._folder / FILE)  # noqa: PTH116 - three times as fast, and done at every edit
        except OSError:
            return (0, 0)
        return (found.st_dev, found.st_ino)

    def _only(self, database: sqlite3.Connection, plan: Plan) -> None:
        """Make `plan` the one record of the session."""
        if self._session is not None:
            database.execute("DELETE FROM edit WHERE session = ?", (self._session,))
        self._append(database, {"plan": whole(plan)})
        self._behind, self._failed_at, self.problem = False, 0.0, ""

    def _append(self, database: sqlite3.Connection, held: dict[str, Any]) -> None:
        text = record(held)
        if self._session is None:
            self._session = self._new_row(database)
        self._edits += 1
        row = (self._session, self._edits, time.time(), text)
        database.execute("INSERT INTO edit VALUES (?, ?, ?, ?)", row)

    def _new_row(self, database: sqlite3.Connection) -> int | None:
        """The session's row; made with its first edit, since before that there is nothing to lose."""
        assert self._presence is not None
        base = digest(self._base)
        database.execute("INSERT OR IGNORE INTO base VALUES (?, ?)", (base, self._base))
        insert = "INSERT INTO session (owner, path, base) VALUES (?, ?, ?)"
        return database.execute(insert, (self._presence.name, self._path, base)).lastrowid

    def _delete_row(self, database: sqlite3.Connection) -> None:
        if self._session is not None:
            delete(database, self._session)
            self._session = None


def end(database: sqlite3.Connection, session: int, owner: str, keep: bool) -> bool:
    """End the dead session of `owner`, or with `keep` note that not all of it could be applied.

    Gives False when somebody else ended it already.
    """
    if keep:
        change = "UPDATE session SET partly = 1 WHERE number = ? AND owner = ? AND partly = 0"
        return database.execute(change, (session, owner)).rowcount == 1
    if database.execute("DELETE FROM session WHERE number = ? AND owner = ?", (session, owner)).rowcount != 1:
        return False
    delete(database, session)
    return True


def delete(database: sqlite3.Connection, session: int) -> None:
    """Remove a session with its edits."""
    database.execute("DELETE FROM edit WHERE session = ?", (session,))
    database.execute("DELETE FROM session WHERE number = ?", (session,))
    forget_bases(database)


def forget_bases(database: sqlite3.Connection) -> None:
    """Remove the texts that no session starts from."""
    database.execute("DELETE FROM base WHERE digest NOT IN (SELECT base FROM session)")


def whole(plan: Plan) -> dict[str, Any]:
    """All of `plan` as the data of a record."""
    return plan.model_dump(by_alias=True, exclude_defaults=True)


def record(held: dict[str, Any]) -> str:
    """The text that is kept of a record; raises ValueError, TypeError or RecursionError."""
    # In ASCII: a text may hold half a character, which the database would refuse.
    return json.dumps(held, default=_as_toml)


def _as_toml(value: Any) -> Any:
    return {_AS_TOML: render(value)} if hasattr(value, "isoformat") else plain(value)


def read_record(text: str) -> dict[str, Any]:
    """What `record` made a text of; raises ValueError when it is none of ours."""
    found = json.loads(text, object_hook=_from_toml)
    if not isinstance(found, dict):
        raise ValueError("a record is an object")
    return found


def _from_toml(found: dict[str, Any]) -> Any:
    return tomllib.loads(f"v = {found[_AS_TOML]}")["v"] if _AS_TOML in found else found
