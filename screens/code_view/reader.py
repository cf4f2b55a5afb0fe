"""Reads a file for the code pane in a thread: its text, its outline, how it compares with the base commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blistui.repo.citations.linemap import LineMap
from blistui.repo.errors import RepositoryError, Unreadable
from blistui.repo.go.outline import Symbol, outline
from blistui.repo.repository import Repository
from screens.code_view.highlight import WHOLE_FILE, parse_whole
from screens.code_view.text import CodeText

if TYPE_CHECKING:
    from tree_sitter import Tree


@dataclass(frozen=True)
class OpenFile:
    """A file as it was read; `at` is a commit, or None for the work tree."""

    path: str
    text: CodeText
    at: str | None = None
    state: str = ""
    """How it compares with the plan's base commit, in a few words."""

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
    """The file in the work tree, or at a commit. Raises Unreadable with a sentence."""
    source = repository.read(path, at)
    state = f"at {at[:12]}" if at else _state(repository, path, source.text, base)
    return OpenFile(path, CodeText(source.text), at, state)


def read_text(repository: Repository, path: str, at: str | None = None) -> CodeText:
    """The text of a file, in the work tree or at a commit. Raises Unreadable with a sentence."""
    return CodeText(repository.read(path, at).text)


def read_other(repository: Repository, opened: OpenFile, line: int, base: str) -> tuple[OpenFile, int]:
    """The same file on the other side, base commit or work tree, and where `line` is there.

    A file that was renamed in between is followed. Raises RepositoryError with a sentence.
    """
    to_base = opened.at is None
    path = _renamed(repository, opened.path, base, to_base)
    other = read(repository, path, base if to_base else None, base)
    old, new = (other, opened) if to_base else (opened, other)
    hunks = repository.hunks(old.path, base, new.path)
    lines = LineMap(hunks, old.text.line_count, new.text.line_count)
    place = lines.preimage if to_base else lines.image
    # A line that is not there has the place of the one before it that is.
    found = next((there for number in range(line, 0, -1) if (there := place(number)) is not None), 1)
    return other, found


def _renamed(repository: Repository, path: str, base: str, to_base: bool) -> str:
    if repository.exists(path, base if to_base else None):
        return path
    for change in repository.changed_between(base):
        here, there = (change.new, change.old) if to_base else (change.old, change.new)
        if change.status == "renamed" and here == path:
            return there
    return path


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
