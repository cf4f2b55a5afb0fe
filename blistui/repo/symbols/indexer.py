"""The separate process that builds an index: `python -m blistui.repo.symbols.indexer ROOT`.

It reads the repository and writes the user's cache, nothing else. It scans in two processes.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from pathlib import Path

from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.repo.symbols import cache as index_cache
from blistui.repo.symbols.build import State, scanned
from blistui.repo.symbols.indexed import IndexedFile
from blistui.repo.text import shown


def main(arguments: list[str]) -> int:
    """0 when the cache is up to date, 2 when the repository cannot be read."""
    gc.disable()
    try:
        repo = Repository.open(Path(arguments[0]))
        state = State(repo)
    except (RepositoryError, IndexError) as error:
        print(f"blistui: {shown(str(error))}", file=sys.stderr)
        return 2
    files = state.same | _scanned_by_two(repo.root, state.stale)
    index_cache.save(repo.root, dict(sorted(files.items())))
    return 0


def _scanned_by_two(root: Path, paths: list[str]) -> dict[str, IndexedFile]:
    if not hasattr(os, "fork") or len(paths) < 2:
        return scanned(root, paths)
    # Every second path: neighbours are alike in size, so the halves are.
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            half = scanned(root, paths[1::2])
            pipe.write(marshal.dumps({path: tuple(file) for path, file in half.items()}))
            pipe.flush()
        os._exit(0)
    os.close(writing)
    found = scanned(root, paths[::2])
    with os.fdopen(reading, "rb") as pipe:
        half_read = pipe.read()
    _, status = os.waitpid(child, 0)
    if status != 0:
        return found | scanned(root, paths[1::2])
    return found | {path: IndexedFile(*fields) for path, fields in marshal.loads(half_read).items()}


if __name__ == "__main__":
    # The interpreter's leave-taking would free a million objects one by one.
    code = main(sys.argv[1:])
    sys.stderr.flush()
    os._exit(code)
