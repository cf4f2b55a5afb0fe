"""One state of a repository, the work tree or a commit, read once for many questions."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import cached_property

from blistui.repo.errors import RepositoryError, Unreadable
from blistui.repo.excerpt import symbols_of
from blistui.repo.gosource import Symbol
from blistui.repo.repository import Repository
from blistui.repo.text import SourceText, text_of


class Snapshot:
    """The files of `repo` in the work tree, or at the full commit hash `commit`; each is read once."""

    def __init__(self, repo: Repository, commit: str | None) -> None:
        self._repo = repo
        self.commit = commit
        self._texts: dict[str, SourceText | Unreadable] = {}
        self._symbols: dict[str, tuple[Symbol, ...]] = {}

    def preload(self, paths: Iterable[str]) -> None:
        """Reads many files of a commit with one process; in the work tree reading one by one is as fast."""
        if self.commit is None:
            return
        objects = self._repo.objects
        blobs = {
            path: blob
            for path in paths
            if path not in self._texts and (blob := objects.follow(self.commit, path))
        }
        for path, data in self._repo.read_blobs(blobs).items():
            self._remember(path, data)

    def _remember(self, path: str, data: bytes) -> None:
        try:
            self._texts[path] = text_of(path, data)
        except Unreadable as error:
            self._texts[path] = error

    def text(self, path: str) -> SourceText:
        """The text of a file; raises Unreadable."""
        if path not in self._texts:
            try:
                self._texts[path] = self._repo.read(path, self.commit)
            except Unreadable as error:
                self._texts[path] = error
        found = self._texts[path]
        if isinstance(found, Unreadable):
            raise found
        return found

    def text_or_none(self, path: str) -> SourceText | None:
        """The text of a file, or None when there is none to read."""
        try:
            return self.text(path)
        except RepositoryError:
            return None

    def exists(self, path: str) -> bool:
        """Whether there is such a file, readable or not."""
        return self.text_or_none(path) is not None or self._repo.exists(path, self.commit)

    def symbols(self, path: str) -> tuple[Symbol, ...]:
        """The Go outline of a file; nothing when it is not there or not Go."""
        if path not in self._symbols:
            text = self.text_or_none(path)
            self._symbols[path] = symbols_of(text) if text is not None else ()
        return self._symbols[path]

    @cached_property
    def paths(self) -> frozenset[str]:
        """All files."""
        if self.commit is None:
            return frozenset(self._repo.files())
        return frozenset(self._repo.objects.tree(self.commit))

    def definitions(self, symbol: str, folder: str | None) -> list[tuple[str, Symbol]]:
        """Where the Go files of a folder (one package), or of all folders, define `Type.Method` or a name."""
        name = symbol.rpartition(".")[2]
        files = sorted(
            path
            for path in self.paths
            if path.endswith(".go") and (folder is None or posixpath.dirname(path) == folder)
        )
        self.preload(files)
        return [
            (path, found)
            for path in files
            if (text := self.text_or_none(path)) is not None and name in text.text
            for found in self.symbols(path)
            if found.qualified == symbol and found.kind != "package"
        ]
