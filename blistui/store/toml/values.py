"""How values are written in a plan file: for people to read and for `git merge` to join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def text(value: str) -> str:
    """A string: on one line, or as a block when it has several; tomlkit leaves a `\\r` in blocks as it is."""
    # tomlkit takes 30 ms to import, and a plan that is only read needs none of it.
    from tomlkit.items import String, StringType

    if "\n" not in value or "\r" in value:
        return String.from_raw(value).as_string()
    block = String.from_raw(value, StringType.MLB).as_string()
    # A reader drops the first line end of a block; tomlkit adds one only where the value begins with one.
    return block if value.startswith("\n") else block.replace('"""', '"""\n', 1)


def key(name: str) -> str:
    """A key, quoted only when it must be."""
    from tomlkit.items import SingleKey

    return SingleKey(name).as_string()


def render(value: Any) -> str:
    """Any value as TOML: scalars and short lists on one line, lists of tables one entry a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key(name)} = {render(below)}" for name, below in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence):
        return _list(value)
    return _other(value)


def _list(value: Sequence[Any]) -> str:
    entries = [render(entry) for entry in value]
    one_line = "[" + ", ".join(entries) + "]"
    tabular = any(isinstance(entry, Mapping) for entry in value)
    if "\n" not in one_line and len(one_line) <= 88 and not (tabular and len(entries) > 1):
        return one_line
    return "[\n" + "".join(f"    {entry},\n" for entry in entries) + "]"


def _other(value: Any) -> str:
    # Numbers, and the dates and times that only unknown keys can hold.
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, float):
        return repr(value) if value == value and abs(value) != float("inf") else str(value)
    return str(value)
