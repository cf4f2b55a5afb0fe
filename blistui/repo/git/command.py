"""Git by its command line: an argument list, a clean environment, a timeout, and typed errors.

A checkout may be hostile: its configuration names programs (fsmonitor, hooks, filters, external diffs,
transports). None of them is ever run from here.
"""

from __future__ import annotations

import os
import subprocess
from functools import lru_cache
from pathlib import Path

from blistui.repo.errors import RepositoryError
from blistui.repo.watchdog import Watchdog

TIMEOUT = 60.0
"""Seconds after which a git command is given up."""

_MISSING = "git is not installed: install it, or work without history"
_SETTINGS = {
    "core.fsmonitor": "false",
    "core.untrackedCache": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "core.pager": "cat",
    "core.attributesFile": os.devnull,
    "diff.ignoreSubmodules": "all",
    "diff.orderFile": os.devnull,
    "diff.renameLimit": "4000",
    "status.renames": "false",
    "submodule.recurse": "false",
    "protocol.allow": "never",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "advice.detachedHead": "false",
}


class GitError(RepositoryError):
    """A git command failed, took too long, or git is not installed."""


class GitMissing(GitError):
    """Git is not installed."""


def top_above(folder: Path) -> Path | None:
    """The nearest folder with a `.git`, from the resolved `folder` upwards; None when there is none."""
    return next((at for at in (folder, *folder.parents) if (at / ".git").exists()), None)


def run(folder: Path, *arguments: str, stdin: bytes | None = None, also_good: int = 0) -> bytes:
    """The standard output of one git command run in `folder`.

    Raises GitMissing when there is no git, and GitError when the command takes too long, or exits with
    neither 0 nor `also_good`.
    """
    done = _start(folder, _SETTINGS, arguments, stdin, TIMEOUT)
    return done.stdout if done.returncode == also_good else _output(folder, done, arguments[0])


class Started:
    """A git command at work while something else is done.

    Raises GitMissing when there is no git, and GitError when it cannot be run.
    """

    def __init__(
        self, folder: Path, *arguments: str, settings: dict[str, str] = _SETTINGS, reads: bool = False
    ) -> None:
        """With `reads`, the command is given its standard input by `done`."""
        self._folder, self._command = folder, arguments[0]
        try:
            self._process = subprocess.Popen(
                ["git", *arguments],
                cwd=folder,
                env=_environment(folder, settings),
                stdin=subprocess.PIPE if reads else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError:
            # Said of the program and of the folder alike.
            if not folder.is_dir():
                raise GitError(f"git cannot be run in {folder}: there is no such folder") from None
            raise GitMissing(_MISSING) from None
        except OSError as error:
            raise GitError(f"git cannot be run in {folder}: {error.strerror}") from None

    def output(self, timeout: float = TIMEOUT) -> bytes:
        """Its standard output, waited for; raises GitError as `run` does."""
        return _output(self._folder, self.done(None, timeout), self._command)

    def done(self, stdin: bytes | None, timeout: float) -> subprocess.CompletedProcess[bytes]:
        """What it said and its exit code, waited for; raises GitError when it takes too long."""
        with Watchdog(self._process, timeout) as watchdog:
            output, said = self._process.communicate(stdin)
        if watchdog.killed:
            took = f"git {self._command} took more than {timeout:g} seconds in {self._folder}"
            raise GitError(took)
        return subprocess.CompletedProcess([], self._process.returncode, output, said)


def run_filtered(folder: Path, *arguments: str, timeout: float = TIMEOUT) -> bytes:
    """As `run`, for commands that compare the work tree: filters named by the configuration stay off."""
    settings = _SETTINGS | dict.fromkeys(_filter_keys(folder), "")
    return _output(folder, _start(folder, settings, arguments, None, timeout), arguments[0])


def difference(folder: Path, old: str, new: str, timeout: float = TIMEOUT) -> bytes:
    """The patch, without context, between the folders `old` and `new` of `folder`; needs no repository."""
    options = ("--no-index", "--no-renames", "--text", "-U0", "--histogram", "--ignore-cr-at-eol")
    arguments = ("diff", *options, "--no-ext-diff", "--no-textconv", "--no-color", "--", old, new)
    done = _start(folder, _SETTINGS, arguments, None, timeout)
    # Like diff, it exits with 1 when there are differences.
    return done.stdout if done.returncode == 1 else _output(folder, done, "diff")


def _output(folder: Path, done: subprocess.CompletedProcess[bytes], command: str) -> bytes:
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0] if said else f"exit code {done.returncode}"
        raise GitError(f"git {command} failed in {folder}: {reason}")
    return done.stdout


def _filter_keys(folder: Path) -> list[str]:
    pattern = r"^filter\..*\.(clean|smudge|process|required)$"
    done = _start(folder, _SETTINGS, ("config", "-z", "--name-only", "--get-regexp", pattern), None, TIMEOUT)
    return [key for key in done.stdout.decode("utf-8", "surrogateescape").split("\0") if key]


def _start(
    folder: Path, settings: dict[str, str], arguments: tuple[str, ...], stdin: bytes | None, timeout: float
) -> subprocess.CompletedProcess[bytes]:
    started = Started(folder, *arguments, settings=settings, reads=stdin is not None)
    return started.done(stdin, timeout)


def _environment(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    values = dict(_inherited())
    # The nearest .git must be the one: if it is broken, git must not climb to an outer one.
    values["GIT_CEILING_DIRECTORIES"] = str((top_above(folder) or folder).parent)
    values["GIT_CONFIG_COUNT"] = str(len(settings))
    # Settings go through the environment: a key may hold any character there, "=" included.
    for number, (key, value) in enumerate(settings.items()):
        values[f"GIT_CONFIG_KEY_{number}"] = key
        values[f"GIT_CONFIG_VALUE_{number}"] = value
    return values


@lru_cache(maxsize=1)
def _inherited() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
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
