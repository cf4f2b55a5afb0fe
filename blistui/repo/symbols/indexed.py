"""What the index keeps of one Go file, packed: a repository has many thousand of them."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from blistui.repo.go.outline import Declared
from blistui.repo.go.scan import scan

KINDS = (
    "package",
    "func",
    "test",
    "method",
    "struct",
    "interface",
    "interface method",
    "type",
    "alias",
    "const",
    "var",
)
_NUMBER_OF = {kind: number for number, kind in enumerate(KINDS)}
_LARGEST = 16 * 1024 * 1024
_DOC_LIMIT = 600
RACY_NS = 50_000_000
"""A file changed so shortly before it was read may change again without its time showing it."""


Identity = tuple[int, int, int]
"""Time of the last change in nanoseconds, size and inode: it differs when the file has changed, unread."""


class IndexedFile(NamedTuple):
    """One file: `names` are qualified and separated by newlines, `kinds` one byte a symbol, `spans` two
    unsigned integers a symbol (first and last line), `fields` separated by blanks, `lines` counted.
    """

    identity: Identity
    package: str
    doc: str
    lines: int
    names: str
    kinds: bytes
    spans: bytes
    fields: str


def identity_of(path: str, root: int) -> Identity | None:
    """The identity of the regular file at `path` below the opened folder `root`; None for anything else."""
    try:
        about = os.stat(path, dir_fd=root, follow_symlinks=False)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
        return None
    return identity(about)


def unchanged(files: Mapping[str, IndexedFile], root: int) -> set[str]:
    """The paths of those that are on disk, below the opened folder `root`, as they were read."""
    found = set()
    for path, file in files.items():
        try:
            about = os.stat(path, dir_fd=root, follow_symlinks=False)
        except (OSError, ValueError):
            continue
        # What has the identity of a regular file is one.
        if identity(about) == file.identity:
            found.add(path)
    return found


def identity(about: os.stat_result) -> Identity:
    """The identity of a file that was looked at."""
    return _stamp(about), about.st_size, about.st_ino


def _stamp(about: os.stat_result) -> int:
    # The recorded time of a file can be set back after a change, the time of that setting cannot.
    return (about.st_mtime_ns ^ (about.st_ctime_ns << 1)) & (2**63 - 1)


def index_file(root: Path, path: str, now_ns: int) -> IndexedFile | None:
    """Reads and scans one file; None when it is no regular file, or cannot be read. `now_ns`: the time."""
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
            return None
        data = os.read(handle, about.st_size)
    except OSError:
        return None
    finally:
        os.close(handle)
    if len(data) != about.st_size:
        # It shrank while it was read: the next look will see its new state.
        return None
    settled = about.st_mtime_ns < now_ns - RACY_NS
    kept = identity(about) if settled else (-1, about.st_size, about.st_ino)
    return _packed(kept, data, scan(data))


def index_data(data: bytes) -> IndexedFile:
    """As `index_file`, of a file that is on no disk, such as one of a commit; its identity is no file's."""
    return _packed((-1, len(data), -1), data, scan(data))


def _packed(identity: Identity, data: bytes, declared: Declared) -> IndexedFile:
    clause = next((row for row in declared.rows if row[1] == "package"), None)
    rows = [row for row in declared.rows if row[1] != "package"]
    return IndexedFile(
        identity,
        clause[0] if clause else "",
        package_doc(data, clause[3]) if clause else "",
        data.count(b"\n"),
        "\n".join([f"{row[2]}.{row[0]}" if row[2] else row[0] for row in rows]),
        bytes([_NUMBER_OF[row[1]] for row in rows]),
        array("I", [line for row in rows for line in row[3:]]).tobytes(),
        " ".join(declared.fields),
    )


def package_doc(data: bytes, line: int) -> str:
    """The comment right above line `line`, where the package clause is; directives are left out."""
    above = data.split(b"\n", line - 1)[: line - 1]
    comment: list[bytes] = []
    in_block = False
    for raw in reversed(above):
        text = raw.strip()
        if in_block or text.endswith(b"*/"):
            in_block = not text.startswith(b"/*")
            comment.append(text.removesuffix(b"*/").removeprefix(b"/*").strip())
        elif text.startswith(b"//"):
            if not text.startswith((b"//go:", b"// +build")):
                comment.append(text[2:].strip())
        else:
            break
    words = b" ".join(reversed(comment)).decode("utf-8", "replace").split()
    return " ".join(words)[:_DOC_LIMIT]
