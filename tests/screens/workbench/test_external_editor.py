"""Ctrl+E: long texts in the author's own editor, whatever that program does."""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from blistui.plan.paths import get
from screens.dialogs.ask import Choice
from screens.fields.prose import ProseField
from screens.fields.row_editor import RowEditor
from screens.fields.text import LineField
from screens.form.form import Place
from tests.screens.pilot import PLAN, make, opened, send, until


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
        (program("f.unlink(); f.mkdir()"), "Is a directory"),
        (program("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"), "by SIGKILL"),
        pytest.param(
            program("import os, signal; os.kill(os.getpid(), signal.SIGRTMIN + 6)"),
            "by signal 40",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="signals without a name are Linux's"),
        ),
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


@pytest.mark.parametrize(
    ("written", "statement"),
    [
        (b"\xef\xbb\xbfOne\r\ntwo\r\n", "One\ntwo"),
        (b"One\rtwo\r", "One\ntwo"),
        (b"caf\xe9", "caf�"),
        (b"bell \x07 and \x1b[31m red\n", "bell \x07 and \x1b[31m red"),
        (b"- a line\n" * 2000, "\n".join(["- a line"] * 2000)),
    ],
)
async def test_what_editors_of_any_system_write_is_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: bytes, statement: str
) -> None:
    (tmp_path / "written").write_bytes(written)
    text = f"f.write_bytes(pathlib.Path({str(tmp_path / 'written')!r}).read_bytes())"
    monkeypatch.setenv("EDITOR", program(text))
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.statement")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: bench.session.dirty)
        assert bench.session.plan.finding[0].statement == statement
        says = [one.message for one in pilot.app._notifications]
        assert any("not UTF-8" in one for one in says) is ("�" in statement)


@pytest.mark.parametrize("field", ["plan.executive_summary", "plan.title", "block.B1.real_systems"])
async def test_an_editor_that_only_shows_the_text_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    text = PLAN.replace('title = "Load shedding"', 'title = "Load\\n\\nshedding "').replace(
        "[[finding]]", 'executive_summary = "Some\\ntext. \\n\\n"\n\n[[finding]]', 1
    )
    text = text.replace('name = "Router"', 'name = "Router"\nreal_systems = { llm-d = "a\\n\\nb" }')
    monkeypatch.setenv("EDITOR", program("f.read_text()"))
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.jump(field)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == field)
        await pilot.press("ctrl+e")
        await until(pilot, lambda: [one for one in pilot.app._notifications if "as it was" in one.message])
        assert not bench.session.dirty


async def test_what_an_editor_wrote_before_it_failed_is_offered(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", program("f.write_text('Another'); sys.exit(1)"))
    async with opened(path) as (pilot, bench):
        for keys, dirty in ((["enter"], False), (["down", "enter"], True)):
            bench.jump("finding.F1.statement")
            await until(pilot, lambda: isinstance(bench.focused, ProseField))
            await pilot.press("ctrl+e")
            await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
            await pilot.press(*keys)
            await until(pilot, lambda: pilot.app.screen is bench)
            assert bench.session.dirty is dirty
        assert bench.session.plan.finding[0].statement == "Another"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT])
async def test_ctrl_c_in_the_editor_does_not_end_the_program(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    # A terminal sends it to all that runs in the foreground.
    sent = f"import os; os.kill(os.getppid(), {number.value}); f.write_text('Another')"
    monkeypatch.setenv("EDITOR", program(sent))
    before = signal.getsignal(number)
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.statement")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: bench.session.dirty)
        assert bench.session.plan.finding[0].statement == "Another"
    assert signal.getsignal(number) is before


async def test_what_was_typed_right_before_is_in_the_editor(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", program("f.write_text(f.read_text() + '.')"))
    async with opened(path) as (pilot, bench):
        for field, get_text in (
            ("finding.F1.statement", lambda: bench.session.plan.finding[0].statement),
            ("block.B1.name", lambda: bench.session.plan.block[0].name),
        ):
            bench.jump(field)
            await until(pilot, lambda: getattr(bench.focused, "path", "") == field)  # noqa: B023
            send(pilot.app, "end", *"abc", "ctrl+e")
            await until(pilot, lambda: get_text().endswith("abc."))  # noqa: B023


async def test_a_row_of_a_list_is_edited_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", program("f.write_text(f.read_text() + '\\nalways')"))
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1"), focus="pr.PR1.guarantees")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr.PR1.guarantees")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(bench.focused, RowEditor))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: bench.session.dirty)
        assert bench.session.plan.pr[0].guarantees[0].text == "It holds\nalways"
        assert isinstance(bench.focused, RowEditor) and bench.focused.value == "It holds ⏎ always"


async def test_no_editor_is_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "  ")
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.statement")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: [one for one in pilot.app._notifications if "Set EDITOR" in one.message])


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
