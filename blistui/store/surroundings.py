"""What stands around a plan: the repository that it names, and the other plans of its folder."""

from __future__ import annotations

from pathlib import Path

from blistui.plan.document import Plan
from blistui.repo.repository import Repository, RepositoryError
from blistui.store.load import Unloadable, load

_MOST = 50
_LARGEST = 2 * 1024 * 1024


def repository_of(path: Path, plan: Plan) -> Repository:
    """The repository of `plan`, whose file is `path` (which need not exist yet).

    The folder it names, relative to the file and through links to the file; the work tree that holds
    the file when it names none. Raises RepositoryError with a sentence.
    """
    named = plan.plan.repository
    try:
        home = path.resolve().parent
        return Repository.named(named, home) if named.strip() else Repository.containing(home)
    except (OSError, RuntimeError, ValueError):
        raise RepositoryError(f"{path} has no folder that can be read") from None
    except RepositoryError as error:
        if not named.strip():
            raise
        raise RepositoryError(
            f"{path}: `plan.repository` does not lead to a repository ({error}); "
            "name the folder of the Go code, relative to the plan's file"
        ) from error


def siblings(path: Path) -> dict[str, Plan]:
    """Plans beside the one at `path`, by file name; what cannot be read as a plan is left out."""
    found: dict[str, Plan] = {}
    own = path.resolve()
    try:
        beside = sorted(own.parent.glob("*.toml"))[:_MOST]
    except OSError:
        return found
    for file in beside:
        if not _is_plan(file) or file.resolve() == own:
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
