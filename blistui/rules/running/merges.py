"""Merges of planned PRs, proposed from git (template: Living document, 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.plan.document import Plan
from blistui.plan.paths import with_paths
from blistui.plan.tables.series import GONE, PullRequest
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

    @property
    def subject(self) -> str:
        """The first line of the commit's message."""
        return self.merge.message.partition("\n")[0]


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


def _among(plan: Plan, commits: Sequence[Merge]) -> Iterator[Proposal]:
    taken = {pr.merged_commit for pr in plan.pr if pr.merged_commit}
    for path, pr in with_paths(plan.pr, "pr"):
        if pr.status in GONE:
            continue
        for merge in commits:
            if not any(merge.commit.startswith(one) for one in taken):
                found = _proposal(path, pr, merge)
                if found is not None:
                    yield found


def _proposal(path: str, pr: PullRequest, merge: Merge) -> Proposal | None:
    reasons: list[str] = []
    weight = 0.0
    sure = False
    subject = merge.message.partition("\n")[0]
    planned = {file.path.strip() for file in pr.files if file.change == "add" and file.path.strip()}
    there = planned & set(merge.added)
    if there:
        reasons.append(f"it adds {len(there)} of the {len(planned)} files that {pr.id} is to add")
        weight += 2 * len(there) / len(planned)
        sure = 2 * len(there) >= len(planned)
    pull = number_of(pr.pull)
    if pull and pull in PULL.findall(merge.message):
        reasons.append(f"its message names the pull request #{pull}")
        weight, sure = weight + 4, True
    if _stands_in(pr.title, merge.message):
        reasons.append("its message has the title")
        weight, sure = weight + 3, True
    if pr.id and re.search(rf"(?<![\w.-]){re.escape(pr.id)}(?![\w-])", subject):
        reasons.append(f"its message names {pr.id}")
        weight += 1
    return Proposal(path, pr.id, merge, tuple(reasons), sure, weight) if reasons else None


def number_of(pull: str) -> str:
    """The number of a pull request, as the plan has it: `#214` and `214` are the same."""
    return pull.strip().lstrip("#!")


def _stands_in(title: str, message: str) -> bool:
    wanted = _WORD.findall(title.casefold())
    return len(wanted) >= _FEWEST_WORDS and f" {' '.join(wanted)} " in _words(message)


@lru_cache(maxsize=_MOST)
def _words(message: str) -> str:
    # Every PR is compared with every message.
    return f" {' '.join(_WORD.findall(message.casefold()))} "


def best(found: Sequence[Proposal]) -> Proposal | None:
    """The one proposal of a PR that is sure and outweighs all others; None when none does."""
    sure = sorted((one for one in found if one.sure), key=lambda one: -one.weight)
    if not sure or (len(sure) > 1 and sure[1].weight == sure[0].weight):
        return None
    return sure[0]


def commit_of(repository: Repository, commit: str) -> Merge:
    """What git says of one commit, a full hash; raises RepositoryError."""
    return merges(repository.root, "", commit, 1)[0]
