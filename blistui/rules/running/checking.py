"""A check: the rules, with all that they may look at put together. Command, worker and tests use this one."""

from __future__ import annotations

import time
from pathlib import Path

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.policy import Policy
from blistui.rules.registry import RULES
from blistui.rules.rule import Context, Finding, NotRun, Rule, not_run
from blistui.rules.running.checkout import Checkout, checkout_of
from blistui.rules.running.findings import run
from blistui.store.misfits import Misfit
from blistui.store.surroundings import Siblings, siblings

READ_AGAIN_AFTER = 30.0
"""Seconds for which what was read of the repository serves further checks, unless `forget` is called."""

_UNREAD = "CIT016"
_PROSE_PLACES = "CIT012"


def context_of(
    plan: Plan,
    repo: Evidence | None = None,
    *,
    policy: Policy | None = None,
    siblings: dict[str, Plan] | None = None,
    unread: str = "",
    misfits: tuple[Misfit, ...] = (),
) -> Context:
    """What rules may look at in `plan`, with the whole catalogue of rules."""
    return Context(plan, repo, policy, siblings, rules=RULES, unread=unread, misfits=misfits)


class PlanChecker:
    """Checks the plan in one file, again and again, and remembers what is around it in the meantime."""

    def __init__(
        self,
        path: Path,
        rules: tuple[Rule, ...] = RULES,
        with_code: bool = True,
        misfits: tuple[Misfit, ...] = (),
    ) -> None:
        self.path = path
        self._misfits = misfits
        self._rules = rules
        self._with_code = with_code
        self._opened_for: str | None = None
        self._checkout = Checkout()
        self._siblings = Siblings({})
        self._evidence: Evidence | None = None
        self._gathered = 0.0
        self._last: Context | None = None

    def forget(self) -> None:
        """Read repository, policy and neighbouring plans again at the next check."""
        self._opened_for = self._evidence = None

    def checkout(self, plan: Plan) -> Checkout:
        """The repository that `plan` names, and the policy in it."""
        if self._opened_for != plan.plan.repository:
            self._opened_for = plan.plan.repository
            self._siblings = siblings(self.path)
            self._checkout = checkout_of(self.path, plan)
        return self._checkout

    def left_out(self, plan: Plan) -> tuple[str, ...]:
        """Sentences on the files beside the plan that it could not be compared with."""
        self.checkout(plan)
        return self._siblings.left_out

    @property
    def unread_code(self) -> tuple[str, ...]:
        """Sentences on the files of the repository that the last check could not look into."""
        return self._evidence.left_out if self._evidence is not None else ()

    def findings(self, plan: Plan) -> list[Finding]:
        """All findings in `plan`.

        A repository that cannot be read is one, whichever rules were chosen, when any of them needs it.
        """
        context = self._context(plan)
        found = run(self._chosen(context), context)
        if context.repo is not None and context.repo.problem:
            # Known only now: what the rules found without the files would be wrong.
            context = self._context(plan, context.repo.problem)
            found = run(self._chosen(context), context)
        self._last = context
        return found

    @property
    def unread(self) -> str:
        """Why the last check could not read the repository that the plan names; empty when it could."""
        return self._last.unread if self._last is not None else ""

    def broken_since(self, plan: Plan, before: Plan, commit: str) -> list[Finding]:
        """The findings in `plan` that `before` does not have over the code at `commit`, a full hash."""
        from blistui.rules.running.since import PastEvidence, broken

        context = self._context(before)
        if context.repo is None:
            return self.findings(plan)
        past = PastEvidence(context.repo.repository, before.plan.base_commit, commit)
        then = context_of(before, past, policy=context.policy, siblings=context.siblings)
        return broken(plan, run(self._chosen(then), then), self.findings(plan))

    def prose_cited(self, plan: Plan) -> tuple[Edit, ...]:
        """Edits that make citations of the places in code that prose names, where one answer is possible.

        None when CIT012, which is about them, is not run.
        """
        from blistui.rules.families.cit.uncited import citing, uncited

        context = self._context(plan)
        chosen = any(rule.id == _PROSE_PLACES for rule in self._chosen(context))
        if not chosen or context.policy.levels.get(_PROSE_PLACES) == "off":
            return ()
        return citing(context, uncited(context))

    def not_run(self, plan: Plan) -> tuple[NotRun, ...]:
        """The rules that `findings` does not run for `plan`, or that cannot look at what they need."""
        last = self._last
        context = last if last is not None and last.plan is plan else self._context(plan)
        return not_run(self._chosen(context), context)

    def _chosen(self, context: Context) -> tuple[Rule, ...]:
        if not context.unread or not any(rule.needs_repo for rule in self._rules):
            return self._rules
        chosen = {rule.id for rule in self._rules} | {_UNREAD}
        return tuple(rule for rule in RULES if rule.id in chosen)

    def _context(self, plan: Plan, problem: str = "") -> Context:
        """What rules may look at: no repository where there is a `problem` with its files."""
        checkout = self.checkout(plan)
        repository = checkout.repository if self._with_code and not problem else None
        code = self._code(repository, plan.plan.base_commit)
        unread = (problem or checkout.problem) if self._with_code and repository is None else ""
        return context_of(
            plan,
            code,
            policy=checkout.policy,
            siblings=self._siblings.plans,
            unread=unread,
            misfits=self._misfits,
        )

    def _code(self, repository: Repository | None, base: str) -> Evidence | None:
        # While the author types, the code is taken as unchanged: it is read again after a pause.
        if repository is None:
            return None
        now, kept = time.monotonic(), self._evidence
        fits = kept is not None and kept.repository is repository and kept.base == base
        if kept is None or not fits or now - self._gathered > READ_AGAIN_AFTER:
            kept, self._gathered = Evidence(repository, base), now
        self._evidence = kept
        return kept
