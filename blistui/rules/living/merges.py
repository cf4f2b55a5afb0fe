"""Merges of planned PRs, proposed from git (template: Living document, 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.plan.document import Plan
from blistui.plan.paths import with_paths
from blistui.plan.tables.series import PullRequest
from blistui.repo.git.history import Merge, merges
from blistui.repo.repository import Repository

_MOST = 3000
"""As many commits of the main line are looked at."""

_WORD = pattern(r"[^\W_]+")
PULL = pattern(r"(?:\(#|pull request #|!)(\d+)\b")
"""The number of a pull request in the message of its merge."""
_FEWEST_WORDS = 3


class Proposal(NamedTuple):
    """A commit of the main line that may be the merge of a PR, and why.

    `sure` is set when its files, its title or its number say so; a mention of the id does not.
    """

    path: str
    pr: str
    merge: Merge
    reasons: tuple[str, ...]
    sure: bool
    weight: float


def unseen(repository: Repository) -> str:
    """Why git cannot show every merge, as a sentence; empty when it can."""
    if not repository.is_git:
        return f"{repository.root}: {repository.history.problem}, so nothing shows what was merged."
    if repository.history.shallow:
        return "This clone is shallow, so older merges are not seen: git fetch --unshallow fetches the rest."
    return ""


def proposals(plan: Plan, repository: Repository) -> list[Proposal]:
    """For each PR that is neither merged nor dropped, the commits that may be its merge, the likeliest first.

    Commits after the plan's base are looked at; all of the main line when these hold none. Raises
    RepositoryError.
    """
    head = repository.head()
    if head is None:
        return []
    base = repository.resolve(plan.plan.base_commit) if plan.plan.base_commit else None
    found = list(_among(plan, merges(repository.root, base or "", head, _MOST)))
    if not found and base is not None:
        found = [one for one in _among(plan, merges(repository.root, "", head, _MOST)) if one.sure]
    order = {pr.id: number for number, pr in enumerate(plan.pr)}
    return sorted(found, key=lambda one: (order[one.pr], -one.weight))


class _Sought(NamedTuple):
    """What a commit that merged a PR would have, made once for all commits."""

    path: str
    pr: str
    files: frozenset[str]
    pull: str
    title: str
    named: re.Pattern[str] | None


class _Commit(NamedTuple):
    """A commit as it is compared, made once for all PRs; `words` are those of its message."""

    merge: Merge
    added: frozenset[str]
    subject: str
    words: str
    pulls: frozenset[str]


def _among(plan: Plan, merged: Sequence[Merge]) -> Iterator[Proposal]:
    taken = tuple(pr.merged_commit for pr in plan.pr if pr.merged_commit)
    commits = [_compared(merge) for merge in merged if not merge.commit.startswith(taken)]
    for path, pr in with_paths(plan.pr, "pr"):
        if not pr.is_ahead:
            continue
        sought = _sought(path, pr)
        for commit in commits:
            found = _proposal(sought, commit)
            if found is not None:
                yield found


def _sought(path: str, pr: PullRequest) -> _Sought:
    files = (file.path.strip() for file in pr.files if file.change == "add")
    title = _WORD.findall(pr.title.casefold())
    return _Sought(
        path,
        pr.id,
        frozenset(file for file in files if file),
        number_of(pr.pull),
        f" {' '.join(title)} " if len(title) >= _FEWEST_WORDS else "",
        re.compile(rf"(?<![\w.-]){re.escape(pr.id)}(?![\w-])") if pr.id else None,
    )


def _compared(merge: Merge) -> _Commit:
    return _Commit(
        merge,
        frozenset(merge.added),
        merge.subject,
        f" {' '.join(_WORD.findall(merge.message.casefold()))} ",
        frozenset(PULL.findall(merge.message)),
    )


def _proposal(sought: _Sought, commit: _Commit) -> Proposal | None:
    reasons: list[str] = []
    weight = 0.0
    sure = False
    there = sought.files & commit.added
    if there:
        reasons.append(f"it adds {len(there)} of the {len(sought.files)} files that {sought.pr} is to add")
        weight += 2 * len(there) / len(sought.files)
        sure = 2 * len(there) >= len(sought.files)
    if sought.pull in commit.pulls:
        reasons.append(f"its message names the pull request #{sought.pull}")
        weight, sure = weight + 4, True
    if sought.title and sought.title in commit.words:
        reasons.append("its message has the title")
        weight, sure = weight + 3, True
    # A search is dear, and most messages do not even have the letters.
    if sought.named is not None and sought.pr in commit.subject and sought.named.search(commit.subject):
        reasons.append(f"its message names {sought.pr}")
        weight += 1
    if not reasons:
        return None
    return Proposal(sought.path, sought.pr, commit.merge, tuple(reasons), sure, weight)


def number_of(pull: str) -> str:
    """The number of a pull request, as the plan has it: `#214` and `214` are the same."""
    return pull.strip().lstrip("#!")


def best(found: Sequence[Proposal]) -> Proposal | None:
    """The one proposal of a PR that is sure and outweighs all others; None when none does."""
    sure = sorted((one for one in found if one.sure), key=lambda one: -one.weight)
    if not sure or (len(sure) > 1 and sure[1].weight == sure[0].weight):
        return None
    return sure[0]


def commit_of(repository: Repository, commit: str) -> Merge:
    """What git says of one commit, a full hash; raises RepositoryError."""
    return merges(repository.root, "", commit, 1)[0]
