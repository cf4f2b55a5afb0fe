"""What stands in composite literals: whether a name is that of a field, and of which type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from blistui.repo.go.tokens import tokens
from blistui.repo.go.type_reader import NotAType, TypeReader
from blistui.repo.go.type_syntax import Made, Name, Struct, TypeSyntax
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.packages import Packages
from blistui.repo.queries.scopes import Mention
from blistui.repo.queries.standard import standard_type
from blistui.repo.queries.type_names import Scope
from blistui.repo.queries.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST = 20
"""How many literals within each other, and names of other names, are followed: broken code may not end."""


class _Written(NamedTuple):
    """A type as it is written: where, and in the file that is looked at, at which node."""

    syntax: TypeSyntax | None
    scope: Scope
    node: Node | None
    owner: str = ""
    """The spelling of the declared type that it is, without type arguments."""


class Literals:
    """Finds the types of composite literals, those of elements without a type of their own too."""

    def __init__(self, values: Values, packages: Packages) -> None:
        self._values = values
        self._packages = packages

    def key(self, file: GoFile, mention: Mention) -> tuple[bool | None, str]:
        """Whether the mention is the name of a field in a literal, None when that is not known; and the
        spelling of the struct type that declares the field, empty for one without a name or in a function.
        """
        if mention.key_of is None:
            return False, ""
        found = self._literal_type(file, mention.key_of, 0)
        if found is None:
            # What is not exported is no field of another package's type.
            name = file.text(mention.node)
            is_open = name[:1].isupper() or not self._is_imported(file, mention.key_of)
            return (None if is_open else False), ""
        if not isinstance(found.syntax, Struct):
            return False, ""
        name, fields = file.text(mention.node), found.syntax.fields
        if not fields or any(part.name == name for part in fields):
            return True, found.owner
        # A field that an embedded struct has may be named as the struct's own.
        spelling = found.owner or self._values.written(file, found.node)
        owner = self._values.owner_in(file, spelling, name)
        return (True if owner else None), owner

    def _is_imported(self, file: GoFile, value: Node) -> bool:
        literal = file.parent(value)
        of = literal.child_by_field_name("type") if literal is not None else None
        return of is not None and of.type == "qualified_type"

    def _literal_type(self, file: GoFile, value: Node, depth: int) -> _Written | None:
        outer = file.parent(value)
        if outer is None or depth > _DEEPEST:
            return None
        package, declared = self._packages.by_file[file.path]
        if outer.type == "composite_literal":
            written = outer.child_by_field_name("type")
            if written is None:
                return None
            syntax = _read(file.text(written))
            return self._underlying(file, _Written(syntax, Scope(declared, package, {}), written))
        # A literal without a type of its own, inside of another.
        holder = file.parent(outer)
        is_key = False
        if holder is not None and holder.type == "keyed_element":
            key = holder.child_by_field_name("key")
            is_key = key is not None and key.id == outer.id
            holder = file.parent(holder)
        around = self._literal_type(file, holder, depth + 1) if holder is not None else None
        if around is None or not isinstance(around.syntax, Made):
            return None
        part = around.syntax.parts[0 if is_key or around.syntax.kind != "map" else 1]
        while isinstance(part, Made) and part.kind == "*":
            part = part.parts[0]
        return self._underlying(file, around._replace(syntax=part, owner=""))

    def _underlying(self, file: GoFile, of: _Written) -> _Written | None:
        syntax, scope, written, owner = of
        for _ in range(_DEEPEST):
            if not isinstance(syntax, Name):
                return _Written(syntax, scope, written, owner) if syntax is not None else None
            if not syntax.package and scope.file.path == file.path:
                binding = (
                    file.names(syntax.name).meant_at(written.start_byte) if written is not None else None
                )
                if binding is not None:
                    written = binding.holder.child_by_field_name("type")
                    syntax = _read(file.text(written)) if written is not None else None
                    owner = ""
                    continue
            spelling = self._values.types.spelling(syntax._replace(arguments=()), scope)
            declared = self._values.types.declared.get(spelling)
            if declared is None:
                return self._elsewhere(spelling, scope)
            syntax, scope, written = declared.declaration.body, declared.scope, None
            owner = spelling.partition("[")[0]
        return None

    def _elsewhere(self, spelling: str, scope: Scope) -> _Written | None:
        literal = self._values.types.literal.get(spelling)
        if literal is not None:
            return _Written(*literal, None)
        path, _, name = spelling.rpartition(".")
        standard = standard_type(path, name) if path else None
        if standard is not None:
            of_kind = Struct(()) if standard.kind == "s" else Made("[]", (Name("", "any", ()),))
            return _Written(of_kind, scope, None)
        return None


def _read(text: str) -> TypeSyntax | None:
    if text.startswith("[...]"):
        text = f"[]{text[5:]}"
    try:
        return TypeReader(tokens(text)).type()
    except NotAType:
        return None
