"""Which systems a Go file is compiled for: `//go:build` lines and endings of file names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from blistui.patterns import pattern

_UNIX = (
    "linux", "darwin", "freebsd", "netbsd", "openbsd", "dragonfly", "solaris", "illumos", "aix", "android",
    "ios", "hurd",
)  # fmt: skip
_SYSTEMS = ("linux", "windows", *_UNIX[1:], "js", "wasip1", "plan9", "nacl", "zos")
_MACHINES = (
    "amd64", "arm64", "386", "arm", "wasm", "ppc64", "ppc64le", "mips", "mipsle", "mips64", "mips64le",
    "riscv64", "s390x", "loong64", "amd64p32", "armbe", "arm64be", "mips64p32", "mips64p32le", "ppc",
    "riscv", "s390", "sparc", "sparc64",
)  # fmt: skip
_CLAUSE = pattern(rb"^package\b", re.MULTILINE)
_BUILD = pattern(rb"^//go:build[ \t]+([^\n]*)$", re.MULTILINE)
_OLD_BUILD = pattern(rb"^//[ \t]*\+build[ \t]+([^\n]*)$", re.MULTILINE)
_COMMENT = pattern(rb"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/")
_PART = pattern(r"&&|\|\||[!()]|[\w.]+")
_RELEASE = pattern(r"go1\.(\d+)\Z")
_DEEPEST = 50
NEWEST = 27
"""The Go that is assumed: 1.27."""


class System(NamedTuple):
    """What code is compiled for: operating system, processor, further tags."""

    os: str
    machine: str
    tags: frozenset[str]

    def has(self, tag: str) -> bool:
        """Whether a build tag holds."""
        if tag in (self.os, self.machine, "gc") or tag in self.tags:
            return True
        if tag == "amd64.v1":
            return self.machine == "amd64"
        release = _RELEASE.match(tag)
        if release is not None:
            return int(release[1][:4]) <= NEWEST
        return (tag == "unix" and self.os in _UNIX) or (tag, self.os) in (
            ("linux", "android"),
            ("darwin", "ios"),
            ("solaris", "illumos"),
        )


USUAL = System("linux", "amd64", frozenset())

Expression = tuple["Expression | str", ...]
"""An operator (`&`, `|`, `!`) and what it takes, or `tag` and its name."""


class Constraint(NamedTuple):
    """The condition under which a file is compiled."""

    text: str
    expression: Expression

    def holds(self, system: System) -> bool:
        """Whether the file is compiled for the system."""
        return _holds(self.expression, system)

    @property
    def tags(self) -> frozenset[str]:
        """The tags that are neither systems nor processors nor releases of Go."""
        return frozenset(
            tag
            for tag in _tags(self.expression)
            if tag not in _SYSTEMS and tag not in _MACHINES and tag not in ("unix", "gc")
            and not _RELEASE.match(tag)
        )  # fmt: skip


def constraint_of(path: str, source: bytes) -> Constraint | None:
    """The constraint of a file, None when it is always compiled."""
    texts = [_of_name(posixpath.basename(path))]
    if b"build" in source:
        clause = _CLAUSE.search(source)
        head = _COMMENT.sub(_without_block, source[: clause.start()]) if clause else b""
        line = _BUILD.search(head)
        if line is not None:
            texts.append(line[1].decode("utf-8", "replace").partition("//")[0])
        else:
            texts += [_of_old_line(old) for old in _OLD_BUILD.findall(head)]
    text = " && ".join(f"({text})" for text in texts if text)
    return _parsed(text) if text else None


def _without_block(comment: re.Match[bytes]) -> bytes:
    return b"" if comment[0].startswith(b"/*") else comment[0]


def _of_name(name: str) -> str:
    # Only what is before the first dot counts: `x_linux.pb.go` is for one system.
    parts = name.partition(".")[0].removesuffix("_test").split("_")[1:]
    if not parts:
        return ""
    if parts[-1] in _SYSTEMS:
        return parts[-1]
    if parts[-1] in _MACHINES:
        return f"{parts[-2]} && {parts[-1]}" if len(parts) > 1 and parts[-2] in _SYSTEMS else parts[-1]
    return ""


def _of_old_line(line: bytes) -> str:
    options = line.decode("utf-8", "replace").split()
    return " || ".join(f"({' && '.join(option.split(','))})" for option in options)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Constraint | None:
    """None when it is no expression: then the file is as good as always compiled."""
    parts = _PART.findall(text)
    try:
        expression, end = _either(parts, 0, 0)
    except (IndexError, RecursionError):
        return None
    return Constraint(text, expression) if end == len(parts) else None


def _either(parts: list[str], at: int, depth: int) -> tuple[Expression, int]:
    left, at = _both(parts, at, depth)
    while at < len(parts) and parts[at] == "||":
        right, at = _both(parts, at + 1, depth)
        left = ("|", left, right)
    return left, at


def _both(parts: list[str], at: int, depth: int) -> tuple[Expression, int]:
    left, at = _one(parts, at, depth)
    while at < len(parts) and parts[at] == "&&":
        right, at = _one(parts, at + 1, depth)
        left = ("&", left, right)
    return left, at


def _one(parts: list[str], at: int, depth: int) -> tuple[Expression, int]:
    if depth > _DEEPEST:
        raise RecursionError
    if parts[at] == "!":
        inner, at = _one(parts, at + 1, depth + 1)
        return ("!", inner), at
    if parts[at] == "(":
        inner, at = _either(parts, at + 1, depth + 1)
        if parts[at] != ")":
            raise IndexError
        return inner, at + 1
    if parts[at] in ("&&", "||", ")"):
        raise IndexError
    return ("tag", parts[at]), at + 1


def _holds(expression: Expression, system: System) -> bool:
    kind, *inner = expression
    if kind == "tag":
        return isinstance(inner[0], str) and system.has(inner[0])
    answers = (not isinstance(part, str) and _holds(part, system) for part in inner)
    if kind == "!":
        return not next(answers)
    return all(answers) if kind == "&" else any(answers)


def _tags(expression: Expression) -> frozenset[str]:
    kind, *inner = expression
    if kind == "tag":
        return frozenset(part for part in inner if isinstance(part, str))
    return frozenset().union(*(_tags(part) for part in inner if not isinstance(part, str)))


def system_for(constraint: Constraint) -> System | None:
    """A system the file is compiled for, as usual as possible; None for a file of `go run` alone."""
    own = sorted(constraint.tags - {"ignore"})
    choices = [frozenset[str](), *(frozenset([tag]) for tag in own), frozenset(own)]
    for tags in choices:
        for os, machine in product(_SYSTEMS, _MACHINES):
            system = System(os, machine, tags)
            if constraint.holds(system):
                return system
    return None


def systems_of(constraints: Iterable[Constraint]) -> tuple[System, ...]:
    """Few systems that together compile every file, the usual one first."""
    systems = [USUAL]
    for constraint in sorted(set(constraints)):
        if not any(constraint.holds(system) for system in systems):
            found = system_for(constraint)
            systems += [found] if found is not None else []
    return tuple(systems)
