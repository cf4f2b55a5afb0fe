"""A plan read from its file: the text as it is, the plan it holds, or a sentence about what is wrong."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from blistui.patterns import pattern
from blistui.plan.build import build_plan_model
from blistui.plan.document import Plan
from blistui.plan.tables.summary import FORMAT
from blistui.store.toml.read import TooMuch, data_of

if TYPE_CHECKING:
    from blistui.store.misfits import Misfit

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; a plan of this size would be no plan."""

_POSITION = pattern(r" \(at line (\d+), column (\d+)\)$")


class Unloadable(Exception):
    """The file cannot be read as a plan. Says why and where; `line` and `column` count from 1, 0: unknown."""

    def __init__(self, path: Path, reason: str, line: int = 0, column: int = 0) -> None:
        where = f"{path}:{line}:{column}" if line else str(path)
        super().__init__(f"{where}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line
        self.column = column


class Loaded(NamedTuple):
    """A plan with the file it came from: `data` are the exact bytes, None for a plan not yet saved.

    `origin` is what was first read of a file that was saved since. Every save starts from it, so that what
    was edited, saved and undone is spelled as it was.
    """

    path: Path
    plan: Plan
    data: bytes | None
    origin: tuple[Plan, bytes] | None = None

    @property
    def text(self) -> str:
        """The file's text, without a byte order mark."""
        return (self.data or b"").decode("utf-8").removeprefix("\ufeff")


def load(path: Path, data: bytes | None = None) -> Loaded:
    """Read a plan from its file, or from `data` where these bytes come from elsewhere; raises Unloadable."""
    data = read_bytes(path) if data is None else data
    return Loaded(path, parse(data, path), data)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of a reasonable size; raises Unloadable."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unloadable(path, "this is not a regular file; name a plan in TOML.")
        if found.st_size > LARGEST_FILE:
            raise Unloadable(path, f"the file has {found.st_size} bytes; a plan has at most {LARGEST_FILE}.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unloadable(path, "there is no such file; `blistui new` starts a plan.") from None
    except OSError as error:
        raise Unloadable(path, f"the file cannot be read: {error.strerror}.") from error


def parse(data: bytes, path: Path) -> Plan:
    """The plan in `data`; `path` is for messages. Raises Unloadable."""
    table, text = _table_of(data, path)
    return plan_of(table, text, path)


def _table_of(data: bytes, path: Path) -> tuple[dict[str, Any], str]:
    """What the TOML in `data` holds, and its text."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise Unloadable(path, "this is not UTF-8 text; save the file as UTF-8.", line, column) from error
    try:
        return data_of(text), text
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, text, error) from error
    except TooMuch as error:
        raise Unloadable(path, f"{error}.") from error


def plan_of(table: dict[str, Any], text: str, path: Path) -> Plan:
    """The plan that TOML data holds; raises Unloadable with the line of the first value that does not fit."""
    plan, found = _fitting(table, path)
    if found:
        raise _misfit(path, text, found[0])
    return plan


def load_what_fits(path: Path, data: bytes | None = None) -> tuple[Loaded, tuple[Misfit, ...]]:
    """As `load`, with what in the file is not of its field's type: there the plan is blank.

    To be looked at only, for a save would not know what to do with that. Raises Unloadable for what is no
    TOML or has no table `[plan]`.
    """
    data = read_bytes(path) if data is None else data
    table, _ = _table_of(data, path)
    if not isinstance(table.get("plan"), dict):
        raise Unloadable(
            path, "it has no table [plan], so it is no macro plan; `blistui new` starts one.", 1, 1
        )
    plan, found = _fitting(table, path)
    return Loaded(path, plan, data), found


def _fitting(table: dict[str, Any], path: Path) -> tuple[Plan, tuple[Misfit, ...]]:
    from pydantic import ValidationError

    head = table.get("plan", {})
    version = head.get("format", FORMAT) if isinstance(head, dict) else FORMAT
    if isinstance(version, int) and version > FORMAT:
        raise Unloadable(
            path,
            f"it is written in format {version}, and this blistui reads up to {FORMAT}; use a newer blistui.",
        )
    build_plan_model()
    try:
        return Plan.model_validate(table), ()
    except ValidationError as error:
        from blistui.store.misfits import misfits, without

        found = misfits(table, error)
        return Plan.model_validate(without(table, tuple(one.at for one in found))), found


def _broken(path: Path, text: str, error: tomllib.TOMLDecodeError) -> Unloadable:
    message = str(error)
    found = _POSITION.search(message)
    if found:
        reason = _POSITION.sub("", message)
        return Unloadable(path, f"this is not valid TOML: {reason}.", int(found[1]), int(found[2]))
    lines = text.split("\n")
    reason = message.removesuffix(" (at end of document)")
    return Unloadable(path, f"this is not valid TOML: {reason} at the end.", len(lines), len(lines[-1]) + 1)


def _misfit(path: Path, text: str, misfit: Misfit) -> Unloadable:
    from blistui.store.toml.positions import Positions

    line, column = Positions(text).at(misfit.at)
    return Unloadable(path, f"`{misfit.field}` does not fit: {misfit.reason}.", line, column)
