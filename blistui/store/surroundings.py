"""What is around a plan: the repository that it names, and the other plans of its folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from blistui.plan.document import Plan
from blistui.repo.repository import Repository, RepositoryError
from blistui.store.load import Unloadable, load
from blistui.store.locks import real

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


class Siblings(NamedTuple):
    """Plans of the same folder by file name, and a sentence for each file that was left out."""

    plans: dict[str, Plan]
    left_out: tuple[str, ...] = ()


def siblings(path: Path) -> Siblings:
    """The plans beside the one at `path`; files that hold other TOML are none of them."""
    plans: dict[str, Plan] = {}
    left_out: list[str] = []
    own = real(path)
    try:
        beside = sorted(file for file in own.parent.glob("*.toml") if not file.is_dir() and real(file) != own)
    except OSError as error:
        return Siblings({}, (f"The plans beside it were not read: {error.strerror}.",))
    for file in beside[:_MOST]:
        try:
            if is_plan(file):
                plans[file.name] = load(file).plan
        except Unloadable as error:
            line = f":{error.line}" if error.line else ""
            left_out.append(f"{file.name}{line} beside it was left out: {error.reason}")
    if len(beside) > _MOST:
        left_out.append(f"Of {len(beside)} TOML files beside it, {_MOST} were read.")
    return Siblings(plans, tuple(left_out))


def plans_below(folder: Path) -> list[Path]:
    """The plans in `folder` and the folders below it, sorted; links and hidden folders are not followed."""
    found: list[Path] = []
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            file = Path(at, name)
            try:
                if name.endswith(".toml") and not file.is_symlink() and is_plan(file):
                    found.append(file)
            except Unloadable:
                continue
    return sorted(found)


def is_plan(file: Path) -> bool:
    """Whether the file begins like a plan: only those are parsed. Raises Unloadable."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unloadable(file, "this is not a regular file.")
        if found.st_size > _LARGEST:
            raise Unloadable(file, f"the file has {found.st_size} bytes, and such are read up to {_LARGEST}.")
        with file.open("rb") as opened:
            return b"[plan]" in opened.read(4096)
    except OSError as error:
        raise Unloadable(file, f"the file cannot be read: {error.strerror}.") from error
