"""Git's content by hash: what a hash names never changes, so it is remembered."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Iterable
from pathlib import Path

from blistui.repo.git import command as git
from blistui.repo.text import same_text

_LINK = "120000"
_MAX_LINKS = 20
_LONGEST_LINK = 4096
_KEPT_TREES = 8


class Objects:
    """Commits, trees and blobs of one repository; few processes, each answering for many objects."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._trees: dict[str, dict[str, tuple[str, str]]] = {}
        self._submodules: dict[str, frozenset[str]] = {}
        self._commits: set[str] = set()
        self._targets: dict[str, str] = {}
        self.lacking: set[str] = set()
        """Of a partial clone: commits whose tree is not here, and blobs that were asked for and are not."""

    def resolve(self, revs: Iterable[str]) -> dict[str, str]:
        """The full hash of the commit that each of `revs` names; one that names none is left out."""
        wanted = [rev for rev in dict.fromkeys(revs) if rev and not ("\n" in rev or "\0" in rev)]
        found = {rev: rev for rev in wanted if rev in self._commits}
        asked = [rev for rev in wanted if rev not in found]
        if not asked:
            return found
        names = "".join(f"{rev}^{{commit}}\n" for rev in asked).encode("utf-8", "surrogateescape")
        try:
            out = git.run(self._root, "cat-file", "--batch-check", stdin=names)
        except git.GitError:
            return found
        for rev, line in zip(asked, out.decode("utf-8", "replace").split("\n"), strict=False):
            parts = line.split(" ")
            if len(parts) == 3 and parts[1] == "commit":
                found[rev] = parts[0]
        self._commits.update(found.values())
        return found

    def tree(self, commit: str) -> dict[str, tuple[str, str]]:
        """Mode and blob hash of each file below the root at `commit`, a full hash; submodules left out.

        Nothing for a commit whose tree a partial clone has not got; `lacking` has that commit then.
        """
        known = self._trees.get(commit)
        if known is not None:
            return known
        try:
            listed = os.fsdecode(git.run(self._root, "ls-tree", "-r", commit))
        except git.GitError:
            if not self._lacks_trees(commit):
                raise
            self.lacking.add(commit)
            listed = ""
        found: dict[str, tuple[str, str]] = {}
        submodules: set[str] = set()
        for entry in listed.split("\0"):
            about, _, path = entry.partition("\t")
            if path:
                mode, kind, blob = about.split(" ")
                if kind == "blob":
                    found[path] = (mode, blob)
                else:
                    submodules.add(path)
        self._submodules[commit] = frozenset(submodules)
        while len(self._trees) >= _KEPT_TREES:
            self._trees.pop(next(iter(self._trees)))
        self._trees[commit] = found
        return found

    def submodules(self, commit: str) -> frozenset[str]:
        """The folders that are repositories of their own at `commit`, a full hash."""
        self.tree(commit)
        return self._submodules[commit]

    def follow(self, commit: str, path: str) -> str | None:
        """The blob of `path` at `commit`, symbolic links followed inside the tree only; None without one."""
        tree = self.tree(commit)
        path = self.spelled(commit, path)
        for _ in range(_MAX_LINKS):
            mode, blob = tree.get(path) or ("", "")
            if mode and mode != _LINK:
                return blob
            link = path if mode else _linked_parent(tree, path)
            if link is None:
                return None
            target = self._link_targets(tree).get(tree[link][1], "")
            rest = path[len(link) :].lstrip("/")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(link), target, rest))
            if not target or path.startswith(("/", "..")):
                return None
        return None

    def spelled(self, commit: str, path: str) -> str:
        """`path` as the tree of `commit` has it, which may be in another normal form of Unicode."""
        if path.isascii():
            return path
        tree = self.tree(commit)
        same = (
            [name for name in tree if not name.isascii() and same_text(name, path)]
            if path not in tree
            else []
        )
        return same[0] if len(same) == 1 else path

    def _link_targets(self, tree: dict[str, tuple[str, str]]) -> dict[str, str]:
        """Where each symbolic link of a tree points, by the hash of its blob; asked for all at once."""
        new = {blob for mode, blob in tree.values() if mode == _LINK} - self._targets.keys()
        if new:
            found = self.blobs(sorted(new), _LONGEST_LINK)
            self._targets |= {blob: os.fsdecode(found.get(blob, b"")) for blob in new}
        return self._targets

    def blobs(self, hashes: Iterable[str], limit: int) -> dict[str, bytes]:
        """The content of each blob of at most `limit` bytes; larger and unknown ones are left out."""
        wanted = list(dict.fromkeys(hashes))
        if not wanted:
            return {}
        sizes = self._sizes(wanted)
        self.lacking.update(set(wanted) - sizes.keys())
        fitting = [blob for blob in wanted if sizes.get(blob, limit + 1) <= limit]
        if not fitting:
            return {}
        out = git.run(self._root, "cat-file", "--batch", stdin="\n".join(fitting).encode() + b"\n")
        found: dict[str, bytes] = {}
        at = 0
        for blob in fitting:
            end = out.index(b"\n", at)
            size = int(out[at:end].split(b" ")[2])
            found[blob] = out[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return found

    def _sizes(self, blobs: list[str]) -> dict[str, int]:
        """The size of each of `blobs` that is here."""
        try:
            checked = git.run(self._root, "cat-file", "--batch-check", stdin=_as_lines(blobs))
        except git.GitError:
            # In a partial clone git gives up at the first object that it would have to fetch.
            listed = git.run(
                *(self._root, "rev-list", "--objects", "--no-walk", "--missing=allow-any"),
                *("--ignore-missing", "--stdin"),
                stdin=_as_lines(blobs),
            )
            here = [line.split(" ")[0] for line in listed.decode("utf-8", "replace").splitlines()]
            checked = git.run(self._root, "cat-file", "--batch-check", stdin=_as_lines(here)) if here else b""
        lines = (line.split(" ") for line in checked.decode("utf-8", "replace").splitlines())
        return {parts[0]: int(parts[2]) for parts in lines if len(parts) == 3 and parts[1] == "blob"}

    def _lacks_trees(self, commit: str) -> bool:
        """Whether a partial clone has not got all trees of a commit."""
        try:
            listed = git.run(self._root, "rev-list", "--objects", "--no-walk", "--missing=print", commit)
        except git.GitError:
            return False
        return any(line.startswith(b"?") for line in listed.splitlines())


def _as_lines(hashes: list[str]) -> bytes:
    return "".join(f"{name}\n" for name in hashes).encode()


def blob_hash(data: bytes, digits: int) -> str:
    """The hash that git gives a blob with this content; `digits` is 40 for SHA-1, 64 for SHA-256."""
    digest = hashlib.sha1(usedforsecurity=False) if digits == 40 else hashlib.sha256()
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()


def _linked_parent(tree: dict[str, tuple[str, str]], path: str) -> str | None:
    parent = posixpath.dirname(path)
    while parent:
        if tree.get(parent, ("", ""))[0] == _LINK:
            return parent
        parent = posixpath.dirname(parent)
    return None
