"""Files in the user's own cache folder, one for each repository and kind: written by this program alone."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
import zlib
from pathlib import Path

_FORGOTTEN_AFTER = 90 * 24 * 3600.0


def load(kind: str, root: Path, header: bytes) -> bytes:
    """What was kept of the repository at `root`; nothing when there is no sound file with this header."""
    try:
        with _place(kind, root).open("rb") as file:
            # What is kept is trusted, so it must be our own.
            if os.fstat(file.fileno()).st_uid != os.getuid() or file.readline() != header:
                return b""
            checksum, payload = file.read(4), file.read()
    except OSError:
        return b""
    return payload if checksum == _checksum(payload) else b""


def save(kind: str, root: Path, header: bytes, payload: bytes) -> None:
    """Replaces what is kept at once; does nothing where nothing can be written. `header` is a line."""
    place = _place(kind, root)
    temporary = ""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{kind}-")
        with os.fdopen(handle, "wb") as file:
            file.write(header + _checksum(payload) + payload)
        Path(temporary).replace(place)
        _forget_old(place.parent, kind)
    except OSError:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _place(kind: str, root: Path) -> Path:
    import platformdirs

    name = hashlib.blake2b(os.fsencode(root), digest_size=12).hexdigest()
    return Path(platformdirs.user_cache_path("blistui"), kind, f"{name}.{kind}")


def _checksum(payload: bytes) -> bytes:
    return zlib.adler32(payload).to_bytes(4, "big")


def _forget_old(folder: Path, kind: str) -> None:
    oldest = time.time() - _FORGOTTEN_AFTER
    for place in folder.glob(f"*.{kind}"):
        if place.stat().st_mtime < oldest:
            place.unlink(missing_ok=True)
