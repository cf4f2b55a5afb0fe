"""What a question is about: a name, and where in the repository it is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from blistui.repo.errors import QueryError
from blistui.repo.queries.code import GoCode, GoFile, package_name

if TYPE_CHECKING:
    from tree_sitter import Node

_SUBJECT = re.compile(r"\*?(?:([^\W\d]\w*)\.)?([^\W\d]\w*)(?:\(\))?\Z")


class Target(NamedTuple):
    """A name asked about. `folders` declare it; when there are none it comes from elsewhere.

    `receiver` is the type of a method, `package` the package an author wrote before the name.
    """

    name: str
    receiver: str
    package: str
    folders: frozenset[str]
    is_method: bool


def target_of(code: GoCode, subject: str) -> Target:
    """The target that `Name`, `Type.Method` or `pkg.Name` means; raises QueryError with a sentence."""
    found = _SUBJECT.match(subject.strip())
    if found is None:
        raise QueryError(f"`{subject}` is no Go name: write Name, Type.Method or package.Name")
    before, name = found[1] or "", found[2]
    declared = [
        (file.folder, _package_of(file), symbol)
        for file in code.holding(name)
        for symbol in file.symbols
        if symbol.name == name and symbol.kind != "package"
    ]
    methods = [entry for entry in declared if entry[2].receiver and before in ("", entry[2].receiver)]
    plain = [entry for entry in declared if not entry[2].receiver]
    if before and methods:
        return Target(name, before, "", frozenset(folder for folder, _, _ in methods), True)
    if before:
        folders = {folder for folder, package, _ in plain if package == before}
        if not folders and not before[0].islower():
            raise QueryError(f"`{subject}` is not declared in this repository")
        return Target(name, "", before, frozenset(folders), False)
    if plain:
        return Target(name, "", "", frozenset(folder for folder, _, _ in plain), False)
    return Target(name, "", "", frozenset(folder for folder, _, _ in methods), bool(methods))


def _package_of(file: GoFile) -> str:
    return next((s.name for s in file.symbols if s.kind == "package"), "").removesuffix("_test")


def mentions(code: GoCode, target: Target) -> Iterator[tuple[GoFile, Node]]:
    """Identifiers that may mean the target: by name, and by the package their file takes it from.

    Nothing is type-checked: a method is any selection of that name on anything but a package, and a local
    variable that hides a function is not noticed.
    """
    for file in code.holding(target.name):
        for node in file.named(target.name):
            if _may_mean(code, file, node, target):
                yield file, node


def _may_mean(code: GoCode, file: GoFile, node: Node, target: Target) -> bool:
    qualifier = _qualifier(file, node)
    if qualifier is None:
        return not target.is_method and _unqualified(code, file, target)
    path = file.imports.get(qualifier)
    if path is None:
        return target.is_method
    return not target.is_method and _takes_from(code, path, target)


def _unqualified(code: GoCode, file: GoFile, target: Target) -> bool:
    dotted = [path for name, path in file.imports.items() if name.startswith(".")]
    if file.folder in target.folders or any(_takes_from(code, path, target) for path in dotted):
        return True
    return not target.folders and not target.package


def _takes_from(code: GoCode, path: str, target: Target) -> bool:
    if target.folders:
        return any(code.imports_folder(path, folder) for folder in target.folders)
    return not target.package or package_name(path) == target.package


def _qualifier(file: GoFile, node: Node) -> str | None:
    """What stands before the dot: a plain name, or "" for an expression; None when there is no dot."""
    parent = file.parent(node)
    if parent is None:
        return None
    if parent.type == "selector_expression":
        field, operand = parent.child_by_field_name("field"), parent.child_by_field_name("operand")
        if field is None or field.id != node.id or operand is None:
            return None
        return file.text(operand) if operand.type == "identifier" else ""
    if parent.type == "qualified_type":
        package, name = parent.child_by_field_name("package"), parent.child_by_field_name("name")
        if name is None or name.id != node.id or package is None:
            return None
        return file.text(package)
    return None
