"""Where blistui keeps what belongs to the user and not to a plan."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def state_folder() -> Path:
    """Journals of unsaved edits, and the list of recent plans; made when missing, for this user only."""
    folder = platformdirs.user_state_path("blistui", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
