"""The files of one version of a repository, by what a document may call them."""

from __future__ import annotations

import posixpath
from functools import cached_property

from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot


class Version:
    """The files of a commit, or of the work tree when `commit` is empty."""

    def __init__(self, repo: Repository, commit: str) -> None:
        self.snapshot = Snapshot(repo, commit or None)

    @property
    def paths(self) -> frozenset[str]:
        """All files."""
        return self.snapshot.paths

    def ending(self, path: str) -> list[str]:
        """The files in folders whose paths end with `path`."""
        return [own for own in self._named.get(posixpath.basename(path), ()) if own.endswith(f"/{path}")]

    def has_folder(self, name: str) -> bool:
        """Whether there is such a folder at the top."""
        return name in self._tops

    def spaced_before(self, text: str, end: int) -> str:
        """The file that a text names up to `end`, when its name has a blank: there prose ends a path."""
        for own in self._spaced:
            for name in (own, posixpath.basename(own)):
                if " " in name and text.endswith(name, 0, end):
                    return own
        return ""

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for own in self.paths:
            found.setdefault(posixpath.basename(own), []).append(own)
        return found

    @cached_property
    def _tops(self) -> frozenset[str]:
        return frozenset(own.partition("/")[0] for own in self.paths if "/" in own)

    @cached_property
    def _spaced(self) -> tuple[str, ...]:
        return tuple(own for own in self.paths if " " in own)
