"""The journal: kept at any moment, given to one window only, and never a reason to stop editing."""

from __future__ import annotations

import contextlib
import datetime
import math
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.store.load import load
from blistui.store.locks import Presence, alive
from blistui.store.save import save
from blistui.store.session import Session
from blistui.store.state import database, journal
from blistui.store.state.database import FILE, StateUnusable, connect
from blistui.store.state.recent import recent, remember
from blistui.store.state.recovery import Leftover, Unrecoverable, all_leftovers, leftovers
from tests.store.test_session import TEXT, orphan, path, state
from tests.strategies import plans

__all__ = ["path", "state"]


def titled(path: Path, state: Path, title: str = "mine") -> Session:
    session = Session(load(path), state)
    session.edit("plan.title", title)
    return session


def left(path: Path, state: Path) -> list[Leftover]:
    return leftovers(state, load(path))


WRITER = """
import sys, os
from pathlib import Path
from blistui.store.load import load
from blistui.store.save import save
from blistui.store.session import Session

path, state, start = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
session = Session(load(path), state)
for number in range(start, start + 10_000):
    match number % 7:
        case 3:
            written = save(session.loaded, session.plan, will_write=session.will_write)
            session.edit("plan.slug", f"s{number}")
            session.saved(written)
        case 5:
            session.edit("plan.title", "undone")
            session.undo()
            session.edit("plan.title", f"t{number}")
        case _:
            session.insert("objective", 0, {"id": f"O{number}"}, "add")
    os.write(1, f"{number}\\n".encode())
"""


def expected(numbers: range) -> tuple[list[str], str, str]:
    """Ids of the objectives, title and slug after these steps of the writer."""
    ids, title, slug = [], "Start", ""
    for number in numbers:
        match number % 7:
            case 3:
                slug = f"s{number}"
            case 5:
                title = f"t{number}"
            case _:
                ids.insert(0, f"O{number}")
    return ids, title, slug


def held(plan: Plan) -> tuple[list[str], str, str]:
    return [item.id for item in plan.objective], plan.plan.title, plan.plan.slug


def test_a_kill_at_any_moment_neither_loses_nor_repeats_an_edit(path: Path, state: Path) -> None:
    """By hand: BLISTUI_KILLS=1000 and this test."""
    choice, done = random.Random(7), 0
    for _ in range(int(os.environ.get("BLISTUI_KILLS", "25"))):
        arguments = [sys.executable, "-c", WRITER, str(path), str(state), str(done)]
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(choice.random() * 0.05)
        process.kill()
        # The first line was read already.
        done += 1 + len(process.stdout.read().split())
        process.wait()
        session = Session(load(path), state)
        for leftover in leftovers(state, session.loaded):
            assert session.recover(leftover) == []
        found = held(session.plan)
        # The step that the kill met may be half done: its save, its undo, or nothing of it.
        half = expected(range(done))
        possible = [half, expected(range(done + 1)), (half[0], "undone", half[2])]
        assert found in possible, f"after {done} steps"
        if found == possible[1] != half:
            done += 1
        elif found[1] == "undone":
            session.edit("plan.title", half[1])
        session.saved(save(session.loaded, session.plan, will_write=session.will_write))
        session.close()
        assert all_leftovers(state) == []
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["plan.toml", "state"]


def test_a_session_that_runs_keeps_its_edits_to_itself(path: Path, state: Path) -> None:
    session = titled(path, state)
    assert left(path, state) == []
    orphan(session)
    assert [leftover.steps for leftover in left(path, state)] == [1]


def test_of_two_windows_only_one_takes_what_was_left(path: Path, state: Path) -> None:
    orphan(titled(path, state))
    first, second = Session(load(path), state), Session(load(path), state)
    [seen_by_first] = left(path, state)
    [seen_by_second] = left(path, state)
    assert first.recover(seen_by_first) == []
    [refusal] = second.recover(seen_by_second)
    assert "Another window has taken" in refusal
    assert not seen_by_second.drop()
    assert (first.plan.plan.title, second.plan.plan.title) == ("mine", "Start")
    orphan(first)
    [again] = left(path, state)
    assert second.recover(again) == []
    assert second.plan.plan.title == "mine"


