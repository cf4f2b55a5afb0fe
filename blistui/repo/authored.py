"""When each line of a document was written: the commit that last touched it."""

from __future__ import annotations

from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.errors import RepositoryError
from blistui.repo.git.lines import last_writers
from blistui.repo.repository import Repository


def authored(repo: Repository, path: str) -> tuple[str | None, ...]:
    """The commit that last touched each line of the file at `path` as it is now; "" for one not committed.

    None is for a line that may be older than the history that is here.

    Empty when no commit has the file, under the name either that it had before `git mv`. Raises
    RepositoryError when git fails.
    """
    head = repo.head()
    committed = _name_at(repo, head, path) if head is not None else None
    if head is None or committed is None:
        return ()
    known = _blamed(repo, head, committed)
    count = _lines(repo.read_bytes(path))
    lines = LineMap.of(repo.hunks(committed, head, path), len(known), count)
    before = (lines.preimage(number) for number in range(1, count + 1))
    return tuple(known[number - 1] if number and number <= len(known) else "" for number in before)


def _name_at(repo: Repository, head: str, path: str) -> str | None:
    """The name that the file has at the commit checked out."""
    if repo.exists(path, head):
        return path
    return next(
        (one.old for one in repo.changed_between(head) if one.status == "renamed" and one.new == path), None
    )


def _blamed(repo: Repository, commit: str, path: str) -> list[str | None]:
    try:
        writers, first = last_writers(repo.root, path, commit)
    except RepositoryError as error:
        raise RepositoryError(f"when the lines of {path} were written cannot be read: {error}") from error
    # Git names the first commit that is here for all that is as old as that, or older.
    older = first if repo.history.shallow else frozenset()
    return [None if writer in older else writer for writer in writers.values()]


def _lines(data: bytes) -> int:
    return data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
