"""When the rules run: what the sidebar says while a result is awaited, and when none comes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from blistui.plan.document import Plan
from blistui.rules.running.client import RulesStopped
from screens import validator
from screens.validator import Result
from screens.workbench.findings_list import FindingsList
from screens.workbench.rail import Rail
from tests.screens.pilot import PLAN, make, opened, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


async def test_a_result_that_says_the_same_ends_the_check_too(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.action_check_again()
        assert bench.sidebar.checking
        await until(pilot, lambda: not bench.sidebar.checking)


async def test_what_was_edited_while_the_rules_failed_is_checked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as (pilot, bench):
        monkeypatch.setattr(validator, "AFTER", 600.0)
        check = bench.validator.check

        def fail_once(plan: Plan, revision: int) -> Result:
            monkeypatch.setattr(bench.validator, "check", check)
            pilot.app.call_from_thread(bench.session.edit, "plan.title", "Edited meanwhile")
            pilot.app.call_from_thread(bench.live_check.start)
            raise RulesStopped("The rules could not be run: no memory")

        monkeypatch.setattr(bench.validator, "check", fail_once)
        bench.live_check.start()
        await until(
            pilot, lambda: bench.result is not None and bench.result.revision == bench.session.revision == 1
        )
        assert any("no memory" in note.message for note in pilot.app._notifications)


async def test_rules_that_stop_are_reported_and_not_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as (pilot, bench):
        check = bench.validator.check

        def fail(plan: Plan, revision: int) -> Result:
            raise RulesStopped("The rules could not be run: no memory")

        def summary() -> str:
            return str(bench.query_one("#findings-summary", Static).render())

        monkeypatch.setattr(bench.validator, "check", fail)
        # Shown beside the form: the focus stays in the field.
        bench.pane = "findings"
        await pilot.press("x")
        await until(pilot, lambda: "the rules stopped" in summary())
        monkeypatch.setattr(bench.validator, "check", check)
        await pilot.press("x")
        await until(pilot, lambda: "stopped" not in summary() and "checking" not in summary())


async def test_nothing_is_counted_before_the_first_result(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        sidebar = FindingsList("other")
        await bench.mount(sidebar)
        line = sidebar.query_one("#findings-summary", Static)
        await until(pilot, lambda: "checking" in str(line.render()))
        assert "pass" not in str(line.render())
        sidebar.checking = False
        assert "mechanical rules pass" in str(line.render())


async def test_enter_goes_to_the_finding_that_was_shown(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path) as (pilot, bench):
        jumped: list[tuple[str, str]] = []
        monkeypatch.setattr(bench, "jump", lambda path, rule: jumped.append((path, rule)))
        await pilot.press("f4")
        rows = bench.sidebar.query_one(OptionList)
        await until(pilot, lambda: rows.option_count)
        last = rows.option_count - 1
        assert last > 0
        rows.highlighted = last
        shown = bench.sidebar.selected
        assert shown is not None
        rows.action_select()
        bench.sidebar.findings = bench.sidebar.findings[:1]
        await until(pilot, lambda: bool(jumped))
        assert jumped == [(shown.place, shown.rule)]


async def test_a_result_that_comes_while_the_screen_is_left_is_dropped(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        assert bench.result is not None
        await bench.rail.remove()
        bench._show_result(replace(bench.result, findings=()))
        assert not bench.query(Rail)
        await bench.sidebar.remove()
        bench._show_stop("The rules are not run any more.")
        assert not pilot.app._notifications


async def test_a_field_that_could_not_be_looked_at_is_named(tmp_path: Path) -> None:
    slow = "```\\npackage a\\n" + "->" * 2500 + "\\n```"
    text = PLAN.replace('title = "First"', f'title = "First"\narchitectural_impact = "{slow}"')
    async with opened(make(tmp_path, text)) as (pilot, bench):
        assert bench.result is not None
        assert "not looked at: pr.PR1.architectural_impact" in bench.result.problem
        await until(pilot, lambda: any("not looked at" in note.message for note in pilot.app._notifications))


async def test_an_answer_is_given_once_and_early_to_who_asks_for_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workbench asks for it before its first frame, so that this one has the findings."""
    async with opened(path) as (pilot, bench):
        given: list[object] = []
        live = validator.LiveCheck(bench, bench.session, bench.validator, given.append, given.append)
        live.hand_over()
        assert not given, "nothing has come yet"
        handed = []
        monkeypatch.setattr(validator, "on_loop", lambda _app, call: handed.append(call))
        live.start()
        await until(pilot, lambda: handed)
        live.hand_over()
        handed[0]()
        assert [type(one) for one in given] == [Result]
