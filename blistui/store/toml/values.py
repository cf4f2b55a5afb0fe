"""How values are written in a plan file: for people to read and for `git merge` to join."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

# tomlkit's own writer takes time that grows with the square of a text.
_IN_LINE = re.compile(r'[\x00-\x1f\x7f"\\]')
_IN_BLOCK = re.compile(r'[\x00-\x09\x0b-\x1f\x7f\\]|"""')
_SHORT = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
    '"""': '""\\"',
}


def text(value: str) -> str:
    """A string: on one line, or as a block when it has several, none with `\\r`."""
    if "\n" not in value or "\r" in value:
        return f'"{_IN_LINE.sub(_escape, value)}"'
    # A reader drops the first line end of a block.
    return f'"""\n{_IN_BLOCK.sub(_escape, value)}"""'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"


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
