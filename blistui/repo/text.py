"""Text of one file, read safely: a hostile file is refused with a sentence, never opened blindly."""

from __future__ import annotations

import errno
import os
import stat
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from blistui.repo.errors import Unreadable

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read as text, in bytes."""

_SNIFFED = 8000
_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:"
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class SourceText:
    """The text of one file; lines count from 1 and end where git, grep and editors end them, at a newline.

    Bytes that are not UTF-8 appear as `\\xNN`, so that equal bytes give equal text and every text can be
    shown and stored. A byte order mark is left out.
    """

    path: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """All lines, without their ends; a carriage return before the newline belongs to the end."""
        parts = self.text.split("\n")
        if not parts[-1]:
            parts.pop()
        if "\r" in self.text:
            return tuple(part[:-1] if part.endswith("\r") else part for part in parts)
        return tuple(parts)

    @cached_property
    def flat(self) -> str:
        """All lines, each with a newline before and after it, to look for whole lines in."""
        if "\r" not in self.text:
            return f"\n{self.text}" if self.text.endswith("\n") or not self.text else f"\n{self.text}\n"
        return "\n" + "".join(f"{line}\n" for line in self.lines)

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each line starts in `text`, in characters; its last entry is the length of the text."""
        ends = accumulate(len(part) + 1 for part in self.text.split("\n"))
        found = array("Q", [0])
        found.extend(end for end in ends if end < len(self.text))
        if self.text:
            found.append(len(self.text))
        return found

    @cached_property
    def line_count(self) -> int:
        """How many lines there are, counted without splitting the text."""
        return self.text.count("\n") + (not self.text.endswith("\n") if self.text else 0)

    def cited(self, ranges: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        """The lines of all `ranges`, in their order; lines past the end are left out."""
        return tuple(line for cited in ranges for line in self.between(*cited))

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """The lines from `start` to `end`, inclusive; those past the end of the text are left out."""
        if end < self.line_count and "lines" not in self.__dict__:
            # Most files are asked for a few lines, once: what follows them need not be split.
            parts = self.text.split("\n", end)[start - 1 : end]
            return tuple(part[:-1] if part.endswith("\r") else part for part in parts)
        return self.lines[start - 1 : end]


def decode(data: bytes) -> str:
    """Bytes of a text file as text, by one rule for all readers, so that digests agree."""
    return data.decode("utf-8", "backslashreplace").removeprefix("\ufeff")


def text_of(path: str, data: bytes) -> SourceText:
    """The text in `data`; raises Unreadable when it is binary, or only says where the content is."""
    if data.startswith(_POINTER):
        raise Unreadable(
            f"{shown(path)} is only a pointer of Git LFS here: its content was not fetched (git lfs pull)"
        )
    if b"\0" in data[:_SNIFFED]:
        raise Unreadable(f"{shown(path)} is a binary file: only text can be cited")
    return SourceText(path, decode(data))


def shown(path: str) -> str:
    """A path as one visible line: control characters are escaped."""
    if path.isprintable():
        return path
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in path)


def read_file(root: Path, path: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of the regular file `path` inside `root`; symbolic links may not lead out of it.

    `root` must be resolved already. Raises Unreadable, with a sentence.
    """
    target = _inside(root, path)
    try:
        handle = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Unreadable(_why_not(path, error)) from None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(f"{shown(path)} is {_kind(about.st_mode)}, not a text file")
        if about.st_size > limit:
            raise Unreadable(_too_large(path, about.st_size, limit))
        data = os.read(handle, about.st_size + 1)
        while len(data) != about.st_size and len(data) <= limit and (more := os.read(handle, _PIECE)):
            # It grows while it is read, or its file system gives it in pieces.
            data += more
    except OSError as error:
        raise Unreadable(_why_not(path, error)) from None
    finally:
        os.close(handle)
    if len(data) > limit:
        raise Unreadable(_too_large(path, len(data), limit))
    return data


def inside(root: Path, path: str) -> Path:
    """The place of `path`, all symbolic links resolved; raises Unreadable when it is not inside `root`."""
    return Path(_inside(root, path))


def spelled(root: Path, path: str) -> str:
    """`path` as the names on the disk are written, which may be in another normal form of Unicode.

    It stays as it is when all of it is there as written, or when not exactly one name is the same text.
    """
    if path.isascii():
        return path
    found = ""
    for part in path.split("/"):
        if not os.path.lexists(root / f"{found}{part}"):
            try:
                same = [entry.name for entry in (root / found).iterdir() if same_text(entry.name, part)]
            except (OSError, ValueError):
                return path
            if len(same) != 1:
                return path
            part = same[0]
        found += f"{part}/"
    return found.removesuffix("/")


def same_text(name: str, other: str) -> bool:
    """Whether two names are the same text, whatever the normal form of Unicode that each is written in."""
    # Hardly any name is not ASCII.
    from unicodedata import normalize

    return normalize("NFC", name) == normalize("NFC", other)


def _inside(root: Path, path: str) -> str:
    try:
        path = spelled(root, path)
        plain = _unlinked(str(root), path)
        if plain is not None and "/.git" not in plain[len(str(root)) :].casefold():
            return plain
        target = Path(os.path.realpath(root / path, strict=True))
    except (OSError, ValueError) as error:
        raise Unreadable(_why_not(path, error)) from None
    if not target.is_relative_to(root):
        raise Unreadable(f"{shown(path)} leads out of the repository through a symbolic link")
    if any(part.casefold() == ".git" for part in target.relative_to(root).parts):
        raise Unreadable(f"{shown(path)} lies in git's own folder, not in the work tree")
    return str(target)


def _unlinked(root: str, path: str) -> str | None:
    """The place of `path` when no part of it is a symbolic link, found with few looks at the disk."""
    place = root
    for part in path.split("/"):
        place = f"{place}/{part}"
        if part in ("", ".", "..") or stat.S_ISLNK(os.lstat(place).st_mode):
            return None
    return place


def _too_large(path: str, size: int, limit: int) -> str:
    return f"{shown(path)} is too large to read: {size:,} bytes, the limit is {limit:,}"


def kind_of(path: Path) -> str:
    """What is at `path`, with an article; raises OSError when nothing does."""
    return _kind(path.stat().st_mode)


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "a special file")


def _why_not(path: str, error: OSError | ValueError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOENT, errno.ENOTDIR):
        return f"{shown(path)} does not exist in the repository"
    if number == errno.ELOOP:
        return f"{shown(path)} is a symbolic link that leads nowhere"
    if number == errno.EACCES:
        return f"{shown(path)} may not be read: permission denied"
    if number == errno.ENXIO:
        return f"{shown(path)} is a named pipe or a socket, not a text file"
    return f"{shown(path)} cannot be read: {getattr(error, 'strerror', None) or error}"
