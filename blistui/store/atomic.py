"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from blistui.store.locks import real


def write_atomically(path: Path, data: bytes, unless: Callable[[], bool] = lambda: False) -> bool:
    """Replace the contents of `path` with `data`, by a temporary file in its folder and a rename.

    `unless` is asked right before the rename; when it says yes, nothing is written and False is given.
    A symbolic link stays a link and its target is replaced; the mode of an existing file is kept. On any
    failure the old file is as it was and no temporary file is left. Raises OSError.
    """
    target = real(path)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _mode_for(target))
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
    return True


def sweep(path: Path) -> None:
    """Remove the temporary files that killed programs have left of `path`; the lock of its folder is held."""
    target = real(path)
    ours = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}\.tmp")
    with contextlib.suppress(OSError):
        for entry in os.scandir(target.parent):
            if ours.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink(missing_ok=True)


def _mode_for(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    # Some file systems refuse to sync a folder; the file itself is safe already.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
