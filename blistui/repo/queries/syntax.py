"""What the syntax around a name does with it: whether it is called there, and what is made of a type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.repo.queries.file import GoFile, Hit

if TYPE_CHECKING:
    from tree_sitter import Node

_CALLS = pattern(rb"[ \t]*\(")
_CONTAINERS = {
    "slice_type": "element",
    "array_type": "element",
    "implicit_length_array_type": "element",
    "map_type": "value",
}


def is_called(file: GoFile, node: Node) -> bool:
    """Whether the identifier, with what is selected or instantiated around it, is what a call calls."""
    inner, outer = node, file.parent(node)
    if file.is_broken_on(node.start_point.row + 1):
        is_declared = outer is not None and outer.type in ("function_declaration", "method_declaration")
        return not is_declared and _CALLS.match(file.source, node.end_byte) is not None
    while outer is not None and outer.type in (
        "selector_expression",
        "parenthesized_expression",
        "qualified_type",
        "generic_type",
        "index_expression",
    ):
        if outer.type == "selector_expression" and not _is_field(outer, "field", inner):
            return False
        if outer.type == "index_expression" and not _is_field(outer, "operand", inner):
            return False
        if outer.type == "generic_type" and not _is_field(outer, "type", inner):
            return False
        # So the grammar reads `value.Method[int](x)`.
        if outer.type == "qualified_type" and not _is_field(outer, "name", inner):
            return False
        inner, outer = outer, file.parent(outer)
    if outer is None:
        return False
    # A call with explicit type arguments looks like a conversion to the grammar.
    generic = outer.type == "type_conversion_expression" and inner.type == "generic_type"
    return generic or (outer.type == "call_expression" and _is_field(outer, "function", inner))


def _is_field(parent: Node, field: str, child: Node) -> bool:
    found = parent.child_by_field_name(field)
    return found is not None and found.id == child.id


def constructions(file: GoFile, node: Node) -> Iterator[Hit]:
    """Where the type that an identifier names is made: a literal, its elements without a type, or new."""
    inner, outer = node, file.parent(node)
    while outer is not None and outer.type in ("qualified_type", "generic_type"):
        if outer.type == "generic_type" and not _is_field(outer, "type", inner):
            return
        inner, outer = outer, file.parent(outer)
    if outer is None:
        return
    is_literal = outer.type == "composite_literal" and _is_field(outer, "type", inner)
    if is_literal or _is_new(file, outer):
        yield file.hit(outer)
    else:
        for literal in _elements_of_that_type(file, inner, outer):
            yield file.hit(literal)


def _is_new(file: GoFile, arguments: Node) -> bool:
    call = file.parent(arguments)
    if arguments.type != "argument_list" or call is None or call.type != "call_expression":
        return False
    function = call.child_by_field_name("function")
    return function is not None and file.text(function) == "new"


def _elements_of_that_type(file: GoFile, inner: Node, outer: Node | None) -> Iterator[Node]:
    """Elements without a type of their own in a literal of slices, arrays or maps of the type."""
    depth = 0
    while outer is not None:
        if outer.type in _CONTAINERS and _is_field(outer, _CONTAINERS[outer.type], inner):
            depth += 1
        elif outer.type != "pointer_type":
            break
        inner, outer = outer, file.parent(outer)
    if depth and outer is not None and outer.type == "composite_literal" and _is_field(outer, "type", inner):
        body = outer.child_by_field_name("body")
        level = [body] if body is not None else []
        for _ in range(depth):
            level = [element for literal in level for element in _bare_elements(literal)]
        yield from level


def _bare_elements(literal: Node) -> Iterator[Node]:
    for child in literal.named_children:
        value = child.child_by_field_name("value") if child.type == "keyed_element" else child
        if value is not None and value.type == "literal_element" and value.named_child_count:
            first = value.named_children[0]
            if first.type == "literal_value":
                yield first
