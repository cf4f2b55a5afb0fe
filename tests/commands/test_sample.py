"""`blistui sample`: plans and code as a repository in which every citation is exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.cli import run
from tests.checkouts import git


def test_the_sample_is_a_repository_whose_plan_passes_and_verifies_exact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Settings of a user that would change files or ask for a key take no part.
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[core]\n\tautocrlf = true\n\thooksPath = /nowhere\n[commit]\n\tgpgsign = true\n"
        "[init]\n\ttemplateDir = /nowhere\n"
    )
    monkeypatch.setenv("HOME", str(home))
    folder = tmp_path / "a" / "try"
    assert run(["sample", str(folder)]) == 0
    assert str(folder / "overload.toml") in capsys.readouterr().out
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "rev-list", "--count", "HEAD") == "2"
    assert run(["verify", str(folder / "overload.toml")]) == 0
    assert run(["check", str(folder / "overload.toml")]) == 0
    assert run(["check", str(folder / "half-written.toml")]) == 1
    capsys.readouterr()


def test_the_same_files_give_the_same_base_commit(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(["sample", str(tmp_path / name)]) == 0
    first, second = ((tmp_path / name / "overload.toml").read_text("utf-8") for name in ("one", "two"))
    assert first == second


@pytest.mark.parametrize("there", ["file", "folder/with"])
def test_what_is_there_already_is_left_alone(
    tmp_path: Path, there: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    assert run(["sample", str(tmp_path / there.partition("/")[0])]) == 2
    assert "is there already" in capsys.readouterr().err
    assert path.read_text() == "mine"
