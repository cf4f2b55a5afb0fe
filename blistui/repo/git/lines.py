"""Who wrote lines of a file, and in which commits: since a commit, the newest first."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.git import command as git

_MOST = 200
_HEADER = pattern(rb"([0-9a-f]{40}|[0-9a-f]{64}) [0-9]+ ([0-9]+)(?: [0-9]+)?\Z")


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
    by_line, first = last_writers(root, path, span, lines)
    wrote: dict[str, list[int]] = {}
    for number, commit in by_line.items():
        # Without a base the first commit of all is where the span begins, and wrote the lines.
        if not base or commit not in first:
            wrote.setdefault(commit, []).append(number)
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


def last_writers(
    root: Path, path: str, span: str, lines: tuple[int, int] | None = None
) -> tuple[dict[int, str], frozenset[str]]:
    """The commit that wrote each line of the file last, by the number of the line where the span ends.

    And the commits where the span begins: of lines that are older, they are named in place of the writer.
    Raises GitError.
    """
    part = (f"-L{lines[0]},{lines[1]}",) if lines is not None else ()
    found: dict[int, str] = {}
    first: set[str] = set()
    commit = ""
    for row in git.run(root, "blame", *part, span, "--", path).split(b"\n"):
        header = _HEADER.match(row)
        if header is not None:
            commit = header[1].decode()
            found[int(header[2])] = commit
        elif row == b"boundary":
            first.add(commit)
    return found, frozenset(first)
