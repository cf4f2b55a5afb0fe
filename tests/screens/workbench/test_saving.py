"""Saving when the file is not what it was, or may not be written: nothing is lost, and there is a way out."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Button, Input, Static

from blistui.plan.document import Plan
from blistui.store.load import Loaded, load
from blistui.store.save import SaveFailed
from blistui.store.state import journal
from screens.dialogs.ask import Choice, Lines
from screens.form.form import Place
from screens.workbench import saving, workbench
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, opened, settled, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


async def test_theirs_is_taken_and_mine_is_kept_beside_it(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        path.write_text(path.read_text().replace("Second", "Theirs"))
        await pilot.press("end", "x", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        labels = [str(button.label) for button in pilot.app.screen.query(Button)]
        assert "plan.mine.toml" in labels[0] and "plan.theirs.toml" in labels[1]
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: pilot.app.screen is not bench and not isinstance(pilot.app.screen, Choice))
        again = await settled(pilot)
        assert again.session.plan.pr[1].title == "Theirs" and not again.session.dirty
    assert load(path.parent / "plan.mine.toml").plan.plan.title == "Load sheddingx"
    assert "Theirs" in path.read_text()


async def test_a_plan_without_edits_takes_theirs_and_leaves_nothing_beside(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        path.write_text(path.read_text().replace("Second", "Theirs"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        assert len(pilot.app.screen.query(Button)) == 3
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Choice) and pilot.app.screen is not bench)
        again = await settled(pilot)
        assert again.session.plan.pr[1].title == "Theirs"
    assert not (path.parent / "plan.mine.toml").exists()


async def test_theirs_that_cannot_be_read_leaves_mine_open(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        path.write_text("x = [\n")
        await pilot.press("end", "x", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        await until(pilot, lambda: any("not valid TOML" in note.message for note in pilot.app._notifications))
        assert bench.session.dirty
    assert path.read_text() == "x = [\n"


async def test_a_read_only_plan_is_reported_and_a_copy_can_be_saved(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o444)
    async with opened(path) as (pilot, bench):
        await pilot.press("end", "x", "ctrl+s")
        await until(pilot, lambda: any("read-only" in note.message for note in pilot.app._notifications))
        assert bench.session.dirty
        await next(run for title, _, run in bench.commands() if title == "Save a copy")()
        await until(pilot, lambda: isinstance(pilot.app.screen, Lines) and pilot.app.focused)
        await pilot.press("ctrl+u", *"plan.toml", "enter")
        await pilot.pause()
        refusal = str(pilot.app.screen.query_one("#refusal").render())
        assert "exists already" in refusal, "a file that is there is never written over"
        await pilot.press("ctrl+u", *"copy.toml", "enter")
        await until(pilot, lambda: (path.parent / "copy.toml").exists())
        assert bench.session.dirty and bench.session.path == path
    assert load(path.parent / "copy.toml").plan.plan.title == "Load sheddingx"
    assert path.read_bytes() == before


async def test_a_change_on_disk_is_reported_when_the_author_comes_back(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        pilot.app.on_app_focus()  # type: ignore[attr-defined]
        await pilot.pause(0.1)
        assert not any("changed on disk" in note.message for note in pilot.app._notifications)
        path.write_text(path.read_text().replace("Second", "Theirs"))
        pilot.app.on_app_focus()  # type: ignore[attr-defined]
        await until(pilot, lambda: any("changed on disk" in n.message for n in pilot.app._notifications))
        assert bench.session.plan.pr[1].title == "Second"


async def test_a_change_on_disk_is_shown_also_when_no_terminal_says_that_the_author_is_back(
    path: Path,
) -> None:
    async with opened(path) as (pilot, bench):

        def title() -> str:
            return str(bench.headline.render())

        def notes() -> int:
            return sum("changed on disk" in note.message for note in pilot.app._notifications)

        assert "✓ saved" in title()
        before = path.read_text()
        path.write_text(before.replace("Second", "Theirs"))
        await until(pilot, lambda: "▲ changed on disk" in title() and "saved" not in title())
        bench.session.edit("plan.title", "Mine")
        await until(pilot, lambda: "● unsaved" in title() and "▲ changed on disk" in title())
        bench._on_disk.look()
        await pilot.app.workers.wait_for_complete()
        assert notes() == 1, "what was said is not said again"
        bench.session.undo()
        path.write_text(before)
        await until(pilot, lambda: "✓ saved" in title() and "changed" not in title())
        path.unlink()
        await until(pilot, lambda: "▲ renamed, moved or deleted" in title())
        path.write_text(before)
        bench.action_save()
        await until(pilot, lambda: "✓ saved" in title())


@pytest.mark.parametrize(
    ("at", "theirs", "there", "focus"),
    [
        ("pr.PR2.title", "Theirs", Place("phase6", "pr.PR2"), "pr.PR2.title"),
        ("pr.PR2.loc", "Theirs", Place("phase6", "pr.PR2", 2), "pr.PR2.loc"),
        ("risk", "Theirs", Place("phase3"), "risk"),
        (
            "pr.PR2.title",
            'Second"\n\n[[pr]]\nid = "PR0"\ntitle = "Zero',
            Place("phase6", "pr.PR2"),
            "pr.PR2.title",
        ),
        ("finding.F1.statement", "", Place("phase0"), "finding"),
    ],
)
async def test_a_plan_that_is_read_again_opens_where_the_author_was(
    path: Path, at: str, theirs: str, there: Place, focus: str
) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump(at)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == at)
        bench.session.edit("plan.slug", "mine")
        text = path.read_text()
        gone = text.index("[[finding]]"), text.index("[[objective]]")
        path.write_text(text.replace("Second", theirs) if theirs else text[: gone[0]] + text[gone[1] :])
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Workbench) and pilot.app.screen is not bench)
        again = await settled(pilot)
        await until(pilot, lambda: getattr(again.focused, "path", "") == focus)
        assert again.place == there and again.rail.current == there.station == again.sidebar.station


async def test_saving_twice_at_once_is_no_conflict_with_oneself(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, second_looked, calls = saving.write, threading.Event(), 0

    def write_slowly(loaded: Loaded, plan: Plan, **how: Any) -> Loaded:
        nonlocal calls
        calls += 1
        written = write(loaded, plan, **how)
        # The session does not learn of it before the second save has had time to look at the file.
        second_looked.wait(0.1)
        second_looked.set()
        return written

    monkeypatch.setattr(saving, "write", write_slowly)
    async with opened(path) as (pilot, bench):
        await pilot.press("end", "x")
        bench.action_save()
        await until(pilot, lambda: calls == 1)
        bench.action_save()
        await until(pilot, lambda: calls == 2 and not bench.session.dirty)
        await pilot.pause()
        assert pilot.app.screen is bench
        assert not any("changed on disk" in note.message for note in pilot.app._notifications)
    assert load(path).plan.plan.title == "Load sheddingx"


async def test_a_conflict_whose_difference_cannot_be_made_is_reported(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(loaded: Loaded, plan: Plan) -> str:
        raise SaveFailed("it has a layout that the edits could not be merged into")

    async with opened(path) as (pilot, bench):
        path.write_text(path.read_text().replace("Second", "Theirs"))
        monkeypatch.setattr(saving, "merged_text", refuse)
        await pilot.press("end", "x", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        texts = [str(text.render()) for text in pilot.app.screen.query(Static)]
        assert any("could not be merged" in text for text in texts)
        assert bench.session.dirty


async def test_what_is_typed_while_save_and_quit_saves_is_not_given_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as (pilot, bench):
        write = saving.write

        def write_while_typing(loaded: Loaded, plan: Plan, **how: Any) -> Loaded:
            pilot.app.call_from_thread(bench.session.edit, "plan.title", "Typed meanwhile")
            return write(loaded, plan, **how)

        monkeypatch.setattr(saving, "write", write_while_typing)
        await pilot.press("end", "x", "ctrl+q")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("enter")
        await until(pilot, lambda: load(path).plan.plan.title == "Load sheddingx")
        await until(pilot, lambda: any("Saved" in note.message for note in pilot.app._notifications))
        await pilot.pause()
        assert pilot.app.screen is bench and pilot.app.is_running and not pilot.app._exit
        assert bench.session.dirty and bench.session.plan.plan.title == "Typed meanwhile"


async def test_a_state_folder_that_cannot_be_used_is_reported_once_and_the_plan_is_edited_and_saved(
    path: Path,
) -> None:
    (path.parent / "state").rmdir()
    (path.parent / "state").write_text("no folder")
    async with opened(path) as (pilot, bench):
        await pilot.press("end", "x", "y")
        await pilot.pause()
        notes = [note.message for note in pilot.app._notifications if "not being recorded" in note.message]
        assert len(notes) == 1 and str(path.parent / "state") in notes[0]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not bench.session.dirty)
    assert load(path).plan.plan.title == "Load sheddingxy"


async def test_edits_that_could_not_be_recorded_are_recorded_while_nobody_types(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "_RECORD_AGAIN", 0.05)
    monkeypatch.setattr(journal, "RETRY_AFTER", 0.0)
    state = path.parent / "state"
    away = state.rename(path.parent / "away")
    state.write_text("not a folder")
    async with opened(path) as (pilot, bench):
        bench.session.edit("plan.title", "kept")
        assert bench.session.journal_problem
        await until(pilot, lambda: "✗ not recorded" in str(bench.headline.render()))
        state.unlink()
        away.rename(state)
        await until(pilot, lambda: not bench.session.journal_problem)
        await until(pilot, lambda: "not recorded" not in str(bench.headline.render()))
        await until(pilot, lambda: any("recorded again" in one.message for one in pilot.app._notifications))


@pytest.mark.parametrize("leaves", [False, True])
@pytest.mark.parametrize(
    ("how", "answer", "saved"),
    [
        ("renamed", 0, "other.toml"),
        ("renamed", 1, "plan.toml"),
        ("folder", 0, "../there/plan.toml"),
        ("deleted", 0, "plan.toml"),
        ("deleted", 1, "new.toml"),
    ],
)
async def test_a_plan_that_is_gone_is_saved_where_the_author_says(
    tmp_path: Path, how: str, answer: int, saved: str, leaves: bool
) -> None:
    (tmp_path / "held").mkdir()
    path = make(tmp_path / "held")
    expected = Path(os.path.normpath(path.parent / saved))
    async with opened(path) as (pilot, _):
        await pilot.press("end", "x")
        match how:
            case "renamed":
                path.rename(path.with_name("other.toml"))
            case "folder":
                path.parent.rename(tmp_path / "there")
            case _:
                path.unlink()
        before = sorted(tmp_path.rglob("*.toml"))
        if leaves:
            await pilot.press("ctrl+q")
            await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
            await pilot.press("enter")
        else:
            await pilot.press("ctrl+s")
        await until(
            pilot, lambda: any("Go back" in str(button.label) for button in pilot.app.screen.query(Button))
        )
        assert sorted(tmp_path.rglob("*.toml")) == before
        await pilot.press(*["down"] * answer, "enter")
        if saved == "new.toml":
            await until(pilot, lambda: isinstance(pilot.app.screen, Lines) and pilot.app.focused)
            line = pilot.app.screen.query_one(Input)
            line.value = "new.toml"
            await pilot.press("enter")
        await until(pilot, lambda: expected.exists() and load(expected).plan.plan.title == "Load sheddingx")
        if leaves:
            await until(pilot, lambda: pilot.app._exit)
        else:
            await until(pilot, lambda: getattr(pilot.app.screen, "session", None) is not None)
            await until(pilot, lambda: pilot.app.screen.session.path.name == expected.name)
            again = await settled(pilot)
            assert again.session.path == expected and not again.session.dirty
    assert sorted(tmp_path.rglob("*.toml")) == sorted({*before, expected})


async def test_a_plan_that_is_gone_is_noticed_when_the_author_comes_back(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        path.rename(path.with_name("other.toml"))
        bench.action_check_again()
        await until(
            pilot,
            lambda: any("renamed, moved or deleted" in note.message for note in pilot.app._notifications),
        )
        assert [entry.name for entry in path.parent.glob("*.toml")] == ["other.toml"]
