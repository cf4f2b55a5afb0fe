"""What a type that is written somewhere means there: its one spelling, and what the spelling stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.go.constraints import System
from blistui.repo.go.declarations import DeclaredFile, TypeDeclaration
from blistui.repo.go.tokens import unquoted
from blistui.repo.go.type_syntax import Interface, Made, Name, Signature, Struct, TypeSyntax
from blistui.repo.queries.file import package_name
from blistui.repo.queries.packages import Package, Packages
from blistui.repo.queries.standard import is_standard, standard_type

_BASIC = {
    name: name
    for name in [
        *("bool", "string", "uintptr", "float32", "float64", "complex64", "complex128"),
        *("int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"),
        *("error", "any", "comparable"),
    ]
} | {"byte": "uint8", "rune": "int32"}
_LONGEST = 20_000
"""Characters of a spelling: aliases of aliases can double it each time."""
_SHORT = 2
"""Letters that a path of another package may well hold by chance."""
_WORD = pattern(r"[^\W_]+")
_MOST_ALIASES = 50
"""Aliases of aliases, one inside the other."""


class Scope(NamedTuple):
    """Where a type is written: the file, its package, and spellings of the type parameters there."""

    file: DeclaredFile
    package: Package
    parameters: Mapping[str, str]


class Declared(NamedTuple):
    """A type that a package of the repository declares, with its type arguments."""

    declaration: TypeDeclaration
    package: Package
    arguments: tuple[str, ...]

    @property
    def scope(self) -> Scope:
        """Where its body is written."""
        names = self.declaration.parameters
        return Scope(self.declaration.file, self.package, dict(zip(names, self.arguments, strict=False)))


class TypeNames:
    """The types of all packages as one system compiles them."""

    def __init__(self, packages: Packages, system: System) -> None:
        self.packages, self.system = packages, system
        self._declared: dict[str, dict[str, list[TypeDeclaration]]] = {}
        self.declared: dict[str, Declared] = {}
        """By spelling: types of the repository that were met."""
        self.literal: dict[str, tuple[TypeSyntax, Scope]] = {}
        """By spelling: struct and interface types without a name that were met."""
        self._paths: dict[tuple[str, str], str | None] = {}
        self._expanding: list[int] = []

    def types_of(self, package: Package) -> dict[str, list[TypeDeclaration]]:
        """The declarations of a package by name, its methods with them."""
        found = self._declared.get(package.id)
        if found is None:
            found = self._declared[package.id] = {}
            files = package.files_for(self.system)
            for file in files:
                for declaration in file.types:
                    found.setdefault(declaration.name, []).append(declaration)
        return found

    def named(self, package: Package, name: str, asking: str) -> TypeDeclaration | None:
        """The type of that name, seen from the folder `asking`: tests are seen in their own folder only."""
        for declaration in self.types_of(package).get(name, ()):
            if asking == package.folder or not declaration.file.is_test:
                return declaration
        return None

    def spelling(self, syntax: TypeSyntax | None, scope: Scope) -> str:
        """The one spelling of a type; of one that cannot be read or found, one that begins with `?`."""
        if isinstance(syntax, Name):
            found = self._name(syntax, scope)
        elif isinstance(syntax, Made):
            found = self._made(syntax, scope)
        elif isinstance(syntax, Signature):
            found = self.function(syntax, scope)
        elif isinstance(syntax, Struct):
            found = self._struct(syntax, scope)
        elif isinstance(syntax, Interface):
            found = self._interface(syntax, scope)
        else:
            found = f"?{scope.file.path}"
        return found if len(found) < _LONGEST else f"?{scope.file.path}"

    def function(self, syntax: Signature | None, scope: Scope) -> str:
        """The spelling of a function type."""
        if syntax is None:
            return f"?{scope.file.path}"
        types = [self.spelling(part, scope) for part in syntax.parameters]
        if syntax.is_variadic and types:
            types[-1] = f"...{types[-1]}"
        results = ",".join(self.spelling(part, scope) for part in syntax.results)
        return f"func{'[]' if syntax.is_generic else ''}({','.join(types)})({results})"

    def _made(self, syntax: Made, scope: Scope) -> str:
        parts = [self.spelling(part, scope) for part in syntax.parts]
        if syntax.kind == "map":
            return f"map[{parts[0]}]{parts[1]}"
        if "chan" in syntax.kind:
            return f"{syntax.kind}({parts[0]})"
        if syntax.kind[1:2].isalpha() or "?" in syntax.kind:
            return f"[?{scope.package.id}.{syntax.kind[1:-1]}]{parts[0]}"
        return syntax.kind + parts[0]

    def key(self, name: str, package: Package) -> str:
        """A name as fields and methods are compared: one that is not exported is its package's own."""
        return name if name[:1].isupper() else f"{package.id}.{name}"

    def _struct(self, syntax: Struct, scope: Scope) -> str:
        fields = (
            f"{'+' if field.is_embedded else ''}{self.key(field.name, scope.package)} "
            f"{self.spelling(field.type, scope)} {field.tag and unquoted(field.tag)}"
            for field in syntax.fields
        )
        found = f"struct{{{';'.join(fields)}}}"
        self.literal[found] = (syntax, scope)
        return found

    def _interface(self, syntax: Interface, scope: Scope) -> str:
        if not syntax.methods and not syntax.embedded and not syntax.is_constraint:
            return "any"
        parts = [
            f"{self.key(name, scope.package)} {self.function(method, scope)}"
            for name, method in syntax.methods
        ]
        # What is embedded may come to the same as methods written out.
        parts += [f"?{self.spelling(part, scope)}" for part in syntax.embedded]
        found = f"{'?' if syntax.is_constraint else ''}interface{{{';'.join(sorted(parts))}}}"
        self.literal[found] = (syntax, scope)
        return found

    def _name(self, syntax: Name, scope: Scope) -> str:
        arguments = tuple(self.spelling(part, scope) for part in syntax.arguments)
        if syntax.package:
            return self._imported(syntax.package, syntax.name, arguments, scope)
        parameter = scope.parameters.get(syntax.name)
        if parameter is not None:
            return parameter
        folder = scope.package.folder
        declaration = self.named(scope.package, syntax.name, folder)
        if declaration is not None:
            return self._declaration(Declared(declaration, scope.package, arguments))
        dots = [path for name, path in scope.file.imports.items() if name.startswith(".")]
        for path in dots:
            found = self._of_path(path, syntax.name, arguments, scope)
            if found is not None and not found.startswith("?"):
                return found
        if syntax.name in _BASIC:
            return _BASIC[syntax.name]
        return f"?{dots[0] if dots else scope.package.id}.{syntax.name}"

    def _imported(self, qualifier: str, name: str, arguments: tuple[str, ...], scope: Scope) -> str:
        path = self.path_of(qualifier, scope.file)
        if path is None:
            return f"?{qualifier}.{name}{_in_brackets(arguments)}"
        if path == "C":
            return f"C:{scope.package.id}.{name}"
        found = self._of_path(path, name, arguments, scope)
        return found if found is not None else f"?{path}.{name}{_in_brackets(arguments)}"

    def path_of(self, qualifier: str, file: DeclaredFile) -> str | None:
        """The import path that a name before a dot stands for in a file; None for what is no import."""
        key = file.path, qualifier
        if key not in self._paths:
            self._paths[key] = self._path_of(qualifier, file)
        return self._paths[key]

    def _path_of(self, qualifier: str, file: DeclaredFile) -> str | None:
        path = file.imports.get(qualifier)
        if path is not None:
            return path
        near = None
        for key, path in file.imports.items():
            if not key.startswith("/"):
                continue
            package = self.packages.imported(path, file.folder)
            name = package.name if package is not None else package_name(path)
            if name == qualifier:
                return path
            if package is None and not is_standard(path) and _may_be_called(path, qualifier):
                near = path
        return near

    def _of_path(self, path: str, name: str, arguments: tuple[str, ...], scope: Scope) -> str | None:
        package = self.packages.imported(path, scope.package.folder)
        if package is not None:
            declaration = self.named(package, name, scope.package.folder)
            if declaration is None:
                return f"?{package.id}.{name}"
            return self._declaration(Declared(declaration, package, arguments))
        standard = standard_type(path, name)
        if standard is None:
            return "unsafe.Pointer" if (path, name) == ("unsafe", "Pointer") else None
        return standard.alias_of or f"{path}.{name}{_in_brackets(arguments)}"

    def _declaration(self, declared: Declared) -> str:
        declaration = declared.declaration
        if not declaration.is_alias:
            found = f"{declared.package.id}.{declaration.name}{_in_brackets(declared.arguments)}"
            self.declared.setdefault(found, declared)
            return found
        if id(declaration) in self._expanding or len(self._expanding) > _MOST_ALIASES:
            return f"?{declared.package.id}.{declaration.name}"
        self._expanding.append(id(declaration))
        try:
            return self.spelling(declaration.body, declared.scope)
        finally:
            self._expanding.pop()

    def own_spelling(self, declaration: TypeDeclaration, package: Package, mark: str = "$") -> str:
        """The spelling of a declared type, its own parameters as its arguments; of an alias what it means."""
        arguments = tuple(f"{mark}{number}" for number in range(len(declaration.parameters)))
        return self._declaration(Declared(declaration, package, arguments))


def _may_be_called(path: str, name: str) -> bool:
    """Whether a package that is not here may have a name that its import path does not end with."""
    return name in path and (len(name) > _SHORT or name in _WORD.findall(path))


def _in_brackets(arguments: tuple[str, ...]) -> str:
    return f"[{','.join(arguments)}]" if arguments else ""
