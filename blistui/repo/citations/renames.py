"""New names of files that are gone."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile

from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

_SHARED = 0.7
_MOST_CANDIDATES = 300


def new_names(
    repo: Repository, base: str, now: Snapshot, missing: Mapping[str, SourceText]
) -> dict[str, str]:
    """For each missing file of commit `base`, given with its text then, its new name if it has one."""
    if not missing:
        return {}
    names = {
        change.old: change.new
        for change in repo.changed_between(base, now.commit)
        if change.status == "renamed" and change.old in missing and now.exists(change.new)
    }
    lost = {path: text for path, text in missing.items() if path not in names}
    if lost:
        names |= _step_by_step(repo, base, now, lost)
    still_lost = {path: text for path, text in lost.items() if path not in names}
    if still_lost and now.commit is None:
        # What is committed, git knows about.
        head = repo.head()
        new = sorted(now.paths - repo.objects.tree(head or base).keys())
        for path, text in still_lost.items():
            if found := _twin(new, now, path, text):
                names[path] = found
    then = repo.objects.tree(base)
    copies = Counter(blob for _, blob in then.values())
    return {
        path: name
        for path, name in names.items()
        if copies[then.get(path, ("", ""))[1]] < 2 or _kept_its_folder(path, name, now.paths - then.keys())
    }


def _kept_its_folder(path: str, name: str, new: Collection[str]) -> bool:
    """Whether the file of which there were copies went to `name` with its folder, and no other file did."""
    tails = {other: _shared_tail(path, other) for other in new}
    longest = tails.get(name, 0)
    return longest > 1 and list(tails.values()).count(longest) == 1 and max(tails.values()) == longest


def _shared_tail(path: str, other: str) -> int:
    """How many parts at the end two paths have in common."""
    parts = zip(reversed(path.split("/")), reversed(other.split("/")), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], parts))


def _step_by_step(repo: Repository, base: str, now: Snapshot, lost: Iterable[str]) -> dict[str, str]:
    """Names through each commit's own renames: a file rewritten since is unlike its first self."""
    chain = {path: path for path in lost}
    for old, new in repo.renames_since(base, now.commit or "HEAD"):
        for path, name in chain.items():
            if name == old:
                chain[path] = new
    return {path: name for path, name in chain.items() if name != path and now.exists(name)}


def _twin(new: Sequence[str], now: Snapshot, path: str, text: SourceText) -> str | None:
    """The new file that holds most of the text: a rename that git does not know of."""
    suffix = posixpath.splitext(path)[1]
    candidates = [name for name in new if posixpath.splitext(name)[1] == suffix]
    lines = Counter(text.lines)
    alike: list[str] = []
    for name in candidates[:_MOST_CANDIDATES]:
        other = now.text_or_none(name)
        if other is None or not other.lines:
            continue
        shared = (lines & Counter(other.lines)).total()
        if shared >= _SHARED * max(len(text.lines), len(other.lines)):
            alike.append(name)
    return alike[0] if len(alike) == 1 else None
