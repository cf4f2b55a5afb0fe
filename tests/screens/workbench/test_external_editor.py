"""Ctrl+E: long texts in the author's own editor, whatever that program does."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from blistui.plan.paths import get
from screens.dialogs.ask import Choice
from screens.fields.prose import ProseField
from screens.fields.text import LineField
from tests.screens.pilot import make, opened, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.fixture(autouse=True)
def handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    # Under the pilot there is no terminal to hand to the editor.
    @contextmanager
    def suspend(_: App[int]) -> Iterator[None]:
        yield

    monkeypatch.setattr(App, "suspend", suspend)
    monkeypatch.delenv("VISUAL", raising=False)


def program(code: str) -> str:
    """An EDITOR that runs `code`, the file being `f`."""
    return shlex.join([sys.executable, "-c", f"import sys, pathlib; f = pathlib.Path(sys.argv[-1]); {code}"])


async def test_the_key_hands_a_long_text_to_the_editor(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", program("f.write_text(f.read_text().upper() + '\\n[red] more\\n')"))
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.statement")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: bench.session.dirty)
        assert bench.session.plan.finding[0].statement == "ROUTING IS IN ONE FILE\n[red] more"
        assert isinstance(bench.focused, ProseField)
        assert bench.focused.text == "ROUTING IS IN ONE FILE [red] more"
        await pilot.press("ctrl+z")
        assert not bench.session.dirty


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("plan.title", "Load\n\n shedding, again\n", "Load\nshedding, again"),
        ("block.B1.friction_files", "12\n", 12),
        ("block.B1.real_systems", "API\nserver\n", {"llm-d": "API\nserver"}),
    ],
)
async def test_any_field_with_text_is_edited_there(
    path: Path, monkeypatch: pytest.MonkeyPatch, field: str, written: str, value: object
) -> None:
    monkeypatch.setenv("EDITOR", program(f"f.write_text({written!r})"))
    async with opened(path) as (pilot, bench):
        bench.jump(field)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == field)
        await pilot.press("ctrl+e")
        await until(pilot, lambda: bench.session.dirty)
        assert get(bench.session.plan, field) == value
        assert isinstance(bench.focused, LineField) and bench.focused.read() == value


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        (program("sys.exit(3)"), "exit status 3"),
        ("/nonexistent/editor", "No such file"),
        ('"unbalanced', "No closing quotation"),
        (program("f.unlink()"), "No such file"),
    ],
)
async def test_an_editor_that_fails_changes_nothing_and_is_reported(
    path: Path, monkeypatch: pytest.MonkeyPatch, editor: str, says: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.statement")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.pause()
        assert says in str(pilot.app.screen.query_one(".dialog-text Static").render())
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        assert not bench.session.dirty
        assert isinstance(bench.focused, ProseField)


async def test_an_emptied_text_comes_back_with_undo(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", program("f.write_text('')"))
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.statement")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: bench.session.dirty)
        assert bench.session.plan.finding[0].statement == ""
        await pilot.press("ctrl+z")
        assert bench.session.plan.finding[0].statement == "Routing is in one file"
