"""The index on disk: in the user's own cache folder, written by this program alone, rebuilt when damaged."""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
import time
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path

from blistui.repo.symbols.indexed import IndexedFile

# Marshalled data is bound to the interpreter's version, and the layout to ours.
_HEADER = f"blistui index 2, python {sys.version_info[0]}.{sys.version_info[1]}\n".encode()
# Files read at a time: a screen that shares the process gets its turn in between.
_PIECE = 500
_FORGOTTEN_AFTER = 90 * 24 * 3600.0


def load(root: Path) -> dict[str, IndexedFile]:
    """The indexed files of the repository at `root` by path; nothing when there is no sound cache."""
    try:
        with _place(root).open("rb") as file:
            # Marshalled data is trusted, so it must be our own.
            if os.fstat(file.fileno()).st_uid != os.getuid() or file.readline() != _HEADER:
                return {}
            checksum, payload = file.read(4), file.read()
    except OSError:
        return {}
    if checksum != _checksum(payload):
        return {}
    try:
        kept_root, pieces = marshal.loads(payload)
        if kept_root != str(root):
            return {}
        found: dict[str, IndexedFile] = {}
        for piece in pieces:
            found.update(_unpacked(piece))
        return found
    except (ValueError, EOFError, TypeError, AttributeError):
        return {}


def save(root: Path, files: dict[str, IndexedFile]) -> None:
    """Replaces the cache of the repository at `root` at once; does nothing where nothing can be written."""
    every = list(files.items())
    pieces = [_packed(every[at : at + _PIECE]) for at in range(0, len(every), _PIECE)]
    payload = marshal.dumps((str(root), pieces))
    place = _place(root)
    temporary = ""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".index-")
        with os.fdopen(handle, "wb") as file:
            file.write(_HEADER + _checksum(payload) + payload)
        Path(temporary).replace(place)
        _forget_old(place.parent)
    except OSError:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _packed(files: list[tuple[str, IndexedFile]]) -> bytes:
    """Some files, column by column: that is read several times faster than file by file."""
    paths, entries = zip(*files, strict=True)
    identities, packages, docs, lines, *texts = zip(*entries, strict=True)
    numbers = [array("q", column).tobytes() for column in (*zip(*identities, strict=True), lines)]
    return marshal.dumps((numbers, paths, packages, docs, *texts))


def _unpacked(piece: bytes) -> Iterator[tuple[str, IndexedFile]]:
    numbers, paths, packages, docs, *texts = marshal.loads(piece)
    times, sizes, inodes, lines = (memoryview(column).cast("q") for column in numbers)
    identities = zip(times, sizes, inodes, strict=True)
    entries = zip(identities, packages, docs, lines, *texts, strict=True)
    return zip(paths, map(IndexedFile._make, entries), strict=True)


def _place(root: Path) -> Path:
    import platformdirs

    name = hashlib.blake2b(os.fsencode(root), digest_size=12).hexdigest()
    return Path(platformdirs.user_cache_path("blistui"), "index", f"{name}.index")


def _checksum(payload: bytes) -> bytes:
    return zlib.adler32(payload).to_bytes(4, "big")


def _forget_old(folder: Path) -> None:
    oldest = time.time() - _FORGOTTEN_AFTER
    for place in folder.glob("*.index"):
        if place.stat().st_mtime < oldest:
            place.unlink(missing_ok=True)
