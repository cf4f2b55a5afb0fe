"""What an import could not place is moved to the field that the author names, or deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.edits import apply
from screens.fields.items import ItemsField
from screens.form.form import Link, Place
from screens.form.start_card import StartCard
from screens.workbench.find_text import FindText
from screens.workbench.placing import moved, takers
from tests.screens.pilot import PLAN, click_text, make, opened, until

LEFT = (
    PLAN
    + """
[[leftover]]
id = "L1"
heading = "Plan › Notes"
text = "It takes three weeks."
why = "no field was found for it"

[[leftover]]
id = "L2"
heading = "Plan › PR1"
text = "- the queue\\n- the clock"
why = "no field was found for it"
"""
)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_card_leads_to_the_first_text_and_m_moves_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(make(tmp_path, LEFT), size) as (pilot, bench):
        assert bench.query(StartCard)
        await pilot.press("enter")
        await until(pilot, lambda: getattr(bench.focused, "path_of_cursor", "") == "leftover.L1")
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, FindText))
        await pilot.press(*"pr2 motivation", "enter")
        await until(pilot, lambda: pilot.app.screen is bench and len(bench.session.plan.leftover) == 1)
        assert paths.get(bench.session.plan, "pr.PR2.motivation") == "It takes three weeks."
        await until(pilot, lambda: getattr(bench.focused, "path_of_cursor", "") == "leftover.L2")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(bench.session.plan.leftover) == 2)
        assert not bench.session.dirty


async def test_the_page_of_a_text_moves_it_by_mouse_and_the_finding_leads_there(tmp_path: Path) -> None:
    async with opened(make(tmp_path, LEFT), (80, 24)) as (pilot, bench):
        bench.jump("leftover.L2", "PLN009")
        await until(pilot, lambda: bench.place == Place("review", "leftover.L2"))
        await until(pilot, lambda: bench.query("#holder > Link"))
        await click_text(pilot, bench.query_one("#holder > Link", Link), "Move")
        await until(pilot, lambda: isinstance(pilot.app.screen, FindText))
        await pilot.press(*"pr1 in scope", "enter")
        await until(pilot, lambda: bench.place == Place("review"))
        assert paths.get(bench.session.plan, "pr.PR1.scope_in") == ("the queue", "the clock")


async def test_m_is_for_what_an_import_left_only(tmp_path: Path) -> None:
    async with opened(make(tmp_path, LEFT), (80, 24)) as (pilot, bench):
        bench.go(Place("phase6"))
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        assert not bench.focused.check_action("act", ("place",))  # type: ignore[union-attr]


def test_a_text_is_put_behind_what_a_field_has() -> None:
    plan = Plan.model_validate(
        {
            "leftover": [{"id": "L1", "text": "- one\n- two"}],
            "pr": [{"id": "PR1", "title": "First", "motivation": "Why.", "scope_in": ["zero"]}],
        }
    )
    for to, value in (
        ("pr.PR1.motivation", "Why.\n\n- one\n- two"),
        ("pr.PR1.scope_in", ("zero", "one", "two")),
        ("pr.PR1.title", "First one two"),
    ):
        after = apply(plan, moved(plan, "leftover.L1", to))
        assert paths.get(after, to) == value and not after.leftover
    after = apply(plan, moved(plan, "leftover.L1", "objective"))
    assert [one.text for one in after.objective] == ["one two"] and after.objective[0].id
    offered = {hit.path for hit in takers(plan, "pr1").hits}
    assert {"pr.PR1.title", "pr.PR1.guarantees"} <= offered
    assert not offered & {"pr.PR1.depends_on", "pr.PR1.id", "pr.PR1.status"}
