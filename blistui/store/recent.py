"""What belongs to the user and not to a plan: its folder, and the plans opened lately, newest first."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs

from blistui.store.atomic import write_atomically

KEPT = 20
_FILE = "recent.json"


def state_folder() -> Path:
    """Journals of unsaved edits, and the list of recent plans; made when missing, for this user only."""
    folder = platformdirs.user_state_path("blistui", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def recent(folder: Path) -> list[Path]:
    """Plans opened lately that still exist; a damaged list is an empty one."""
    try:
        found = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(found, list):
        return []
    # os.path answers no where Path.is_file raises: a folder that may not be read, a name too long.
    return [Path(entry) for entry in found if isinstance(entry, str) and os.path.isfile(entry)]  # noqa: PTH113


def remember(folder: Path, plan: Path) -> None:
    """Put `plan` first in the list. Raises OSError."""
    own = plan.resolve()
    others = [path for path in recent(folder) if path != own]
    entries = [str(path) for path in [own, *others][:KEPT]]
    write_atomically(folder / _FILE, json.dumps(entries, ensure_ascii=False, indent=1).encode())
