"""Files of a sparse checkout that are not on the disk: they are read from the index."""

from __future__ import annotations

import os
from pathlib import Path

from blistui.repo.git import command as git
from blistui.repo.git.objects import Objects

_TOGETHER = 500
"""Files read with one process: a caller that reads many goes through them in order."""


class NotCheckedOut:
    """The tracked files that git leaves off the disk on purpose, by path, and their text."""

    def __init__(self, root: Path, objects: Objects) -> None:
        self._root, self._objects = root, objects
        self._blobs: dict[str, str] | None = None
        self._read: dict[str, bytes | None] = {}

    def refresh(self, blobs: dict[str, str]) -> None:
        """Remember what a listing of the index has just found: the blob of each path."""
        if blobs != self._blobs:
            self._blobs, self._read = blobs, {}

    def blob(self, path: str) -> str | None:
        """The blob of a file that is not checked out, None for any other. Raises GitError."""
        if self._blobs is None:
            listed = os.fsdecode(git.run(self._root, "ls-files", "-t", "-s")).split("\0")
            self._blobs = dict(filter(None, (absent(self._root, entry) for entry in listed)))
        return self._blobs.get(path)

    def read(self, path: str, limit: int) -> bytes | None:
        """The content of a file that is not checked out; None when git has not got it. Raises GitError."""
        if self.blob(path) is None or self._blobs is None:
            return None
        if path not in self._read:
            paths = sorted(self._blobs)
            together = paths[paths.index(path) :][:_TOGETHER]
            found = self._objects.blobs((self._blobs[each] for each in together), limit)
            # What is not here is not asked for again.
            self._read = {each: found.get(self._blobs[each]) for each in together}
        return self._read.get(path)


def absent(root: Path, entry: str) -> tuple[str, str] | None:
    """Path and blob of an entry of `ls-files -t -s` that is left off the disk; None for any other entry."""
    about, _, path = entry.partition("\t")
    if not about.startswith("S ") or about.startswith("S 160000") or os.path.lexists(root / path):
        return None
    return path, about.split(" ")[2]
