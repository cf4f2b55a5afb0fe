"""The files of a plain folder, where git does not say which ones belong."""

from __future__ import annotations

import os
from pathlib import Path

from blistui.repo.errors import RepositoryError
from blistui.repo.text import shown

_MOST = 1_000_000
_SKIPPED = frozenset({".hg", ".svn", "node_modules", "__pycache__"})


def walk(root: Path) -> tuple[str, ...]:
    """Paths of all files below `root`, sorted; links to folders are not followed, unreadable ones skipped.

    Raises RepositoryError when there are more than a million.
    """
    found: list[str] = []
    pending = [""]
    while pending:
        if len(found) > _MOST:
            raise RepositoryError(
                f"{shown(str(root))} holds more than {_MOST:,} files: name the Go code's folder"
            )
        prefix = pending.pop()
        try:
            entries = list(os.scandir(root / prefix))
        except OSError:
            continue
        for entry in entries:
            # A linked work tree has a file of this name, which git may not be able to follow.
            if entry.name == ".git":
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _SKIPPED:
                    pending.append(f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False) or (entry.is_symlink() and _links_to_file(entry)):
                found.append(prefix + entry.name)
    return tuple(sorted(found))


def _links_to_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False
