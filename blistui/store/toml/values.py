"""How values are written in a plan file: for people to read and for `git merge` to join."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")
_ESCAPES = {"\b": "\\b", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNSAFE = re.compile(r'[\x00-\x08\x0b-\x1f\x7f"\\]')
_UNSAFE_IN_BLOCK = re.compile(r'[\x00-\x08\x0b-\x1f\x7f\\]|"(?="")|"\Z')


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04x}"


def text(value: str) -> str:
    """A string: on one line, or as a block when it has several."""
    if "\n" in value:
        return '"""\n' + _UNSAFE_IN_BLOCK.sub(_escape, value) + '"""'
    return '"' + _UNSAFE.sub(_escape, value).replace("\t", "\\t") + '"'


def key(name: str) -> str:
    """A key, quoted only when it must be."""
    if _BARE_KEY.match(name):
        return name
    return '"' + _UNSAFE.sub(_escape, name).replace("\t", "\\t").replace("\n", "\\n") + '"'


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
