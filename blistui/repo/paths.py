"""Which paths may be named: relative, inside the repository, in one spelling."""

from __future__ import annotations

from blistui.patterns import pattern
from blistui.repo.errors import Unreadable
from blistui.repo.text import shown

_PLAIN = pattern(r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*")
"""Paths about which there is nothing to ask: no part begins with a dot, none is empty."""
_DRIVE = pattern(r"[A-Za-z]:[\\/]")


def relative(path: str) -> str:
    """`path` in its one spelling: posix parts below the root. Raises Unreadable with a sentence."""
    if _PLAIN.fullmatch(path):
        return path
    if not path.strip():
        raise Unreadable("the path is empty: name a file of the repository")
    if "\0" in path:
        raise Unreadable(f"{shown(path)} holds a NUL character, which no path can")
    if path.startswith(("/", "~/", "\\\\")) or _DRIVE.match(path):
        raise Unreadable(f"{shown(path)} is an absolute path: write it relative to the repository's root")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise Unreadable(f"{shown(path)} leaves the repository: a path may not hold '..'")
    if any(part.casefold() == ".git" for part in parts):
        raise Unreadable(f"{shown(path)} lies in git's own folder, not in the work tree")
    if not parts:
        raise Unreadable(f"{shown(path)} is the repository's root, not a file")
    return "/".join(parts)
