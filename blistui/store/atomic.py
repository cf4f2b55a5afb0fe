"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from blistui.patterns import pattern
from blistui.store.locks import real

_SUFFIX = ".blistui.tmp"
_OURS = pattern(rf"\.(?P<of>.+)\.[a-z0-9_]{{8}}{re.escape(_SUFFIX)}", re.DOTALL)


files_written: dict[Path, None] = {}
"""What this process has written, in order: when a command cannot print its answer, it names them."""


def write_atomically(path: Path, data: bytes, unless: Callable[[], bool] = lambda: False) -> bool:
    """Replace the contents of `path` with `data`, by a temporary file in its folder and a rename.

    `unless` is asked right before the rename; when it says yes, nothing is written and False is given.
    A symbolic link stays a link and its target is replaced; the mode of an existing file is kept, and its
    owner where that is allowed. What is no regular file, such as a device, is not replaced. On any failure
    the old file is as it was and no temporary file is left. Raises OSError.
    """
    target = real(path)
    old = _regular(target)
    handle, temporary = _temporary(target)
    try:
        # Held open, and so locked, until the rename.
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            _like(old, file.fileno())
            os.fsync(file.fileno())
            if unless():
                temporary.unlink()
                return False
            temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)
    files_written[path] = None
    return True


def sweep(path: Path) -> None:
    """Remove the temporary files that killed programs have left beside `path`, whose folder is locked.

    Those of other names too: the plan may have been renamed since. What is still being written, is locked.
    """
    target = real(path)
    with contextlib.suppress(OSError):
        for entry in os.scandir(target.parent):
            ours = _OURS.fullmatch(entry.name)
            if (
                ours
                and entry.is_file(follow_symlinks=False)
                and (ours["of"] == target.name or _is_left(entry.path))
            ):
                Path(entry.path).unlink(missing_ok=True)


def _temporary(target: Path) -> tuple[int, Path]:
    while True:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_SUFFIX, dir=target.parent)
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.path.lexists(name):
            return handle, Path(name)
        # Between its making and its locking, the file looked like one that nobody holds.
        os.close(handle)


def _is_left(path: str) -> bool:
    """Whether nobody holds the temporary file; not where a file system has no locks."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(handle)


def _regular(target: Path) -> os.stat_result | None:
    """What is at `target`, None for nothing; raises OSError when it is no regular file."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    return found


def _like(old: os.stat_result | None, handle: int) -> None:
    """Give the new file the owner and the mode of the old one."""
    if old is None:
        umask = os.umask(0)
        os.umask(umask)
        os.fchmod(handle, 0o666 & ~umask)
        return
    if (old.st_uid, old.st_gid) != (os.getuid(), os.getgid()):
        # Only the administrator may give a file away; for anybody else it becomes his.
        with contextlib.suppress(OSError):
            os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    # Some file systems refuse to sync a folder; the file itself is safe already.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
