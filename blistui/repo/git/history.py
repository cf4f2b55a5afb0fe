"""What changed between two states: files with their renames, and lines with their hunks."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.git import command as git

# Lines of content are prefixed in a patch, so only a header starts like this.
_SECTION = pattern(rb"^diff --git ", re.MULTILINE)
_MEMORY = "/dev/shm"
"""Files in memory, where a system has it: hundreds on a disk take as long as all the rest."""
_HUNK = pattern(rb"^@@ -([0-9]+)(?:,([0-9]+))? \+([0-9]+)(?:,([0-9]+))? @@", re.MULTILINE)


class Change(NamedTuple):
    """One file that differs: `status` is added, modified, deleted or renamed; `old`, `new` are its paths."""

    status: str
    old: str
    new: str


class Hunk(NamedTuple):
    """`old_count` lines from `old_start` on became `new_count` lines from `new_start` on.

    With a count of 0 the start is the line after which nothing was, or nothing is left.
    """

    old_start: int
    old_count: int
    new_start: int
    new_count: int


_STATUS = {"A": "added", "M": "modified", "T": "modified", "D": "deleted", "R": "renamed"}


def changes(
    root: Path, base: str, tip: str | None, meanwhile: Callable[[], None] = lambda: None
) -> tuple[Change, ...]:
    """The files that differ between commit `base` and commit `tip`, or the index without `tip`.

    `meanwhile` is done while git compares.
    """
    command = ("diff-tree", base, tip) if tip else ("diff-index", base)
    out = _with_renames(root, command[0], "--name-status", *command[1:], "--", meanwhile=meanwhile)
    fields = iter(os.fsdecode(out).split("\0"))
    found: list[Change] = []
    for letter in fields:
        if not letter:
            break
        old = next(fields)
        new = next(fields) if letter[0] in "RC" else old
        found.append(Change(_STATUS.get(letter[0], "modified"), old, new))
    return tuple(found)


def renames(root: Path, base: str, tip: str) -> tuple[tuple[str, str], ...]:
    """The renames (old, new) that single commits from `base` to `tip` made, oldest first."""
    walk = ("--reverse", "--first-parent", "--parents")
    commits = git.run(root, "rev-list", *walk, f"{base}..{tip}", "--").splitlines()
    # Of a merge, what it brought to its first parent.
    pairs = b"".join(b" ".join(line.split(b" ")[:2]) + b"\n" for line in commits)
    what = ("--stdin", "--no-commit-id", "--name-status", "--diff-filter=R")
    out = _with_renames(root, "diff-tree", *what, stdin=pairs)
    fields = [field for field in os.fsdecode(out).split("\0") if field]
    return tuple(zip(fields[1::3], fields[2::3], strict=True))


def _with_renames(
    root: Path,
    command: str,
    *arguments: str,
    stdin: bytes | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> bytes:
    started = git.Started(root, command, "-M", *arguments, reads=stdin is not None)
    meanwhile()
    try:
        return started.output(stdin=stdin)
    except git.GitError:
        # A partial clone lacks the texts to compare; files that were only renamed are found without them.
        return git.run(root, command, "-M100%", *arguments, stdin=stdin)


def commits_touching(root: Path, base: str, tip: str, paths: Iterable[str]) -> int:
    """How many commits that `tip` has and `base` has not touch one of `paths`, relative to `root`."""
    # A path is one line of what git reads here.
    listed = [path for path in paths if "\n" not in path]
    if not listed:
        return 0
    asked = "\n".join((tip, f"^{base}", "--", *listed, "")).encode("utf-8", "surrogateescape")
    return int(git.run(root, "rev-list", "--count", "--stdin", stdin=asked))


def is_ancestor(root: Path, commit: str, tip: str) -> bool:
    """Whether the history of `tip` has `commit`."""
    return int(git.run(root, "rev-list", "--count", "--max-count=1", commit, f"^{tip}", "--")) == 0


def hunks_of(
    pairs: Sequence[tuple[bytes, bytes]], meanwhile: Callable[[], None] = lambda: None
) -> tuple[tuple[Hunk, ...], ...]:
    """For each (old, new) content, the hunks between them, found by git's histogram diff in one process.

    A carriage return at the end of a line makes no difference. `meanwhile` is done while git compares.
    """
    if not pairs:
        return ()
    own_choice = os.environ.get("TMPDIR") or not os.access(_MEMORY, os.W_OK)
    try:
        patch = _patch(None if own_choice else _MEMORY, pairs, meanwhile)
    except OSError:
        # There may be little memory for files, as in a container.
        patch = _patch(None, pairs, meanwhile)
    found: list[tuple[Hunk, ...]] = [()] * len(pairs)
    for section in _SECTION.split(patch)[1:]:
        number_line, _, body = section.partition(b"\n")
        found[int(number_line.rpartition(b"/")[2])] = _hunks_in(body)
    return tuple(found)


def _patch(above: str | None, pairs: Sequence[tuple[bytes, bytes]], meanwhile: Callable[[], None]) -> bytes:
    """The patch of the pairs, written to a new folder in `above`; None is the place for temporary files."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="blistui-", dir=above) as name:
        folder = Path(name).resolve()
        for side in ("old", "new"):
            (folder / side).mkdir()
        for number, (old, new) in enumerate(pairs):
            (folder / "old" / str(number)).write_bytes(old)
            (folder / "new" / str(number)).write_bytes(new)
        return git.difference(folder, "old", "new", meanwhile)


