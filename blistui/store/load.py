"""A plan read from its file: the text as it is, the plan it holds, or a sentence about what is wrong."""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from blistui.plan.build import build_plan_model
from blistui.plan.document import Plan
from blistui.plan.summary import FORMAT
from blistui.store.toml.read import TooMuch, data_of

if TYPE_CHECKING:
    from pydantic import ValidationError

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; a plan of this size would be no plan."""

_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")


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


def load(path: Path) -> Loaded:
    """Read a plan; raises Unloadable."""
    data = read_bytes(path)
    return Loaded(path, parse(data, path), data)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of sane size; raises Unloadable."""
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
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise Unloadable(path, "this is not UTF-8 text; save the file as UTF-8.", line, column) from error
    try:
        table = data_of(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, text, error) from error
    except TooMuch as error:
        raise Unloadable(path, f"{error}.") from error
    return plan_of(table, text, path)


def plan_of(table: dict[str, Any], text: str, path: Path) -> Plan:
    """The plan that TOML data holds; raises Unloadable with the line of the field that does not fit."""
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
        return Plan.model_validate(table)
    except ValidationError as error:
        raise _misfit(path, text, error) from error


def _broken(path: Path, text: str, error: tomllib.TOMLDecodeError) -> Unloadable:
    message = str(error)
    found = _POSITION.search(message)
    if found:
        reason = _POSITION.sub("", message)
        return Unloadable(path, f"this is not valid TOML: {reason}.", int(found[1]), int(found[2]))
    lines = text.split("\n")
    reason = message.removesuffix(" (at end of document)")
    return Unloadable(path, f"this is not valid TOML: {reason} at the end.", len(lines), len(lines[-1]) + 1)


_EXPECTED = {
    "string_type": "text in quotes",
    "tuple_type": "a list in [ ]",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "dict_type": "a table",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
}


def _misfit(path: Path, text: str, error: ValidationError) -> Unloadable:
    from blistui.store.toml.positions import position_of

    first = error.errors()[0]
    field = ".".join(f"@{part}" if isinstance(part, int) else str(part) for part in first["loc"])
    line, column = position_of(text, field)
    expected = _EXPECTED.get(first["type"])
    reason = f"it must be {expected}" if expected else first["msg"]
    if first["type"] == "tuple_type" and isinstance(first["input"], dict):
        name = str(first["loc"][-1])
        reason = f"it must be a list of tables: write [[{name}]] in place of [{name}]"
    return Unloadable(path, f"`{field}` does not fit: {reason}.", line, column)
