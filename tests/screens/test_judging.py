"""When the rules run: what the sidebar says of a verdict on its way, and of one that does not come."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.document import Plan
from blistui.rules.apart import RulesStopped
from screens import judging
from screens.validation import Verdict
from tests.screens.bench import make, opened, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


async def test_a_verdict_that_says_the_same_ends_the_check_too(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.check_again()
        assert bench.sidebar.checking
        await until(pilot, lambda: not bench.sidebar.checking)


async def test_what_was_edited_while_the_rules_failed_is_judged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as (pilot, bench):
        monkeypatch.setattr(judging, "AFTER", 600.0)
        judge = bench.validator.judge

        def fail_once(plan: Plan, revision: int) -> Verdict:
            monkeypatch.setattr(bench.validator, "judge", judge)
            pilot.app.call_from_thread(bench.session.edit, "plan.title", "Edited meanwhile")
            pilot.app.call_from_thread(bench.judging.now)
            raise RulesStopped("The rules could not be run: no memory")

        monkeypatch.setattr(bench.validator, "judge", fail_once)
        bench.judging.now()
        await until(
            pilot, lambda: bench.verdict is not None and bench.verdict.revision == bench.session.revision == 1
        )
        assert any("no memory" in note.message for note in pilot.app._notifications)
