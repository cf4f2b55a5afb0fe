"""The process that runs the rules, for `blistui.rules.running.client`.

It judges the plan in the file PLAN, for the first question will be about that one. Then it reads requests
from standard input and writes an answer to each to standard output, both pickled, until the input ends:
with the process that asks, however that one ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import time
from pathlib import Path
from typing import BinaryIO

from blistui.plan.document import Plan
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.registry import RULES
from blistui.rules.rule import Context, Finding, run
from blistui.rules.running.checkout import Checkout, checkout_of
from blistui.store.load import Unloadable, load
from blistui.store.surroundings import siblings

READ_AGAIN_AFTER = 30.0
"""Seconds for which what was read of the repository serves further runs, unless `forget` is called."""


class PlanChecker:
    """Runs the rules on one plan again and again, and remembers the code meanwhile."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened_for: str | None = None
        self._checkout = Checkout()
        self._siblings: dict[str, Plan] = {}
        self._evidence: Evidence | None = None
        self._gathered = 0.0

    def forget(self) -> None:
        """Read repository, policy and neighbouring plans anew on the next run."""
        self._opened_for = self._evidence = None

    def findings(self, plan: Plan) -> list[Finding]:
        """All findings in `plan`."""
        if self._opened_for != plan.plan.repository:
            self._opened_for = plan.plan.repository
            self._siblings = siblings(self.path)
            self._checkout = checkout_of(self.path, plan)
        code = self._code(self._checkout.repository, plan.plan.base_commit)
        return run(RULES, Context(plan, code, self._checkout.policy, self._siblings, rules=RULES))

    def _code(self, repository: Repository | None, base: str) -> Evidence | None:
        # While the author types, the code stands still: what was read of it is read again after a pause.
        if repository is None:
            return None
        now, kept = time.monotonic(), self._evidence
        fits = kept is not None and kept.repository is repository and kept.base == base
        if kept is None or not fits or now - self._gathered > READ_AGAIN_AFTER:
            kept, self._gathered = Evidence(repository, base), now
        self._evidence = kept
        return kept


def serve(requests: BinaryIO, answers: BinaryIO, first: Path | None) -> None:
    """Answer each request `(path, plan, whether to read all anew)` with the list of findings.

    `first` is the file that the first request will be about, as far as is known.
    """
    judge = PlanChecker(first) if first is not None else None
    plan_ahead = _plan_in(first) if first is not None else None
    found_ahead = judge.findings(plan_ahead) if judge is not None and plan_ahead is not None else []
    while True:
        try:
            path, plan, anew = pickle.load(requests)
        except EOFError:
            return
        if judge is None or judge.path != path:
            judge, plan_ahead = PlanChecker(path), None
        elif anew:
            judge.forget()
            plan_ahead = None
        findings = found_ahead if plan_ahead == plan else judge.findings(plan)
        plan_ahead = None
        pickle.dump(findings, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _plan_in(path: Path) -> Plan | None:
    try:
        return load(path).plan
    except Unloadable:
        return None


if __name__ == "__main__":
    # What is loaded by now is never garbage.
    gc.freeze()
    # Nothing but answers may reach the pipe that they travel through.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as pipe:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        try:
            serve(sys.stdin.buffer, pipe, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        except BrokenPipeError:
            os._exit(0)
