"""Locks that the system releases when their holder ends, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

_PAUSE = 0.01
"""Seconds between two attempts to get a lock."""


class Busy(Exception):
    """Somebody else held the lock for as long as the caller was ready to wait."""


@contextlib.contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Hold the lock of `folder` for at most one program; raises Busy after `wait` seconds, and OSError.

    The folder itself is locked, so nothing is left in it. Where a file system has no such locks (some network
    disks), nothing is held.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        _acquire(handle, wait)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Busy from None
            time.sleep(_PAUSE)
        except OSError:
            return
        else:
            return


def real(path: Path) -> Path:
    """`path` without links; unlike Path.resolve, also where a link leads to itself."""
    return Path(os.path.realpath(path))


class Presence:
    """A random name that is known to be alive until its process ends, or `leave` is called.

    A process number would not do: it is used again, in a container at once. Raises OSError.
    """

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(8)
        folder.mkdir(exist_ok=True, mode=0o700)
        self._path = _file(folder, self.name)
        self._handle = -1
        while not self._held():
            # Between its making and its locking, the file looked like one that nobody holds.
            os.close(self._handle)

    def _held(self) -> bool:
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        return self._path.exists()

    def leave(self) -> None:
        """Be gone, as if the process had ended."""
        with contextlib.suppress(OSError):
            self._path.unlink()
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def alive(folder: Path, name: str) -> bool:
    """Whether the holder of `name` still runs. The file of one that does not is removed."""
    path = _file(folder, name)
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.lock"
