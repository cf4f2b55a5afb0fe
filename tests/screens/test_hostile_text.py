"""What a plan holds reaches the screen as text: no control character, no markup, no lost title."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.app import App
from textual.color import Color

from screens.fields.text import EntryField
from screens.form.form import Place
from screens.visible import VisibleControls
from tests.screens.pilot import make, opened

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
