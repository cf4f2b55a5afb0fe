"""Other plans in the folder of a plan."""

from __future__ import annotations

from pathlib import Path

from blistui.plan.document import Plan
from blistui.store.load import Unloadable, load

_MOST = 50
_LARGEST = 2 * 1024 * 1024


def siblings(path: Path) -> dict[str, Plan]:
    """Plans beside the one at `path`, by file name; what cannot be read as a plan is left out."""
    found: dict[str, Plan] = {}
    own = path.resolve()
    try:
        beside = sorted(own.parent.glob("*.toml"))[:_MOST]
    except OSError:
        return found
    for file in beside:
        if file.resolve() == own or not _is_plan(file):
            continue
        try:
            found[file.name] = load(file).plan
        except Unloadable:
            continue
    return found


def _is_plan(file: Path) -> bool:
    # A folder may hold any TOML, such as a pyproject; only what begins like a plan is parsed.
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return False
        with file.open("rb") as opened:
            return b"[plan]" in opened.read(4096)
    except OSError:
        return False
