"""Small facts of the code by name: how many members, which value, which default.

What is not certain is absent. Only files in which the name occurs are read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.repo.errors import RepositoryError
from blistui.repo.go.declarations import declared_types
from blistui.repo.go.type_syntax import Interface, Struct
from blistui.repo.queries.code import GoCode

_LITERAL = pattern(r"[-+]?(?:0[xXoObB][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?)\Z")
_STRING = pattern(r"\"[^\"\\]*\"\Z|`[^`]*`\Z")


class CodeFacts:
    """Answers about names of Go code."""

    def __init__(self, code: GoCode) -> None:
        self._code = code
        self._defaults: dict[str, list[str]] | None = None

    def members(self, name: str, what: str) -> list[frozenset[int]] | None:
        """For each type `name`, how many `methods` or `fields` it has: all of them, or the exported ones.

        None when that cannot be known: there is no such type, it embeds others, or it cannot be read.
        """
        found: list[frozenset[int]] = []
        for path, source in self._holding(name):
            for declared in declared_types(path, source).types:
                if declared.name != name:
                    continue
                names = self._names_in(declared.body, path, name, what)
                if names is None or declared.is_alias:
                    return None
                found.append(frozenset((len(names), sum(one[:1].isupper() for one in names))))
        return found or None

    def _names_in(self, body: object, path: str, name: str, what: str) -> list[str] | None:
        if isinstance(body, Interface):
            return [method for method, _ in body.methods] if what == "methods" and not body.embedded else None
        if isinstance(body, Struct):
            if any(part.is_embedded for part in body.fields):
                return None
            if what == "fields":
                return [part.name for part in body.fields]
        return self._methods(path, name) if what == "methods" and body is not None else None

    def _methods(self, path: str, name: str) -> list[str]:
        folder = posixpath.dirname(path)
        return [
            method.name
            for other, source in self._holding(name)
            if posixpath.dirname(other) == folder and not other.endswith("_test.go")
            for method in declared_types(other, source).methods
            if method.receiver == name
        ]

    def kinds(self, name: str) -> frozenset[str]:
        """As what `name` (or `Type.Method`) is declared at top level or in an interface, anywhere."""
        found = (kind for _, kind in self._declared(name.rpartition(".")[2]))
        return frozenset("method" if kind == "interface method" else kind for kind in found)

    def places(self, name: str) -> frozenset[str]:
        """The files that declare `name` (or `Type.Method`) at top level or in an interface."""
        return frozenset(path for path, _ in self._declared(name.rpartition(".")[2]))

    def _declared(self, name: str) -> Iterator[tuple[str, str]]:
        """The file and the kind of each declaration of a name."""
        for path, _ in self._holding(name):
            yield from ((path, kind) for own, kind, *_ in self._code.rows(path) if own == name)

    def constants(self, name: str) -> list[str]:
        """The literals that constants or variables are declared with; empty for anything else."""
        own = re.escape(name.rpartition(".")[2])
        declared = re.compile(
            rf"^(?:(?:const|var)\s+|\t){own}(?:\s+[\w.]+)?\s*=\s*(?P<value>[^\n]*?)\s*(?://[^\n]*)?$".encode(),
            re.MULTILINE,
        )
        found = [
            match["value"].decode("utf-8", "replace")
            for _, source in self._holding(name.rpartition(".")[2])
            for match in declared.finditer(source)
        ]
        return found if all(is_literal(value) for value in found) else []

    def defaults(self, flag: str) -> list[str]:
        """The defaults of a flag (without dashes) by registration; empty when one is no literal."""
        if self._defaults is None:
            from blistui.repo.queries.flags import flags_in

            self._defaults = {}
            try:
                for registered in flags_in(self._code):
                    self._defaults.setdefault(registered.name, []).append(registered.default)
            except RepositoryError:
                pass
        found = self._defaults.get(flag, [])
        return found if all(is_literal(value) for value in found) else []

    def has_function(self, name: str) -> bool:
        """Whether a function or a method of this name is declared."""
        declared = re.compile(rf"^func (?:\([^)\n]*\) ?)?{re.escape(name)}[\[(]".encode(), re.MULTILINE)
        return any(declared.search(source) for _, source in self._holding(name))

    def _holding(self, name: str) -> Iterator[tuple[str, bytes]]:
        wanted = name.encode("utf-8", "replace")
        try:
            yield from ((path, source) for path, source in self._code.sources if wanted in source)
        except RepositoryError:
            return


def is_literal(text: str) -> bool:
    """Whether an expression of Go is a number, a string or a boolean as it stands."""
    return text in ("true", "false") or bool(_LITERAL.match(text) or _STRING.match(text))


def same_literal(one: str, other: str) -> bool:
    """Whether two literals are of one value: `100_000` is 100000, and `"a"` is a."""
    return _value(one) == _value(other)


def _value(text: str) -> object:
    bare = text.strip("`").strip('"')
    if text.strip("`").startswith('"'):
        return bare
    try:
        return float(int(bare.replace("_", ""), 0))
    except ValueError:
        pass
    try:
        return float(bare.replace("_", "").replace(",", ""))
    except ValueError:
        return bare
