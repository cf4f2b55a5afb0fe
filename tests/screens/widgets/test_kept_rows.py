"""What a key draws: the field that it is typed into, and what says something else for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.form.form import Place
from screens.form.head import FormHead
from screens.widgets.kept_rows import KeptRows
from screens.workbench.title_line import TitleLine
from tests.screens.pilot import PLAN, make, opened, until

SIZES = [(140, 40), (80, 24)]


class Drawn(list[Widget]):
    """The widgets that were drawn."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__()
        draw = KeptRows.draw_rows

        def counted(widget: KeptRows, crop: Region) -> list[Strip]:
            self.append(widget)
            return draw(widget, crop)

        patch.setattr(KeptRows, "draw_rows", counted)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["plan.title", "finding.F1.statement"])
async def test_a_key_draws_its_field_and_the_lines_that_follow_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], path: str
) -> None:
    async with opened(make(tmp_path), size) as (pilot, bench):
        bench.jump(path)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == path)
        field = bench.focused
        assert field is not None
        # The first key changes more: the plan is no longer saved, and the field no longer to be written.
        await pilot.press("a")
        await until(pilot, lambda: bench.result and bench.result.revision == bench.session.revision)
        await pilot.pause()
        # What the rules find is painted when it is there; it is no part of a key.
        monkeypatch.setattr(bench.live_check, "soon", lambda: None)
        drawn = Drawn(monkeypatch)
        await pilot.press("b")
        await until(pilot, lambda: field in drawn)
        await pilot.pause()
        others = {type(widget) for widget in drawn if widget is not field}
        assert others <= {TitleLine, FormHead}
        assert drawn.index(field) == 0, "what is typed is painted first"


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_kept_is_what_would_be_drawn(tmp_path: Path, size: tuple[int, int]) -> None:
    def rows(widget: Widget) -> tuple[list[str], list[str]]:
        crop = Region(0, 0, *widget.outer_size)
        kept = widget.render_lines(crop)
        widget.refresh()
        return [str(list(one)) for one in kept], [str(list(one)) for one in widget.render_lines(crop)]

    async with opened(make(tmp_path), size) as (pilot, bench):
        for do in (
            lambda: pilot.press("a", "b"),
            lambda: pilot.press("tab"),
            lambda: pilot.press("shift+tab", "backspace"),
            lambda: pilot.resize_terminal(size[0] - 11, size[1] - 3),
            lambda: pilot.press("f4"),
            lambda: pilot.press("f3", "ctrl+down"),
            lambda: pilot.app.run_action("turn_theme"),
        ):
            await do()
            await pilot.pause()
            for widget in bench.query(KeptRows):
                if widget.outer_size and widget.is_on_screen:
                    kept, drawn = rows(widget)
                    assert kept == drawn, f"{widget!r} shows what it no longer is"


@pytest.mark.parametrize(
    "place",
    [
        Place("summary"),
        Place("phase1", "finding.F1"),
        Place("phase2"),
        Place("phase3", "risk.D-1"),
        Place("phase7"),
        Place("phase7", "pr.PR1"),
        Place("review"),
    ],
    ids=str,
)
async def test_what_was_removed_can_be_drawn_until_the_screen_is_laid_out_again(
    tmp_path: Path, place: Place
) -> None:
    text = PLAN.replace("in one file", "in `sim.go`")
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.go(place)
        await until(pilot, lambda: bench.form is not None and bench.form.place == place)
        await pilot.pause()
        holder = bench.query_one("#holder")
        gone = list(holder.walk_children(Widget))
        await holder.remove_children()
        for widget in gone:
            assert widget.parent is None
            # As a result or another theme does that came just before.
            widget.notify_style_update()
            widget.refresh()
            assert len(widget.render_lines(Region(0, 0, *widget.outer_size))) == widget.outer_size.height
