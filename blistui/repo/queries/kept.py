"""Code that was read for one question, kept for the next as long as no file changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from blistui.repo.collector import no_collector
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.queries import Inquiry
from blistui.repo.repository import Repository
from blistui.repo.symbols.indexed import Identity, identity

_Answer = TypeVar("_Answer")
_State = tuple[tuple[str, Identity], ...]
_MOST = 2
"""Versions of the code that are kept: the work tree and a commit."""


class KeptCode:
    """Answers questions about a repository; for use from threads, one question at a time."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self._lock = Lock()
        self._kept: dict[str | None, tuple[_State, Inquiry]] = {}
        self._asked: Inquiry | None = None

    @property
    def looked_at(self) -> int:
        """How many files the question that is being answered has looked at, in its pass over all."""
        return self._asked.looked_at if self._asked is not None else 0

    def ask(self, at: str | None, question: Callable[[Inquiry], _Answer]) -> _Answer:
        """The answer for the work tree, or the commit `at`; raises what the question raises."""
        with self._lock, no_collector():
            files = self._repo.files() if at is None else None
            state = _state(self._repo.root, files) if files is not None else ()
            kept = self._kept.pop(at, None)
            if kept is not None and kept[0] != state:
                kept[1].forget()
                kept = None
            if kept is None:
                kept = state, Inquiry(GoCode(self._repo, at, files, ahead=True))
            self._kept[at] = kept
            self._asked = kept[1]
            if len(self._kept) > _MOST:
                _, oldest = self._kept.pop(next(iter(self._kept)))
                oldest.forget()
            try:
                return question(kept[1])
            finally:
                if kept[1].is_partial:
                    # It would refuse all that is asked later, also what has nothing to do with that file.
                    del self._kept[at]
                    kept[1].forget()


def _state(root: Path, files: tuple[str, ...]) -> _State:
    """What differs when a file that questions read has changed."""
    found = []
    for path in files:
        if not path.endswith((".go", "go.mod")):
            continue
        try:
            about = os.lstat(f"{root}/{path}")
        except OSError:
            continue
        found.append((path, identity(about)))
    return tuple(found)