def test_what_was_dropped_is_gone(path: Path, state: Path) -> None:
    orphan(titled(path, state))
    [leftover] = left(path, state)
    assert leftover.drop()
    assert left(path, state) == []
    with pytest.raises(Unrecoverable, match="Another window"):
        assert leftover.after
    with contextlib.closing(connect(state)) as opened:
        assert opened.execute("SELECT COUNT(*) FROM base").fetchone() == (0,)


def test_a_kill_around_the_rename_of_a_save(path: Path, state: Path) -> None:
    for written in (False, True):
        session = Session(load(path), state)
        session.insert("pr", 0, {"id": f"PR-{written}"}, "add")
        if written:
            save(session.loaded, session.plan, will_write=session.will_write)
            session.edit("plan.slug", "typed while saving")
        else:
            session.will_write(b"never written")
        orphan(session)
        again = Session(load(path), state)
        [leftover] = left(path, state)
        assert again.recover(leftover) == []
        assert again.plan == session.plan
        again.close()


@pytest.mark.parametrize(("how", "found"), [("moved", True), ("copied", False), ("moved and edited", False)])
def test_a_plan_that_was_moved_finds_what_was_left(path: Path, state: Path, how: str, found: bool) -> None:
    orphan(titled(path, state))
    other = path.parent / "other.toml"
    other.write_bytes(path.read_bytes() + (b"# new\n" if "edited" in how else b""))
    if "moved" in how:
        path.unlink()
    session = Session(load(other), state)
    assert bool(leftovers(state, session.loaded)) == found
    if found:
        assert session.recover(leftovers(state, session.loaded)[0]) == []
        assert session.plan.plan.title == "mine"
    else:
        assert len(all_leftovers(state)) == 1


def test_edits_join_what_others_wrote_and_what_does_not_fit_stays(path: Path, state: Path) -> None:
    session = titled(path, state)
    session.add("pr", 1, "pr", {"title": "between"})
    session.edit("pr.PR2.title", "my second")
    orphan(session)
    path.write_text(TEXT.replace("Start", "Theirs") + 'title = "x"\n[[pr]]\nid = "PR4"\n')
    again = Session(load(path), state)
    changed, title, second = again.recover(left(path, state)[0])
    assert "changed since" in changed and "`plan.title`" in title and "`pr.PR2.title`" in second
    assert [pr.id for pr in again.plan.pr] == ["PR1", "PR3", "PR2", "PR4"]
    assert again.plan.plan.title == "Theirs"
    assert left(path, state) == [], "it is offered once"
    [kept] = all_leftovers(state)
    assert kept.partly and kept.after.plan.title == "mine"


def test_edits_that_all_join_leave_nothing_over(path: Path, state: Path) -> None:
    orphan(titled(path, state))
    path.write_text(TEXT + '[[pr]]\nid = "PR4"\n')
    session = Session(load(path), state)
    [changed] = session.recover(left(path, state)[0])
    assert "changed since" in changed
    assert (session.plan.plan.title, len(session.plan.pr)) == ("mine", 3)
    assert all_leftovers(state) == []


def unusable_as_file(state: Path) -> None:
    state.rmdir()
    state.write_text("no folder")


def unusable_as_directory(state: Path) -> None:
    (state / FILE).mkdir()


def unusable_as_newer(state: Path) -> None:
    with contextlib.closing(connect(state)) as opened:
        opened.execute(f"PRAGMA user_version = {database.VERSION + 1}")


