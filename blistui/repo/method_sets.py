"""Which types implement an interface, judged by the methods they declare and embed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blistui.repo.errors import QueryError
from blistui.repo.gocode import GoCode, GoFile, Hit
from blistui.repo.targets import target_of

if TYPE_CHECKING:
    from tree_sitter import Node

_QUALIFIER = re.compile(r"\b[^\W\d]\w*\.(?=[^\W\d])")
_RECEIVER = re.compile(r"(\w+)\s*(?:\[[^()]*\])?[\s,)]*$")

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

Key = tuple[str, str]
"""Folder and name of a type."""


@dataclass
class _Type:
    """A declared type: its own methods by name, and what it embeds, as written."""

    file: GoFile
    node: Node
    is_interface: bool
    is_generic: bool
    is_union: bool = False
    methods: dict[str, str] = field(default_factory=dict)
    embedded: list[str] = field(default_factory=list)


def implementing_types(code: GoCode, interface: str) -> Iterator[Hit]:
    """The declarations of types with all methods of the interface; see `queries.implementers`."""
    target = target_of(code, interface)
    wanted = [
        (key, declared)
        for key, declared in _types_in(code, target.name).items()
        if key[1] == target.name and key[0] in target.folders and declared.is_interface
    ]
    if not wanted:
        raise QueryError(f"there is no interface `{interface}` in this repository")
    # Every method of the interface is declared somewhere, so the whole repository is looked at.
    types = _types_in(code)
    seen: set[Hit] = set()
    for key, declared in wanted:
        required = _method_set(code, types, key)
        if declared.is_union:
            raise QueryError(f"`{interface}` is a constraint on type arguments, which no type implements")
        if not required:
            raise QueryError(f"`{interface}` has no methods: every type implements it")
        for other, candidate in types.items():
            if candidate.is_interface or (other[0] != key[0] and any(name[0].islower() for name in required)):
                continue
            if _has_all(
                _method_set(code, types, other), required, declared.is_generic or candidate.is_generic
            ):
                seen.add(candidate.file.hit(candidate.node))
    yield from seen


def _has_all(methods: dict[str, str], required: dict[str, str], by_name: bool) -> bool:
    if by_name:
        return required.keys() <= methods.keys()
    return all(methods.get(name) == signature for name, signature in required.items())


def _types_in(code: GoCode, *words: str) -> dict[Key, _Type]:
    """The types declared in files that hold `words`, with the methods declared on them in those files."""
    types: dict[Key, _Type] = {}
    methods: list[tuple[Key, str, str]] = []
    for file in code.holding(*words):
        for node in file.root.named_children:
            if node.type == "type_declaration":
                for spec in node.named_children:
                    name = spec.child_by_field_name("name")
                    if spec.type == "type_spec" and name is not None:
                        types[file.folder, file.text(name)] = _type(file, spec)
            elif node.type == "method_declaration":
                name, receiver = node.child_by_field_name("name"), node.child_by_field_name("receiver")
                found = _RECEIVER.search(file.text(receiver).rstrip(")")) if receiver is not None else None
                if name is not None and found:
                    methods.append(((file.folder, found[1]), file.text(name), signature(file, node)))
    for key, method, written in methods:
        if key in types:
            types[key].methods[method] = written
    return types


def _type(file: GoFile, spec: Node) -> _Type:
    body = spec.child_by_field_name("type")
    kind = body.type if body is not None else ""
    declared = _Type(
        file, spec, kind == "interface_type", spec.child_by_field_name("type_parameters") is not None
    )
    if body is None:
        return declared
    if kind == "interface_type":
        for element in body.named_children:
            name = element.child_by_field_name("name")
            if element.type == "method_elem" and name is not None:
                declared.methods[file.text(name)] = signature(file, element)
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
    return declared


def _bare(text: str) -> str:
    return text.lstrip("*").partition("[")[0].strip()


def _method_set(
    code: GoCode, types: dict[Key, _Type], key: Key, above: frozenset[Key] = frozenset()
) -> dict[str, str]:
    """Signatures by method name, embedded ones included; the type's own methods hide embedded ones."""
    declared = types.get(key)
    if declared is None or key in above:
        return {}
    found: dict[str, str] = {}
    for written in declared.embedded:
        package, _, name = written.rpartition(".")
        path = declared.file.imports.get(package, "")
        folders = (
            [folder for folder, other in types if other == name and code.imports_folder(path, folder)]
            if package
            else [declared.file.folder]
        )
        inner = [_method_set(code, types, (folder, name), above | {key}) for folder in folders]
        for methods in inner or [_STANDARD.get(written, {})]:
            found |= methods or _STANDARD.get(written, {})
    return found | declared.methods


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
