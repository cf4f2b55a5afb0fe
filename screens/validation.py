"""The validator behind the sidebar: rules on a snapshot, in a thread, one run at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from blistui.plan.document import Plan
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.rules.base import Context, Finding, run
from blistui.rules.evidence import Evidence
from blistui.rules.policy import Policy, PolicyError, load_policy
from blistui.rules.registry import RULES
from blistui.store.siblings import siblings
from blistui.store.workspace import repository_of

READ_AGAIN_AFTER = 30.0
"""Seconds for which what was read of the repository serves further runs, unless `forget` is called."""


@dataclass(frozen=True)
class Verdict:
    """What the rules found in the plan of `revision`; `trouble` says why code or policy could not be read."""

    revision: int
    findings: tuple[Finding, ...]
    trouble: str = ""


@dataclass
class Validator:
    """Keeps the repository open between runs. `judge` is for a worker thread."""

    plan_path: Path
    repository: Repository | None = None
    policy: Policy = field(default_factory=Policy)
    _opened_for: str | None = None
    _trouble: str = ""
    _siblings: dict[str, Plan] = field(default_factory=dict)
    _evidence: Evidence | None = None
    _gathered: float = 0.0

    def open(self, plan: Plan) -> None:
        """Open the repository that `plan` names, unless it is open already."""
        if self._opened_for == plan.plan.repository:
            return
        self._opened_for = plan.plan.repository
        self._siblings = siblings(self.plan_path)
        self.repository, self.policy, self._trouble = None, Policy(), ""
        try:
            self.repository = repository_of(self.plan_path, plan)
            self.policy = load_policy(self.repository.root)
        except (RepositoryError, PolicyError) as error:
            self._trouble = str(error)

    def forget(self) -> None:
        """Read repository, policy and neighbouring plans anew on the next run."""
        self._opened_for = self._evidence = None

    def _code(self, base: str) -> Evidence | None:
        # While the author types, the code stands still: what was read of it is read again after a pause.
        if self.repository is None:
            return None
        now = time.monotonic()
        kept = self._evidence
        if kept is None or kept.repository is not self.repository or kept.base != base:
            kept = None
        if kept is None or now - self._gathered > READ_AGAIN_AFTER:
            kept, self._gathered = Evidence(self.repository, base), now
        self._evidence = kept
        return kept

    @property
    def files(self) -> tuple[str, ...]:
        """The repository's files, as they were when it was last read; none without a repository."""
        return self._evidence.files if self._evidence is not None else ()

    def judge(self, plan: Plan, revision: int) -> Verdict:
        """All findings in `plan`."""
        self.open(plan)
        findings = run(RULES, Context(plan, self._code(plan.plan.base_commit), self.policy, self._siblings))
        return Verdict(revision, tuple(findings), self._trouble)
