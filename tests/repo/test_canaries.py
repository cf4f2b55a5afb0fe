"""No program that a checkout names is ever run, whatever is asked of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.plan.paths import citations, leaves
from blistui.repo.citations.capture import capture, verify_all
from blistui.repo.errors import CitationError, QueryError, RepositoryError
from blistui.repo.git import command as git
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.queries import Inquiry, callers
from blistui.repo.recon.proposals import proposals
from blistui.repo.repository import Repository
from blistui.repo.symbols.index import load_index
from blistui.store.load import load
from tests.repo.canaries import Trap, hostile, settings_with_a_program
from tests.repo.conftest import Checkout

PLACES = ("system", "global", "repository", "worktree", "included")


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path / "trap")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's own folder, and a git whose system settings are in it."""
    home = tmp_path / "home"
    (home / "bin").mkdir(parents=True)
    (home / "system").touch()
    program = home / "bin" / "git"
    program.write_text(f"#!/bin/sh\nGIT_CONFIG_SYSTEM='{home}/system' exec '{shutil.which('git')}' \"$@\"\n")
    program.chmod(0o755)
    for name in ("GIT_EDITOR", "GIT_PAGER", "GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_ASKPASS", "PAGER", "EDITOR"):
        monkeypatch.setenv(name, str(tmp_path / "trap" / "program"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("PATH", str(home / "bin"), prepend=":")
    git._environment.cache_clear()
    yield home
    git._environment.cache_clear()


def _ask_all_of_git(repo: Repository, base: str) -> None:
    """Each command that may be asked, on a file that changed, a file that was renamed and a missing blob."""
    root = repo.root
    for command, *arguments in (
        ("blame", "HEAD", "--", "sim/renamed.go"),
        ("config", "core.bare"),
        ("diff-index", "--name-status", "-M", base),
        ("diff-index", "-p", "-M", base),
        ("diff-tree", "-p", "-M", base, "HEAD"),
        ("grep", "-l", "-F", "-e", "Run", "--untracked"),
        ("grep", "-l", "-F", "-e", "Run", "HEAD"),
        ("ls-files", "-t", "-s", "-c", "-o", "-d", "--exclude-standard"),
        ("ls-tree", "-r", "HEAD"),
        ("merge-base", base, "HEAD"),
        ("rev-list", "--parents", "HEAD"),
        ("rev-parse", "HEAD"),
    ):
        try:
            git.run(root, command, *arguments)
        except git.GitError as error:
            # A difference with contents wants the blob that is not here.
            assert "-p" in arguments, error


def _ask_everything(repo: Repository, base: str, plan: Path) -> None:
    _ask_all_of_git(repo, base)
    assert repo.files() and repo.head()
    assert repo.commits_touching(base, "HEAD", ["sim/long.go", "sim/run.go"]) == 1
    assert [c.status for c in repo.changed_between(base, "HEAD") if c.old == "sim/long.go"] == ["renamed"]
    assert [c.status for c in repo.changed_between(base) if c.old == "sim/run.go"] == ["renamed"]
    assert repo.renames_since(base, "HEAD") == (("sim/long.go", "sim/renamed.go"),)
    assert repo.hunks("sim/long.go", base, "sim/renamed.go")
    held = [citation for _, citation in citations(leaves(load(plan).plan))]
    found = {answer.citation.at: answer.status for answer in verify_all(repo, held, base)}
    assert found["sim/long.go:3-8"] == "moved"
    verify_all(repo, held, base, "HEAD")
    with pytest.raises(CitationError):
        capture(repo, "sim/missing.go", [(3, 3)], base)
    assert len(list(load_index(repo))) > 0
    inquiry = Inquiry(GoCode(repo, base))
    assert callers(repo, "work") and list(inquiry.callers("work")) and list(inquiry.grep("work"))
    with pytest.raises(QueryError):
        list(inquiry.flag_reads("nothing"))
    proposals(repo)


def _run_every_command(root: Path, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    markdown = root / "exported.md"
    for arguments in (
        ("check", plan),
        ("check", "--format", "json", plan),
        ("verify", plan),
        ("verify", "--at", "HEAD", plan),
        ("export", "-o", markdown, plan),
        ("import", "-o", root / "imported.toml", "--at", "HEAD~1", "--repo", root, markdown),
        ("cite", "--uncommitted", "--repo", root, "sim/walk.go:5-7"),
        ("symbols", "--repo", root, "Run"),
        ("symbols", "--repo", root, "sim/walk.go"),
        ("recon", "--repo", root),
        ("verify", "--fix", plan),
        ("check", "--fix", plan),
    ):
        code = run([str(argument) for argument in arguments])
        assert code in (0, 1), (arguments, capsys.readouterr())


@pytest.mark.parametrize("place", PLACES)
def test_no_program_is_run_that_a_setting_names(
    place: str, checkout: Checkout, trap: Trap, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = hostile(checkout, trap, place, home)
    base = load(plan).plan.plan.base_commit
    _ask_everything(checkout.repo, base, plan)
    _run_every_command(checkout.root, plan, capsys)
    assert trap.sprung == set()


@pytest.mark.parametrize("place", PLACES)
def test_the_traps_would_spring(place: str, checkout: Checkout, trap: Trap, home: Path) -> None:
    hostile(checkout, trap, place, home)
    for command in (
        "status",
        "log -1",
        "grep --textconv Run",
        "-c filter.evil.process= diff HEAD",
        "fetch transport",
        "fetch path",
    ):
        arguments = ["git", *command.split()]
        subprocess.run(arguments, cwd=checkout.root, capture_output=True, check=False, timeout=60)
    names = {name.removeprefix(f"{place}-") for name in trap.sprung}
    assert {
        "core.fsmonitor",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.process",
        "gpg.program",
        "transport",
        "uploadpack-path",
    } <= names


def test_the_settings_of_the_manual_are_among_those_tried() -> None:
    names = set(settings_with_a_program())
    assert {
        "alias.rev-list",
        "core.alternateRefsCommand",
        "core.askPass",
        "core.editor",
        "core.fsmonitor",
        "core.gitProxy",
        "core.hooksPath",
        "core.pager",
        "core.sshCommand",
        "credential.helper",
        "diff.evil.command",
        "diff.evil.textconv",
        "diff.external",
        "filter.evil.process",
        "filter.evil.smudge",
        "gpg.program",
        "gpg.ssh.defaultKeyCommand",
        "gpg.ssh.program",
        "gpg.x509.program",
        "http.proxy",
        "interactive.diffFilter",
        "merge.evil.driver",
        "mergetool.evil.cmd",
        "pager.blame",
        "remote.evil.receivepack",
        "remote.evil.uploadpack",
        "remote.evil.vcs",
        "sequence.editor",
        "uploadpack.packObjectsHook",
    } <= names


def test_a_git_of_the_checkout_is_not_run(
    checkout: Checkout, trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("a.go", "package a\n")
    head = checkout.commit()
    (checkout.root / "git").symlink_to(trap.program("git"))
    (checkout.root / "bin").symlink_to(trap.folder)
    for path in (".", "", "bin", "./bin"):
        monkeypatch.setenv("PATH", path, prepend=":")
    monkeypatch.chdir(checkout.root)
    git._environment.cache_clear()
    try:
        assert checkout.repo.head() == head
    finally:
        git._environment.cache_clear()
    assert trap.sprung == set()


def test_a_folder_that_looks_like_a_repository_is_not_taken_for_one(checkout: Checkout, trap: Trap) -> None:
    checkout.write("mod/a.go", "package a\n")
    checkout.commit()
    for name, text in {
        "HEAD": "ref: refs/heads/main\n",
        "config": f"[core]\n\tbare = true\n\tfsmonitor = {trap.program('fsmonitor')}\n",
    }.items():
        checkout.write(f"mod/{name}", text)
    for name in ("objects", "refs"):
        checkout.write(f"mod/{name}/kept", "")
    for folder in ("mod", "mod/refs"):
        with pytest.raises(RepositoryError, match="looks like a bare git repository"):
            Repository.open(checkout.root / folder)
    assert "mod/a.go" in checkout.repo.files()
    assert trap.sprung == set()
