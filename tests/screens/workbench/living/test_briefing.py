"""The brief of a PR is written from the workbench, too: of the PR that is shown, or of one that is picked."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.cli import run
from screens.dialogs.ask import Choice
from screens.dialogs.picker import Picker
from screens.form.form import Place
from screens.workbench.commands import commands
from tests.checkouts import committed
from tests.screens.pilot import make, opened, until


@pytest.mark.parametrize("at", [Place("phase6", "pr.PR2"), Place("phase6", "pr.PR2", 2), Place("phase6")])
async def test_the_brief_of_the_pr_that_is_shown_is_that_of_the_command(
    tmp_path: Path, at: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path)
    committed(tmp_path)
    async with opened(path) as (pilot, bench):
        bench.go(at, focus=at.path or "pr.PR2")
        shown = at.path or "pr"
        await until(pilot, lambda: getattr(bench.focused, "path", "").startswith(shown))
        bench.action_brief()
        written = tmp_path / "plan.PR2.md"
        await until(pilot, written.exists)
        bench.action_brief()
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        assert "is there already" in str(pilot.app.screen._text)  # type: ignore[attr-defined]
    capsys.readouterr()
    assert run(["export", str(path), "--pr", "PR2"]) == 0
    assert written.read_text(encoding="utf-8") == capsys.readouterr().out


async def test_elsewhere_the_pr_is_picked_and_the_palette_has_it(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        named = {title: do for title, _, do in commands(bench)}
        assert "Export the brief of a PR" in named
        bench.action_brief()
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("down", "enter")
        await until(pilot, (tmp_path / "plan.PR2.md").exists)
        assert not (tmp_path / "plan.PR1.md").exists()


async def test_without_a_pr_there_is_no_brief(tmp_path: Path) -> None:
    async with opened(make(tmp_path, '[plan]\ntitle = "New"\nrepository = "code"\n')) as (pilot, bench):
        bench.action_brief()
        await until(pilot, lambda: any("no PR yet" in note.message for note in pilot.app._notifications))
        assert pilot.app.screen is bench
