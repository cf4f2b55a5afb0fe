"""The types of values in expressions, as far as declarations nearby show them; nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.repo.go.constraints import USUAL
from blistui.repo.go.tokens import tokens
from blistui.repo.go.type_reader import NotAType, TypeReader
from blistui.repo.go.type_syntax import Made, Name, Signature
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.method_sets import Member, MethodSets
from blistui.repo.queries.names_at_top import NamesAtTop
from blistui.repo.queries.packages import Package
from blistui.repo.queries.scopes import Binding
from blistui.repo.queries.spelling import element_of, ranged_over, received_from, results_of
from blistui.repo.queries.type_names import Scope, TypeNames

if TYPE_CHECKING:
    from tree_sitter import Node

    from blistui.repo.queries.code import GoCode

_DEEPEST = 20
_UNKNOWN = "?@"
"""What the spelling of a type of this repository begins with that is not known, such as a type parameter."""


class Values:
    """Spellings of types by expression; an empty one is not known."""

    def __init__(self, code: GoCode) -> None:
        self.packages = code.packages
        self.types = TypeNames(self.packages, USUAL)
        self.sets = MethodSets(self.types)
        self._names = NamesAtTop(code, self.types, self._bound)

    def member(self, file: GoFile, operand: Node, name: str) -> Member | str:
        """What is selected from a value; else why that is not known, or nothing when it is no member here."""
        spelling = self.type_of(file, operand).lstrip("*")
        if not spelling or spelling.startswith(_UNKNOWN):
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
                if binding is None:
                    return self._names.type_at_top(file, file.text(node), depth)
                return self._bound(file, binding, node, depth)
            case "parenthesized_expression":
                return self._first(file, node, depth)
            case "unary_expression":
                return self._unary(file, node, depth)
            case "composite_literal" | "type_conversion_expression" | "type_assertion_expression":
                return self.written(file, node.child_by_field_name("type"))
            case "index_expression":
                return element_of(self._operand(file, node, depth))
            case "slice_expression":
                operand = node.child_by_field_name("operand")
                of = self.type_of(file, operand, depth + 1) if operand is not None else ""
                # Of an array it is a slice, of a slice it is another of the same type.
                element = element_of(of if of.startswith("*") else self.made_as(of))
                return of if not element or self.made_as(of).startswith("[]") else f"[]{element}"
            case "func_literal":
                body = node.child_by_field_name("body")
                return self.written(file, node, body.start_byte if body is not None else None)
            case "selector_expression":
                return self._selected(file, node, depth)
            case "call_expression":
                results = self._results(file, node, depth)
                return results[0] if len(results) == 1 else ""
        return ""

    def _first(self, file: GoFile, node: Node, depth: int) -> str:
        return self.type_of(file, node.named_children[0], depth + 1) if node.named_child_count else ""

    def _operand(self, file: GoFile, node: Node, depth: int) -> str:
        """What an operand's type is made as."""
        operand = node.child_by_field_name("operand")
        return self.made_as(self.type_of(file, operand, depth + 1)) if operand is not None else ""

    def made_as(self, spelling: str) -> str:
        """What a declared slice, map, channel or function is declared as; others are what they are."""
        for _ in range(_DEEPEST):
            declared = self.types.declared.get(spelling)
            if declared is None or not isinstance(declared.declaration.body, Name | Made | Signature):
                break
            spelling = self.types.spelling(declared.declaration.body, declared.scope)
        return spelling

    def _unary(self, file: GoFile, node: Node, depth: int) -> str:
        operand = node.child_by_field_name("operand")
        inner = self.type_of(file, operand, depth + 1) if operand is not None else ""
        match file.source[node.start_byte : node.start_byte + 1]:
            case b"&":
                return f"*{inner}" if inner else ""
            case b"*":
                return inner.removeprefix("*")
            case b"<":
                return received_from(self.made_as(inner))
        return ""

    def _selected(self, file: GoFile, node: Node, depth: int) -> str:
        operand, field = node.child_by_field_name("operand"), node.child_by_field_name("field")
        if operand is None or field is None:
            return ""
        path = self.imported(file, operand)
        if path is not None:
            package = self.packages.imported(path, file.folder)
            return self._names.type_in(package, file.text(field), file, depth) if package is not None else ""
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
                package, name = self.packages.imported(path, file.folder), file.text(field)
                return self._names.results_in(package, name, file, depth) if package is not None else []
        return results_of(self.type_of(file, function, depth + 1))

    def _called(self, file: GoFile, call: Node, function: Node, depth: int) -> list[str]:
        name = file.text(function)
        if file.names(name).meant_at(function.start_byte) is not None:
            return results_of(self.type_of(file, function, depth + 1))
        found: list[str] = []
        for package in self._names.used_by(file):
            found = found or self._names.results_in(package, name, file, depth)
        arguments = call.child_by_field_name("arguments")
        if not found and name in ("new", "make") and arguments is not None and arguments.named_child_count:
            spelling = self.written(file, arguments.named_children[0])
            return [f"*{spelling}" if name == "new" else spelling] if spelling else []
        return found

    def written(self, file: GoFile, node: Node | None, end: int | None = None) -> str:
        """The spelling of a type that is in the code, up to `end`; empty when a local name is part of it."""
        if node is None or (end or node.end_byte) - node.start_byte > 500:
            return ""
        given = tokens(file.source[node.start_byte : end or node.end_byte].decode("utf-8", "replace"))
        parameters: dict[str, str] = {}
        for text in dict.fromkeys(given.texts):
            binding = file.names(text).meant_at(node.start_byte) if text.isidentifier() else None
            if binding is not None and not _is_type_parameter(binding):
                return ""
            if binding is not None:
                parameters[text] = f"{_UNKNOWN}{text}"
        try:
            syntax = TypeReader(given).type()
        except NotAType:
            return ""
        package, declared = self.packages.by_file[file.path]
        return self.types.spelling(syntax, Scope(declared, package, parameters))

    def _bound(self, file: GoFile, binding: Binding, use: Node, depth: int) -> str:
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
                if right is not None:
                    given = ranged_over(self.made_as(self.type_of(file, right, depth + 1)))
                    return given[int(len(names) == 2 and names[1].id == binding.node.id)]
            case "receive_statement":
                left, right = holder.child_by_field_name("left"), holder.child_by_field_name("right")
                is_first = left is not None and left.named_children[0].id == binding.node.id
                return self.type_of(file, right, depth + 1) if is_first and right is not None else ""
            case "type_switch_statement":
                return self._switched(file, holder, use, depth)
        return ""

    def _switched(self, file: GoFile, switch: Node, use: Node, depth: int) -> str:
        """The type of the name of a type switch: that of the case around, if this has one type."""
        case, outer = use, file.parent(use)
        while outer is not None and outer.id != switch.id:
            case, outer = outer, file.parent(outer)
        types = [one for one in case.children_by_field_name("type") if one.is_named]
        if len(types) == 1 and file.text(types[0]) != "nil":
            return self.written(file, types[0])
        value = switch.child_by_field_name("value")
        return self.type_of(file, value, depth + 1) if value is not None else ""

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
        # The second value says whether there is a first.
        is_first = len(given) == 1 and (at, len(names)) == (0, 2)
        return self.type_of(file, given[0], depth + 1) if is_first else ""


def _is_type_parameter(binding: Binding) -> bool:
    is_of_receiver = binding.holder.type == "parameter_declaration" and binding.node.type == "type_identifier"
    return is_of_receiver or binding.holder.type == "type_parameter_declaration"
