"""Which types implement an interface, by the methods they declare and embed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from blistui.repo.errors import QueryError
from blistui.repo.go.outline import receiver_type
from blistui.repo.queries.code import GoCode, GoFile, Hit
from blistui.repo.queries.targets import target_of

if TYPE_CHECKING:
    from tree_sitter import Node

_QUALIFIER = re.compile(r"\b[^\W\d]\w*\.(?=[^\W\d])")

# Interfaces of the standard library that are embedded most often.
_STANDARD = {
    "error": {"Error": "() string"},
    "fmt.Stringer": {"String": "() string"},
    "io.Reader": {"Read": "([]byte) (int, error)"},
    "io.Writer": {"Write": "([]byte) (int, error)"},
    "io.Closer": {"Close": "() error"},
    "sort.Interface": {"Len": "() int", "Less": "(int, int) bool", "Swap": "(int, int)"},
    "heap.Interface": {
        "Len": "() int",
        "Less": "(int, int) bool",
        "Swap": "(int, int)",
        "Push": "(any)",
        "Pop": "() any",
    },
}

_MOST_METHODS = 5_000_000
"""Methods of all types together, embedded ones counted for each: honest code has a thousandth."""

Key = tuple[str, str]
"""Folder and name of a type."""


@dataclass
class DeclaredType:
    """A declared type: its own methods with their signatures by name, and what it embeds, as written."""

    hit: Hit
    imports: dict[str, str]
    is_interface: bool
    is_generic: bool
    is_union: bool = False
    methods: dict[str, str] = field(default_factory=dict)
    embedded: list[str] = field(default_factory=list)


def implementing_types(types: MethodSets, interface: str) -> Iterator[Hit]:
    """The declarations of types with all methods of the interface; see `queries.implementers`."""
    target = target_of(types.code, interface)
    wanted = [
        key
        for key, declared in types.declared.items()
        if key[1] == target.name and key[0] in target.folders and declared.is_interface
    ]
    if not wanted:
        raise QueryError(f"there is no interface `{interface}` in this repository")
    if any(types.declared[key].is_union for key in wanted):
        raise QueryError(f"`{interface}` is a constraint on type arguments, which no type implements")
    if not all(types.methods_of(key) for key in wanted):
        raise QueryError(f"`{interface}` has no methods: every type implements it")
    yield from {hit for key in wanted for hit in types.implementers_of(key)}


class MethodSets:
    """The method sets of all types that the Go files declare."""

    def __init__(self, code: GoCode) -> None:
        self.code = code
        self.declared = _types_in(code)
        self._sets: dict[Key, dict[str, str]] = {}
        self._kept = 0

    def implementers_of(self, interface: Key) -> Iterator[Hit]:
        """The concrete types that have all its methods; none when it has no methods itself.

        Raises QueryError when method sets cannot be put together.
        """
        required = self.methods_of(interface)
        hidden = any(not name[:1].isupper() for name in required)
        # Only types that have the rarest of the methods are looked at.
        having = (self._by_method.get(name, []) for name in required)
        for key in min(having, key=len, default=[]):
            declared = self.declared[key]
            if hidden and key[0] != interface[0]:
                continue
            methods = self.methods_of(key)
            # Type arguments are not filled in, so signatures of generic types cannot be compared.
            if self.declared[interface].is_generic or declared.is_generic:
                implements = required.keys() <= methods.keys()
            else:
                implements = all(methods.get(name) == written for name, written in required.items())
            if implements:
                yield declared.hit

    def methods_of(self, key: Key) -> dict[str, str]:
        """Signatures by method name, embedded ones included; the type's own methods hide embedded ones."""
        waiting = [key] if key in self.declared else []
        begun: set[Key] = set()
        while waiting:
            current = waiting[-1]
            ahead = [] if current in begun or current in self._sets else self._embedded(current)
            begun.add(current)
            ahead = [inner for inner in ahead if inner not in self._sets and inner not in begun]
            if ahead:
                waiting += ahead
            else:
                waiting.pop()
                if current not in self._sets:
                    self._sets[current] = self._put_together(current)
        return self._sets.get(key, {})

    def _put_together(self, key: Key) -> dict[str, str]:
        """The methods of a type, those of what it embeds known; on a circle some of them are not."""
        declared = self.declared[key]
        found: dict[str, str] = {}
        for written in declared.embedded:
            inner: dict[str, str] = {}
            for embedded in self._meant(key[0], declared, written):
                inner |= self._sets.get(embedded, {})
            found |= inner or _STANDARD.get(written, {})
        found |= declared.methods
        self._kept += len(found)
        if self._kept > _MOST_METHODS:
            raise QueryError("the types of this repository embed each other too often to be compared")
        return found

    def _embedded(self, key: Key) -> list[Key]:
        declared = self.declared[key]
        meant = (self._meant(key[0], declared, written) for written in declared.embedded)
        return [inner for keys in meant for inner in keys if inner in self.declared]

    def _meant(self, folder: str, declared: DeclaredType, written: str) -> list[Key]:
        package, _, name = written.rpartition(".")
        if not package:
            return [(folder, name)]
        path = declared.imports.get(package, "")
        return [key for key in self._by_name.get(name, ()) if self.code.imports_folder(path, key[0])]

    @cached_property
    def _by_name(self) -> dict[str, list[Key]]:
        found: dict[str, list[Key]] = {}
        for key in self.declared:
            found.setdefault(key[1], []).append(key)
        return found

    @cached_property
    def _by_method(self) -> dict[str, list[Key]]:
        """Concrete types that have a method of each name."""
        found: dict[str, list[Key]] = {}
        for key, declared in self.declared.items():
            if not declared.is_interface:
                for name in self.methods_of(key):
                    found.setdefault(name, []).append(key)
        return found


