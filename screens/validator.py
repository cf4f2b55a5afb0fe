"""The rules behind the screen: the code that the plan is about, and when the rules run on what is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from blistui.plan.document import Plan
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.rules.policy import Policy
from blistui.rules.rule import Finding
from blistui.rules.running.checkout import Checkout, checkout_of
from blistui.rules.running.client import RULE_PROCESS, RulesStopped
from blistui.rules.running.progress import Progress, progress
from blistui.store.session import Session
from screens.widgets.in_thread import on_loop

AFTER = 0.08
"""Seconds after the last edit before the rules run: typing goes on, and the result is there in 0.2."""


# Without equality: a result with the same findings still ends a check, so watchers must see it.
@dataclass(frozen=True, eq=False)
class Result:
    """What the rules found in the plan of `revision`, and how far its phases are by that.

    `problem` says why code or policy could not be read, and which fields could not be looked at. `behind` is
    how many commits the checkout has that the plan's base has not.
    """

    revision: int
    findings: tuple[Finding, ...]
    problem: str = ""
    progress: tuple[Progress, ...] = ()
    behind: int = 0


class Validator:
    """Keeps the repository open, and has the rules run. All but the properties is for worker threads."""

    def __init__(self, plan_path: Path) -> None:
        self._path = plan_path
        self._opened_for: str | None = None
        self._checkout = Checkout()
        self._read_again = True
        self._counted = ("", "", 0)
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
        """Read repository, policy and neighbouring plans again on the next run."""
        self._opened_for = None
        self._read_again = True

    def check(self, plan: Plan, revision: int) -> Result:
        """What the rules find in `plan`. Raises RulesStopped when they cannot be run."""
        self.open(plan)
        read_again, self._read_again = self._read_again, False
        findings, given_up = RULE_PROCESS.check(self._path, plan, read_again)
        problem = self._checkout.problem
        if given_up:
            # Nothing may look as if it had been checked.
            reason = f"Too long to be parsed, so not looked at: {', '.join(given_up)}."
            problem = f"{problem} {reason}".lstrip()
        return Result(revision, tuple(findings), problem, progress(plan, findings), self._behind(plan))

    def _behind(self, plan: Plan) -> int:
        repository, base = self.repository, plan.plan.base_commit
        if repository is None or not base:
            return 0
        try:
            head = repository.head()
            if head is None or self._counted[:2] == (base, head):
                return self._counted[2]
            self._counted = (base, head, repository.commits_touching(base, head, ["."]))
        except RepositoryError:
            return 0  # A rule says that the base is not known.
        return self._counted[2]


class LiveCheck:
    """Runs the rules once typing pauses, one run at a time, on a snapshot, waited for in a thread.

    `checked` is given each result that is about the current plan, `stopped` the reason when the rules could
    not be run; both are called on the event loop.
    """

    def __init__(
        self,
        widget: Widget,
        session: Session,
        validator: Validator,
        checked: Callable[[Result], None],
        stopped: Callable[[str], None],
    ) -> None:
        self._widget = widget
        self._session = session
        self._validator = validator
        self._when_checked = checked
        self._when_stopped = stopped
        self._due: Timer | None = None
        self._is_running = False
        self._is_wanted = False
        self._answer: tuple[Result | None, str] | None = None

    def soon(self) -> None:
        """Run the rules once no edit has come for a moment."""
        if self._due is not None:
            self._due.stop()
        self._due = self._widget.set_timer(AFTER, self.start)

    def start(self) -> None:
        """Run the rules on the current plan; if they are running, once more when they are done."""
        self._is_wanted = True
        if not self._is_running:
            self._is_running, self._is_wanted = True, False
            plan, revision = self._session.plan, self._session.revision
            run = partial(self._run, self._widget.app, plan, revision)
            self._widget.run_worker(run, thread=True, group="rules")

    def again(self) -> None:
        """Run the rules on the code as it is now."""
        self._validator.forget()
        self.start()

    def _run(self, app: App[Any], plan: Plan, revision: int) -> None:
        try:
            self._answer = self._validator.check(plan, revision), ""
        except RulesStopped as error:
            self._answer = None, str(error)
        on_loop(app, self.hand_over)

    def hand_over(self) -> None:
        """Give the answer that has come, if there is one that was not given yet."""
        if self._answer is None:
            return
        (result, why), self._answer = self._answer, None
        self._is_running = False
        if result is None:
            self._when_stopped(why)
        elif result.revision == self._session.revision:
            self._when_checked(result)
        if self._is_wanted:
            self.start()
