"""The workbench by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region

from screens.dialogs.ask import Reading
from screens.dialogs.picker import Picker
from screens.fields.items import ItemsField
from screens.fields.pick import ChoiceField, FlagField
from screens.fields.row_editor import RowEditor
from screens.finder.finder import Finder
from screens.form.form import Place
from screens.form.head import FormHead
from screens.form.phases import BY_KEY, STATIONS
from screens.widgets.key_line import KeyLine
from screens.workbench.finding_rows import FindingRows
from tests.screens.pilot import PLAN, click_text, drawn_at, make, opened, until


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
        await until(pilot, lambda: isinstance(bench.focused, FlagField))
        assert isinstance(bench.focused, FlagField)
        await pilot.click(bench.focused, offset=(3, 0))
        await until(pilot, lambda: bench.session.plan.plan.guidelines_read)
        assert bench.session.plan.plan.guidelines_read is True
        flag = bench.focused
        await click_text(pilot, flag, "yes")
        assert bench.session.plan.plan.guidelines_read is True, "the answer that is clicked is the one given"
        await click_text(pilot, flag, "no")
        assert not bench.session.plan.plan.guidelines_read


LONG = (
    PLAN.replace(
        'statement = "Routing is in one file"',
        f'statement = "{"Routing is in one file of the simulator and in none beside it. " * 3}"',
    )
    + '\n[[finding]]\nid = "F9"\ntopic = "packages"\nkind = "confirmed"\nstatement = "Another"\n'
)


async def test_a_click_into_a_list_without_the_focus_is_for_the_row_that_was_there(tmp_path: Path) -> None:
    async with opened(make(tmp_path, LONG)) as (pilot, bench):
        # Without the focus, the row under the cursor takes one row.
        bench.jump("constraint")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "constraint")
        findings = next(field for field in bench.query(ItemsField) if field.path == "finding")
        assert findings.cursor == 0
        await click_text(pilot, findings, "Another")
        assert findings.has_focus and findings.path_of_cursor == "finding.F9"
        assert bench.place == Place("phase0"), "the first click goes to the row"


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


async def test_a_click_on_a_crumb_goes_there_and_one_on_an_arrow_to_the_item_beside(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1.guarantees.BC-1-1"))
        head = bench.query_one(FormHead)
        await click_text(pilot, head, "PR1 ›")
        await until(pilot, lambda: bench.place == Place("phase6", "pr.PR1"))
        await click_text(pilot, head, "^↓")
        await until(pilot, lambda: bench.place == Place("phase6", "pr.PR2"))
        bench.go(Place("phase6", "pr.PR2", 2))
        await click_text(pilot, head, "PR2 ›")
        await until(pilot, lambda: bench.place == Place("phase6", "pr.PR2"))
        await click_text(pilot, head, "PR series ›")
        await until(pilot, lambda: bench.place == Place("phase6"))
        await until(pilot, lambda: getattr(bench.focused, "path_of_cursor", "") == "pr.PR2")


async def test_a_click_on_the_strip_of_phases_goes_there(path: Path) -> None:
    async with opened(path, (80, 24)) as (pilot, bench):
        await click_text(pilot, bench.query_one(FormHead), "6")
        await until(pilot, lambda: bench.place == Place("phase6"))


async def test_clicks_in_the_title_line_show_the_findings_and_save(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await click_text(pilot, bench.headline, "to write")
        await until(pilot, lambda: bench.pane == "findings")
        bench.jump("plan.title")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "plan.title")
        await pilot.press("X")
        await click_text(pilot, bench.headline, "unsaved")
        await until(pilot, lambda: not bench.session.dirty)
        assert "X" in path.read_text(encoding="utf-8")


async def test_keys_on_the_finding_under_the_cursor_are_clicked(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6"))
        await pilot.press("f4")
        rows = bench.sidebar.query_one(FindingRows)
        await until(pilot, lambda: bench.sidebar.selected and bench.pane == "findings")
        selected = bench.sidebar.selected
        assert selected is not None
        await click_text(pilot, rows, "e explain")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
        assert bench.place == Place("phase6") and selected.rule in str(
            pilot.app.screen.query_one(".dialog").border_title
        )
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is bench)
        whole = bench.sidebar.whole
        await click_text(pilot, bench.sidebar.query_one("#findings-summary"), "p ")
        await until(pilot, lambda: bench.sidebar.whole is not whole)


CITED = PLAN.replace(
    'statement = "Routing is in one file"',
    'statement = "Routing is in one file"\ncites = [{ at = "sim.go:3-6" }, { at = "sim.go:8-16" }]',
)


async def test_a_click_in_the_evidence_shows_a_citation_its_code_or_the_field_of_a_finding(
    tmp_path: Path,
) -> None:
    async with opened(make(tmp_path, CITED)) as (pilot, bench):
        bench.go(Place("phase0"))
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding" and bench.evidence.proofs)
        body = bench.evidence.query_one("#evidence-body")
        await click_text(pilot, body, "sim.go:8-16")
        await until(pilot, lambda: bench.evidence.citation and bench.evidence.citation.at == "sim.go:8-16")
        await drawn_at(pilot, body, "best := 0")
        finding = next(f for f in bench.result.findings if f.is_about("finding.F1")) if bench.result else None
        assert finding is not None
        await click_text(pilot, body, finding.rule)
        await until(pilot, lambda: getattr(bench.focused, "path", "").startswith("finding.F1"))
        await click_text(pilot, body, "sim.go:3-6  ")
        await until(pilot, lambda: bench.pane == "code")


async def test_the_rows_of_the_evidence_stay_together_when_it_is_scrolled(tmp_path: Path) -> None:
    async with opened(make(tmp_path, CITED), (140, 16)) as (pilot, bench):
        bench.go(Place("phase0"))
        body = bench.evidence.query_one("#evidence-body")
        await drawn_at(pilot, body, "sim.go:8-16")
        bench.action_pane("evidence")
        await drawn_at(pilot, body, "Routing is in one file")
        _, first = await drawn_at(pilot, body, "type Router")
        _, second = await drawn_at(pilot, body, "Route(load")
        assert second == first + 1


async def test_a_click_beside_a_finder_closes_it_and_one_on_a_key_of_the_code_opens_it(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("f5")
        await until(pilot, lambda: bench.query("CodeStatus"))
        await click_text(pilot, bench.query_one("CodeStatus"), "finds a file")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder) and pilot.app.focused)
        await pilot.click(offset=(1, 20))
        await until(pilot, lambda: pilot.app.screen is bench)
        await click_text(pilot, bench.query_one("CodeStatus"), "finds a file")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder) and pilot.app.focused)
        await click_text(pilot, pilot.app.screen.query_one("#results"), "sim.go")
        await until(pilot, lambda: pilot.app.screen is bench)
        await click_text(pilot, bench.query_one("CodeStatus"), "s symbol")
        await until(pilot, lambda: isinstance(pilot.app.screen, Finder))


async def test_a_list_has_its_keys_on_the_key_line_where_there_is_space(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6"))
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr")
        line = bench.query_one(KeyLine)
        await until(pilot, lambda: bool({"d", "c", "F4"} <= {key.key for key in line.shown}))
        await click_text(pilot, line, "c copy")
        await until(pilot, lambda: len(bench.session.plan.pr) == 3)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: line.size.width == 80)
        await until(pilot, lambda: bool({"Enter", "a", "^N"} <= {key.key for key in line.shown}))


async def test_a_blank_item_goes_whichever_way_it_is_left(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        for leave in ("rail", "crumb"):
            bench.go(Place("phase3"))
            await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk")
            await pilot.press("a")
            await until(pilot, lambda: bench.place.path == "risk.D-2")
            if leave == "rail":
                bench.rail.cursor = 0
                bench.rail.action_go()
                await until(pilot, lambda: bench.place == Place(STATIONS[0].key))
            else:
                await click_text(pilot, bench.query_one(FormHead), "Risks ›")
            await until(pilot, lambda: len(bench.session.plan.risk) == 1)
        bench.jump("prevention.invariants")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "prevention.invariants")
        await pilot.press("a")
        await until(pilot, lambda: bench.place.path == "prevention.invariants.@0")
        await click_text(pilot, bench.query_one(FormHead), "prevention ›")
        await until(pilot, lambda: not bench.session.plan.prevention.invariants)
        bench.go(Place("phase3", "risk.D-1"))
        bench.go(Place("phase0"))
        assert len(bench.session.plan.risk) == 1, "what is written stays"


@pytest.mark.parametrize("at", ["plan.title", "plan.executive_summary"])
async def test_a_third_click_selects_the_whole_text(path: Path, at: str) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump(at)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == at)
        await pilot.press(*"of old")
        field = bench.focused
        assert field is not None
        column, row = await drawn_at(pilot, field, "old")
        await pilot.click(field, offset=(column, row), times=3)
        await pilot.press("N")
        await until(pilot, lambda: getattr(bench.session.plan.plan, at.partition(".")[2]) == "N")


async def test_a_heading_with_items_adds_another_as_one_without_does(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("finding")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding")
        findings = bench.focused
        assert isinstance(findings, ItemsField)
        heading = next(one for one in findings.layout_of_rows.headings if one.items)
        assert findings.slot, "the cursor is on a heading without items"
        await click_text(pilot, findings, heading.name)
        await until(pilot, lambda: findings.path_of_cursor == "finding.F1")
        assert len(bench.session.plan.finding) == 1
        row = f"{heading.name}"
        column, at = await drawn_at(pilot, findings, row)
        size = findings.region.size
        shown = findings.render_lines(Region(0, at, size.width, 1))[0].text
        assert shown.rstrip().endswith("a add   1")
        await pilot.click(findings, offset=(shown.index("a add"), at))
        await until(pilot, lambda: bench.place.path == "finding.F2")
        assert bench.session.plan.finding[1].topic == heading.key
        await pilot.press("escape")
        await until(pilot, lambda: len(bench.session.plan.finding) == 1)
        again = bench.focused
        assert isinstance(again, ItemsField)
        column, at = await drawn_at(pilot, again, heading.name)
        await pilot.click(again, offset=(column, at), times=2)
        await until(pilot, lambda: len(bench.session.plan.finding) == 2)


async def test_the_key_line_has_what_works_on_the_row_under_the_cursor(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        line = bench.query_one(KeyLine)

        def keys() -> set[str]:
            return {key.key for key in line.shown}

        bench.jump("finding")
        await until(pilot, lambda: getattr(bench.focused, "slot", "") and "a" in keys())
        assert not {"d", "c", "Enter"} & keys(), "nothing is on a heading without items"
        await pilot.press("home")
        await until(pilot, lambda: {"Enter", "a", "d"} <= keys())
        bench.jump("interaction")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "interaction" and "d" not in keys())
        assert "a" in keys() and "Enter" not in keys()
        bench.jump("plan.base_commit")
        bench.jump("pr.PR1.block")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr.PR1.block" and "Enter" in keys())
        assert "Delete" not in keys()
        bench.focused.become("B1")  # type: ignore[union-attr]
        await until(pilot, lambda: "Delete" in keys())
