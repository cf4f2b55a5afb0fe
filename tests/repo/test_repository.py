"""A repository lists and reads its files, now and at a commit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blistui.repo import folder
from blistui.repo.git import command as git
from blistui.repo.git.objects import blob_hash
from blistui.repo.repository import Repository, RepositoryError, Unreadable
from tests.repo.conftest import Checkout


def test_finds_the_work_tree_that_holds_a_path(checkout: Checkout, tmp_path: Path) -> None:
    checkout.write("a/b/c.go", "package b\n")
    repo = Repository.containing(checkout.root / "a" / "b" / "c.go")
    assert repo.root == checkout.root.resolve()
    assert repo.is_git
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "plan.toml").write_text("")
    repo = Repository.containing(plain / "plan.toml")
    assert (repo.root, repo.is_git) == (plain.resolve(), False)


def test_a_named_folder_is_the_root_even_below_the_top_of_a_work_tree(checkout: Checkout) -> None:
    checkout.write("top.go", "package top\n")
    checkout.write("mod/a.go", "package a\n")
    checkout.write("mod/sub/b.go", "package b\n")
    checkout.write("model.go", "package model\n")
    base = checkout.commit()
    checkout.write("mod/new.go", "package n\n")
    checkout.write("mod/a.go", "package a\n\nvar X = 1\n")
    checkout.write("top.go", "package changed\n")
    (checkout.root / "mod" / "sub" / "b.go").unlink()

    repo = Repository.open(checkout.root / "mod")
    assert repo.root == checkout.root.resolve() / "mod"
    assert repo.is_git and repo.head() == base
    assert repo.files() == ("a.go", "new.go")
    assert repo.read("a.go", base).lines == ("package a",)
    assert repo.exists("sub/b.go", base) and not repo.exists("sub/b.go")
    checkout.git("add", "-A")
    assert {(c.status, c.new) for c in repo.changed_between(base)} == {
        ("modified", "a.go"),
        ("added", "new.go"),
        ("deleted", "sub/b.go"),
    }
    assert [h.new_start for h in repo.hunks("a.go", base, "a.go")] == [2]


def test_commits_that_do_not_touch_a_named_folder_do_not_count(checkout: Checkout) -> None:
    checkout.write("mod/a.go", "package a\n")
    base = checkout.commit()
    checkout.write("top.go", "package top\n")
    checkout.commit()
    repo = Repository.open(checkout.root / "mod")
    assert repo.commits_touching(base, "HEAD", ["a.go"]) == 0
    checkout.write("mod/a.go", "package b\n")
    checkout.commit()
    assert repo.commits_touching(base, "HEAD", ["a.go", "top.go"]) == 1
    assert checkout.repo.commits_touching(base, "HEAD", ["mod/a.go", "top.go"]) == 2


def test_nothing_outside_a_named_folder_is_reached(checkout: Checkout) -> None:
    checkout.write("top.go", "package top\n")
    checkout.write("mod/a.go", "package a\n")
    (checkout.root / "mod" / "up.go").symlink_to("../top.go")
    base = checkout.commit()
    repo = Repository.open(checkout.root / "mod")
    for path in ("top.go", "../top.go", "mod/a.go", "up.go"):
        for at in (None, base):
            assert not repo.exists(path, at), (path, at)
            with pytest.raises(Unreadable):
                repo.read(path, at)


def test_renames_inside_a_named_folder_are_relative_to_it(checkout: Checkout) -> None:
    body = "".join(f"line {n}\n" for n in range(30))
    checkout.write("mod/old.go", body)
    checkout.write("outside.go", body.replace("line", "row"))
    base = checkout.commit()
    checkout.git("mv", "mod/old.go", "mod/new.go")
    checkout.git("mv", "outside.go", "mod/inside.go")
    tip = checkout.commit()
    repo = Repository.open(checkout.root / "mod")
    assert repo.renames_since(base, tip) == (("old.go", "new.go"),)
    assert {(c.status, c.old, c.new) for c in repo.changed_between(base, tip)} == {
        ("renamed", "old.go", "new.go"),
        ("added", "inside.go", "inside.go"),
    }


def test_a_named_folder_unknown_to_a_commit_has_no_files_there(checkout: Checkout) -> None:
    checkout.write("top.go", "package top\n")
    base = checkout.commit()
    checkout.write("mod/a.go", "package a\n")
    repo = Repository.open(checkout.root / "mod")
    assert repo.files() == ("a.go",)
    assert not repo.exists("a.go", base)
    assert not repo.exists("top.go", base)


def test_a_file_is_no_repository(checkout: Checkout) -> None:
    checkout.write("a.go", "package a\n")
    with pytest.raises(RepositoryError, match=r"a\.go is a file"):
        Repository.open(checkout.root / "a.go")


def test_a_folder_without_git_is_a_repository_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "x y").mkdir()
    (tmp_path / "x y" / "a.go").write_text("package a\n")
    repo = Repository.open(tmp_path / "x y")
    assert not repo.is_git
    assert repo.files() == ("a.go",)
    assert repo.head() is None
    with pytest.raises(RepositoryError):
        repo.commits_touching("HEAD", "HEAD", ["a.go"])


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="there is no folder"):
        Repository.open(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("/", "/ is the whole file system"),
        ("../" * 60, "/ is the whole file system"),
        ("//", "is the whole file system"),
        ("~", "`~` is not expanded"),
        ("~/src/sim", "`~` is not expanded"),
        ("~other/sim", "`~` is not expanded"),
        ("https://example.org/sim.git", "is an address, not a folder: clone it"),
        ("git@example.org:team/sim.git", "is an address"),
        ("github.com/team/sim", "is an address"),
        ("file:///srv/sim", "is an address"),
        ("no/such/folder", "there is no folder"),
        ("\x1b[2J", r"there is no folder .*\\x1b"),
        ("a\0b", "there is no folder"),
        ("x" * 5000, "there is no folder"),
        ("loop", "there is no folder"),
    ],
)
def test_what_is_no_folder_of_code_is_refused_with_a_sentence(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(RepositoryError, match=says) as raised:
        Repository.named(name, tmp_path)
    assert str(raised.value).isprintable()


def test_a_folder_with_the_name_of_an_address_is_a_folder(tmp_path: Path) -> None:
    for name in ("~", "github.com/team", "a@b:c"):
        (tmp_path / name).mkdir(parents=True)
        assert Repository.named(name, tmp_path).root == tmp_path.resolve() / name


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_MOST", 3)
    for name in ("a/1", "a/2", "b/3", "c/4", "d/5"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    with pytest.raises(RepositoryError, match="holds more than 3 files"):
        Repository.open(tmp_path).files()


def test_files_are_tracked_and_untracked_but_not_ignored_nor_deleted(checkout: Checkout) -> None:
    checkout.write(".gitignore", "*.out\n")
    checkout.write("kept.go", "package a\n")
    checkout.write("gone.go", "package a\n")
    checkout.commit()
    checkout.write("new.go", "package a\n")
    checkout.write("made.out", "")
    (checkout.root / "gone.go").unlink()
    assert checkout.repo.files() == (".gitignore", "kept.go", "new.go")


def test_an_unborn_head_has_files_but_no_commit(checkout: Checkout) -> None:
    checkout.write("a.go", "package a\n")
    assert checkout.repo.head() is None
    assert checkout.repo.files() == ("a.go",)


def test_a_detached_head_is_a_commit(checkout: Checkout) -> None:
    first = checkout.commit()
    checkout.commit()
    checkout.git("checkout", "-q", first)
    assert checkout.repo.head() == first


def test_reads_a_file_now_and_at_a_commit(checkout: Checkout) -> None:
    checkout.write("a.go", "package a\n")
    first = checkout.commit()
    checkout.write("a.go", "package b\n")
    assert checkout.repo.read("a.go").lines == ("package b",)
    assert checkout.repo.read("a.go", first).lines == ("package a",)
    assert checkout.repo.read("a.go", first[:10]).lines == ("package a",)


def test_exists_now_and_at_a_commit(checkout: Checkout) -> None:
    first = checkout.commit()
    checkout.write("sub/a.go", "package a\n")
    assert checkout.repo.exists("sub/a.go")
    assert not checkout.repo.exists("sub")
    assert not checkout.repo.exists("sub/a.go", first)
    assert not checkout.repo.exists("../outside")
    assert not checkout.repo.exists("sub/a.go", "0" * 40)


@pytest.mark.parametrize("rev", ["", "--help", "-h", "nothing", "HEAD\n", "a\0b", "HEAD:a.go", "HEAD..HEAD"])
def test_what_names_no_commit_resolves_to_nothing(checkout: Checkout, rev: str) -> None:
    checkout.write("a.go", "package a\n")
    checkout.commit()
    assert checkout.repo.resolve(rev) is None


def test_many_revisions_are_resolved_by_one_process_and_a_hash_by_none(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, head = checkout.commit(), checkout.commit()
    repo = checkout.repo
    asked = _asked_of_git(monkeypatch)
    found = {"HEAD": head, "HEAD~1": base, base: base}
    assert repo.resolve_all(("HEAD", "HEAD~1", "nothing", base)) == found
    assert repo.resolve(base) == base
    assert len(asked) == 1


def test_what_the_work_tree_still_holds_is_not_asked_of_git(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("same.go", "package a\n")
    checkout.write("ends.go", "package a\n")
    first = checkout.commit()
    repo = checkout.repo
    asked = _asked_of_git(monkeypatch)
    assert repo.read("same.go", first).text == "package a\n"
    assert [command for command in asked if "--batch" in command] == []
    checkout.write("ends.go", "package a\r\n")
    assert repo.read("ends.go", first).text == "package a\n"
    assert [command for command in asked if "--batch" in command] != []


@pytest.mark.parametrize(
    ("digits", "hashed"),
    [
        (40, "ce013625030ba8dba906f756967f9e9ca394464a"),
        (64, "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4"),
    ],
)
def test_a_blob_has_the_hash_that_git_gives_it(digits: int, hashed: str) -> None:
    assert blob_hash(b"hello\n", digits) == hashed


def _asked_of_git(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    asked: list[tuple[str, ...]] = []
    run = git.run

    def recorded(folder: Path, *arguments: str, **options: Any) -> bytes:
        asked.append(arguments)
        return run(folder, *arguments, **options)

    monkeypatch.setattr(git, "run", recorded)
    return asked


def test_counts_commits_that_touch_files_since_a_base(checkout: Checkout) -> None:
    base = checkout.commit()
    for name in ("a.go", "b c.go", "é.go", "*.go"):
        checkout.write(name, "package a\n")
        checkout.commit()
    count = checkout.repo.commits_touching
    assert count(base, "HEAD", ["a.go", "é.go", "none.go"]) == 2
    assert count(base, "HEAD", ["b c.go"]) == 1
    assert count(base, "HEAD", ["*.go"]) == 1, "a path is no pattern"
    assert count(base, "HEAD", []) == 0, "no path is not every path"
    assert count("HEAD", base, ["a.go"]) == 0
    with pytest.raises(RepositoryError):
        count("0" * 40, "HEAD", ["a.go"])


def test_changes_between_commits_know_renames(checkout: Checkout) -> None:
    body = "".join(f"line {n}\n" for n in range(30))
    checkout.write("old name.go", body)
    checkout.write("plain.go", body.replace("line", "row"))
    base = checkout.commit()
    checkout.git("mv", "old name.go", "new\nname.go")
    checkout.write("plain.go", "other\n")
    tip = checkout.commit()
    found = {(c.status, c.old, c.new) for c in checkout.repo.changed_between(base, tip)}
    assert found == {("renamed", "old name.go", "new\nname.go"), ("modified", "plain.go", "plain.go")}


def test_hunks_map_lines_between_two_states(checkout: Checkout) -> None:
    checkout.write("a.txt", "one\ntwo\nthree\nfour\n")
    base = checkout.commit()
    checkout.write("a.txt", "zero\none\r\ntwo\nfour\nfive\n")
    found = [
        (h.old_start, h.old_count, h.new_start, h.new_count)
        for h in checkout.repo.hunks("a.txt", base, "a.txt")
    ]
    assert found == [(0, 0, 1, 1), (3, 1, 3, 0), (4, 0, 5, 1)]


def test_an_unknown_commit_is_a_sentence(checkout: Checkout) -> None:
    checkout.commit()
    with pytest.raises(RepositoryError, match="this repository does not have it"):
        checkout.repo.changed_between("0" * 40)


def test_git_variables_of_the_caller_do_not_lead_astray(
    checkout: Checkout, make_checkout: Callable[[str], Checkout], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_checkout("other")
    other.write("other.go", "package o\n")
    checkout.write("a.go", "package a\n")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    assert checkout.repo.files() == ("a.go",)


def test_a_configuration_that_moves_the_work_tree_is_refused(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    checkout.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    with pytest.raises(RepositoryError, match=r"core\.worktree"):
        Repository.open(checkout.root)


def test_a_bare_repository_is_refused(tmp_path: Path, checkout: Checkout) -> None:
    checkout.commit()
    checkout.git("clone", "-q", "--bare", str(checkout.root), str(tmp_path / "bare"))
    with pytest.raises(RepositoryError, match="bare"):
        Repository.open(tmp_path / "bare")


def test_a_broken_git_folder_leaves_a_plain_folder(tmp_path: Path) -> None:
    (tmp_path / "w" / ".git").mkdir(parents=True)
    (tmp_path / "w" / "a.go").write_text("package a\n")
    repo = Repository.open(tmp_path / "w")
    assert (repo.is_git, repo.files()) == (False, ("a.go",))


def test_a_broken_git_folder_does_not_lead_to_an_outer_repository(checkout: Checkout) -> None:
    checkout.write("inner/sub/a.go", "package a\n")
    checkout.commit()
    (checkout.root / "inner" / ".git").mkdir()
    repo = Repository.open(checkout.root / "inner" / "sub")
    assert (repo.is_git, repo.files()) == (False, ("a.go",))


def test_a_link_at_a_commit_is_followed_inside_the_tree_only(checkout: Checkout) -> None:
    checkout.write("docs/real.md", "text\n")
    for name, target in {
        "link.md": "docs/real.md",
        "docs/up.md": "../docs/./real.md",
        "folder": "docs",
        "out.md": "../../etc/passwd",
        "abs.md": "/etc/passwd",
        "loop.md": "loop.md",
    }.items():
        (checkout.root / name).symlink_to(target)
    base = checkout.commit()
    for name in ("link.md", "docs/up.md", "folder/real.md"):
        assert checkout.repo.read(name, base).lines == ("text",), name
    for name in ("out.md", "abs.md", "loop.md", "folder"):
        with pytest.raises(Unreadable):
            checkout.repo.read(name, base)


def test_what_a_partial_and_sparse_clone_lacks_is_asked_for_once(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        checkout.write(f"far/f{number}.go", f"package far // {number}\n")
    checkout.write("near/a.go", "package near\n")
    checkout.commit()
    checkout.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    source = f"file://{checkout.root}"
    checkout.git("clone", "-q", "--filter=blob:none", "--no-checkout", source, str(clone))
    checkout.git("sparse-checkout", "set", "--no-cone", "/near", cwd=clone)
    checkout.git("checkout", "-q", "main", cwd=clone)
    repo = Repository.open(clone)
    absent = [path for path in repo.files() if path.startswith("far/")]
    assert len(absent) == 20
    asked: list[str] = []
    run = git.run

    def counted(folder: Path, command: str, *arguments: str, **more: Any) -> bytes:
        asked.append(command)
        return run(folder, command, *arguments, **more)

    monkeypatch.setattr(git, "run", counted)
    for path in absent:
        with pytest.raises(Unreadable, match="not checked out"):
            repo.read(path)
    assert len(asked) <= 4
