"""Reads a file for the code pane in a thread: its text, its outline, how it compares with the base commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.errors import RepositoryError, Unreadable
from blistui.repo.go.outline import Symbol, outline
from blistui.repo.repository import Repository
from blistui.repo.text import shown
from screens.code_view.highlight import WHOLE_FILE, parse_whole
from screens.code_view.text import CodeText
from screens.widgets.stamp import Stamp, stamp_of

if TYPE_CHECKING:
    from tree_sitter import Tree


@dataclass(frozen=True)
class OpenFile:
    """A file as it was read; `at` is the full hash of a commit, or None for the work tree."""

    path: str
    text: CodeText
    at: str | None
    state: str
    """Which version it is, or how it compares with the plan's base commit, in a few words."""
    stamp: Stamp | None
    """Of the file on disk, from before it was read."""

    @property
    def is_go(self) -> bool:
        """Whether it is Go source."""
        return self.path.endswith(".go")

    @property
    def is_small_go(self) -> bool:
        """Whether it is Go source that may be parsed as a whole."""
        return self.is_go and len(self.text.text) <= WHOLE_FILE

    def parse(self) -> tuple[Tree, Sequence[Symbol]]:
        """Its tree and its Go symbols."""
        tree = parse_whole(self.text)
        return tree, outline(self.text.text, tree)


def read(repository: Repository, path: str, at: str | None, base: str) -> OpenFile:
    """The file in the work tree, or at a commit (a full hash). Raises Unreadable with a sentence."""
    stamp = stamp_of(repository.root / path) if at is None else None
    source = repository.read(path, at)
    if at is None:
        state = _state(repository, path, source.text, base)
    else:
        state = f"at {name_of_commit(repository, at, base)}"
    return OpenFile(path, CodeText(source.text), at, state, stamp)


def name_of_commit(repository: Repository, commit: str, base: str) -> str:
    """A commit (a full hash) for people: whether it is the plan's base, and the start of its hash."""
    is_base = bool(base) and repository.resolve(base) == commit
    return f"{'the base commit' if is_base else 'commit'} {commit[:8]}"


def read_text(repository: Repository, path: str, at: str | None) -> CodeText:
    """The text of a file, in the work tree or at a commit. Raises Unreadable with a sentence."""
    return CodeText(repository.read(path, at).text)


def read_other(repository: Repository, opened: OpenFile, line: int, base: str) -> tuple[OpenFile, int]:
    """The same file on the other side, and where `line` is there: from the work tree at the base commit, from
    any commit in the work tree.

    A file that was renamed in between is followed. Raises RepositoryError with a sentence.
    """
    to_base = opened.at is None
    commit = opened.at or resolved(repository, base)
    path_old, path_new = both_paths(repository, opened.path, commit, to_base)
    other = read(repository, path_old if to_base else path_new, commit if to_base else None, base)
    old, new = (other, opened) if to_base else (opened, other)
    hunks = repository.hunks(old.path, commit, new.path)
    lines = LineMap.of(hunks, old.text.line_count, new.text.line_count)
    place = lines.preimage if to_base else lines.image
    # A line that is not there has the place of the one before it that is.
    found = next((there for number in range(line, 0, -1) if (there := place(number)) is not None), 1)
    return other, found


def resolved(repository: Repository, base: str) -> str:
    """The full hash of the plan's base commit. Raises RepositoryError when it is not here."""
    commit = repository.resolve(base)
    if commit is None:
        raise RepositoryError(f"The base commit {shown(base)} cannot be read in this repository.")
    return commit


def both_paths(repository: Repository, path: str, commit: str, is_new: bool) -> tuple[str, str]:
    """The path of a file at `commit`, and in the work tree; `is_new` says which of them `path` is.

    Where it was renamed in between they differ. Raises RepositoryError.
    """
    if not repository.exists(path, commit if is_new else None):
        for change in repository.changed_between(commit):
            if change.status == "renamed" and path == (change.new if is_new else change.old):
                return change.old, change.new
    return path, path


def _state(repository: Repository, path: str, text: str, base: str) -> str:
    if not base:
        return "work tree"
    try:
        before = repository.read(path, base).text
    except Unreadable:
        return f"not in {base[:8]}"
    except RepositoryError:
        return "work tree"
    return f"as in {base[:8]}" if before == text else f"changed since {base[:8]}"
