"""Whether unsaved edits are recorded: that they are not, and that they are again, is said once."""

from __future__ import annotations

from screens.workbench.bench import Bench
from screens.workbench.title_line import TitleLine


class Recording:
    """Says what the journal of the session says."""

    def __init__(self, bench: Bench, headline: TitleLine) -> None:
        self._bench = bench
        self._headline = headline
        self._shown = ""

    def again(self) -> None:
        """Record what could not be recorded before, if that is possible by now."""
        self._bench.session.record_again()
        self.show()

    def show(self) -> None:
        """Say what has changed since the last time."""
        problem = self._bench.session.journal_problem
        if problem and not self._shown:
            self._bench.notify(problem, severity="error", markup=False, timeout=10)
        elif self._shown and not problem:
            self._bench.notify("Unsaved edits are recorded again.", timeout=5)
        if problem != self._shown:
            self._shown = problem
            self._headline.follow()
