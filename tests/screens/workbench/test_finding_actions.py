"""What the author does about findings: a waiver says all that it covers, and can be taken back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.rules.rule import Finding, Fix
from screens.dialogs.ask import Lines
from screens.fields.field import group_of
from screens.form.form import Place
from screens.validator import Result
from screens.workbench.finding_actions import fix, waive
from screens.workbench.finding_rows import FindingRow
from tests.screens.pilot import PLAN, make, opened, settled, until

SUMMARY = """\
[plan]
title = "Shedding"
repository = "code"
executive_summary = "Four PRs."

[[pr]]
id = "PR1"
"""


async def test_a_waiver_shows_all_that_it_covers_and_is_taken_back(tmp_path: Path) -> None:
    async with opened(make(tmp_path, SUMMARY)) as (pilot, bench):
        assert bench.result is not None
        [found] = [f for f in bench.result.findings if f.rule == "OUT002"]
        assert "does not say" in found.message and "the series has 1" in found.message
        waive(bench, found)
        await until(pilot, lambda: isinstance(pilot.app.screen, Lines) and pilot.app.focused)
        await pilot.pause()
        text = "\n".join(str(line.render()) for line in pilot.app.screen.query("Static"))
        assert found.message in text
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Lines), "a waiver without a reason is refused"
        await pilot.press("shift+tab", *"said in the doc", "enter", "enter")
        await until(pilot, lambda: len(bench.session.plan.waiver) == 1)
        await until(pilot, lambda: any("Ctrl+Z" in note.message for note in pilot.app._notifications))
        bench = await settled(pilot)
        assert bench.result is not None
        assert {f.waived_by for f in bench.result.findings if f.rule == "OUT002"} == {"W1"}
        await pilot.press("ctrl+z")
        assert not bench.session.plan.waiver


async def test_a_policy_that_cannot_be_read_is_shown_whole(tmp_path: Path) -> None:
    path = make(tmp_path)
    (tmp_path / "code" / ".blistui.toml").write_text("[limits]\ncitation_linez = 40\n")
    async with opened(path, (80, 24)) as (pilot, bench):
        assert bench.result is not None and "citation_linez" in bench.result.problem
        problem = bench.result.problem
        await until(pilot, lambda: [note.message for note in pilot.app._notifications].count(problem) == 1)
        await pilot.press("end", "x")
        bench = await settled(pilot)
        assert [note.message for note in pilot.app._notifications].count(problem) == 1, "once is enough"


async def test_a_repository_that_is_being_typed_is_not_objected_to_at_each_pause(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.jump("plan.repository")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "plan.repository")
        await pilot.press("end", "x")
        bench = await settled(pilot)
        assert bench.result is not None and bench.result.problem
        assert not pilot.app._notifications
        assert "▲" in str(bench.query_one("#title").render())


async def test_a_fix_that_would_add_an_error_is_left_to_the_author(tmp_path: Path) -> None:
    async with opened(make(tmp_path, SUMMARY)) as (pilot, bench):
        bench = await settled(pilot)
        assert bench.result is not None
        before, found = bench.session.plan, bench.result.findings[0]
        worse = Fix("Take the PR out of its id", (Edit("put", "plan.status", "no such status"),))
        better = Fix("Say that it is a draft", (Edit("put", "plan.status", "draft"),))
        checked = bench.validator.check

        def with_fix(plan: Plan, revision: int) -> Result:
            result = checked(plan, revision)
            return dataclasses.replace(result, findings=(found._replace(fix=wanted), *result.findings))

        bench.validator.check = with_fix  # type: ignore[method-assign]
        for wanted, plan_is_kept in ((worse, True), (better, False)):
            pilot.app._notifications.clear()
            fix(bench, found._replace(fix=wanted))
            await until(pilot, lambda: bool(pilot.app._notifications))
            [note] = list(pilot.app._notifications)
            assert ("left to you" in note.message) is plan_is_kept
            assert (bench.session.plan is before) is plan_is_kept


async def test_what_is_waived_is_counted_nowhere_and_only_what_can_be_has_the_key(tmp_path: Path) -> None:
    """Not in a heading, a row, a field, the hint or the title line."""
    text = PLAN.replace("Routing is in one file", "Everything is maybe in one file, TBD")
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.jump("finding.F1")
        await until(pilot, lambda: bench.place.path == "finding.F1" and bench.form is not None)
        assert bench.result is not None
        looks = [one for one in bench.result.findings if one.is_about("finding.F1") and one.waivable]
        assert looks and all("waive" in _keys_of(one) for one in looks)
        fixed = [one for one in bench.result.findings if not one.waivable]
        assert fixed and not any("waive" in _keys_of(one) for one in fixed)
        for number, one in enumerate(looks):
            values = {"rule": one.rule, "where": one.path, "because": "so", "by": "A", "date": "2026-03-02"}
            bench.session.add("waiver", number, "waiver", values)
        bench = await settled(pilot)

        def only_what_is_left() -> bool:
            assert bench.form is not None and bench.result is not None
            for field in bench.form.fields:
                left = [f for f in bench.result.findings if f.is_about(field.path) and not f.waived_by]
                count = [group_of(one) for one in left].count("looks")
                if (f" {count} look" in field.note().plain) is not bool(count):
                    return False
            return bool(bench.form.fields)

        for place in (Place("phase0", "finding.F1"), Place("phase0")):
            bench.go(place)
            await until(pilot, lambda: bench.place == place and bench.form is not None)  # noqa: B023
            await until(pilot, only_what_is_left)


def _keys_of(finding: Finding) -> str:
    return FindingRow(finding, 100).look(lit=True).plain
