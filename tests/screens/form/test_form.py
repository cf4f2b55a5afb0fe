"""The form: where the author is stays in view, and no key is lost while it changes."""

from __future__ import annotations

from pathlib import Path

from screens.fields.lists import ItemsField
from screens.form.form import Place
from tests.screens.pilot import PLAN, make, opened, until


async def test_the_row_that_was_opened_is_in_view_when_the_author_comes_back(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1.guarantees.BC-1-1"))
        await until(pilot, lambda: getattr(bench.focused, "path", "").endswith("BC-1-1.text"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        for _ in range(10):
            await pilot.pause(0.02)
        form = bench.form
        assert form is not None and bench.focused is not None
        assert form.region.contains_region(bench.focused.region), (form.region, bench.focused.region)


async def test_keys_typed_while_a_choice_brings_other_fields_are_not_lost(tmp_path: Path) -> None:
    text = PLAN.replace("[[pr]]", '[[crosscutting]]\nid = "CC1"\n\n[[pr]]', 1)
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        bench.jump("crosscutting.CC1.area")
        await until(pilot, lambda: getattr(bench.focused, "path", "").endswith("area"))
        area = bench.focused
        await pilot.press("space")
        await until(pilot, lambda: bench.session.plan.crosscutting[0].area == "tests")
        assert bench.form is not None
        assert bench.focused is area, "the form is not made anew under the author's hands"
        assert any(field.path.endswith(".golden") for field in bench.form.fields)
        await pilot.press("space", "tab", *"hi")
        await until(pilot, lambda: bench.session.plan.crosscutting[0].item == "hi")
        assert bench.session.plan.crosscutting[0].area == "docs"
        told = [field.path.rpartition(".")[2] for field in bench.form.fields]
        assert "golden" not in told and told.index("document") < told.index("trigger")
        await pilot.pause()
        assert [child for child in bench.form.children if child in bench.form.fields] == bench.form.fields
