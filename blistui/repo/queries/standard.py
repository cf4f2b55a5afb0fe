"""Types of the standard library of Go, from a table that `tests/benchmarks/standard_library.py` makes."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("standard_library.txt.gz")


class StandardMember(NamedTuple):
    """A field or method that a type has, its own or an embedded one: `kind` is m, f, or x where two of the
    same depth hide each other; `type` is spelled as `MethodSets` spells types.
    """

    depth: int
    kind: str
    type: str


class StandardType(NamedTuple):
    """A type: `kind` is i for an interface, c for a constraint, s for a struct, m for a map, slice or array,
    o for others, and a for an alias, whose meaning is `alias_of`.
    """

    kind: str
    alias_of: str
    members: dict[str, StandardMember]


@lru_cache(maxsize=1)
def _packages() -> dict[str, str]:
    text = gzip.decompress(_TABLE.read_bytes()).decode()
    blocks = text.split("\n=")
    return {"": blocks[0]} | {path: types for path, _, types in (block.partition("\n") for block in blocks)}


def release() -> str:
    """The release of Go that the table is of, such as `go1.27.3`."""
    return _packages()[""].lstrip("# ").split("\n")[0]


def is_standard(path: str) -> bool:
    """Whether an import path is the standard library's, known to the table or not."""
    return path in _packages() or path == "unsafe" or "." not in path.partition("/")[0]


def standard_type(path: str, name: str) -> StandardType | None:
    """The type of that name; None when the package or the type is not known."""
    return _types(path).get(name)


@lru_cache(maxsize=256)
def _types(path: str) -> dict[str, StandardType]:
    found: dict[str, StandardType] = {}
    members: dict[str, StandardMember] = {}
    for line in _packages().get(path, "").split("\n") if path else ():
        if line.startswith("\t"):
            name, depth, kind, *of = line[1:].split(" ", 3)
            members[name] = StandardMember(int(depth), kind, of[0] if of else "")
        elif line:
            name, kind, about = line.split(" ", 2)
            members = {}
            found[name] = StandardType(kind, about if kind == "a" else "", members)
    return found
