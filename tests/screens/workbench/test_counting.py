"""A number that an edit made wrong is offered to follow, right after the edit, and never changed unasked."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.screens.pilot import PLAN, make, opened, settled, until

SUMMARY = "Sheds load because queues grow without end. The series has two PRs; PR1 ends that."
TEXT = PLAN.replace('title = "Load shedding"', f'title = "Load shedding"\nexecutive_summary = "{SUMMARY}"')


def offers(pilot: Pilot[int]) -> list[str]:
    return [one.message for one in pilot.app._notifications if "Ctrl+L" in one.message]


async def test_the_number_follows_a_pr_that_is_added_or_dropped(tmp_path: Path) -> None:
    async with opened(make(tmp_path, TEXT)) as (pilot, bench):
        session = bench.session
        assert not offers(pilot)
        session.add("pr", 2, "pr", {"title": "Third"})
        await until(pilot, lambda: any("the series has 3" in one for one in offers(pilot)))
        assert session.plan.plan.executive_summary == SUMMARY
        await settled(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "has three PRs;" in session.plan.plan.executive_summary)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: session.plan.plan.executive_summary == SUMMARY)
        await settled(pilot)
        before = len(offers(pilot))
        session.edit("pr.PR2.status", "dropped")
        session.edit("pr.PR1.status", "dropped")
        await until(pilot, lambda: any("the series has 1" in one for one in offers(pilot)[before:]))
        await settled(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "has one PR;" in session.plan.plan.executive_summary)


async def test_who_writes_the_number_is_not_interrupted(tmp_path: Path) -> None:
    async with opened(make(tmp_path, TEXT)) as (pilot, bench):
        bench.session.edit("plan.executive_summary", SUMMARY.replace("two", "four"))
        await settled(pilot)
        assert bench.result is not None
        assert any("speaks of 4 PRs" in one.message for one in bench.result.findings)
        assert not offers(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: bench.session.plan.plan.executive_summary == SUMMARY)
        await settled(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: any("No number" in one.message for one in pilot.app._notifications))
