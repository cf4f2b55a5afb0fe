"""Merges of planned PRs, proposed from git and marked in the plan (template: Living document, 4 and 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.fields import specs
from blistui.plan.graph.placement import interface_name, is_gate_of
from blistui.plan.ids import mint
from blistui.plan.paths import with_paths
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import PullRequest
from blistui.repo.citations.current import Capturer
from blistui.repo.errors import CitationError
from blistui.repo.git.history import Merge, merges
from blistui.repo.repository import Repository
from blistui.repo.symbols.index import load_index

_MOST = 3000
"""As many commits of the main line are looked at."""

_WORD = pattern(r"[^\W_]+")
_PULL = pattern(r"(?:\(#|pull request #|!)(\d+)\b")
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


def proposals(plan: Plan, repository: Repository) -> list[Proposal]:
    """For each PR that is not merged, the commits that may be its merge, the likeliest first.

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
        if pr.status == "merged":
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
    pull = pr.pull.strip().lstrip("#!")
    if pull and pull in _PULL.findall(merge.message):
        reasons.append(f"its message names the pull request #{pull}")
        weight, sure = weight + 4, True
    if _stands_in(pr.title, merge.message):
        reasons.append("its message has the title")
        weight, sure = weight + 3, True
    if pr.id and re.search(rf"(?<![\w.-]){re.escape(pr.id)}(?![\w-])", subject):
        reasons.append(f"its message names {pr.id}")
        weight += 1
    return Proposal(path, pr.id, merge, tuple(reasons), sure, weight) if reasons else None


def _stands_in(title: str, message: str) -> bool:
    wanted = _WORD.findall(title.casefold())
    words = f" {' '.join(_WORD.findall(message.casefold()))} "
    return len(wanted) >= _FEWEST_WORDS and f" {' '.join(wanted)} " in words


def best(found: Sequence[Proposal]) -> Proposal | None:
    """The one proposal of a PR that is sure and outweighs all others; None when none does."""
    sure = sorted((one for one in found if one.sure), key=lambda one: -one.weight)
    if not sure or (len(sure) > 1 and sure[1].weight == sure[0].weight):
        return None
    return sure[0]


def commit_of(repository: Repository, commit: str) -> Merge:
    """What git says of one commit, a full hash; raises RepositoryError."""
    return merges(repository.root, "", commit, 1)[0]


def marked(path: str, merge: Merge, confirmed: str = "") -> tuple[Edit, ...]:
    """Edits that mark the PR at `path` as merged; `confirmed` is the day its concept model was confirmed."""
    values = {"status": "merged", "merged_commit": merge.commit, "merged_on": merge.day}
    pulls = _PULL.findall(merge.message.partition("\n")[0])
    if pulls and "pull" in specs(PullRequest):
        values["pull"] = pulls[-1]
    if confirmed:
        values["concept_model_confirmed_on"] = confirmed
    return tuple(Edit("put", f"{path}.{key}", value) for key, value in values.items())


class Aftermath(NamedTuple):
    """What the merge of a PR leaves to do.

    `gates` have not passed; `depends_on` are not merged; `not_added` are planned files that the merge did
    not add; `freezes` now want their entry in section G.
    """

    gates: tuple[Risk, ...]
    depends_on: tuple[str, ...]
    not_added: tuple[str, ...]
    freezes: tuple[CrossCutting, ...]


def aftermath(plan: Plan, pr: PullRequest, merge: Merge) -> Aftermath:
    """What is left to do when `pr` merged as `merge`."""
    merged = {one.id for one in plan.pr if one.status == "merged"}
    known = {one.id for one in plan.pr}
    frozen = {interface_name(one.interface) for one in plan.frozen}
    return Aftermath(
        tuple(risk for risk in plan.risk if is_gate_of(risk, pr) and risk.outcome != "passed"),
        tuple(on for on in pr.depends_on if on in known and on not in merged and on != pr.id),
        tuple(
            file.path for file in pr.files if file.change == "add" and file.path.strip() not in merge.added
        ),
        tuple(
            item
            for item in plan.crosscutting
            if item.area == "freezes"
            and item.interface.strip()
            and item.pr == pr.id
            and interface_name(item.interface) not in frozen
        ),
    )


def frozen_entry(plan: Plan, repository: Repository, item: CrossCutting) -> tuple[Edit, str]:
    """The edit that enters the interface of a freeze into section G, and the lines that declare it.

    Raises CitationError when no interface, or more than one, has that name.
    """
    wanted = interface_name(item.interface)
    found = [
        one for one in load_index(repository) if one.kind == "interface" and one.name.casefold() == wanted
    ]
    if len(found) != 1:
        places = ", ".join(f"{one.path}:{one.start}" for one in found)
        raise CitationError(
            f"`{item.interface}` is declared as an interface at {places}: cite the one that is meant"
            if found
            else f"no interface of the code has the name `{item.interface}`"
        )
    one = found[0]
    cite = Capturer(repository, plan.plan.base_commit or None).capture(one.path, [(one.start, one.end)])
    values = {
        "id": mint(plan, "frozen"),
        "interface": one.name,
        "cite": cite,
        "freeze_pr": item.pr,
    }
    return Edit("insert", "frozen", values, len(plan.frozen)), f"{one.path}:{one.start}-{one.end}"
