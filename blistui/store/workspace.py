"""Where a plan stands among folders: the repository that it speaks of."""

from __future__ import annotations

from pathlib import Path

from blistui.plan.document import Plan
from blistui.repo.repository import Repository, RepositoryError


def repository_of(path: Path, plan: Plan) -> Repository:
    """The repository of `plan`, whose file is `path` (which need not exist yet).

    The folder it names, relative to the file and through links to the file; the work tree that holds
    the file when it names none. Raises RepositoryError with a sentence.
    """
    named = plan.plan.repository
    try:
        home = path.resolve().parent
        return Repository.open(home / named) if named.strip() else Repository.containing(home)
    except (OSError, RuntimeError, ValueError):
        raise RepositoryError(f"{path} has no folder that can be read") from None
    except RepositoryError as error:
        if not named.strip():
            raise
        raise RepositoryError(
            f"{path}: `plan.repository` does not lead to a repository ({error}); "
            "name the folder of the Go code, relative to the plan's file"
        ) from error
