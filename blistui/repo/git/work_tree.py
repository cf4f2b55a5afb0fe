"""The work tree around a folder, and how much of its history is here."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.errors import RepositoryError
from blistui.repo.git import command as git
from blistui.repo.git.stuck import never_ends
from blistui.repo.text import kind_of, shown

_ASKED = ("--show-toplevel", "--is-shallow-repository", "--git-path", "info/sparse-checkout")
_IGNORED = ("--others", "--ignored", "--exclude-standard")
# Folders may have newlines in their names, and come before and after a word that git writes.
_ANSWER = pattern(rb"(.*)\n(true|false)\n(.*)\n\Z", re.DOTALL)


class WorkTree(NamedTuple):
    """`top` is None where there is no history to ask, and `problem` says why as a phrase.

    `shallow`: older commits are not here. `sparse` is the file of patterns that a sparse checkout has.
    """

    top: Path | None = None
    problem: str = "there is no git repository"
    shallow: bool = False
    sparse: Path | None = None


def work_tree(folder: Path) -> WorkTree:
    """The work tree that holds the resolved `folder`.

    Raises RepositoryError when git does not trust it, or its settings move it elsewhere.
    """
    top = git.top_above(folder)
    if top is None:
        return WorkTree()
    if (endless := never_ends(top)) is not None:
        # Asked before git is: it would wait for ever, or fill the memory.
        what = f"{shown(str(endless))} is {kind_of(endless)}; remove it"
        return WorkTree(problem=f"git cannot read {shown(str(top / '.git'))} ({what})")
    try:
        found = _ANSWER.match(git.run(top, "rev-parse", *_ASKED))
    except git.GitMissing:
        return WorkTree(problem="git is not installed")
    except git.GitError as error:
        if "dubious ownership" in str(error):
            raise RepositoryError(
                f"git does not trust {top}, which belongs to another user; "
                f"if you do: git config --global --add safe.directory '{top}'"
            ) from None
        # The files are still worth reading.
        return WorkTree(problem=f"git cannot read {top / '.git'} ({error})")
    if found is None:
        return WorkTree(problem=f"git is too old to say where {top} begins")
    said = Path(os.fsdecode(found[1]))
    if said.resolve() != top:
        raise RepositoryError(
            f"the git configuration of {top} moves its work tree to {said} (core.worktree): "
            "files from elsewhere are not read"
        )
    return WorkTree(top, "", found[2] == b"true", top / os.fsdecode(found[3]))


def is_ignored(file: Path) -> bool:
    """Whether git leaves `file`, which exists, out of every commit; False where git cannot be asked."""
    try:
        listed = git.run(file.parent, "ls-files", *_IGNORED, "--", file.name)
    except git.GitError:
        return False
    return bool(listed)
