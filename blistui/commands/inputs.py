"""Reading what commands work on, with errors as sentences."""

from __future__ import annotations

from pathlib import Path

from blistui.commands.failure import Failure
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.store.load import Loaded, Unloadable, load
from blistui.store.workspace import repository_of


def plan_at(path: Path) -> Loaded:
    """The plan in the file at `path`; raises Failure."""
    try:
        return load(path)
    except Unloadable as error:
        raise Failure(str(error)) from error


def repository_for(loaded: Loaded) -> Repository:
    """The repository that the plan names; raises Failure."""
    try:
        return repository_of(loaded.path, loaded.plan)
    except RepositoryError as error:
        raise Failure(str(error)) from error


def repository_at(folder: Path) -> Repository:
    """The repository in `folder`; raises Failure."""
    try:
        return Repository.open(folder)
    except RepositoryError as error:
        raise Failure(str(error)) from error
