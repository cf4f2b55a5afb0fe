"""What keeps git waiting for ever: a pipe or a device in the place of a file that it reads."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from blistui.patterns import pattern

_STEERING = frozenset((".gitattributes", ".gitignore", ".gitmodules"))
_ALWAYS_READ = (
    *("commondir", "HEAD", "config", "config.worktree", "index", "packed-refs", "shallow"),
    *("info/attributes", "info/exclude", "info/grafts", "info/sparse-checkout"),
    *("objects/info/alternates", "objects/info/commit-graph"),
)
_LARGEST = 1024 * 1024
_VALUE = pattern(r"=[ \t]*\"?([^\n\"]*)")


def never_ends(top: Path) -> Path | None:
    """Of the files that most git commands read for the work tree `top`, one that is a pipe or a device."""
    steering = (top / name for name in (".git", *sorted(_STEERING)))
    return next((file for file in (*steering, *_always_read(top)) if _never_ends(file)), None)


def _always_read(top: Path) -> Iterator[Path]:
    for folder in _own_folders(top):
        yield from (folder / name for name in _ALWAYS_READ)
        branch = _text(folder / "HEAD").strip().removeprefix("ref: ")
        yield from (_at(other, branch) for other in _own_folders(top))


def what_never_ends(top: Path, goes_on: Callable[[], bool]) -> Path | None:
    """The first file that git reads in or for the work tree `top` and that is a pipe or a device.

    None when there is none, or when `goes_on` says that nobody waits any more.
    """
    for file in _read_by_git(top):
        if not goes_on():
            return None
        if _never_ends(file):
            return file
    return None


def _own_folders(top: Path) -> tuple[Path, ...]:
    """The folders of git for a work tree: its own, and the one that it shares with others."""
    own = _named_in(top / ".git", "gitdir:") or top / ".git"
    common = _named_in(own / "commondir", "") or own
    return tuple(dict.fromkeys((own, common)))


def _read_by_git(top: Path) -> Iterator[Path]:
    """The files that git reads; of those in its own folders, only what is no regular file."""
    yield top / ".git"
    for folder in _own_folders(top):
        for config in (folder / "config", folder / "config.worktree"):
            # Settings name other files: those that are included, and those with patterns.
            yield from (_at(folder, value) for value in _VALUE.findall(_text(config)))
        objects = folder / "objects"
        yield from (_at(objects, line) for line in _text(objects / "info/alternates").split("\n"))
        yield from _odd_entries(folder)
    for at, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name != ".git"]
        # Also where there is nothing to look at, it is to be noticed that nobody waits any more.
        yield Path(at)
        yield from (Path(at, name) for name in _STEERING.intersection(files))


def _odd_entries(folder: Path) -> Iterator[Path]:
    pending = [folder]
    while pending:
        try:
            entries = list(os.scandir(pending.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
            elif not entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


def _named_in(file: Path, before: str) -> Path | None:
    """The folder that the only line of a file of git's own names."""
    found = _text(file).rstrip("\r\n")
    return (
        _at(file.parent, found.removeprefix(before).strip(" "))
        if found.startswith(before) and found
        else None
    )


def _at(folder: Path, name: str) -> Path:
    return folder / os.path.expanduser(name)  # noqa: PTH111 - Path raises where there is no home


def _text(file: Path) -> str:
    """The text of a regular file; empty for anything else."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return ""
    try:
        is_file = stat.S_ISREG(os.fstat(handle).st_mode)
        return os.fsdecode(os.read(handle, _LARGEST)) if is_file else ""
    except OSError:
        return ""
    finally:
        os.close(handle)


def _never_ends(file: Path) -> bool:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return False
    if stat.S_ISCHR(found.st_mode):
        return found.st_rdev != os.stat(os.devnull).st_rdev  # noqa: PTH116 - it is a name, not a path
    return stat.S_ISFIFO(found.st_mode)
