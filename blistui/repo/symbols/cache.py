"""The index on disk, in the user's own cache folder; it is rebuilt when it is damaged."""

from __future__ import annotations

import marshal
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

from blistui.repo import own_cache
from blistui.repo.symbols.indexed import IndexedFile

# Marshalled data is bound to the interpreter's version, and the layout to ours.
_HEADER = f"blistui index 2, python {sys.version_info[0]}.{sys.version_info[1]}\n".encode()
# Files read at a time: a screen that shares the process gets its turn in between.
_PIECE = 500


def load(root: Path) -> dict[str, IndexedFile]:
    """The indexed files of the repository at `root` by path; nothing when there is no sound cache."""
    payload = own_cache.load("index", root, _HEADER)
    if not payload:
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
    own_cache.save("index", root, _HEADER, marshal.dumps((str(root), pieces)))


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
