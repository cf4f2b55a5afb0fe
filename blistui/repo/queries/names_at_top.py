"""The types of what packages declare at their top: of variables, and what calling a name gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from blistui.repo.go.constraints import USUAL
from blistui.repo.go.declarations import DeclaredFile
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.packages import Package
from blistui.repo.queries.scopes import Binding
from blistui.repo.queries.spelling import results_of
from blistui.repo.queries.type_names import Scope, TypeNames

if TYPE_CHECKING:
    from tree_sitter import Node

    from blistui.repo.queries.code import GoCode


class NamesAtTop:
    """Spellings of types by name; an empty one is not known."""

    def __init__(
        self, code: GoCode, types: TypeNames, type_bound: Callable[[GoFile, Binding, Node, int], str]
    ) -> None:
        """`type_bound` gives the type of what a binding declares, at a node, so many steps from the first."""
        self._code, self._packages, self._types = code, code.packages, types
        self._type_bound = type_bound
        self._results_by_name: dict[tuple[str, str, bool], list[str]] = {}
        self._variables: dict[tuple[str, str, bool, bool], str] = {}

    def used_by(self, file: GoFile) -> Iterator[Package]:
        """The packages whose names a file uses as its own: its own first."""
        package, declared = self._packages.by_file[file.path]
        yield package
        for key, path in declared.imports.items():
            other = self._packages.imported(path, file.folder) if key.startswith(".") else None
            if other is not None:
                yield other

    def type_at_top(self, file: GoFile, name: str, depth: int) -> str:
        """As `type_in`, of the first package that knows the name."""
        found = (self.type_in(one, name, file, depth) for one in self.used_by(file))
        return next(filter(None, found), "")

    def type_in(self, package: Package, name: str, file: GoFile, depth: int) -> str:
        """The type of a package's variable, or a type of it: its methods are taken as functions."""
        return self._type_named(package, name, file) or self._variable(package, name, file, depth)

    def results_in(self, package: Package, name: str, file: GoFile, depth: int) -> list[str]:
        """What calling a name of a package gives: a function of it, a variable, or a type to convert to."""
        found = self._declared_results(package, name, self._is_usual(file))
        if found:
            return found
        converted = self._type_named(package, name, file)
        return [converted] if converted else results_of(self._variable(package, name, file, depth))

    def _type_named(self, package: Package, name: str, file: GoFile) -> str:
        """The spelling of a type without parameters; empty for other names."""
        declaration = self._types.named(package, name, file.folder)
        is_plain = declaration is not None and not declaration.parameters
        return self._types.own_spelling(declaration, package) if declaration is not None and is_plain else ""

    def _variable(self, package: Package, name: str, file: GoFile, depth: int) -> str:
        sees_tests, is_usual = package.folder == file.folder, self._is_usual(file)
        key = package.id, name, sees_tests, is_usual
        if key not in self._variables:
            # One that is declared by means of itself has no type.
            self._variables[key] = ""
            found = {
                self._type_bound(part, Binding(node, 0, 0, holder, 0), node, depth + 1)
                for declared in (package.files_for(USUAL) if is_usual else package.files)
                if (sees_tests or not declared.is_test) and self._declares(declared, name)
                for part in [self._code.part(declared.path, name)]
                for node in part.named(name)
                for holder in [part.parent(node)]
                if holder is not None and _declares_at_top(part, node, holder)
            }
            self._variables[key] = found.pop() if len(found) == 1 else ""
        return self._variables[key]

    def _is_usual(self, file: GoFile) -> bool:
        """Whether a file is compiled for the usual system; another may mean something else by a name."""
        _, declared = self._packages.by_file[file.path]
        return declared.constraint is None or declared.constraint.holds(USUAL)

    def _declares(self, declared: DeclaredFile, name: str) -> bool:
        """Whether a file declares a variable at its top."""
        rows = self._code.rows_with(name, declared.path)
        return any(own == name and kind == "var" for own, kind, _, _, _ in rows)

    def _declared_results(self, package: Package, name: str, is_usual: bool) -> list[str]:
        key = package.id, name, is_usual
        if key not in self._results_by_name:
            self._results_by_name[key] = self._results_of(package, name, is_usual)
        return self._results_by_name[key]

    def _results_of(self, package: Package, name: str, is_usual: bool) -> list[str]:
        found = {
            self._types.function(signature, Scope(declared, package, {}))
            for declared in (package.files_for(USUAL) if is_usual else package.files)
            for signature in [declared.function(name)]
            if signature is not None and not signature.is_generic
        }
        return results_of(found.pop()) if len(found) == 1 else []


def _declares_at_top(file: GoFile, node: Node, holder: Node) -> bool:
    """Whether a node is the name of a variable of the package."""
    if not any(node.id == name.id for name in holder.children_by_field_name("name")):
        return False
    outer: Node | None = holder
    while outer is not None and outer.type in ("var_spec", "var_spec_list", "var_declaration"):
        outer = file.parent(outer)
    return holder.type == "var_spec" and outer is not None and outer.type == "source_file"
