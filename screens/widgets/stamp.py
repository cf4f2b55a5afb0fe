"""Whether a file is still what was read, without reading it again."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int, int, int]
"""Times of the last changes of content and of attributes, size and inode: another one when a file changed."""


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None when there is none."""
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    return about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino
