"""Lines that hold a text, in all text files of the repository."""

from __future__ import annotations

import os
import posixpath

from blistui.repo.errors import QueryError, Unreadable
from blistui.repo.excerpt import symbols_of
from blistui.repo.git import command as git
from blistui.repo.go.outline import Enclosing
from blistui.repo.queries.code import Hit
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot

_MOST = 5000
_TEXT_LIMIT = 200
_LARGEST = 4 * 1024 * 1024


def matching_lines(repo: Repository, text: str, at: str | None) -> tuple[Hit, ...]:
    """A hit for each line that holds `text`, sorted; plans are left out, for they hold their own queries.

    Raises QueryError when the text is empty, spans lines, or is on more than 5,000 lines.
    """
    if not text.strip() or "\n" in text or "\0" in text:
        raise QueryError("the text to look for must be part of one line")
    commit = repo.resolve(at) if at else None
    snapshot = Snapshot(repo, commit)
    paths = _paths_holding(repo, text, commit)
    snapshot.preload(paths)
    found: list[Hit] = []
    for path in paths:
        source = snapshot.text_or_none(path)
        if source is None or text not in source.text or _is_plan(path, source.text):
            continue
        numbers = [number for number, line in enumerate(source.lines, 1) if text in line]
        symbols = Enclosing(symbols_of(source))
        for number in numbers:
            line = source.lines[number - 1].strip()[:_TEXT_LIMIT]
            found.append(Hit(path, number, symbols.name_at(number), line))
        if len(found) > _MOST:
            raise QueryError(f"more than {_MOST:,} lines hold that text: look for something rarer")
    return tuple(sorted(found))


def _paths_holding(repo: Repository, text: str, commit: str | None) -> list[str]:
    if not repo.is_git:
        return [path for path in repo.files() if _small(repo, path)]
    options = ("-l", "-a", "-F", "-e", text)
    where = (commit,) if commit else ("--untracked",)
    # Like grep, it exits with 1 when there is no such line.
    listed = os.fsdecode(git.run(repo.root, "grep", *options, *where, also_good=1)).split("\0")
    return [name.removeprefix(f"{commit}:") for name in listed if name]


def _small(repo: Repository, path: str) -> bool:
    try:
        return len(repo.read_bytes(path)) <= _LARGEST
    except Unreadable:
        return False


def _is_plan(path: str, text: str) -> bool:
    return posixpath.splitext(path)[1] == ".toml" and "[plan]" in text