@pytest.mark.parametrize("make", [unusable_as_file, unusable_as_directory, unusable_as_newer])
def test_a_state_that_cannot_be_used_is_a_sentence_and_editing_goes_on(
    path: Path, state: Path, make: pytest.FixtureRequest
) -> None:
    make(state)  # type: ignore[operator]
    session = titled(path, state, "still")
    assert session.journal_problem.startswith("Unsaved edits are not being recorded: ")
    assert str(state) in session.journal_problem
    session.saved(save(session.loaded, session.plan, will_write=session.will_write))
    session.undo()
    session.close()
    assert load(path).plan.plan.title == "still"
    assert recent(state) == []
    for refused in (lambda: remember(state, path), lambda: all_leftovers(state)):
        with pytest.raises(StateUnusable):
            refused()


def test_a_home_that_does_not_exist_is_a_sentence(path: Path) -> None:
    session = titled(path, Path("~/.local/state/blistui"))
    assert "no home folder" in session.journal_problem
    assert not Path("~").exists()


def test_a_full_disk_is_a_sentence_and_is_made_up_for(
    path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = titled(path, state)
    assert session._journal is not None and session._journal._database is not None
    [pages] = session._journal._database.execute("PRAGMA page_count").fetchone()
    session._journal._database.execute(f"PRAGMA max_page_count = {pages}")
    session.edit("plan.executive_summary", "x" * 200_000)
    session.edit("plan.slug", "not recorded")
    assert "full" in session.journal_problem
    session._journal._database.execute("PRAGMA max_page_count = 1000000")
    monkeypatch.setattr(journal, "RETRY_AFTER", 0.0)
    session.edit("pr.PR1.title", "recorded")
    assert session.journal_problem == ""
    orphan(session)
    [leftover] = left(path, state)
    assert leftover.after == session.plan


def test_a_failed_journal_is_tried_again_without_another_edit(
    path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = titled(path, state)
    assert session._journal is not None and session._journal._database is not None
    [pages] = session._journal._database.execute("PRAGMA page_count").fetchone()
    session._journal._database.execute(f"PRAGMA max_page_count = {pages}")
    session.edit("plan.executive_summary", "x" * 200_000)
    session._journal._database.execute("PRAGMA max_page_count = 1000000")
    session.record_again()
    assert "full" in session.journal_problem, "too soon"
    monkeypatch.setattr(journal, "RETRY_AFTER", 0.0)
    session.record_again()
    assert session.journal_problem == ""
    orphan(session)
    assert [leftover.after for leftover in left(path, state)] == [session.plan]


def test_a_state_that_vanishes_is_made_again_with_all_edits(path: Path, state: Path) -> None:
    session = titled(path, state)
    for entry in state.rglob("*"):
        if entry.is_file():
            entry.unlink()
    session.edit("plan.slug", "s")
    assert session.journal_problem == ""
    assert left(path, state) == [], "it still runs"
    orphan(session)
    assert [leftover.after for leftover in left(path, state)] == [session.plan]


@pytest.mark.parametrize("damage", [b"no database at all, " * 50, b""], ids=["garbage", "pages"])
def test_a_damaged_state_is_put_aside_and_made_again(path: Path, state: Path, damage: bytes) -> None:
    orphan(titled(path, state))
    with contextlib.closing(sqlite3.connect(state / FILE)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray((state / FILE).read_bytes())
    if damage:
        data[: len(damage)] = damage
    else:
        data[4096 * 3 : 4096 * 4] = os.urandom(4096)
    (state / FILE).write_bytes(data)
    session = titled(path, state, "after")
    assert session.journal_problem == ""
    assert (state / "state.damaged-1.sqlite3").read_bytes() == data
    orphan(session)
    assert "after" in [leftover.after.plan.title for leftover in left(path, state)]


def test_what_can_be_read_of_a_damaged_state_is_copied(path: Path, state: Path) -> None:
    orphan(titled(path, state))
    with contextlib.closing(sqlite3.connect(state / FILE)) as opened:
        opened.execute("DROP TABLE recent")
        opened.commit()
    remember(state, path)
    assert recent(state) == [path]
    assert [leftover.after.plan.title for leftover in left(path, state)] == ["mine"]


def test_a_network_disk_has_a_rollback_journal(
    path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_on_network", lambda folder: True)
    session = titled(path, state)
    assert not (state / f"{FILE}-wal").exists()
    orphan(session)
    assert [leftover.after for leftover in left(path, state)] == [session.plan]


@pytest.mark.parametrize(
    "value",
    [datetime.date(2026, 2, 19), datetime.datetime(2026, 2, 19, 7, 32), math.inf, "\ud800", [{"a": [1.5]}]],
    ids=str,
)
def test_unknown_keys_of_any_kind_come_back(path: Path, state: Path, value: object) -> None:
    path.write_text(TEXT.replace("[[pr]]", "mine = 1\n\n[[pr]]", 1))
    for undone in (False, True):
        session = Session(load(path), state)
        session.apply((Edit("put", "plan.mine", value),), "edit")
        if undone:
            session.edit("plan.title", "t")
            session.undo()
        orphan(session)
        [leftover] = left(path, state)
        assert leftover.after == session.plan
        leftover.drop()


def test_a_value_that_cannot_be_recorded_is_a_sentence(path: Path, state: Path) -> None:
    path.write_text(TEXT.replace("[[pr]]", "mine = 1\n\n[[pr]]", 1))
    session = Session(load(path), state)
    session.apply((Edit("put", "plan.mine", 10**5000),), "edit")
    assert "not being recorded" in session.journal_problem


@given(plans)
@settings(max_examples=30, deadline=None)
def test_a_whole_plan_comes_back_as_it_was(plan: Plan) -> None:
    record = journal.record({"plan": journal.whole(plan)})
    assert Plan.model_validate(journal.read_record(record)["plan"]) == plan


def test_a_presence_ends_with_its_process(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from blistui.store.locks import Presence\n"
        "print(Presence(Path(sys.argv[1])).name, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    name = process.stdout.readline().decode().strip()
    assert alive(tmp_path, name)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not alive(tmp_path, name)
    own = Presence(tmp_path)
    assert alive(tmp_path, own.name)
    own.leave()
    assert not alive(tmp_path, own.name)
    assert list(tmp_path.iterdir()) == []


def test_texts_of_a_list_that_two_windows_added_are_all_there(path: Path, state: Path) -> None:
    session = Session(load(path), state)
    session.edit("pr.PR1.scope_in", ("a", "b"))
    session.saved(save(session.loaded, session.plan, will_write=session.will_write))
    session.edit("pr.PR1.scope_in", ("a", "mine"))
    orphan(session)
    other = Session(load(path))
    other.edit("pr.PR1.scope_in", ("theirs", "a", "b"))
    save(other.loaded, other.plan)
    again = Session(load(path), state)
    [changed] = again.recover(left(path, state)[0])
    assert "changed since" in changed
    assert again.plan.pr[0].scope_in == ("theirs", "a", "mine")


def test_a_session_that_was_closed_records_nothing_more(path: Path, state: Path) -> None:
    session = titled(path, state)
    session.close()
    session.edit("plan.slug", "late")
    session.undo()
    session.will_write(b"late")
    assert all_leftovers(state) == []
    assert session.journal_problem == ""


def test_the_state_is_for_its_user_only(path: Path, state: Path) -> None:
    session = titled(path, state)
    for entry in state.rglob("*"):
        assert entry.is_dir() or not entry.stat().st_mode & 0o077, entry
    session.close()


def test_another_program_that_ends_leaves_the_log_of_this_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[plan]\ntitle = "t"\n')
    state = tmp_path / "state"
    session = Session(load(path), state)
    session.edit("plan.title", "u")
    session.will_write(b"x")
    leftovers(state, session.loaded)
    log = state / f"{FILE}-wal"
    before = log.stat().st_ino
    code = (
        "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); "
        "d.execute('SELECT * FROM edit').fetchall(); d.close()"
    )
    subprocess.run([sys.executable, "-c", code, str(state / FILE)], check=True, timeout=60)
    assert log.exists() and log.stat().st_ino == before
    session.close()
