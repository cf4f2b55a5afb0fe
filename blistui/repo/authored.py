"""When each line of a document was written: the commit that last touched it."""

from __future__ import annotations

from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.errors import RepositoryError
from blistui.repo.git.lines import last_writers
from blistui.repo.repository import Repository


def authored(repo: Repository, path: str) -> tuple[str, ...]:
    """The commit that last touched each line of the file at `path` as it is now; "" for one not committed.

    Empty when no commit has the file. Raises RepositoryError when git fails.
    """
    head = repo.head()
    if head is None or not repo.exists(path, head):
        return ()
    known = _blamed(repo, head, path)
    count = _lines(repo.read_bytes(path))
    lines = LineMap.of(repo.hunks(path, head, path), len(known), count)
    before = (lines.preimage(number) for number in range(1, count + 1))
    return tuple(known[number - 1] if number and number <= len(known) else "" for number in before)


def _blamed(repo: Repository, commit: str, path: str) -> list[str]:
    try:
        return list(last_writers(repo.root, path, commit)[0].values())
    except RepositoryError as error:
        raise RepositoryError(f"when the lines of {path} were written cannot be read: {error}") from error


def _lines(data: bytes) -> int:
    return data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
