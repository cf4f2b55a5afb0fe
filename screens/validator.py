"""The validator behind the sidebar: the rules on a snapshot, and the code that the plan is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from blistui.plan.document import Plan
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.rules.policy import Policy
from blistui.rules.rule import Finding
from blistui.rules.running.checkout import Checkout, checkout_of
from blistui.rules.running.client import RULE_PROCESS


# Without equality: one that says the same as the last is told all the same, for its check is over.
@dataclass(frozen=True, eq=False)
class Result:
    """What the rules found in the plan of `revision`; `trouble` says why code or policy could not be read."""

    revision: int
    findings: tuple[Finding, ...]
    trouble: str = ""


class Validator:
    """Keeps the repository open, and has the rules run. All but the properties is for worker threads."""

    def __init__(self, plan_path: Path) -> None:
        self._path = plan_path
        self._opened_for: str | None = None
        self._checkout = Checkout()
        self._anew = True
        self.files: tuple[str, ...] = ()
        """The repository's files, as they were when it was opened; none without a repository."""

    @property
    def repository(self) -> Repository | None:
        """The repository that the plan names; None until it is open, or when there is none."""
        return self._checkout.repository

    @property
    def policy(self) -> Policy:
        """The team's policy."""
        return self._checkout.policy

    def open(self, plan: Plan) -> None:
        """Open the repository that `plan` names, unless it is open already."""
        if self._opened_for == plan.plan.repository:
            return
        self._opened_for = plan.plan.repository
        self._checkout = checkout_of(self._path, plan)
        try:
            self.files = self.repository.files() if self.repository is not None else ()
        except RepositoryError:
            self.files = ()

    def forget(self) -> None:
        """Read repository, policy and neighbouring plans anew on the next run."""
        self._opened_for = None
        self._anew = True

    def judge(self, plan: Plan, revision: int) -> Result:
        """What the rules say of `plan`. Raises RulesStopped when they cannot be run."""
        self.open(plan)
        anew, self._anew = self._anew, False
        findings = RULE_PROCESS.findings(self._path, plan, anew)
        return Result(revision, tuple(findings), self._checkout.problem)
