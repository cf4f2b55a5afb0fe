"""What each mention of one name in a Go file is: local, the package's, an import's, or a member's."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_FUNCTIONS = frozenset(["function_declaration", "method_declaration", "func_literal"])
_BLOCKS = frozenset(
    [
        *("block", "if_statement", "for_statement", "expression_switch_statement", "type_switch_statement"),
        *("expression_case", "default_case", "type_case", "communication_case"),
    ]
)
_BLANKS_LOOKED_AT = 200
_PARAMETERS = frozenset(["parameter_declaration", "variadic_parameter_declaration"])


class ReadFile(Protocol):
    """What is asked of a file: its tree, its text, and the nodes around and of names."""

    source: bytes

    @property
    def root(self) -> Node: ...
    @property
    def is_broken(self) -> bool: ...
    @property
    def hidden(self) -> tuple[tuple[int, int], ...]: ...
    def declaration_at(self, byte: int) -> tuple[int, int]: ...
    def named(self, name: str, declaring_in: tuple[int, int] | None = None) -> Iterator[Node]: ...
    def parent(self, node: Node) -> Node | None: ...


class Binding(NamedTuple):
    """A local name: the node that declares it, the bytes in which it is known, what declares it."""

    node: Node
    start: int
    end: int
    holder: Node
    block: int


class Mention(NamedTuple):
    """One place of a name. `kind` is:

    - local: `binding` is what it means, or it declares that;
    - plain: a name of the package, of a dot import, or of the language;
    - selected: what is selected from `operand`, a plain name or an expression: a member, or an import's name;
    - member: it declares a field or a method, or is a field's name in a literal of a type that is not known
      to be anything else;
    - other: a label, a parameter of a function type, the name of a package.
    """

    node: Node
    kind: str
    binding: Binding | None = None
    operand: Node | None = None
    key_of: Node | None = None
    """The literal's value in braces, when it is a key there: a field's name, or an expression."""


class Names:
    """All mentions of one name in a file."""

    def __init__(self, file: ReadFile, name: str) -> None:
        self._file, self._name = file, name
        self._inside: dict[tuple[int, int], list[Binding]] = {}

    @cached_property
    def _nodes(self) -> list[Node]:
        return list(self._file.named(self._name))

    @cached_property
    def _bindings(self) -> list[Binding]:
        """What declares the name in functions."""
        return self._of(self._nodes)

    def _of(self, nodes: list[Node]) -> list[Binding]:
        declared = [binding for node in nodes if (binding := _binding(self._file, node)) is not None]
        return _without_second(declared)

    def _around(self, byte: int) -> list[Binding]:
        """As `_bindings`, of a function at least: of most files no more than one function is looked at."""
        if "_nodes" in self.__dict__:
            return self._bindings
        span = self._file.declaration_at(byte)
        if span not in self._inside:
            self._inside[span] = self._of(list(self._file.named(self._name, span)))
        return self._inside[span]

    def meant_at(self, byte: int) -> Binding | None:
        """The local name that is meant at a byte; None for a name of the package or a wider one."""
        inside = [binding for binding in self._around(byte) if binding.start <= byte < binding.end]
        return max(inside, key=lambda binding: binding.start, default=None)

    def mentions(self) -> list[Mention]:
        """Each place, in the order of the source."""
        nodes = self._nodes
        declaring = {binding.node.id: binding for binding in self._bindings}
        return [self._mention(node, declaring.get(node.id)) for node in nodes]

    def _mention(self, node: Node, declaring: Binding | None) -> Mention:
        if declaring is not None:
            return Mention(node, "local", declaring)
        parent = self._file.parent(node)
        # In `s.Convert[int](x)` the value is taken for a package.
        if parent is None or (node.type == "package_identifier" and parent.type != "qualified_type"):
            return Mention(node, "other")
        operand = _selected_from(parent, node)
        if operand is not None:
            return Mention(node, "selected", operand=operand)
        if node.type == "field_identifier" or (self._file.is_broken and _follows_dot(self._file, node)):
            return Mention(node, "member")
        if _is_name_of(parent, node) and parent.type in (*_PARAMETERS, "type_parameter_declaration"):
            return Mention(node, "other")
        kind, binding = "plain", self.meant_at(node.start_byte)
        if binding is not None:
            kind = "local"
        return Mention(node, kind, binding, key_of=_literal_of_key(self._file, node, parent))


def _follows_dot(file: ReadFile, node: Node) -> bool:
    """Whether something is selected by a name: the parser may have lost of what."""
    before = file.source[max(0, node.start_byte - _BLANKS_LOOKED_AT) : node.start_byte].rstrip()
    return before.endswith(b".") and not before.endswith(b"..")


def _selected_from(parent: Node, node: Node) -> Node | None:
    if parent.type == "selector_expression":
        name, operand = parent.child_by_field_name("field"), parent.child_by_field_name("operand")
    elif parent.type == "qualified_type":
        name, operand = parent.child_by_field_name("name"), parent.child_by_field_name("package")
    else:
        return None
    return operand if name is not None and name.id == node.id else None


def _literal_of_key(file: ReadFile, node: Node, parent: Node) -> Node | None:
    pair = file.parent(parent) if parent.type == "literal_element" else None
    if pair is None or pair.type != "keyed_element":
        return None
    key = pair.child_by_field_name("key")
    return file.parent(pair) if key is not None and key.id == parent.id else None


def _is_name_of(parent: Node, node: Node, field: str = "name") -> bool:
    return any(child.id == node.id for child in parent.children_by_field_name(field))


def _binding(file: ReadFile, node: Node) -> Binding | None:
    """What a node declares locally; None when it declares nothing, or something of the package."""
    parent = file.parent(node)
    if parent is None:
        return None
    if parent.type in _PARAMETERS and _is_name_of(parent, node):
        return _parameter(file, node, parent)
    if parent.type == "type_parameter_declaration" and _is_name_of(parent, node):
        holder = _method_around(file, node) or file.parent(file.parent(parent) or parent)
        return Binding(node, holder.start_byte, holder.end_byte, parent, holder.id) if holder else None
    if node.type == "type_identifier" and parent.type == "type_elem":
        return _receiver_argument(file, node, parent)
    if parent.type in ("var_spec", "const_spec", "type_spec", "type_alias") and _is_name_of(parent, node):
        start = node.start_byte if parent.type.startswith("type") else parent.end_byte
        return _in_block(file, node, parent, start)
    if parent.type == "expression_list":
        return _assigned(file, node, parent)
    return None


def _parameter(file: ReadFile, node: Node, declaration: Node) -> Binding | None:
    function = file.parent(file.parent(declaration) or declaration)
    if function is None or function.type not in _FUNCTIONS:
        return None
    body = function.child_by_field_name("body")
    if body is None:
        # Written in assembly: the name is known nowhere.
        return Binding(node, node.start_byte, node.end_byte, declaration, function.id)
    return Binding(node, body.start_byte, body.end_byte, declaration, body.id)


def _receiver_argument(file: ReadFile, node: Node, parent: Node) -> Binding | None:
    """The name that a receiver such as `(s *Stack[T])` gives to a type parameter."""
    holder: Node | None = parent
    for expected in ("type_arguments", "generic_type"):
        holder = file.parent(holder) if holder is not None else None
        if holder is None or holder.type != expected:
            return None
    while holder is not None and holder.type in ("generic_type", "pointer_type", "parenthesized_type"):
        holder = file.parent(holder)
    if holder is None or holder.type != "parameter_declaration":
        return None
    receivers = file.parent(holder)
    method = file.parent(receivers) if receivers is not None else None
    if receivers is None or method is None or method.type != "method_declaration":
        return None
    receiver = method.child_by_field_name("receiver")
    if receiver is None or receiver.id != receivers.id:
        return None
    return Binding(node, method.start_byte, method.end_byte, holder, method.id)


def _assigned(file: ReadFile, node: Node, left: Node) -> Binding | None:
    statement = file.parent(left)
    if statement is None:
        return None
    if statement.type == "type_switch_statement":
        if _is_name_of(statement, left, "alias"):
            value = statement.child_by_field_name("value")
            start = value.end_byte if value is not None else left.end_byte
            return Binding(node, start, statement.end_byte, statement, statement.id)
        return None
    if not _is_name_of(statement, left, "left"):
        return None
    declares = statement.type == "short_var_declaration" or (
        statement.type in ("range_clause", "receive_statement")
        and any(child.type == ":=" for child in statement.children)
    )
    return _in_block(file, node, statement, statement.end_byte) if declares else None


def _in_block(file: ReadFile, node: Node, statement: Node, start: int) -> Binding | None:
    block = file.parent(statement)
    while block is not None and block.type not in _BLOCKS:
        block = file.parent(block)
    return Binding(node, start, block.end_byte, statement, block.id) if block is not None else None


def _without_second(declared: list[Binding]) -> list[Binding]:
    """Without those of `:=` that give a new value to what the same block has declared before."""
    kept: list[Binding] = []
    known: set[int] = set()
    for binding in sorted(declared, key=lambda one: one.node.start_byte):
        if binding.holder.type == "short_var_declaration" and binding.block in known:
            continue
        known.add(binding.block)
        kept.append(binding)
    return kept


def _method_around(file: ReadFile, node: Node) -> Node | None:
    """The method of which a node is in the type parameters that the parser was not shown; None for others."""
    if not any(start <= node.start_byte < end for start, end in file.hidden):
        return None
    method = file.root.descendant_for_byte_range(node.start_byte, node.end_byte)
    while method is not None and method.type != "method_declaration":
        method = method.parent
    return method
