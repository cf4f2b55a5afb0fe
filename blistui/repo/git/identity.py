"""Who works here, as git is set up to sign commits."""

from __future__ import annotations

from pathlib import Path

from blistui.repo.git import command as git


def user_name(folder: Path) -> str:
    """The `user.name` that commits made in `folder` have; empty where none is set or git cannot say."""
    try:
        out = git.run(folder, "config", "user.name", also_good=1)
    except git.GitError:
        return ""
    text = out.decode("utf-8", "replace")
    # A checkout may set any name: only what can be seen is taken.
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
