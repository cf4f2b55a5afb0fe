"""Types of Go as written: what kind each is and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Name(NamedTuple):
    """A type by its name, with the package before it (or "") and its type arguments."""

    package: str
    name: str
    arguments: tuple[TypeSyntax, ...]


class Made(NamedTuple):
    """A type made of others: `kind` is `*`, `[]`, `map`, `chan`, `<-chan`, `chan<-` or `[length]`."""

    kind: str
    parts: tuple[TypeSyntax, ...]


class Signature(NamedTuple):
    """A function's type without its parameters' names; with `is_generic` it has type parameters."""

    parameters: tuple[TypeSyntax, ...]
    results: tuple[TypeSyntax, ...]
    is_variadic: bool
    is_generic: bool = False


class Field(NamedTuple):
    """A field of a struct; an embedded one has the name of its type."""

    name: str
    type: TypeSyntax
    is_embedded: bool
    tag: str = ""


class Struct(NamedTuple):
    """A struct type."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Interface:
    """An interface type: methods, embedded types, and whether it limits types other than by methods."""

    methods: tuple[tuple[str, Signature], ...]
    embedded: tuple[TypeSyntax, ...]
    is_constraint: bool


TypeSyntax = Name | Made | Signature | Struct | Interface
