"""The validator's sidebar: a filter that narrows it by rule, message or field."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from screens.fields.field import group_of
from screens.widgets.key_line import KeyLine
from screens.workbench.finding_rows import FindingRow
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, opened, until


def shown(bench: Workbench) -> str:
    rows = bench.sidebar.query_one(OptionList)
    return "\n".join(str(rows.get_option_at_index(index).prompt) for index in range(rows.option_count))


def count(bench: Workbench) -> int:
    """How many findings the list has; headings have no rule at their end."""
    rows = bench.sidebar.query_one(OptionList)
    return sum(not option.disabled for option in rows.options)


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
        assert bench.sidebar.query_one(OptionList).option_count == 0
        await pilot.press("enter", "e")
        assert isinstance(pilot.app.screen, Workbench), "there is nothing to explain"
        await pilot.press("slash", "escape")
        await until(pilot, lambda: bench.sidebar.query_one(OptionList).option_count > 0)


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
