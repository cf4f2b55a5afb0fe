"""Who wrote lines of a file, and in which commits: since a commit, the newest first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.git import command as git

_MOST = 200
_HEADER = pattern(r"([0-9a-f]{40}) \d+ (\d+)(?: \d+)?")


class LineCommit(NamedTuple):
    """A commit that touched a file: `lines` are those of the lines asked about that it wrote last."""

    commit: str
    day: str
    author: str
    subject: str
    lines: tuple[int, ...]


def commits_of_lines(
    root: Path, path: str, lines: tuple[int, int], base: str, tip: str
) -> tuple[LineCommit, ...]:
    """The commits that `tip` has and `base` has not (all, without `base`) which touched the file `path`.

    Those that wrote some of the `lines` of it at `tip` come first. Raises GitError.
    """
    span = f"{base}..{tip}" if base else tip
    wrote = _last_writers(root, path, lines, span)
    form = ("--format=%H%x00%cs%x00%an%x00%s", "--encoding=UTF-8", f"--max-count={_MOST}")
    out = git.run(root, "rev-list", *form, span, "--", path).decode("utf-8", "replace")
    found = []
    for row in out.split("\n"):
        commit, _, rest = row.partition("\0")
        # `commit HASH` comes before each record.
        if rest:
            day, author, subject = rest.split("\0", 2)
            found.append(LineCommit(commit, day, author, subject, tuple(wrote.get(commit, ()))))
    return tuple(sorted(found, key=lambda one: not one.lines))


def _last_writers(root: Path, path: str, lines: tuple[int, int], span: str) -> dict[str, list[int]]:
    """The lines that each commit of the span wrote last."""
    out = os.fsdecode(git.run(root, "blame", f"-L{lines[0]},{lines[1]}", span, "--", path))
    found: dict[str, list[int]] = {}
    older: set[str] = set()
    commit = ""
    for row in out.split("\n"):
        header = _HEADER.match(row) if not row.startswith("\t") else None
        if header is not None:
            commit = header[1]
            found.setdefault(commit, []).append(int(header[2]))
        elif row == "boundary":
            older.add(commit)
    # Without a base the first commit of all is a boundary, and wrote the lines.
    return found if ".." not in span else {one: of for one, of in found.items() if one not in older}
