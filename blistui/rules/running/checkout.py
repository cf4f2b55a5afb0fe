"""The checkout that a plan speaks of: its repository and the team's policy in it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from blistui.plan.document import Plan
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.rules.policy import Policy, PolicyError, load_policy
from blistui.store.surroundings import repository_of


class Checkout(NamedTuple):
    """`problem` says why the repository is None, or why its policy is not followed."""

    repository: Repository | None = None
    policy: Policy = Policy()
    problem: str = ""


def checkout_of(path: Path, plan: Plan) -> Checkout:
    """What the plan, whose file is `path`, names; the default policy where there is no other to follow."""
    try:
        repository = repository_of(path, plan)
    except RepositoryError as error:
        return Checkout(problem=str(error))
    try:
        return Checkout(repository, load_policy(repository.root, _rule_ids))
    except PolicyError as error:
        return Checkout(repository, problem=str(error))


def _rule_ids() -> Collection[str]:
    # The screen opens a checkout before it has the rules, and hardly any policy makes it load them here.
    from blistui.rules.registry import by_id

    return by_id()
