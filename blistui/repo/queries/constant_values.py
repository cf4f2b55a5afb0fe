"""What constants, variables and defaults of flags are declared with, across the packages of a repository."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from blistui.repo.errors import RepositoryError
from blistui.repo.go.constants import NoValue, Spec, Value, declared_values, value_of, value_of_text
from blistui.repo.queries.code import GoCode

_DEEPEST = 12


class Known(NamedTuple):
    """A value, and the expression that gives it; of a flag's default what the flag's usage says."""

    value: Value
    text: str
    usage: str = ""


class ConstantValues:
    """Values by name. What is not certain is absent: of several declarations, all must have a value."""

    def __init__(self, code: GoCode) -> None:
        self._code = code
        self._by_file: dict[str, dict[str, Spec]] = {}
        self._defaults: dict[str, list[tuple[str, str, str]]] | None = None
        self._depth = 0

    def of(self, name: str) -> list[Known]:
        """What constants or variables of a name are declared with; empty for anything else."""
        found: list[Known] = []
        for path, spec in self._declared(name):
            try:
                found.append(Known(self._value(path, spec), spec.text))
            except NoValue:
                return []
        return found

    def constants_of(self, type_name: str) -> int:
        """How many constants are declared with the type of that name."""
        return sum(
            spec.is_constant and spec.of_type == (type_name,)
            for path, source in self._code.sources_with(type_name)
            for spec in self._specs(path, source).values()
        )

    def defaults(self, flag: str) -> list[Known]:
        """The defaults of a flag (without dashes), one for each registration."""
        if self._defaults is None:
            from blistui.repo.queries.flags import flags_in

            self._defaults = {}
            try:
                for registered in flags_in(self._code):
                    one = (registered.hit.path, registered.default, registered.usage)
                    self._defaults.setdefault(registered.name, []).append(one)
            except RepositoryError:
                pass
        found: list[Known] = []
        for path, text, usage in self._defaults.get(flag, []):
            try:
                found.append(Known(self.of_text(text, path), text, usage))
            except NoValue:
                return []
        return found

    def of_text(self, expression: str, path: str = "") -> Value:
        """The value of an expression, as if it stood in a file; raises NoValue."""
        return value_of_text(expression, lambda package, name: self._looked_up(path, package, name))

    def _value(self, path: str, spec: Spec) -> Value:
        return value_of(spec, lambda package, name: self._looked_up(path, package, name))

    def _looked_up(self, path: str, package: str, name: str) -> Value:
        """The value of a name in an expression of a file; one of another package is found by its folder."""
        if self._depth > _DEEPEST:
            raise NoValue
        folder = posixpath.dirname(path)
        places = [
            (other, spec)
            for other, spec in self._declared(name)
            if _is_of(posixpath.dirname(other), folder, package)
        ]
        if not places:
            raise NoValue
        self._depth += 1
        try:
            values = {self._value(other, spec) for other, spec in places}
        finally:
            self._depth -= 1
        if len(values) > 1:
            raise NoValue
        return values.pop()

    def _declared(self, name: str) -> list[tuple[str, Spec]]:
        found: list[tuple[str, Spec]] = []
        for path, source in self._code.sources_with(name):
            if spec := self._specs(path, source).get(name):
                found.append((path, spec))
        return found

    def _specs(self, path: str, source: bytes) -> dict[str, Spec]:
        if path not in self._by_file:
            self._by_file[path] = declared_values(source)
        return self._by_file[path]


def _is_of(folder: str, asking: str, package: str) -> bool:
    return posixpath.basename(folder) == package if package else folder == asking
