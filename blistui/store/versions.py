"""A plan as it was: the versions of its file that git keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from blistui.plan.digests import plan_digest
from blistui.plan.document import Plan
from blistui.repo.errors import RepositoryError
from blistui.repo.git.history import commits_of
from blistui.repo.repository import Repository
from blistui.store.load import Loaded, Unloadable, parse
from blistui.store.locks import real

_MOST = 500
"""As many versions of one file are looked through."""


def plan_at(path: Path, commit: str) -> Loaded:
    """The plan that the file at `path` held at `commit`; raises Unloadable with a sentence."""
    try:
        repository, name = _place_of(path)
        found = repository.resolve(commit)
        if found is None:
            raise Unloadable(path, f"git knows no commit {commit} here; name one that `git log` shows.")
        data = repository.read_bytes(name, found)
    except RepositoryError as error:
        raise Unloadable(path, f"it cannot be read at {commit}: {error}.") from error
    return Loaded(path, parse(data, path), data)


def split(text: str) -> tuple[Path, str]:
    """`FILE@COMMIT` as its two parts; a name of a file that holds an @ is that file."""
    name, sign, commit = text.rpartition("@")
    if not sign or not name or Path(text).exists():
        return Path(text), ""
    return Path(name), commit


def plan_of_revision(path: Path, plan: Plan) -> tuple[Plan, str] | None:
    """The newest committed version of `plan` whose content its newest baseline pins, and that commit.

    None when no revision has a baseline, or git does not have that version. Raises RepositoryError.
    """
    pinned = next((one.plan_digest for one in plan.revision if one.plan_digest), "")
    if not pinned:
        return None
    for commit, version in _versions(path):
        if plan_digest(version) == pinned:
            return version, commit
    return None


def _versions(path: Path) -> Iterator[tuple[str, Plan]]:
    repository, name = _place_of(path)
    head = repository.head()
    if head is None:
        return
    for commit in commits_of(repository.root, head, name, _MOST):
        try:
            yield commit, parse(repository.read_bytes(name, commit), path)
        except (Unloadable, RepositoryError):
            # What was broken, or gone for a while, is no version to compare with.
            continue


def _place_of(path: Path) -> tuple[Repository, str]:
    """The repository that holds the file, and its path there; the file itself may be gone."""
    file = real(path)
    folder = file.parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    repository = Repository.containing(folder)
    if not repository.is_git:
        raise RepositoryError(f"{path} is in no git repository, so there is no earlier version of it")
    return repository, file.relative_to(repository.root).as_posix()
