"""The types of values in expressions, as far as declarations nearby show them; nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.repo.go.constraints import USUAL
from blistui.repo.go.tokens import tokens
from blistui.repo.go.type_reader import NotAType, TypeReader
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.method_sets import Member, MethodSets
from blistui.repo.queries.packages import Package, Packages
from blistui.repo.queries.scopes import Binding
from blistui.repo.queries.spelling import element_of, results_of
from blistui.repo.queries.type_names import Scope, TypeNames

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST = 20


class Values:
    """Spellings of types by expression; an empty one is not known."""

    def __init__(self, packages: Packages) -> None:
        self.packages = packages
        self.types = TypeNames(packages, USUAL)
        self.sets = MethodSets(self.types)
        self._results_by_name: dict[tuple[str, str], list[str]] = {}

    def member(self, file: GoFile, operand: Node, name: str) -> Member | str:
        """What is selected from a value; else why that is not known, or nothing when it is no member here."""
        spelling = self.type_of(file, operand).lstrip("*")
        if not spelling or spelling.startswith("?@"):
            return "the type of the value is not known"
        return self._member_of(spelling, file, name)

    def _member_of(self, spelling: str, file: GoFile, name: str) -> Member | str:
        package, _ = self.packages.by_file[file.path]
        found = self.sets.of(spelling, package.folder)
        depth, member = found.members.get(self.types.key(name, package), (1 << 30, None))
        if any(at <= depth for at, _ in found.unknown) and not spelling.startswith("?"):
            return f"the value embeds {found.unknown[0][1]}"
        return member if member is not None and member.kind != "x" else ""

    def owner_of(self, package: Package, type_name: str, name: str) -> str:
        """The spelling of the type that declares a member of a package's type; empty when it is not here."""
        declaration = self.types.named(package, type_name, package.folder)
        if declaration is None:
            return ""
        spelling = self.types.own_spelling(declaration, package).lstrip("*")
        _, member = self.sets.of(spelling, package.folder).members.get(
            self.types.key(name, package), (0, None)
        )
        return member.owner if member is not None and member.kind != "x" else ""

    def owner_in(self, file: GoFile, spelling: str, name: str) -> str:
        """The spelling of the type that declares what a file selects by a name; empty for not known."""
        member = self._member_of(spelling, file, name) if spelling else ""
        return member.owner if isinstance(member, Member) else ""

    def imported(self, file: GoFile, operand: Node) -> str | None:
        """The import path that a name before a dot stands for; None when it is no package."""
        if operand.type not in ("identifier", "package_identifier", "type_identifier"):
            return None
        name = file.text(operand)
        _, declared = self.packages.by_file[file.path]
        path = self.types.path_of(name, declared)
        # Most are no import's name: where they are declared is not looked for.
        if path is None or file.names(name).meant_at(operand.start_byte) is not None:
            return None
        return path

    def type_of(self, file: GoFile, node: Node, depth: int = 0) -> str:
        """The spelling of an expression's type."""
        if depth > _DEEPEST:
            return ""
        match node.type:
            case "identifier" | "package_identifier":
                binding = file.names(file.text(node)).meant_at(node.start_byte)
                return self._bound(file, binding, depth) if binding is not None else ""
            case "parenthesized_expression":
                return self._first(file, node, depth)
            case "unary_expression":
                return self._unary(file, node, depth)
            case "composite_literal" | "type_conversion_expression" | "type_assertion_expression":
                return self.written(file, node.child_by_field_name("type"))
            case "index_expression":
                operand = node.child_by_field_name("operand")
                return element_of(self.type_of(file, operand, depth + 1)) if operand else ""
            case "selector_expression":
                return self._selected(file, node, depth)
            case "call_expression":
                results = self._results(file, node, depth)
                return results[0] if len(results) == 1 else ""
        return ""

    def _first(self, file: GoFile, node: Node, depth: int) -> str:
        return self.type_of(file, node.named_children[0], depth + 1) if node.named_child_count else ""

    def _unary(self, file: GoFile, node: Node, depth: int) -> str:
        operand = node.child_by_field_name("operand")
        inner = self.type_of(file, operand, depth + 1) if operand is not None else ""
        match file.source[node.start_byte : node.start_byte + 1]:
            case b"&":
                return f"*{inner}" if inner else ""
            case b"*":
                return inner.removeprefix("*")
        return ""

    def _selected(self, file: GoFile, node: Node, depth: int) -> str:
        operand, field = node.child_by_field_name("operand"), node.child_by_field_name("field")
        if operand is None or field is None or self.imported(file, operand) is not None:
            return ""
        spelling = self.type_of(file, operand, depth + 1).lstrip("*")
        if not spelling or spelling.startswith("?"):
            return ""
        member = self._member_of(spelling, file, file.text(field))
        return member.type if isinstance(member, Member) else ""

    def _results(self, file: GoFile, call: Node, depth: int) -> list[str]:
        function = call.child_by_field_name("function")
        if function is None:
            return []
        if function.type == "identifier":
            return self._called(file, call, function, depth)
        if function.type == "selector_expression":
            operand, field = function.child_by_field_name("operand"), function.child_by_field_name("field")
            path = self.imported(file, operand) if operand is not None else None
            if path is not None and field is not None:
                folder = self.packages.by_file[file.path][0].folder
                package = self.packages.imported(path, folder)
                return self._declared_results(package, file.text(field)) if package is not None else []
        return results_of(self.type_of(file, function, depth + 1))

    def _called(self, file: GoFile, call: Node, function: Node, depth: int) -> list[str]:
        name = file.text(function)
        if file.names(name).meant_at(function.start_byte) is not None:
            return results_of(self.type_of(file, function, depth + 1))
        package, _ = self.packages.by_file[file.path]
        found = self._declared_results(package, name)
        arguments = call.child_by_field_name("arguments")
        if not found and name in ("new", "make") and arguments is not None and arguments.named_child_count:
            spelling = self.written(file, arguments.named_children[0])
            return [f"*{spelling}" if name == "new" else spelling] if spelling else []
        return found

    def _declared_results(self, package: Package, name: str) -> list[str]:
        key = package.id, name
        if key not in self._results_by_name:
            self._results_by_name[key] = self._results_of(package, name)
        return self._results_by_name[key]

    def _results_of(self, package: Package, name: str) -> list[str]:
        for declared in package.files_for(USUAL):
            signature = declared.function(name)
            if signature is not None and not signature.is_generic:
                return results_of(self.types.function(signature, Scope(declared, package, {})))
        return []

    def written(self, file: GoFile, node: Node | None) -> str:
        """The spelling of a type that is in the code; empty when a local name is part of it."""
        if node is None or node.end_byte - node.start_byte > 500:
            return ""
        given = tokens(file.text(node))
        for text in dict.fromkeys(given.texts):
            if text.isidentifier() and file.names(text).meant_at(node.start_byte) is not None:
                return ""
        try:
            syntax = TypeReader(given).type()
        except NotAType:
            return ""
        package, declared = self.packages.by_file[file.path]
        return self.types.spelling(syntax, Scope(declared, package, {}))

    def _bound(self, file: GoFile, binding: Binding, depth: int) -> str:
        holder = binding.holder
        of_type = holder.child_by_field_name("type")
        match holder.type:
            case "parameter_declaration":
                return self.written(file, of_type)
            case "variadic_parameter_declaration":
                element = self.written(file, of_type)
                return f"[]{element}" if element else ""
            case "var_spec" if of_type is not None:
                return self.written(file, of_type)
            case "var_spec":
                names = [name for name in holder.children_by_field_name("name") if name.is_named]
                return self._value_at(file, names, holder.child_by_field_name("value"), binding, depth)
            case "short_var_declaration":
                left = holder.child_by_field_name("left")
                names = left.named_children if left is not None else []
                return self._value_at(file, names, holder.child_by_field_name("right"), binding, depth)
            case "range_clause":
                left, right = holder.child_by_field_name("left"), holder.child_by_field_name("right")
                names = left.named_children if left is not None else []
                if right is not None and len(names) == 2 and names[1].id == binding.node.id:
                    return element_of(self.type_of(file, right, depth + 1))
        return ""

    def _value_at(
        self, file: GoFile, names: list[Node], values: Node | None, binding: Binding, depth: int
    ) -> str:
        given = [value for value in values.named_children if value.type != "comment"] if values else []
        at = next((at for at, name in enumerate(names) if name.id == binding.node.id), 0)
        if len(given) == len(names):
            return self.type_of(file, given[at], depth + 1)
        if len(given) == 1 and given[0].type == "call_expression":
            results = self._results(file, given[0], depth)
            return results[at] if len(results) == len(names) else ""
        return ""
