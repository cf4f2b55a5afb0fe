"""Git by its command line: the one place that makes it, with a time limit and typed errors.

A checkout may be hostile: its settings name programs (monitors, hooks, filters, drivers, signature checks,
transports). None is ever run from here: only commands with a format for machines are asked, each with the
options that keep it from starting a program, with settings and an environment that are closed lists.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from blistui.repo.errors import RepositoryError
from blistui.repo.git.stuck import what_never_ends
from blistui.repo.text import kind_of, shown
from blistui.repo.watchdog import Watchdog

TIMEOUT = 60.0
"""Seconds after which a git command is given up."""

_NO_DRIVERS = ("--no-ext-diff", "--no-textconv", "--no-color")
# A folder below the top of the work tree stands alone: what lies outside it is left out.
_TREES = ("-z", *_NO_DRIVERS, "--ignore-submodules=all", "--relative")
COMMANDS: dict[str, tuple[str, ...]] = {
    # Without a commit it would read the work tree, through filters. The empty name takes back the commits
    # that the settings of the repository leave out: others would be named for their lines.
    "blame": ("--porcelain", "--no-textconv", "--ignore-revs-file="),
    "cat-file": (),
    "config": ("--get", "-z"),
    # Only the index is compared: reading the work tree would run filters.
    "diff-index": ("--cached", *_TREES),
    "diff-tree": ("-r", *_TREES),
    "grep": ("-z", "--no-textconv", "--no-color", "--no-recurse-submodules"),
    "ls-files": ("-z",),
    "ls-tree": ("-z",),
    "merge-base": (),
    "rev-list": (),
    "rev-parse": (),
}
"""The commands that may be asked, each with the options that it always gets."""

_COMPARISON = (
    *("diff", "--no-index", *_NO_DRIVERS, "--no-renames", "--text", "-U0", "--inter-hunk-context=0"),
    *("--histogram", "--indent-heuristic", "--ignore-cr-at-eol"),
)

_SETTINGS = {
    "advice.detachedHead": "false",
    "core.attributesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "core.untrackedCache": "false",
    "diff.ignoreSubmodules": "all",
    "diff.orderFile": os.devnull,
    "diff.renameLimit": "4000",
    "gc.auto": "0",
    "grep.fullName": "false",
    "maintenance.auto": "false",
    "protocol.allow": "never",
    # A folder of files that looks like a repository of its own is not taken for one.
    "safe.bareRepository": "explicit",
    "submodule.recurse": "false",
}
# On the command line they come after all files, and every version of git knows them there.
_OPTIONS = ("--no-pager", *(part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")))

# What git needs of its caller: where the user's own settings are, who asks, where programs and libraries are.
_INHERITED = ("HOME", "XDG_CONFIG_HOME", "USER", "LOGNAME", "SUDO_UID", "TMPDIR")
_SEARCHED = ("PATH", "LD_LIBRARY_PATH")
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_ATTR_NOSYSTEM": "1",
}


class GitError(RepositoryError):
    """A git command failed, took too long, or git is not installed."""


class GitMissing(GitError):
    """Git is not installed."""


def top_above(folder: Path) -> Path | None:
    """The nearest folder with a `.git`, from the resolved `folder` upwards; None when there is none."""
    return next((at for at in (folder, *folder.parents) if (at / ".git").exists()), None)


def run(folder: Path, command: str, *arguments: str, stdin: bytes | None = None, also_good: int = 0) -> bytes:
    """The standard output of one of COMMANDS, run in `folder`.

    Raises GitMissing when there is no git, and GitError when the command takes too long, or exits with
    neither 0 nor `also_good`.
    """
    done = Started(folder, command, *arguments, reads=stdin is not None).done(stdin, TIMEOUT)
    return done.stdout if done.returncode == also_good else _output(folder, done, command)


def difference(
    folder: Path, old: str, new: str, meanwhile: Callable[[], None] = lambda: None, timeout: float = TIMEOUT
) -> bytes:
    """The patch, without context, between the folders `old` and `new` of `folder`, which is in no repository.

    The settings of no repository and of no user take part. `meanwhile` is done while git compares.
    """
    home = dict.fromkeys(("HOME", "XDG_CONFIG_HOME"), str(folder))
    own = {**home, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    process = _Process(folder, (*_COMPARISON, "--", old, new), own, False)
    meanwhile()
    done = process.done(None, timeout)
    # Like diff, it exits with 1 when there are differences.
    return done.stdout if done.returncode == 1 else _output(folder, done, "diff")


def commit_everything(folder: Path, message: str) -> str:
    """The commit that holds all that is in `folder`, a folder of our own, which becomes a repository.

    No settings of the user take part and the day is fixed, so that the same files give the same commit.
    Raises as `run` does.
    """
    own = {
        **dict.fromkeys(("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"), os.devnull),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        **{f"GIT_{who}_NAME": "blistui" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "blistui@localhost" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_DATE": "2026-01-01T00:00:00Z" for who in ("AUTHOR", "COMMITTER")},
    }
    output = b""
    for arguments in (
        ("init", "--quiet", "--template="),
        ("add", "--all", "--force"),
        ("commit", "--quiet", "--no-verify", "--no-gpg-sign", f"--message={message}"),
        ("rev-parse", "HEAD"),
    ):
        done = _Process(folder, arguments, own, False).done(None, TIMEOUT)
        output = _output(folder, done, arguments[0])
    return output.decode().strip()


class _Process:
    """A git process at work. Raises GitMissing when there is no git, and GitError when it cannot be run."""

    def __init__(self, folder: Path, arguments: tuple[str, ...], own: dict[str, str], reads: bool) -> None:
        self._folder, self._command = folder, arguments[0]
        self._endless: Path | None = None
        program = _program()
        if not program:
            raise GitMissing("git is not installed: install it, or work without history")
        try:
            self._process = subprocess.Popen(
                [program, *_OPTIONS, *arguments],
                cwd=folder,
                env={**_environment(), **own},
                stdin=subprocess.PIPE if reads else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            why = error.strerror if folder.is_dir() else "there is no such folder"
            raise GitError(f"git cannot be run in {shown(str(folder))}: {why}") from None

    def done(self, stdin: bytes | None, timeout: float) -> subprocess.CompletedProcess[bytes]:
        """What it wrote and its exit code, waited for; raises GitError when it takes too long."""
        with Watchdog(self._process, timeout, self._waits_for_ever) as watchdog:
            output, errors = self._process.communicate(stdin)
        if self._endless is not None:
            what = f"{shown(str(self._endless))} is {kind_of(self._endless)}"
            raise GitError(f"git {self._command} would wait for ever: {what}; remove it")
        if watchdog.killed:
            took = f"git {self._command} took more than {timeout:g} seconds in {shown(str(self._folder))}"
            raise GitError(took)
        return subprocess.CompletedProcess([], self._process.returncode, output, errors)

    def _waits_for_ever(self) -> bool:
        top = top_above(self._folder)
        if top is not None:
            # Asked by another thread; the look around ends with the process.
            self._endless = what_never_ends(top, lambda: self._process.returncode is None)
        return self._endless is not None


class Started(_Process):
    """One of COMMANDS at work in a repository while something else is done; raises as `run` does."""

    def __init__(self, folder: Path, command: str, *arguments: str, reads: bool = False) -> None:
        """With `reads`, the command is given its standard input by `done`."""
        # The nearest .git must be the one: if it is broken, git must not climb to an outer one.
        ceiling = {"GIT_CEILING_DIRECTORIES": str((top_above(folder) or folder).parent)}
        super().__init__(folder, (command, *COMMANDS[command], *arguments), ceiling, reads)

    def output(self, timeout: float = TIMEOUT, stdin: bytes | None = None) -> bytes:
        """Its standard output, waited for; raises GitError as `run` does."""
        return _output(self._folder, self.done(stdin, timeout), self._command)


def _output(folder: Path, done: subprocess.CompletedProcess[bytes], command: str) -> bytes:
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = lines[0] if lines else f"exit code {done.returncode}"
        raise GitError(f"git {command} failed in {shown(str(folder))}: {shown(reason)}")
    return done.stdout


def _program() -> str | None:
    # As shutil.which, which would bring everything that packs archives along.
    folders = [folder for folder in _environment()["PATH"].split(os.pathsep) if folder]
    programs = (Path(folder, "git") for folder in folders)
    return next((str(path) for path in programs if os.access(path, os.X_OK) and path.is_file()), None)


@lru_cache(maxsize=1)
def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    paths = {name: _absolute(os.environ[name]) for name in _SEARCHED if name in os.environ}
    return {"PATH": os.defpath, **kept, **paths, **_ENVIRONMENT}


def _absolute(folders: str) -> str:
    # A relative folder in a search path would be one of the checkout.
    return os.pathsep.join(part for part in folders.split(os.pathsep) if Path(part).is_absolute())
