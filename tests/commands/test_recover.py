"""`blistui recover`: what killed sessions left is listed with what it changes, restored or dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.cli import run
from blistui.store.load import load
from blistui.store.session import Session
from blistui.store.state.recovery import all_leftovers

TEXT = '[plan]\ntitle = "Start" # why\n'


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "blistui"


def killed(state: Path, path: Path, title: str) -> str:
    """A plan at `path` whose session ended with another title unsaved; gives the leftover's name."""
    path.write_text(TEXT)
    session = Session(load(path), state)
    session.edit("plan.title", title)
    session.abandon()
    return next(left.owner for left in all_leftovers(state) if left.path == path)


def test_all_leftovers_are_listed_with_their_difference(
    tmp_path: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["recover"]) == 0
    assert "nothing is left" in capsys.readouterr().err
    one, two = tmp_path / "one.toml", tmp_path / "two\x1b[31m.toml"
    names = [killed(state, one, "First"), killed(state, two, "\x1bSecond")]
    assert run(["recover"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in names)
    assert '    -title = "Start" # why\n    +title = "First" # why\n' in out
    assert "\x1b" not in out and "Second" in out
    assert run(["recover", str(one)]) == 0
    assert names[1] not in capsys.readouterr().out


def test_one_is_restored_and_another_dropped(tmp_path: Path, state: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    names = [killed(state, one, "First"), killed(state, two, "Second")]
    assert run(["recover", "--restore", names[0]]) == 0
    assert one.read_text() == TEXT.replace("Start", "First")
    assert run(["recover", "--drop", names[1][:6]]) == 0
    assert two.read_text() == TEXT
    assert all_leftovers(state) == []


@pytest.mark.parametrize(
    "now", [None, TEXT.replace("Start", "Theirs"), "x = [\n"], ids=["gone", "changed", "broken"]
)
def test_where_the_plan_is_not_what_it_was_the_whole_is_restored_elsewhere(
    tmp_path: Path, state: Path, capsys: pytest.CaptureFixture[str], now: str | None
) -> None:
    path, other = tmp_path / "one.toml", tmp_path / "restored.toml"
    name = killed(state, path, "Mine")
    path.unlink()
    if now is not None:
        path.write_text(now)
    assert run(["recover", "--restore", name]) == 2
    assert "--output FILE" in capsys.readouterr().err
    assert path.read_text() == now if now is not None else not path.exists()
    assert run(["recover"]) == 0
    assert name in capsys.readouterr().out
    assert run(["recover", "--restore", name, "--output", str(other)]) == 0
    assert other.read_text() == TEXT.replace("Start", "Mine")
    assert all_leftovers(state) == []


def test_a_name_that_nothing_has_and_a_state_that_cannot_be_used(
    tmp_path: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["recover", "--drop", "abc"]) == 2
    assert "no leftover has a name that begins with abc" in capsys.readouterr().err
    (state / "state.sqlite3").unlink()
    (state / "state.sqlite3").mkdir()
    assert run(["recover"]) == 2
    assert "cannot be used" in capsys.readouterr().err
