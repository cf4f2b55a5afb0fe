"""One state of a repository, the work tree or a commit, read once for many questions."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import cached_property

from blistui.repo.errors import RepositoryError, Unreadable
from blistui.repo.excerpt import places_of, symbols_of
from blistui.repo.git.objects import blob_hash
from blistui.repo.go.outline import Symbol
from blistui.repo.repository import Repository
from blistui.repo.text import SourceText, spelled, text_of

_DECLARES = ("func", "type", "var", "const")


class Snapshot:
    """The files of `repo` in the work tree, or at the full commit hash `commit`; each is read once."""

    def __init__(self, repo: Repository, commit: str | None) -> None:
        self._repo = repo
        self.commit = commit
        self._data: dict[str, bytes] = {}
        self._hashes: dict[str, str] = {}
        self._places: dict[str, tuple[Symbol, ...]] = {}
        self._texts: dict[str, SourceText | Unreadable] = {}
        self._symbols: dict[str, tuple[Symbol, ...]] = {}
        self._nested: dict[str, str] = {}

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
                data = self._repo.read_bytes(path, self.commit)
            except Unreadable as error:
                self._texts[path] = error
            else:
                self._remember(path, data)
                if self.commit is None:
                    self._data[path] = data
        found = self._texts[path]
        if isinstance(found, Unreadable):
            raise found
        return found

    def spelled(self, path: str) -> str:
        """`path` as the repository has it: it is found in any normal form of Unicode."""
        if self.commit is None:
            return spelled(self._repo.root, path)
        return self._repo.objects.spelled(self.commit, path)

    def text_or_none(self, path: str) -> SourceText | None:
        """The text of a file, or None when there is none to read."""
        try:
            return self.text(path)
        except RepositoryError:
            return None

    def exists(self, path: str) -> bool:
        """Whether there is such a file, readable or not."""
        return self.text_or_none(path) is not None or self._repo.exists(path, self.commit)

    def submodule_of(self, path: str) -> str:
        """The folder around `path` that is a repository of its own, fetched or not; empty without one."""
        folder = posixpath.dirname(path)
        if folder not in self._nested:
            found = self._repo.submodule_of(path, self.commit)
            if not found and self.commit is None and self.text_or_none(path) is None:
                head = self._repo.head()
                found = self._repo.submodule_of(path, head) if head else ""
            self._nested[folder] = found
        return self._nested[folder]

    def symbols(self, path: str) -> tuple[Symbol, ...]:
        """The Go outline of a file; nothing when it is not there or not Go."""
        if path not in self._symbols:
            text = self.text_or_none(path)
            self._symbols[path] = symbols_of(text) if text is not None else ()
        return self._symbols[path]

    def places(self, path: str) -> tuple[Symbol, ...]:
        """The outline of a Go file without signatures, which is found faster."""
        if path not in self._places:
            text = self.text_or_none(path)
            self._places[path] = places_of(text) if text is not None else ()
        return self._places[path]

    def is_blob(self, path: str, blob: str) -> bool:
        """Whether the file holds just what git names by the hash `blob`."""
        if self.commit is not None:
            return self._repo.objects.follow(self.commit, path) == blob
        if path not in self._hashes:
            try:
                data = self._data[path] if path in self._data else self._repo.read_bytes(path)
            except RepositoryError:
                return False
            self._hashes[path] = blob_hash(data, len(blob))
        return self._hashes[path] == blob

    @cached_property
    def paths(self) -> frozenset[str]:
        """All files."""
        if self.commit is None:
            return frozenset(self._repo.files())
        return frozenset(self._repo.objects.tree(self.commit))

    @cached_property
    def _packages(self) -> dict[str, list[str]]:
        """The Go files of each folder, sorted."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            if path.endswith(".go"):
                found.setdefault(posixpath.dirname(path), []).append(path)
        return found

    def definitions(self, symbol: str, folder: str | None) -> list[tuple[str, Symbol]]:
        """Where the Go files of a folder (one package), or of all folders, define `Type.Method` or a name."""
        name = symbol.rpartition(".")[2]
        folders = sorted(self._packages) if folder is None else [folder]
        files = [path for where in folders for path in self._packages.get(where, ())]
        self.preload(files)
        return [
            (path, found)
            for path in files
            if (text := self.text_or_none(path)) is not None and may_declare(text.text, name)
            for found in self.places(path)
            if found.qualified == symbol and found.kind != "package"
        ]


def may_declare(text: str, name: str) -> bool:
    """Whether Go code may declare `name`: a quick look that spares the outline where it cannot."""
    at = text.find(name)
    while at >= 0:
        before = text[text.rfind("\n", 0, at) + 1 : at]
        if not before.strip() or before.lstrip().startswith(_DECLARES) or before.rstrip().endswith(","):
            return True
        at = text.find(name, at + 1)
    return False
