"""Where the file of an open plan is now, when another program renamed it or its folder."""

from __future__ import annotations

from pathlib import Path

from blistui.store.load import Loaded


def moved_to(loaded: Loaded) -> Path | None:
    """The one file that holds what `loaded` was read from: in its folder, or where that folder is now.

    None when there is no such file, or more than one: nobody knows which it is.
    """
    data = loaded.data
    if data is None:
        return None
    found = [path for path in _candidates(loaded.path) if _holds(path, data)]
    return found[0] if len(found) == 1 else None


def _candidates(path: Path) -> list[Path]:
    missing = path
    while not missing.parent.is_dir() and missing.parent != missing:
        missing = missing.parent
    rest = path.relative_to(missing)
    try:
        return [entry / rest for entry in missing.parent.iterdir()]
    except OSError:
        return []


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
