"""Bringing the index up to date: only files that changed are read, and much work goes to other processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from blistui.repo.collector import no_collector
from blistui.repo.repository import Repository
from blistui.repo.symbols import cache as index_cache
from blistui.repo.symbols.indexed import IndexedFile, identity_of, index_file, unchanged

_LONG = 256 * 1024
"""Bytes to read that would be felt on a screen."""
_VERY_LONG = 12 * 1024 * 1024
"""Bytes to read for which it pays to start two processes."""
_WORKER_TIMEOUT = 600.0


def indexed_files(repo: Repository, separately: bool) -> dict[str, IndexedFile]:
    """All Go files by path, sorted; see `load_index`."""
    state = State(repo)
    if state.stale_bytes > (_LONG if separately else _VERY_LONG) and _built_separately(repo.root):
        state = State(repo)
    if state.stale or state.removed:
        with no_collector():
            files = state.same | scanned(repo.root, state.stale)
        files = dict(sorted(files.items()))
        index_cache.save(repo.root, files)
        return files
    return state.same


class State:
    """How the cached index compares with the files: those the `same`, and the paths of `stale` ones."""

    def __init__(self, repo: Repository) -> None:
        # Git lists the files while the cache is read and known files are looked at.
        listing = repo.start_listing(".go")
        self.stale: list[str] = []
        self.stale_bytes = 0
        with no_collector(), _opened(repo.root) as root:
            kept = index_cache.load(repo.root)
            present = unchanged(kept, root)
            listed = listing()
            self.same = {path: kept[path] for path in listed if path in present}
            for path in listed if len(self.same) < len(listed) else ():
                identity = identity_of(path, root) if path not in present else None
                if identity is not None:
                    self.stale.append(path)
                    self.stale_bytes += identity[1]
        self.removed = len(kept) > len(self.same) + sum(path in kept for path in self.stale)


def scanned(root: Path, paths: list[str]) -> dict[str, IndexedFile]:
    """These files, read and scanned here and now; unreadable ones are left out."""
    now = time.time_ns()
    found = ((path, index_file(root, path, now)) for path in paths)
    return {path: file for path, file in found if file is not None}


def _built_separately(root: Path) -> bool:
    """Whether another process brought the cache up to date."""
    command = [sys.executable, "-P", "-m", "blistui.repo.symbols.indexer", str(root)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_WORKER_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield handle
    finally:
        os.close(handle)
