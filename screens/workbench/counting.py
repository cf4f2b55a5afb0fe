"""Numbers in texts that an edit elsewhere made wrong: offered to follow by a key, never changed unasked."""

from __future__ import annotations

from blistui.plan.document import Plan
from blistui.plan.paths import exists, get
from blistui.rules.rule import Finding
from screens.validator import Result
from screens.workbench import editing
from screens.workbench.bench import Bench

_RULES = ("OUT002", "PRS017")
"""What compares numbers in texts with what the plan has."""


class Counting:
    """Watches the numbers of one plan from result to result."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._before: tuple[Plan, frozenset[str]] | None = None

    def look(self, result: Result) -> None:
        """Offer to let numbers follow that the last edit made wrong, in texts that it did not touch."""
        plan, before = self._bench.session.plan, self._before
        found = _outgrown(result)
        self._before = plan, frozenset(one.message for one in found)
        if before is None:
            return
        new = [one for one in found if one.message not in before[1] and not _touched(one, before[0], plan)]
        if new:
            says = " ".join(one.message for one in new)
            self._bench.notify(f"{says} Ctrl+L lets the number follow.", markup=False, timeout=10)

    def follow(self) -> None:
        """Let every number follow, as one step."""
        bench = self._bench
        if bench.result is None or bench.result.revision != bench.session.revision:
            bench.notify("The rules are still looking at the plan.", markup=False, timeout=2)
            return
        edits = [edit for one in _outgrown(bench.result) if one.fix for edit in one.fix.edits]
        if not edits:
            bench.notify("No number in a text differs from what the plan has.", markup=False)
        elif editing.apply(bench, tuple(edits), "let numbers follow"):
            titles = "; ".join(one.fix.title for one in _outgrown(bench.result) if one.fix)
            bench.notify(f"{titles}; Ctrl+Z takes it back.", markup=False)


def _outgrown(result: Result) -> list[Finding]:
    return [
        one for one in result.findings if one.rule in _RULES and one.fix is not None and not one.waived_by
    ]


def _touched(finding: Finding, before: Plan, plan: Plan) -> bool:
    """Whether a text with the number is another than before: the author is writing it."""
    paths = [edit.path for edit in finding.fix.edits] if finding.fix else []
    return any(not exists(before, path) or get(before, path) != get(plan, path) for path in paths)