def _hunks_in(patch: bytes) -> tuple[Hunk, ...]:
    return tuple(
        Hunk(int(a), 1 if b is None else int(b), int(c), 1 if d is None else int(d))
        for a, b, c, d in (match.groups() for match in _HUNK.finditer(patch))
    )


def commits_of(root: Path, tip: str, path: str, most: int) -> tuple[str, ...]:
    """The newest commits up to `tip` that touch `path`, newest first; at most `most`."""
    out = git.run(root, "rev-list", f"--max-count={most}", tip, "--", path)
    return tuple(out.decode("ascii").split())


class Merge(NamedTuple):
    """A commit of the main line: its hash, its day (ISO 8601), its message, and the files that it added."""

    commit: str
    day: str
    message: str
    added: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]


def merges(root: Path, base: str, tip: str, most: int) -> tuple[Merge, ...]:
    """The commits of the main line from `base` (all without it) to `tip`, newest first; at most `most`.

    Of a merge, the files that it brought to its first parent. Paths are relative to `root`.
    """
    span = (f"{base}..{tip}",) if base else (tip,)
    form = ("--format=%H%x00%P%x00%cs%x00%B%x01", "--encoding=UTF-8")
    walk = ("--first-parent", f"--max-count={most}", *form)
    out = git.run(root, "rev-list", *walk, *span, "--").decode("utf-8", "replace")
    heads: list[tuple[str, str, str, str]] = []
    for record in out.split("\x01"):
        # `commit HASH` comes before each record.
        parts = record.lstrip("\n").partition("\n")[2].split("\0")
        if len(parts) == 4:
            heads.append((parts[0], parts[1].partition(" ")[0], parts[2], parts[3].strip()))
    added: dict[str, list[str]] = {commit: [] for commit, *_ in heads}
    pairs = "".join(f"{commit} {parent}".rstrip() + "\n" for commit, parent, *_ in heads)
    what = ("--stdin", "--root", "--name-only", "--diff-filter=A")
    listed = _with_renames(root, "diff-tree", *what, stdin=pairs.encode("ascii"))
    current = ""
    for field in os.fsdecode(listed).split("\0"):
        # A commit is on a line of its own before its files.
        name = field.strip("\n")
        if name in added:
            current = name
        elif name and current:
            added[current].append(name)
    return tuple(Merge(commit, day, text, tuple(added[commit])) for commit, _, day, text in heads)
