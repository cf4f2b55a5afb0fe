"""New names of files that are gone."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import takewhile

from blistui.repo.citations.relocation.distinctive import distinctive
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

_SHARED = 0.7
_SHARED_BY_NAMESAKES = 0.25
_SHARED_BY_OTHERS = 0.5
_COMMENTS = ("//", "/*", "*", "#!", "# ", "--", "<!--", ";")
_MOST_CANDIDATES = 300


def new_names(
    repo: Repository,
    base: str,
    now: Snapshot,
    missing: Mapping[str, SourceText],
    meanwhile: Callable[[], None],
) -> dict[str, str]:
    """For each missing file of commit `base`, given with its text then, its new name if it has one.

    Git pairs files that have half their lines in common, which may be the licence. Of a file of which there
    were copies, only one that kept its folder is the same. Of files of one name in folders side by side, the
    folder says which is which: one that has another folder is the same only when one commit renamed it.
    `meanwhile` is done while git compares.
    """
    if not missing:
        meanwhile()
        return {}
    then = repo.objects.tree(base)
    new = now.paths - then.keys()
    families = Counter(map(_family, then))
    names = {
        change.old: change.new
        for change in repo.changed_between(base, now.commit, meanwhile)
        if change.status == "renamed"
        and change.old in missing
        and (families[_family(change.old)] == 1 or _same_folder(change.old, change.new))
        and (text := now.text_or_none(change.new)) is not None
        and (_have_one_text(missing[change.old], text) or _have_one_comment(missing[change.old], text, new))
    }
    for path, name in _step_by_step(repo, base, now, missing, new).items():
        if names.setdefault(path, name) == name:
            continue
        # Git takes any of several copies. Of the two, the one that is the old file to the letter is meant.
        names[path] = name
        if now.text(name).lines != missing[path].lines:
            del names[path]
    lost = {path: text for path, text in missing.items() if path not in names}
    if lost and now.commit is None:
        # What is committed, git knows about.
        head = repo.head()
        uncommitted = sorted(now.paths - repo.objects.tree(head or base).keys())
        for path, text in lost.items():
            if found := _twin(uncommitted, now, path, text):
                names[path] = found
    return _without_copies(repo, base, now, names)


def _family(path: str) -> tuple[str, str]:
    """What files of one name in folders side by side have in common."""
    folder, name = posixpath.split(path)
    return posixpath.dirname(folder), name


def _same_folder(path: str, name: str) -> bool:
    return _shared_tail(posixpath.dirname(path), posixpath.dirname(name)) > 0


def _without_copies(repo: Repository, base: str, now: Snapshot, names: Mapping[str, str]) -> dict[str, str]:
    then = repo.objects.tree(base)
    copies = Counter(blob for _, blob in then.values())
    new = now.paths - then.keys()
    return {
        path: name
        for path, name in names.items()
        if copies[then.get(path, ("", ""))[1]] < 2 or _kept_its_folder(path, name, new)
    }


def _have_one_text(old: SourceText, new: SourceText) -> bool:
    """Whether the files share more than what all files begin with: the licence, the package, the imports."""
    before, after = Counter(_own_lines(old)), Counter(_own_lines(new))
    same_name = posixpath.basename(old.path) == posixpath.basename(new.path)
    share = _SHARED_BY_NAMESAKES if same_name else _SHARED_BY_OTHERS
    return (before & after).total() > share * max(before.total(), after.total())


def _have_one_comment(old: SourceText, new: SourceText, others: Collection[str]) -> bool:
    """Whether files that hold nothing but comments share most of them, and the one kept its folder."""
    if _own_lines(old) or _own_lines(new) or not _kept_its_folder(old.path, new.path, others):
        return False
    before, after = Counter(old.lines), Counter(new.lines)
    return (before & after).total() > _SHARED_BY_OTHERS * max(before.total(), after.total())


def _own_lines(text: SourceText) -> list[str]:
    own = [line.strip() for line in text.lines if any(map(str.isalnum, line))]
    first = next((n for n, line in enumerate(own) if not line.startswith(_COMMENTS)), len(own))
    if not text.path.endswith(".go"):
        return own[first:]
    return [line for line in own[first:] if not line.startswith(("package ", "import ", '"'))]


def _kept_its_folder(path: str, name: str, new: Collection[str]) -> bool:
    """Whether the file of which there were copies went to `name` with its folder, and no other file did."""
    tails = {other: _shared_tail(path, other) for other in new}
    longest = tails.get(name, 0)
    return longest > 1 and list(tails.values()).count(longest) == 1 and max(tails.values()) == longest


def _shared_tail(path: str, other: str) -> int:
    """How many parts at the end two paths have in common."""
    parts = zip(reversed(path.split("/")), reversed(other.split("/")), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], parts))


def _step_by_step(
    repo: Repository, base: str, now: Snapshot, lost: Mapping[str, SourceText], new: Collection[str]
) -> dict[str, str]:
    """Names through each commit's own renames: a file rewritten since is unlike its first self."""
    chain = {path: path for path in lost}
    for before, after in repo.renames_since(base, now.commit or "HEAD"):
        for path, name in chain.items():
            if name == before:
                chain[path] = after
    return {
        path: name
        for path, name in chain.items()
        if name != path
        and (text := now.text_or_none(name)) is not None
        and (
            any(distinctive([line]) for line in {*_own_lines(lost[path])} & {*_own_lines(text)})
            or _have_one_comment(lost[path], text, new)
        )
    }


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
        if shared >= _SHARED * max(len(text.lines), len(other.lines)) and _have_one_text(text, other):
            alike.append(name)
    return alike[0] if len(alike) == 1 else None
