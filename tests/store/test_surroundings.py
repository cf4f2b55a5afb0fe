"""A plan finds the repository it speaks of, relative to its own file."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from blistui.plan.document import Plan
from blistui.repo.repository import RepositoryError
from blistui.store.surroundings import repository_of, siblings


def plan_over(folder: str) -> Plan:
    return Plan.model_validate({"plan": {"repository": folder}})


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A work tree with a module in a subfolder, and plans beside it."""
    top = (tmp_path / "work").resolve()
    (top / "module" / "sim").mkdir(parents=True)
    (top / "module" / "sim" / "a.go").write_text("package sim\n")
    (top / "docs" / "plans").mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=top, check=True)
    return top


@pytest.mark.parametrize("named", ["../../module", "../../module/", "./../../docs/../module"])
def test_a_named_folder_is_relative_to_the_plan(top: Path, named: str) -> None:
    repo = repository_of(top / "docs" / "plans" / "p.toml", plan_over(named))
    assert (repo.root, repo.is_git, repo.files()) == (top / "module", True, ("sim/a.go",))


@pytest.mark.parametrize("named", ["", "  "])
def test_without_a_named_folder_it_is_the_work_tree_around_the_plan(top: Path, named: str) -> None:
    repo = repository_of(top / "docs" / "plans" / "p.toml", plan_over(named))
    assert (repo.root, repo.is_git) == (top, True)


def test_without_a_work_tree_it_is_the_folder_of_the_plan(tmp_path: Path) -> None:
    repo = repository_of(tmp_path / "p.toml", plan_over(""))
    assert (repo.root, repo.is_git) == (tmp_path.resolve(), False)


def test_a_link_to_a_plan_leads_to_the_repository_of_the_plan_itself(top: Path, tmp_path: Path) -> None:
    plan = top / "docs" / "plans" / "p.toml"
    plan.write_text("")
    link = tmp_path / "link.toml"
    link.symlink_to(plan)
    assert repository_of(link, plan_over("../../module")).root == top / "module"


@pytest.mark.parametrize("named", ["../nowhere", "p.toml", "a\0b"])
def test_a_folder_that_is_none_is_a_sentence(top: Path, named: str) -> None:
    plan = top / "docs" / "plans" / "p.toml"
    plan.write_text("")
    with pytest.raises(RepositoryError, match=r"p\.toml: `plan\.repository` does not lead to a repository"):
        repository_of(plan, plan_over(named))


def test_what_lies_beside_a_plan_and_cannot_be_read_is_left_out_with_a_note(tmp_path: Path) -> None:
    for name in ("own.toml", "other.toml"):
        (tmp_path / name).write_text('[plan]\ntitle = "T"\n')
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    (tmp_path / "nothing.toml").symlink_to("nowhere")
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "number.toml").write_text("[plan]\na = " + "9" * 4400)
    (tmp_path / "deep.toml").write_text("[plan]\na = " + "[" * 1000)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    with (tmp_path / "sparse.toml").open("wb") as file:
        file.truncate(3 * 1024**3)
    found = siblings(tmp_path / "own.toml")
    assert list(found.plans) == ["other.toml"]
    assert [sentence.split(" beside it was left out: ") for sentence in found.left_out] == [
        ["deep.toml", "its values are nested too deeply."],
        ["loop.toml", "the file cannot be read: Too many levels of symbolic links."],
        ["nothing.toml", "the file cannot be read: No such file or directory."],
        ["number.toml", "a whole number in it has more digits than can be read."],
        ["pipe.toml", "this is not a regular file."],
        ["sparse.toml", "the file has 3221225472 bytes, and such are read up to 2097152."],
    ]


def test_of_very_many_files_beside_a_plan_some_are_read_and_that_is_reported(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.toml").write_text('[plan]\ntitle = "T"\n')
    found = siblings(tmp_path / "00.toml")
    assert len(found.plans) == 50
    assert found.left_out == ("Of 59 TOML files beside it, 50 were read.",)
