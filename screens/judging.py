"""When the rules run: once typing pauses, one run at a time, on a snapshot, waited for in a thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.css.query import NoMatches
from textual.timer import Timer

from blistui.plan.document import Plan
from blistui.rules.running.client import RulesStopped
from screens.validator import Result
from screens.workbench.findings_list import FindingsList

if TYPE_CHECKING:
    from screens.workbench.workbench import Workbench

AFTER = 0.08
"""Seconds after the last edit before the rules run: typing goes on, and the verdict is there in 0.2."""


class Judging:
    """Asks the validator, and gives the workbench verdicts that are about the plan of now."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._due: Timer | None = None
        self._under_way = False
        self._wanted = False

    def soon(self) -> None:
        """Run the rules once no edit has come for a moment."""
        self._bench.sidebar.checking = True
        if self._due is not None:
            self._due.stop()
        self._due = self._bench.set_timer(AFTER, self.now)

    def now(self) -> None:
        """Run the rules on the plan of now; if they are running, once more when they are done."""
        self._wanted = True
        if not self._under_way:
            self._under_way, self._wanted = True, False
            session = self._bench.session
            judge = partial(self._judge, session.plan, session.revision)
            self._bench.run_worker(judge, thread=True, group="rules")

    def again(self) -> None:
        """Run the rules on the code as it is now."""
        self._bench.validator.forget()
        self._bench.sidebar.checking = True
        self.now()

    def _judge(self, plan: Plan, revision: int) -> None:
        try:
            result = self._bench.validator.judge(plan, revision)
        except RulesStopped as error:
            self._bench.app.call_from_thread(self._stopped, str(error))
        else:
            self._bench.app.call_from_thread(self._judged, result)

    def _stopped(self, why: str) -> None:
        self._under_way = False
        if not self._bench.query(FindingsList):
            return  # The screen is being left, and the rules with it.
        self._bench.sidebar.stopped = True
        self._bench.sidebar.checking = False
        self._bench.notify(why, title="No verdict", severity="error", markup=False, timeout=10)
        if self._wanted:
            self.now()

    def _judged(self, result: Result) -> None:
        self._under_way = False
        if self._bench.result is None:
            self._bench.run_worker(_load_explanations, thread=True)
        if result.revision == self._bench.session.revision:
            try:
                self._bench.result = result
            except NoMatches:
                # The screen is being left, one widget after the other: nobody reads the verdict any more.
                return
        if self._wanted:
            self.now()


def _load_explanations() -> None:
    # The screen opens without them, but nobody shall wait for them at F1.
    import blistui.rules.registry  # noqa: F401
