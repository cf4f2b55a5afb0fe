"""Writing what commands make. What cannot be written is a Failure: exit code 2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from blistui.commands.inputs import STDIN, Failure

if TYPE_CHECKING:
    from blistui.plan.document import Plan
    from blistui.store.load import Loaded


# Imported where it is needed: `blistui check` writes nothing unless it is asked to.


def save_plan(loaded: Loaded, plan: Plan) -> Loaded:
    """Save `plan` to the file of `loaded`; raises Failure."""
    from blistui.store.save import SaveFailed, save

    if loaded.path == STDIN:
        raise Failure("a plan from standard input cannot be saved: name its file.", "Nothing was written.")
    try:
        return save(loaded, plan)
    except SaveFailed as error:
        raise Failure(str(error)) from error


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all, in a folder that is made if need be; raises Failure."""
    from blistui.store.atomic import write_atomically

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    except OSError as error:
        raise Failure(f"{path} could not be written: {error.strerror}.") from error
