"""Files: whole or not at all, never over somebody else's change, and errors with line and column."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blistui.plan.edits import Edit, apply
from blistui.plan.tables.summary import FORMAT
from blistui.store import atomic
from blistui.store.load import Unloadable, load
from blistui.store.save import (
    ChangedOnDisk,
    GoneFromDisk,
    SaveFailed,
    changed_on_disk,
    save,
    save_as,
    save_beside,
)
from blistui.store.state.recent import last_place, recent, remember, remember_place
from blistui.store.toml import merge

TEXT = '[plan]\ntitle = "Start" # why\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(TEXT)
    return path


def titled(path: Path, title: str) -> None:
    before = load(path)
    save(before, apply(before.plan, (Edit("put", "plan.title", title),)))


def test_an_unedited_plan_is_not_written(path: Path) -> None:
    before = load(path)
    stamp = path.stat()
    assert save(before, before.plan) is before
    assert path.stat().st_mtime_ns == stamp.st_mtime_ns
    assert path.stat().st_ino == stamp.st_ino


def test_mode_and_link_are_kept_and_no_litter_left(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    titled(link, "New")
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_text() == TEXT.replace("Start", "New")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["link.toml", "plan.toml"]


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(SaveFailed, match="No space left"):
        titled(path, "New")
    assert path.read_text() == TEXT
    assert [entry.name for entry in path.parent.iterdir()] == ["plan.toml"]


def test_a_change_on_disk_is_never_overwritten(path: Path) -> None:
    before = load(path)
    path.write_text(TEXT.replace("Start", "Theirs"))
    mine = apply(before.plan, (Edit("put", "plan.title", "Mine"),))
    with pytest.raises(ChangedOnDisk) as caught:
        save(before, mine)
    assert b"Theirs" in caught.value.theirs
    assert "Theirs" in path.read_text()
    save(before, mine, over_theirs=True)
    assert "Mine" in path.read_text()
    assert "Theirs" in (path.parent / "plan.theirs.toml").read_text()


@pytest.mark.parametrize(
    ("how", "now"),
    [
        ("deleted", ""),
        ("renamed", "other.toml"),
        ("renamed, and there is a copy", ""),
        ("renamed and edited", ""),
        ("the folder deleted", ""),
        ("the folder renamed", "../new/plan.toml"),
        ("a folder above renamed", "../../new/below/plan.toml"),
        ("became a link to nothing", ""),
    ],
)
def test_a_file_that_is_gone_is_made_again_only_when_asked_to(tmp_path: Path, how: str, now: str) -> None:
    folder = tmp_path / "above" / "below"
    folder.mkdir(parents=True)
    path = folder / "plan.toml"
    path.write_text(TEXT)
    before = load(path)
    (tmp_path / "above" / "unlike").mkdir()
    match how:
        case "deleted":
            path.unlink()
        case "became a link to nothing":
            path.unlink()
            path.symlink_to("nothing.toml")
        case "the folder deleted":
            path.unlink()
            folder.rmdir()
        case "the folder renamed":
            folder.rename(folder.with_name("new"))
        case "a folder above renamed":
            folder.parent.rename(tmp_path / "new")
        case _:
            other = path.rename(path.with_name("other.toml"))
            if "copy" in how:
                other.with_name("third.toml").write_text(TEXT)
            if "edited" in how:
                other.write_text(f"{TEXT}# more\n")
    found = sorted(entry for entry in tmp_path.rglob("*"))
    mine = apply(before.plan, (Edit("put", "plan.title", "Mine"),))
    assert changed_on_disk(before) == "was renamed, moved or deleted"
    with pytest.raises(GoneFromDisk, match="is not there any more") as caught:
        save(before, mine)
    assert caught.value.now == ((folder / now).resolve() if now else None)
    assert sorted(entry for entry in tmp_path.rglob("*")) == found
    save(before, mine, over_theirs=True)
    assert load(path).plan.plan.title == "Mine"
    assert not path.with_name("plan.theirs.toml").exists()


@pytest.mark.parametrize("same", [True, False])
def test_a_file_that_became_a_link_is_what_it_leads_to(path: Path, same: bool) -> None:
    before = load(path)
    target = path.with_name("target.toml")
    target.write_text(TEXT if same else TEXT.replace("Start", "Theirs"))
    path.unlink()
    path.symlink_to(target.name)
    mine = apply(before.plan, (Edit("put", "plan.title", "Mine"),))
    if same:
        save(before, mine)
        assert path.is_symlink() and "Mine" in target.read_text()
    else:
        with pytest.raises(ChangedOnDisk):
            save(before, mine)
        assert "Theirs" in target.read_text()


def test_a_copy_never_replaces_a_file(path: Path, tmp_path: Path) -> None:
    before = load(path)
    copy = save_as(before, before.plan, tmp_path / "copy.toml")
    assert copy.path.read_text() == TEXT
    with pytest.raises(SaveFailed, match="exists already"):
        save_as(before, before.plan, path)


@pytest.mark.parametrize(
    ("content", "line", "column", "says"),
    [
        (b'[plan]\ntitle = "open\n', 2, 14, "not valid TOML"),
        (b"[plan]\ntitle = 'x'\n[plan]\n", 3, 6, "not valid TOML"),
        (b'[plan]\ntitle = "caf\xe9"\n', 2, 13, "UTF-8"),
        (b"[plan]\ntitle = 3\n", 2, 1, "`plan.title` does not fit: it must be text"),
        (b"x = [", 1, 6, "not valid TOML"),
        (b'[pr]\nid = "PR1"\n', 1, 2, "[[pr]]"),
        (b'[[pr]]\nid = "a"\n[[pr]]\nscope_in = "one"\n', 4, 1, "`pr.@1.scope_in`"),
        (f"[plan]\nformat = {FORMAT + 1}\n".encode(), 0, 0, "newer blistui"),
        (b"plan = 5\n", 1, 1, "`plan` does not fit"),
        (b"a = " + b"[" * 100000, 0, 0, "nested too deeply"),
    ],
    ids=str,
)
def test_what_cannot_be_read_says_where(
    tmp_path: Path, content: bytes, line: int, column: int, says: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(Unloadable) as caught:
        load(path)
    assert says in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert path.read_bytes() == content


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for name, says in (
        ("none.toml", "no such file"),
        (".", "not a regular file"),
        ("fifo", "not a regular file"),
    ):
        with pytest.raises(Unloadable, match=says):
            load(tmp_path / name)


def test_recent_plans_are_newest_first_and_exist(tmp_path: Path, path: Path) -> None:
    other = tmp_path / "other plan.toml"
    other.write_text("")
    assert recent(tmp_path) == []
    for plan in (path, other, path):
        remember(tmp_path, plan)
    assert recent(tmp_path) == [path, other]
    other.unlink()
    assert recent(tmp_path) == [path]


def test_a_plan_that_may_not_be_written_stays_as_it_is(path: Path) -> None:
    before = load(path)
    path.chmod(0o444)
    with pytest.raises(SaveFailed, match="read-only"):
        save(before, apply(before.plan, (Edit("put", "plan.title", "New"),)))
    assert path.read_text() == TEXT
    assert save(before, before.plan) is before, "there was nothing to write"


def test_the_folder_of_a_copy_is_made(path: Path) -> None:
    loaded = load(path)
    copy = save_as(loaded, loaded.plan, path.parent / "docs" / "plans" / "copy.toml")
    assert load(copy.path).plan == loaded.plan
    with pytest.raises(SaveFailed, match=r"folder of .* cannot be made"):
        save_as(loaded, loaded.plan, path / "copy.toml")


def test_a_copy_under_a_name_that_no_folder_takes_is_refused(path: Path) -> None:
    loaded = load(path)
    with pytest.raises(SaveFailed, match="could not be written: File name too long"):
        save_as(loaded, loaded.plan, path.with_name("x" * 300))


def test_a_copy_is_not_written_through_a_link_that_leads_nowhere(path: Path) -> None:
    loaded = load(path)
    link = path.with_name("link.toml")
    link.symlink_to(path.with_name("nowhere.toml"))
    with pytest.raises(SaveFailed, match="exists already"):
        save_as(loaded, loaded.plan, link)
    assert not path.with_name("nowhere.toml").exists()


def test_a_copy_holds_the_plan_also_where_its_edits_cannot_be_merged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("no such layout")

    loaded = load(path)
    plan = apply(loaded.plan, (Edit("put", "plan.title", "Edited"),))
    monkeypatch.setattr(merge, "merge", refuse)
    with pytest.raises(SaveFailed, match="Save a copy under another name"):
        save(loaded, plan)
    copy = save_as(loaded, plan, path.with_name("copy.toml"))
    assert load(copy.path).plan == plan


def test_a_plan_that_became_a_link_to_itself_is_a_sentence(path: Path) -> None:
    before = load(path)
    path.unlink()
    path.symlink_to(path.name)
    with pytest.raises(SaveFailed, match="symbolic links"):
        save(before, apply(before.plan, (Edit("put", "plan.title", "New"),)))
    assert path.is_symlink()


def test_windows_that_step_aside_together_keep_a_file_each(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('[plan]\ntitle = "t"\n')
    opened = load(path)
    plans = [apply(opened.plan, (Edit("put", "plan.title", f"t{number}"),)) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda plan: save_beside(opened, plan, "mine"), plans))
    assert len({one.path for one in written}) == 8
    assert {load(one.path).plan.plan.title for one in written} == {plan.plan.title for plan in plans}


def test_the_last_place_is_kept_for_recent_plans(tmp_path: Path, path: Path) -> None:
    assert last_place(tmp_path / "none", path) == ("", "")
    remember_place(tmp_path, path, "phase6", "pr.PR1")
    assert last_place(tmp_path, path) == ("", ""), "it is not among the recent ones"
    remember(tmp_path, path)
    remember_place(tmp_path, path, "phase6", "pr.PR1")
    remember_place(tmp_path, path, "phase3", "")
    assert last_place(tmp_path, path) == ("phase3", "")
    assert recent(tmp_path) == [path]
