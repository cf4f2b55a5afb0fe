"""Files that nobody expects, as the plan, beside it, as its policy, its baseline, its Markdown, its code.

`python -m tests.faults.neighbours`: links to themselves, pipes, devices, three gigabytes, numbers of
thousands of digits, a thousand levels, names that are no text. A command gives its result or a sentence with
exit code 2, in a few seconds; a neighbour that cannot be read does not stop the check of a plan that can.
"""

from __future__ import annotations

import os
import pkgutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import blistui
from blistui import cli
from tests.faults.forks import Child
from tests.faults.tally import Tally, finish

SLOW = 10.0
"""Seconds of wall time that a command may take; most take a tenth of one."""

PLAN = """[plan]
title = "A plan"
repository = "."

[[finding]]
id = "F1"
topic = "packages"
kind = "confirmed"
statement = "`Push` is there."
cites = [{ at = "code.go:3", symbol = "Push", digest = "b2:00" }]
"""
GO = "package sim\n\nfunc Push() {}\n"


def _text(text: str | bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return write


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(os.fspath(path))


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"[plan]\n")
        file.truncate(3 * 1024**3)


HEAD = "[plan]\ntitle = 'x'\n"
THINGS: dict[str, Callable[[Path], None]] = {
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to the memory of a process": lambda path: path.symlink_to("/proc/self/mem"),
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a folder": Path.mkdir,
    "three gigabytes": _sparse,
    "nothing": _text(""),
    "only a mark": _text("\ufeff"),
    "no text": _text(b"[plan]\n\xff\xfe\x00\x01" * 50),
    "zeros": _text(b"[plan]\n" + b"\0" * 5000),
    "a number of 4,400 digits": _text(f"{HEAD}a = {'9' * 4400}\n"),
    "a number of 4,400 digits as a key": _text(f"{HEAD}{'9' * 4400} = 1\n"),
    "a thousand lists": _text(f"{HEAD}a = {'[' * 1000}{']' * 1000}\n"),
    "a thousand open lists": _text(f"{HEAD}a = {'[' * 1000}"),
    "a thousand tables": _text(f"{HEAD}[{'a.' * 1000}b]\n"),
    "a thousand quotes": _text("> " * 1000 + "x"),
    "a line of two megabytes": _text(f"{HEAD}a = '{'x ' * 1_000_000}'\n"),
    "a heading of blanks": _text(f"# P\n\n## A){' ' * 40_000}x\n"),
    "a fence of arrows": _text(f"# P\n\n```go\npackage a\n{'->' * 2500}\n```\n"),
    "a fence of arrows in a plan": _text(
        f'{HEAD}executive_summary = """\n```\npackage a\n{"->" * 2500}\n```\n"""\n'
    ),
}
ROLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "the plan": ("thing.toml", ("check", "thing.toml")),
    "the plan to verify": ("thing.toml", ("verify", "thing.toml")),
    "the plan to export": ("thing.toml", ("export", "thing.toml")),
    "beside the plan": ("thing.toml", ("check", "plan.toml")),
    "the policy": (".blistui.toml", ("check", "plan.toml")),
    "the baseline": ("baseline.json", ("check", "--baseline", "baseline.json", "plan.toml")),
    "the Markdown": ("thing.md", ("import", "thing.md", "-o", "new.toml")),
    "the cited code": ("code.go", ("check", "plan.toml")),
    "other code": ("thing.go", ("symbols", "Push")),
}
NAMES = (
    b"caf\xe9.toml",
    b"a\n::error::b.toml",
    b"\x1b[31m.toml",
    b"-x.toml",
    "\u202e.toml".encode(),
    b"%0a.toml",
)


def command(pipe: int, folder: Path, arguments: tuple[str, ...]) -> None:
    """Run a command line of blistui in `folder`, and give its exit code and what it wrote to stderr."""
    os.chdir(folder)
    os.environ["XDG_CACHE_HOME"] = os.environ["XDG_STATE_HOME"] = str(folder.parent / "home")
    for number in (1, 2):
        os.dup2(os.open(folder.parent / f"out{number}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    code = cli.run(list(arguments))
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(pipe, f"exit {code}\n".encode())


def neighbours(roles: tuple[str, ...] = tuple(ROLES)) -> Tally:
    """Put every thing in every one of these roles, and plans of odd names beside a plan."""
    tally = Tally("neighbours")
    # Each command is a fork of this process: what is imported here is imported once.
    for module in pkgutil.walk_packages(blistui.__path__, "blistui."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for role in roles:
        name, arguments = ROLES[role]
        for thing, make in THINGS.items():
            _try(tally, f"{thing} as {role}", name.encode(), make, arguments)
    for name in NAMES:
        _try(tally, f"{name!r} beside the plan", name, _text(PLAN), ("check", "plan.toml"))
        _try(tally, f"{name!r} as the plan", name, _text(PLAN), ("check", "./" + os.fsdecode(name)))
    return tally


def _try(
    tally: Tally, what: str, name: bytes, make: Callable[[Path], None], arguments: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory(prefix="blistui-beside-") as place:
        folder = Path(place) / "work"
        folder.mkdir()
        (folder / "plan.toml").write_text(PLAN)
        (folder / "code.go").write_text(GO)
        target = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
        target.unlink(missing_ok=True)
        make(target)
        began = time.monotonic()
        lines = Child(command, folder, arguments).ended()
        took = time.monotonic() - began
        said = (Path(place) / "out2").read_text(errors="surrogateescape")
    tally.runs += 1
    how = f"{' '.join(arguments)} ({what})"
    crash = [line for line in lines if line.startswith("crash: ")]
    if crash:
        tally.add(crash[0].partition(" | ")[0], crash[0].replace(" | ", "\n"), how)
    elif not lines:
        tally.add("ended without a word, or took 20 s", said[-500:], how)
    elif took > SLOW:
        tally.add(f"slow: {what}", f"{took:.1f} s", how)
    elif lines == ["exit 2"] and not (said.startswith("blistui: ") and said.rstrip().endswith((".", ")"))):
        tally.add("exit 2 without a sentence", repr(said[-500:]), how)
    elif lines == ["exit 2"] and "beside" in what:
        tally.add("a neighbour stops the check", said[-500:], how)
    elif lines[0] not in ("exit 0", "exit 1", "exit 2"):
        tally.add("another exit code", str(lines), how)


def main() -> int:
    """Run by hand."""
    return finish(neighbours())


if __name__ == "__main__":
    sys.exit(main())
