"""Items that are one text are written in their rows, one after the other."""

from __future__ import annotations

from pathlib import Path

from screens.fields.edited_in_row import EditedInRow
from screens.form.form import Place
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, opened, until


def texts(bench: Workbench) -> list[str]:
    return [question.text for question in bench.session.plan.question]


async def test_enter_writes_one_row_after_the_other(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase1"), focus="question")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "question")
        held = bench.focused
        assert isinstance(held, EditedInRow)
        await pilot.press("a")
        await until(pilot, lambda: held.is_editing)
        await pilot.press(*"adcd?", "enter")
        await until(pilot, lambda: len(texts(bench)) == 2)
        await pilot.press(*"two", "up", "end", *"!", "down", "enter", "enter")
        await until(pilot, lambda: bench.focused is held)
        assert texts(bench) == ["adcd?!", "two"], "an empty row goes when it is left"
        assert bench.place == Place("phase1")
        await pilot.press("enter", "backspace", "escape")
        await until(pilot, lambda: bench.focused is held)
        assert texts(bench) == ["adcd?!", "tw"]
        await pilot.press("o")
        await until(pilot, lambda: bench.place.path.startswith("question."))


async def test_undo_takes_back_what_is_typed_in_a_row(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1"), focus="pr.PR1.guarantees")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr.PR1.guarantees")
        held = bench.focused
        assert isinstance(held, EditedInRow)
        await pilot.press("enter", *", always")
        await until(pilot, lambda: bench.session.plan.pr[0].guarantees[0].text == "It holds, always")
        await pilot.press("ctrl+z")
        taken_back = ("It holds", "It holds, ")
        await until(pilot, lambda: held.editor.value in taken_back)
        assert held.is_editing
        await pilot.press("escape", "a")
        await until(pilot, lambda: len(bench.session.plan.pr[0].guarantees) == 2)
        assert bench.session.plan.pr[0].guarantees[1].uid
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(bench.session.plan.pr[0].guarantees) == 1)
        await until(pilot, lambda: bench.focused is held)
