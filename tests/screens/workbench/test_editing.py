"""What the author does to rows and to the whole plan, when keys come fast or the plan changes meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from blistui.plan.edits import Edit
from blistui.rules.running.reanchor import Reanchored
from screens.fields.lists import ItemsField
from screens.form.form import Place
from screens.workbench import editing
from tests.repo.conftest import Checkout
from tests.screens.pilot import make, opened, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.mark.parametrize("key", ["d", "c", "K", "enter"])
async def test_a_key_that_comes_with_the_one_that_deletes_the_last_row_does_no_harm(
    path: Path, key: str
) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6"))
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        await pilot.press("end")
        for name in ("d", key):
            pilot.app.post_message(events.Key(name, name if len(name) == 1 else "\r"))
        await pilot.pause()
        await until(pilot, lambda: [pr.id for pr in bench.session.plan.pr] == ["PR1"])
        await pilot.pause()
        assert bench.place == Place("phase6")


async def test_a_plan_that_changed_while_it_was_re_anchored_is_reported(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        before = bench.session.plan
        bench.session.edit("plan.title", "Edited meanwhile")
        edits = (Edit("put", "plan.base_commit", "0" * 40),)
        editing._reanchored(bench, before, Reanchored(edits, ()))
        await pilot.pause()
        messages = [note.message for note in pilot.app._notifications]
        assert messages == ["The plan has changed meanwhile; re-anchor it again."]
        assert bench.session.plan.plan.base_commit == ""


async def test_the_plan_is_re_anchored_to_the_current_commit(path: Path) -> None:
    head = Checkout(path.parent / "code").commit()
    async with opened(path) as (pilot, bench):
        editing.reanchor(bench)
        await until(pilot, lambda: bench.session.plan.plan.base_commit == head)
        bench.action_undo()
        assert bench.session.plan.plan.base_commit == ""
