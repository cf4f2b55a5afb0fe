"""The workbench by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.dialogs.picker import Picker
from screens.fields.items import ItemsField
from screens.fields.pick import ChoiceField, FlagField
from screens.fields.row_editor import RowEditor
from screens.form.form import Place
from screens.form.phases import BY_KEY, STATIONS
from tests.screens.pilot import make, opened, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


async def test_a_click_on_the_rail_goes_to_the_station_that_is_there(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        for row in (7, 0, 11):
            lines = bench.rail.render().plain.splitlines()
            y = next(y for y, text in enumerate(lines) if STATIONS[row].title in text)
            await pilot.click("#rail", offset=(5, y))
            await until(pilot, lambda row=row: bench.place == Place(STATIONS[row].key))
        for y in (0, lines.index("", 2)):
            await pilot.click("#rail", offset=(5, y))
            await pilot.pause()
            assert bench.place == Place(STATIONS[11].key), "an empty line is no station"


async def test_a_click_goes_to_a_row_and_a_second_one_opens_it(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6"))
        await pilot.pause()
        await pilot.pause()
        field = bench.focused
        assert isinstance(field, ItemsField)
        await pilot.click(field, offset=(4, 3))
        assert field.cursor == 1 and bench.place == Place("phase6")
        await pilot.click(field, offset=(4, 3))
        await until(pilot, lambda: bench.place == Place("phase6", "pr.PR2"))


async def test_a_click_picks_a_choice_and_turns_a_flag(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.kind")
        await until(pilot, lambda: isinstance(bench.focused, ChoiceField))
        assert isinstance(bench.focused, ChoiceField)
        kind = bench.focused
        # Where nothing is laid out yet, a click is for what is there instead.
        await until(pilot, lambda: kind.region.width and kind.content_region.x - kind.region.x == kind.column)
        word = kind.column + len("confirmed   in")
        await pilot.click(kind, offset=(word, 0))
        await until(pilot, lambda: bench.session.plan.finding[0].kind == "inferred")
        bench.jump("plan.status")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "plan.status")
        status = bench.focused
        await until(pilot, lambda: status is not None and status.region.width)
        await pilot.click(status, offset=(3, 0))
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and pilot.app.focused)
        await until(pilot, lambda: pilot.app.screen.query_one("Options").region.width)
        await pilot.click("Options", offset=(3, 1))
        await until(pilot, lambda: pilot.app.screen is bench)
        assert bench.session.plan.plan.status == "in review"
        bench.jump("plan.guidelines_read")
        await pilot.pause()
        assert isinstance(bench.focused, FlagField)
        await pilot.click(bench.focused, offset=(3, 0))
        await until(pilot, lambda: bench.session.plan.plan.guidelines_read)
        assert bench.session.plan.plan.guidelines_read is True


async def test_a_click_on_a_key_at_the_edge_of_a_list_does_what_it_says(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("non_goal")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "non_goal")
        goals = bench.focused
        await until(pilot, lambda: goals is not None and goals.region.height > 1)
        assert isinstance(goals, ItemsField)
        await pilot.click(goals, offset=(goals.region.width - 4, 0))
        await until(pilot, lambda: isinstance(bench.focused, RowEditor))
        await pilot.press(*"No")
        assert bench.session.plan.non_goal[0].text == "No"
        bench.jump("finding")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding")
        findings = bench.focused
        assert isinstance(findings, ItemsField)
        await until(pilot, lambda: findings.region.height > 4)
        row = findings.layout_of_rows.tops["data structures"]
        await pilot.click(findings, offset=(findings.region.width - 4, row))
        await until(pilot, lambda: len(bench.session.plan.finding) == 2)
        assert bench.session.plan.finding[1].topic == "data structures"


async def test_a_click_on_a_finding_goes_to_its_field(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase8"))
        bench.sidebar.whole = True
        await pilot.press("f4")
        await until(pilot, lambda: bench.sidebar.selected)
        jumped: list[tuple[str, str]] = []
        monkeypatch.setattr(bench, "jump", lambda path, rule: jumped.append((path, rule)))
        await pilot.click("#findings-rows", offset=(5, 1))
        await until(pilot, lambda: bool(jumped))
        clicked = bench.sidebar.selected
        assert clicked is not None and jumped == [(clicked.place, clicked.rule)]


async def test_enter_jumps_to_the_first_finding_at_once(path: Path) -> None:
    async with opened(path, (80, 24)) as (pilot, bench):
        wanted = bench.sidebar._shown[0]
        await pilot.press("f4", "enter")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == wanted.place)
        assert bench.pane == "form"


async def test_a_low_rail_keeps_its_cursor_in_sight(path: Path) -> None:
    async with opened(path, (40, 12)) as (pilot, bench):
        bench.go(Place("review"))
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        lines = str(bench.rail.render()).splitlines()[: bench.rail.content_size.height]
        assert "Review & export" in lines[-1]
        await pilot.click("#rail", offset=(5, 1))
        await until(pilot, lambda: bench.place.station != "review")
        assert BY_KEY[bench.place.station].title in lines[1]
