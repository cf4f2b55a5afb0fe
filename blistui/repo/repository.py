"""A repository: the files of a git work tree, or of a plain folder, now and at a commit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from blistui.patterns import pattern
from blistui.repo.errors import RepositoryError, Unreadable
from blistui.repo.folder import walk
from blistui.repo.git import command as git
from blistui.repo.git.history import Change, Hunk, changes, commits_touching, hunks_of, is_ancestor, renames
from blistui.repo.git.objects import Objects, blob_hash
from blistui.repo.git.sparse import NotCheckedOut, absent
from blistui.repo.git.work_tree import WorkTree
from blistui.repo.opening import (
    refuse_file_system,
    refuse_look_alikes,
    refuse_unfetched,
    resolved,
    work_tree_of,
)
from blistui.repo.paths import relative
from blistui.repo.text import MAX_BYTES, SourceText, inside, read_file, shown, text_of

__all__ = ["Repository", "RepositoryError", "Unreadable"]

_ADDRESS = pattern(r"[A-Za-z][A-Za-z0-9+.-]+://|[\w.-]+@[\w.-]+:|(?:github|gitlab)\.com/")


@dataclass(frozen=True)
class Repository:
    """Where evidence comes from. `root` is resolved; all paths are posix, relative to it.

    It may be a folder below the top of its work tree: then nothing outside that folder is listed or read.
    Nothing here writes, and nothing is remembered that can change: only content named by its hash is kept.
    """

    root: Path
    is_git: bool
    prefix: str = field(default="", compare=False)
    """Where `root` lies below the top of its work tree, with a slash at its end; empty at the top itself."""
    max_bytes: int = field(default=MAX_BYTES, compare=False)
    history: WorkTree = field(default=WorkTree(), compare=False)
    """What git says of the work tree: whether there is a history to ask, and how much of it is here."""

    @classmethod
    def open(cls, folder: Path) -> Repository:
        """Exactly the folder that is named, with the history of the work tree around it where there is one.

        Raises RepositoryError when there is no such folder, it is the whole file system, it is a submodule
        that was not fetched, or git refuses to read it.
        """
        root = resolved(folder)
        if not root.is_dir():
            raise RepositoryError(f"{shown(str(folder))} is a file: name the folder of the repository")
        refuse_file_system(root)
        found = work_tree_of(root)
        top = found.top
        if top is None:
            return cls(root, False, history=found)
        refuse_look_alikes(root, top)
        refuse_unfetched(root, top)
        return cls(root, True, "" if root == top else f"{root.relative_to(top).as_posix()}/", history=found)

    @classmethod
    def named(cls, name: str, home: Path) -> Repository:
        """As `open`, the folder that `name` gives relative to the folder `home`.

        A sentence says why an address of the web and `~` are no such folder.
        """
        try:
            return cls.open(home / name)
        except RepositoryError:
            if _ADDRESS.match(name):
                raise RepositoryError(
                    f"{shown(name)} is an address, not a folder: clone it, and name the folder of the clone"
                ) from None
            if name.startswith("~"):
                raise RepositoryError(
                    f"{shown(name)} is no folder: `~` is not expanded; write the path from {shown(str(home))}"
                ) from None
            raise

    @classmethod
    def containing(cls, path: Path) -> Repository:
        """The whole work tree that holds `path`, or the plain folder itself when there is none.

        Raises RepositoryError as `open` does.
        """
        start = resolved(path)
        folder = start if start.is_dir() else start.parent
        found = work_tree_of(folder)
        refuse_file_system(found.top or folder)
        return cls(found.top or folder, found.top is not None, history=found)

    @cached_property
    def objects(self) -> Objects:
        """Commits, trees and blobs by their hash."""
        return Objects(self.root)

    @cached_property
    def _not_checked_out(self) -> NotCheckedOut:
        return NotCheckedOut(self.root, self.objects)

    def head(self) -> str | None:
        """The commit checked out, as a full hash; None before the first commit and without git."""
        return self.resolve("HEAD")

    def resolve(self, rev: str) -> str | None:
        """The full hash of the commit that `rev` names, or None."""
        return self.resolve_all((rev,)).get(rev)

    def resolve_all(self, revs: Iterable[str]) -> dict[str, str]:
        """As `resolve`, for many in one process; those that name no commit are left out."""
        return self.objects.resolve(revs) if self.is_git else {}

    def files(self) -> tuple[str, ...]:
        """Paths of all files, sorted: tracked, and untracked unless ignored; deleted ones are left out.

        What a sparse checkout leaves off the disk is there: `read` has it from the index. Submodules are
        repositories of their own: their files are not listed. In a plain folder symbolic links to folders
        are not followed. A git failure raises RepositoryError.
        """
        if not self.is_git:
            return walk(self.root)
        listed = git.run(self.root, "ls-files", "-t", "-s", "-c", "-o", "-d", "--exclude-standard")
        present: set[str] = set()
        deleted: set[str] = set()
        elsewhere: dict[str, str] = {}
        for entry in os.fsdecode(listed).split("\0"):
            if not entry:
                continue
            tag, rest = entry[0], entry[2:]
            if tag == "?":
                # A trailing slash is a repository inside this one.
                if not rest.endswith("/"):
                    present.add(rest)
                continue
            about, _, path = rest.partition("\t")
            if about.startswith("160000"):
                continue
            left_off = absent(self.root, entry)
            if left_off is not None:
                elsewhere[path] = left_off[1]
            if tag == "R" and path not in elsewhere:
                deleted.add(path)
            else:
                present.add(path)
        self._not_checked_out.refresh(elsewhere)
        return tuple(sorted(present - deleted))

    def start_listing(self, suffix: str) -> Callable[[], tuple[str, ...]]:
        """Starts to list the files whose names end in `suffix`; the answer, sorted, waits for the end.

        Quicker than `files`, for callers that look at each file anyway: it may name files that are deleted.
        """
        if not self.is_git:
            return lambda: tuple(path for path in walk(self.root) if path.endswith(suffix))
        started = git.Started(self.root, "ls-files", "-c", "-o", "--exclude-standard")

        def finished() -> tuple[str, ...]:
            listed = os.fsdecode(started.output()).split("\0")
            # A file with merge conflicts is listed once for each side.
            return tuple(sorted({path for path in listed if path.endswith(suffix)}))

        return finished

    def read(self, path: str, at: str | None = None) -> SourceText:
        """The text of `path` in the work tree, or at the commit `at`; raises Unreadable with a sentence."""
        name = relative(path)
        return text_of(name, self.read_bytes(name, at))

    def read_bytes(self, path: str, at: str | None = None) -> bytes:
        """The bytes of `path`; raises Unreadable as `read` does, but does not mind binary files."""
        name = relative(path)
        if at is None:
            return self._read_now(name)
        data = self.read_blobs({name: self._blob(name, at)}).get(name)
        if data is None:
            raise Unreadable(f"{shown(name)} at {at[:12]} is too large to read, or git does not have it")
        return data

    def _read_now(self, name: str) -> bytes:
        try:
            return read_file(self.root, name, self.max_bytes)
        except Unreadable:
            if not self.is_left_off(name):
                raise
        data = self._not_checked_out.read(name, self.max_bytes)
        if data is None:
            raise Unreadable(
                f"{shown(name)} is not checked out (sparse), and its text is too large or not here"
            )
        return data

    def is_left_off(self, name: str) -> bool:
        """Whether a sparse checkout leaves this file off the disk."""
        patterns = self.history.sparse
        if patterns is None or os.path.lexists(self.root / name) or not patterns.is_file():
            return False
        return self._not_checked_out.blob(name) is not None

    def read_blobs(self, wanted: Mapping[str, str]) -> dict[str, bytes]:
        """The content of the blob of each path; what is too large or unknown to git is left out.

        A file of the work tree that still holds just that is read instead, which saves processes of git.
        """
        found: dict[str, bytes] = {}
        for path, blob in wanted.items():
            try:
                data = read_file(self.root, path, self.max_bytes)
            except Unreadable:
                continue
            if blob_hash(data, len(blob)) == blob:
                found[path] = data
        blobs = self.objects.blobs((wanted[path] for path in wanted.keys() - found), self.max_bytes)
        return found | {path: blobs[blob] for path, blob in wanted.items() if blob in blobs}

    def exists(self, path: str, at: str | None = None) -> bool:
        """Whether `path` names a regular file inside the repository, in the work tree or at commit `at`."""
        try:
            name = relative(path)
            if at is None:
                return self.is_left_off(name) or inside(self.root, name).is_file()
            return bool(self._blob(name, at))
        except (RepositoryError, OSError, ValueError):
            return False

    def submodule_of(self, path: str, at: str | None = None) -> str:
        """The folder around `path` that is a repository of its own, in the work tree or at commit `at`."""
        parents = [parent.as_posix() for parent in PurePosixPath(path).parents][:-1]
        if at is not None:
            submodules = self.objects.submodules(at)
            return next((parent for parent in parents if parent in submodules), "")
        return next((p for p in parents if self.is_git and os.path.lexists(self.root / p / ".git")), "")

    def commits_touching(self, base: str, tip: str, paths: Iterable[str]) -> int:
        """How many commits that `tip` has and `base` has not touch one of `paths`.

        Raises RepositoryError when a commit is unknown.
        """
        first, last = self._commit(base), self._commit(tip)
        return 0 if first == last else commits_touching(self.root, first, last, paths)

    def has_in_history(self, commit: str, tip: str) -> bool:
        """Whether the history of `tip` has `commit`; raises RepositoryError when one of them is unknown."""
        return is_ancestor(self.root, self._commit(commit), self._commit(tip))

    def changed_between(
        self, base: str, tip: str | None = None, meanwhile: Callable[[], None] = lambda: None
    ) -> tuple[Change, ...]:
        """What differs between two commits, renames found; without `tip`, between `base` and the index.

        The work tree is not compared: git would read it through programs that the checkout names.
        `meanwhile` is done while git compares.

        Raises RepositoryError when a commit is unknown or there is no git.
        """
        return changes(self.root, self._commit(base), self._commit(tip) if tip else None, meanwhile)

    def renames_since(self, base: str, tip: str) -> tuple[tuple[str, str], ...]:
        """Each rename (old, new) in the commits that led from `base` to `tip`, oldest first."""
        return renames(self.root, self._commit(base), self._commit(tip))

    def hunks(self, path_old: str, base: str, path_new: str, tip: str | None = None) -> tuple[Hunk, ...]:
        """The line ranges that differ between `path_old` at `base` and `path_new` at `tip` (or now).

        Raises RepositoryError when a commit or a file is unknown.
        """
        old = self.read_bytes(path_old, self._commit(base))
        new = self.read_bytes(path_new, self._commit(tip) if tip else None)
        return hunks_of([(old, new)])[0]

    def _commit(self, rev: str) -> str:
        found = self.resolve(rev)
        if found is None:
            why = "there is no git repository" if not self.is_git else "this repository does not have it"
            raise RepositoryError(f"commit {shown(rev)} cannot be read: {why}")
        return found

    def _blob(self, path: str, at: str) -> str:
        blob = self.objects.follow(self._commit(at), path)
        if blob is None:
            raise Unreadable(f"{shown(path)} does not exist at commit {at[:12]}")
        return blob
