"""What a plan holds reaches the screen as text: no control character, no markup, no lost title."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.content import Content

from screens.fields.text import EntryField
from screens.form.form import Place
from screens.visible import VisibleControls
from screens.widgets.lines import line
from tests.screens.pilot import PLAN, make, opened, until

HOSTILE = r"""
[plan]
title = "T\u001b[31m \u009b31m \u202eabc"
repository = "code"
executive_summary = "one\u001b]0;evil\u0007two\ttab"

[[block]]
id = "B1"
name = "N\u001b[2Jame [red]x"

[block.real_systems]
"[red]x[/]" = "\u001b[31m"

[[pr]]
id = "PR1"
title = "\u001b[41m [@click=app.quit]bad"
"""


def on_screen(app: App[int]) -> str:
    """All text that is shown now."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path, HOSTILE)


async def test_no_control_character_of_a_plan_reaches_the_terminal(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        item = [Place("phase2", "block.B1"), Place("phase6", "pr.PR1"), Place("phase6", "pr.PR1", 2)]
        stations = [Place(key) for key in ("summary", "phase2", "phase6", "phase7", "review")]
        for place in [*stations, *item]:
            bench.go(place)
            await pilot.pause()
            await pilot.pause()
            bad = [character for character in on_screen(pilot.app) if not character.isprintable()]
            assert set(bad) <= {"\n"}, place
        assert "␛[31m" in on_screen(pilot.app)
        assert bench.session.revision == 0


async def test_an_entry_keeps_its_name_beside_its_findings(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase2", "block.B1"))
        await pilot.pause()
        await pilot.pause()
        assert bench.form is not None
        titles = [field.title for field in bench.form.fields if isinstance(field, EntryField)]
        assert titles[:2] == ["llm-d", "vLLM"] and titles[-1] == "[red]x[/]"
        shown = [field.title for field in bench.form.fields if isinstance(field, EntryField)]
        assert shown[0].startswith("llm-d") and "x" in shown[-1]


def test_a_line_with_control_characters_keeps_its_width() -> None:
    line = [Segment("a\x1bb"), Segment("   ")]
    shown = VisibleControls().apply(line, Color(0, 0, 0))
    assert "".join(segment.text for segment in shown) == "a␛b  "
    plain = [Segment("grün 世界 ✗")]
    assert VisibleControls().apply(plain, Color(0, 0, 0)) is plain


NAMES = (
    "\u202eshalom",
    "👩\u200d👩\u200d👧 family",
    "[bold]x[/] [/] [red",
    "a\x1b[31mb\x07c\x9b2J\u200bd",
    "世界" * 30,
)


@pytest.mark.parametrize("name", NAMES, ids=["direction", "joined", "markup", "control", "wide"])
@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_what_stands_behind_a_hostile_name_keeps_its_place(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    written = json.dumps(f"{name} and what is said behind it " + "x" * 80, ensure_ascii=False)
    text = PLAN.replace('"Load shedding"', written).replace('"Second"', written)
    async with opened(make(tmp_path, text), size) as (pilot, bench):
        bench.go(Place("phase6"))
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr")
        await pilot.pause()
        rows = on_screen(pilot.app).split("\n")
        assert all(cell_len(row) == size[0] for row in rows)
        # The counts at the right of the title, and the column behind the titles of the PRs.
        assert re.search(r"… .*saved.*✗ \d+.*○ \d+", rows[0]), rows[0]
        (names,) = [row for row in rows if "depends on" in row]
        (second,) = [row for row in rows if re.search(r"\bPR2\b.*…", row)]
        assert cell_len(names.partition("depends on")[0]) == cell_len(second.rpartition("PR1")[0])
        assert name[0] not in ("[", "a") or name.split("\x1b")[0] in second


def test_a_row_is_measured_as_it_is_shown() -> None:
    row = line(30, Content.assemble("\u202e", ("name", "bold"), "x" * 40), Content("right"))
    assert row.plain.startswith("<202E>namexxx") and row.plain.endswith("… right") and row.cell_length == 30
    (span,) = [one for one in row.spans if one.style == "bold"]
    assert row.plain[span.start : span.end] == "name"