def _types_in(code: GoCode) -> dict[Key, DeclaredType]:
    types: dict[Key, DeclaredType] = {}
    methods: list[tuple[Key, str, str]] = []
    for file in code.skeletons():
        for node in file.root.named_children:
            if node.type == "type_declaration":
                for spec in node.named_children:
                    name = spec.child_by_field_name("name")
                    if spec.type == "type_spec" and name is not None:
                        types[file.folder, file.text(name)] = _type(file, spec, file.text(name))
            elif node.type == "method_declaration":
                name, receiver = node.child_by_field_name("name"), node.child_by_field_name("receiver")
                of = receiver_type(file.text(receiver)) if receiver is not None else ""
                if name is not None and of:
                    methods.append(((file.folder, of), file.text(name), signature(file, node)))
    for key, method, written in methods:
        if key in types:
            types[key].methods[method] = written
    return types


def _type(file: GoFile, spec: Node, name: str) -> DeclaredType:
    body = spec.child_by_field_name("type")
    kind = body.type if body is not None else ""
    line = spec.start_point.row + 1
    hit = Hit(file.path, line, name, file.line_text(line))
    is_generic = spec.child_by_field_name("type_parameters") is not None
    declared = DeclaredType(hit, {}, kind == "interface_type", is_generic)
    if body is None:
        return declared
    if kind == "interface_type":
        for element in body.named_children:
            method = element.child_by_field_name("name")
            if element.type == "method_elem" and method is not None:
                declared.methods[file.text(method)] = signature(file, element)
            elif element.type == "type_elem":
                parts = element.named_children
                if len(parts) == 1 and parts[0].type in ("type_identifier", "qualified_type", "generic_type"):
                    declared.embedded.append(_bare(file.text(parts[0])))
                else:
                    declared.is_union = True
    elif kind == "struct_type":
        for fields in body.named_children:
            for element in fields.named_children:
                embedded = element.child_by_field_name("type")
                unnamed = element.child_by_field_name("name") is None
                if element.type == "field_declaration" and embedded is not None and unnamed:
                    declared.embedded.append(_bare(file.text(embedded)))
    if any("." in written for written in declared.embedded):
        # Imports cost a search of the whole tree, and few types embed one of another package.
        declared.imports = file.imports
    return declared


def _bare(text: str) -> str:
    return text.lstrip("*").partition("[")[0].strip()


def signature(file: GoFile, node: Node) -> str:
    """Parameter and result types in one spelling: without names, package names and superfluous blanks."""
    parameters = _types_of(file, node.child_by_field_name("parameters"))
    result = node.child_by_field_name("result")
    if result is None:
        results = []
    elif result.type == "parameter_list":
        results = _types_of(file, result)
    else:
        results = [_plain(file.text(result))]
    shown = f"({', '.join(results)})" if len(results) > 1 else "".join(results)
    return f"({', '.join(parameters)}) {shown}".rstrip()


def _types_of(file: GoFile, parameters: Node | None) -> list[str]:
    found: list[str] = []
    for parameter in parameters.named_children if parameters is not None else ():
        of_type = parameter.child_by_field_name("type")
        if of_type is None:
            continue
        dots = "..." if parameter.type == "variadic_parameter_declaration" else ""
        names = sum(child.is_named for child in parameter.children_by_field_name("name"))
        found += [dots + _plain(file.text(of_type))] * max(1, names)
    return found


def _plain(text: str) -> str:
    return re.sub(r"\binterface\s*\{\s*\}", "any", _QUALIFIER.sub("", " ".join(text.split())))
