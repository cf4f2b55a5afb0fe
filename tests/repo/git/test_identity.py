"""Who works here, as git has it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from blistui.repo.git.identity import user_name


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("Ana  Reviewer", "Ana Reviewer"),
        ("  \x1b[31mAna\u202e\x07 ", "[31mAna"),
        ("", ""),
    ],
)
def test_only_what_can_be_seen_of_a_name_is_taken(tmp_path: Path, name: str, taken: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "config", "user.name", name], cwd=tmp_path, check=True)
    assert user_name(tmp_path) == taken


def test_where_git_cannot_say_there_is_no_name(tmp_path: Path) -> None:
    assert user_name(tmp_path / "gone") == ""
