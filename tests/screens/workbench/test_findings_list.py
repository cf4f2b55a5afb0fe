"""The validator's sidebar: a filter that narrows it by rule, message or field."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from screens.fields.field import GROUP_GLYPHS, group_of
from screens.form.form import Place
from screens.widgets.key_line import KeyLine
from screens.workbench.finding_rows import FindingRow, may_be_waived
from screens.workbench.findings_list import FindingsList
from screens.workbench.workbench import Workbench
from tests.screens.pilot import PLAN, click_text, make, opened, until

WRONG = PLAN.replace('["PR1"]', '["PR1", "PR9"]')
GROUP_GLYPHS_BACKWARDS = {glyph: group for group, glyph in GROUP_GLYPHS.items()}


def shown(bench: Workbench) -> str:
    rows = bench.sidebar.query_one(OptionList)
    return "\n".join(str(rows.get_option_at_index(index).prompt) for index in range(rows.option_count))


def count(bench: Workbench) -> int:
    """How many findings the list has; headings have no rule at their end."""
    rows = bench.sidebar.query_one(OptionList)
    return sum(not option.disabled for option in rows.options)


def listed(bench: Workbench) -> list[FindingRow]:
    rows = bench.sidebar.query_one(OptionList)
    return [option for option in rows.options if isinstance(option, FindingRow)]


def summary(bench: Workbench) -> str:
    return str(bench.query_one("#findings-summary").render())


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_filter_narrows_the_findings_until_escape(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(make(tmp_path), size) as (pilot, bench):
        await pilot.press("f4", "p")
        await pilot.pause()
        rows = bench.sidebar.query_one(OptionList)
        everything = count(bench)
        await pilot.press("slash", *"RSK d-1")
        await until(pilot, lambda: count(bench) < everything)
        assert count(bench) and "RSK" in shown(bench)
        found = [option.finding for option in rows.options if not option.disabled]  # type: ignore[attr-defined]
        assert all("d-1" in f"{finding.path} {finding.message}".lower() for finding in found)
        assert f"“RSK d-1”: {count(bench)} of {everything}" in summary(bench)
        filter = bench.sidebar.query_one("#findings-filter", Input)
        assert filter.display and filter.region.height == 1

        await pilot.press("enter")
        assert bench.focused is rows, "the rows are walked with the filter on"
        await pilot.press("escape")
        await until(pilot, lambda: count(bench) == everything)
        assert bench.focused is rows and not filter.display and "“" not in summary(bench)
        await pilot.press("escape")
        await until(pilot, lambda: bench.pane == "form")


async def test_what_is_typed_into_the_filter_is_text(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        await pilot.press("f4", "slash", *"e/x", "enter")
        filter = bench.sidebar.query_one("#findings-filter", Input)
        assert filter.value == "e/x"
        assert count(bench) == 0
        assert "The filter (“e/x”) hides" in shown(bench) and "Esc show all" in shown(bench)
        await pilot.press("enter", "e")
        assert isinstance(pilot.app.screen, Workbench), "there is nothing to explain"
        await pilot.press("slash", "escape")
        await until(pilot, lambda: count(bench) > 0)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_click_on_a_count_shows_all_of_that_kind(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(make(tmp_path, WRONG), size) as (pilot, bench):
        title = bench.query_one("#title")
        for glyph, group in GROUP_GLYPHS_BACKWARDS.items():
            await click_text(pilot, title, glyph)
            await until(pilot, lambda: bench.pane == "findings" and count(bench))
            groups = [group_of(one) for one in bench.sidebar.findings if not one.waived_by]
            only = f"{glyph} {group} only"
            await until(pilot, lambda only=only: only in summary(bench))
            assert count(bench) == groups.count(group) > 0, group
            assert {group_of(one.finding) for one in listed(bench)} == {group}
        await pilot.press("escape")
        await until(pilot, lambda: count(bench) == len(bench.sidebar.findings))
        assert "only" not in summary(bench)


async def test_a_filter_that_hides_all_of_a_phase_says_so(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase3"))
        await pilot.press("f4", "slash", *"d-1", "enter")
        await until(pilot, lambda: count(bench) > 0 and "“d-1”" in summary(bench))
        await pilot.press("f8", "f4")
        await until(pilot, lambda: bench.sidebar.station == "phase4" and bench.pane == "findings")
        await until(pilot, lambda: "The filter (“d-1”) hides" in " ".join(shown(bench).split()))
        assert "Other phases have" in " ".join(shown(bench).split()) and not count(bench)
        await click_text(pilot, bench.sidebar.query_one(OptionList), "p all phases")
        await until(pilot, lambda: count(bench) > 0)
        await pilot.press("p", "escape")
        await until(pilot, lambda: count(bench) > 0 and "“" not in summary(bench))


async def test_a_phase_without_findings_says_where_there_are_some(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.sidebar.findings = tuple(one for one in bench.sidebar.findings if one.rule[:3] != "RSK")
        bench.go(Place("phase3"))
        await pilot.press("f4")
        await until(pilot, lambda: "Nothing is found in 3" in shown(bench))
        assert "Other phases have" in " ".join(shown(bench).split())
        bench.sidebar.findings = ()
        await pilot.press("p")
        await until(pilot, lambda: "Nothing is found in all phases." in shown(bench))


async def test_kinds_are_shown_one_after_the_other(tmp_path: Path) -> None:
    async with opened(make(tmp_path, WRONG)) as (pilot, bench):
        await pilot.press("f4", "p")
        seen = []
        for _ in range(4):
            await until(pilot, lambda: count(bench) > 0)
            seen.append(tuple(dict.fromkeys(group_of(one.finding) for one in listed(bench))))
            await pilot.press("l")
        assert seen == [("wrong", "looks", "to write"), ("wrong",), ("looks",), ("to write",)]


async def test_only_the_row_under_the_cursor_names_keys_and_they_work(tmp_path: Path) -> None:
    async with opened(make(tmp_path, WRONG)) as (pilot, bench):
        await pilot.press("f4", "p")
        await until(pilot, lambda: any(one.finding.fix for one in listed(bench)))
        rows, line = bench.sidebar.query_one(OptionList), bench.query_one(KeyLine)
        for fixable in (False, True):
            row = next(one for one in listed(bench) if bool(one.finding.fix) is fixable)
            bench.sidebar.highlight(row.finding)
            await until(pilot, lambda row=row: bench.sidebar.selected is row.finding)
            await until(pilot, lambda fixable=fixable: ("x" in {key.key for key in line.shown}) is fixable)
            assert ("x fix: " in shown(bench)) is fixable
            assert shown(bench).count("e explain") == 1
        fixed = bench.sidebar.selected
        await click_text(pilot, rows, "x fix: ")
        await until(pilot, lambda: fixed not in bench.sidebar.findings and not bench.sidebar.checking)


async def test_footer_and_palette_know_the_filter(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        await pilot.press("f4")
        await pilot.pause()
        assert any(title == "Here: Filter" for title, _, _ in bench.commands())
        await until(pilot, lambda: any(key.word == "filter" for key in bench.query_one(KeyLine).shown))


async def test_what_is_to_be_written_unfolds_under_the_cursor(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        await pilot.press("f4", "p")
        rows = bench.sidebar.query_one(OptionList)
        await until(pilot, lambda: any(group_of(one) == "to write" for one in bench.sidebar.findings))
        at = next(
            index
            for index, option in enumerate(rows.options)
            if isinstance(option, FindingRow) and group_of(option.finding) == "to write"
        )
        option = rows.get_option_at_index(at)
        assert isinstance(option, FindingRow)
        rows.highlighted = at
        await until(pilot, lambda: option.finding.how_to_fix[:20] in " ".join(str(option.prompt).split()))
        rows.highlighted = at + 1 if at + 1 < rows.option_count else at - 1
        await until(pilot, lambda: "\n" not in str(option.prompt))


async def test_a_click_on_a_count_fills_the_list_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(make(tmp_path, WRONG)) as (pilot, bench):
        await pilot.press("f4", "slash", *"PRS", "enter")
        await until(pilot, lambda: bench.sidebar.filter.words == "PRS")
        filled: list[str] = []
        fill = FindingsList._fill
        monkeypatch.setattr(FindingsList, "_fill", lambda self: (filled.append(""), fill(self))[1])
        bench.action_findings("wrong")
        await pilot.pause()
        assert len(filled) == 1
        assert bench.sidebar.whole and not bench.sidebar.query_one("#findings-filter", Input).value
        assert {group_of(row.finding) for row in listed(bench)} == {"wrong"}


async def test_the_keys_on_the_row_are_on_the_key_line(tmp_path: Path) -> None:
    async with opened(make(tmp_path, WRONG)) as (pilot, bench):
        await pilot.press("f4", "p")
        await until(pilot, lambda: bench.sidebar.selected is not None)
        seen = set()
        for row in listed(bench):
            bench.sidebar.highlight(row.finding)
            await pilot.pause()
            shown = {key.key for key in bench.query_one(KeyLine).shown}
            for key, there in (
                ("e", True),
                ("x", row.finding.fix is not None),
                ("w", may_be_waived(row.finding)),
            ):
                assert (key in shown) == there, row.finding
                seen.add((key, there))
        assert len(seen) == 5, "each is seen with and without"
