"""Which folders can be opened as a repository; what cannot is refused with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

from blistui.repo.errors import RepositoryError
from blistui.repo.git import command as git
from blistui.repo.git.work_tree import WorkTree, work_tree
from blistui.repo.text import shown


def resolved(path: Path) -> Path:
    """The folder or file without links; raises RepositoryError when there is none."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise RepositoryError(f"there is no folder {shown(str(path))}") from None


def refuse_file_system(root: Path) -> None:
    """Raises RepositoryError when `root` is the root of the file system."""
    if root == root.parent:
        raise RepositoryError(f"{root} is the whole file system: name the folder of the Go code")


def work_tree_of(folder: Path) -> WorkTree:
    """The work tree around `folder`; raises RepositoryError when it is a repository without files."""
    found = work_tree(folder)
    if found.top is None and _is_bare(folder):
        raise RepositoryError(
            f"{shown(str(folder))} is a bare git repository: it has no files; clone it first"
        )
    return found


def refuse_unfetched(root: Path, top: Path) -> None:
    """Raises RepositoryError when `root` is the empty folder of a submodule of `top`."""
    if root == top or any(root.iterdir()):
        return
    entry = os.fsdecode(git.run(top, "ls-files", "-s", "--", root.relative_to(top).as_posix()))
    if entry.startswith("160000"):
        raise RepositoryError(
            f"{shown(str(root))} is a submodule that was not fetched: "
            f"git submodule update --init '{shown(root.name)}'"
        )


def refuse_look_alikes(root: Path, top: Path) -> None:
    """Raises RepositoryError when a folder from `root` up to below `top` would be a repository for git."""
    for folder in (root, *root.parents):
        if folder == top:
            return
        if _is_bare(folder):
            raise RepositoryError(
                f"{shown(str(folder))} looks like a bare git repository inside {shown(str(top))}: "
                "name a folder of source code"
            )


def _is_bare(folder: Path) -> bool:
    return all((folder / name).exists() for name in ("HEAD", "objects", "refs"))
