"""Remarks on items are made and answered beside their evidence, and counted while they are open."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, Static

from screens.dialogs.ask import Lines
from screens.form.form import Place
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, opened, until

TODAY = datetime.date.today().isoformat()


def shown(bench: Workbench) -> str:
    content = bench.evidence.query_one("#evidence-body", Static).content
    assert isinstance(content, Content)
    return content.plain


async def answered(pilot: Pilot[int], bench: Workbench, *values: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Lines) and isinstance(pilot.app.focused, Input))
    for line, value in zip(pilot.app.screen.query(Input), values, strict=True):
        line.value = value
    await pilot.press(*["enter"] * len(values))
    await until(pilot, lambda: pilot.app.screen is bench)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.parametrize(("place", "id"), [(("phase3", "risk.D-1"), "D-1"), (("phase6", "pr.PR2"), "PR2")])
async def test_a_remark_stands_beside_its_item_until_it_is_answered(
    tmp_path: Path, size: tuple[int, int], place: tuple[str, str], id: str
) -> None:
    async with opened(make(tmp_path), size) as (pilot, bench):
        before = bench.session.plan
        bench.go(Place(*place))
        await until(pilot, lambda: bench.evidence.claim is not None)
        await pilot.press("f6", "R")
        await until(
            pilot, lambda: any("No remark is open" in one.message for one in pilot.app._notifications)
        )
        await pilot.press("M")
        await answered(pilot, bench, "Is one enough?", "Ana")
        await until(pilot, lambda: "1 open" in shown(bench))
        assert f"Remarks on {id}" in shown(bench) and f"▲ Ana, {TODAY}" in shown(bench)
        assert "Is one enough?" in shown(bench)
        assert "1 open" in str(bench.proof_row.render())
        await pilot.press("R")
        await answered(pilot, bench, "Two would race")
        await until(pilot, lambda: "answered" in shown(bench) and "Two would race" in shown(bench))
        plan = bench.session.plan
        [remark] = [*plan.remark, *plan.pr[1].remarks]
        assert (remark.reviewer, remark.date) == ("Ana", TODAY)
        assert (remark.text, remark.answer) == ("Is one enough?", "Two would race")
        assert [one.about for one in plan.remark] == (["risk.D-1"] if id == "D-1" else [])
        bench.action_undo()
        await until(pilot, lambda: "1 open" in shown(bench))
        bench.action_undo()
        assert bench.session.plan == before


async def test_a_remark_needs_an_item_with_an_id_and_a_text(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("summary"))
        bench.action_remark()
        await until(pilot, lambda: any("on an item first" in one.message for one in pilot.app._notifications))
        bench.go(Place("phase1", "objective.O1"))
        await until(pilot, lambda: bench.evidence.claim is not None)
        bench.action_remark()
        await until(
            pilot, lambda: isinstance(pilot.app.screen, Lines) and isinstance(pilot.app.focused, Input)
        )
        await pilot.press("enter", "enter")
        refusal = pilot.app.screen.query_one("#refusal", Static)
        await until(pilot, lambda: "needs a text and a name" in str(refusal.content))
        assert not bench.session.dirty
