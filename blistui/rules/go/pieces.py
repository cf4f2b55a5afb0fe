"""Kinds of Go that is no declaration or statement: a type, fields, methods or a list that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.rules.go.kinds import EXPRESSION, FIELDS, INTERFACE
from blistui.rules.go.types import NAMED, PREDECLARED, Types, descend

if TYPE_CHECKING:
    from tree_sitter import Node


def kinds_of_type(root: Node, types: Types) -> set[str]:
    """The kind of a type that stands alone, the type of the one variable below `root`."""
    of = next((node.child_by_field_name("type") for node in descend(root, "var_spec")), None)
    while of is not None and of.type == "pointer_type":
        of = of.named_children[0]
    if of is None or of.type in NAMED or not types.distinctive(of):
        return set()  # a name, with or without its star, is only a name
    if of.type == "function_type" or (of.type == "interface_type" and of.named_children):
        return {INTERFACE}
    if of.type == "struct_type" and descend(of, "field_declaration"):
        return {FIELDS}
    return {EXPRESSION}


def kinds_of_fields(root: Node, types: Types) -> set[str]:
    """Whether the body of the struct below `root` is one."""
    fields = descend(root, "field_declaration")
    distinctive = [field for field in fields if types.distinctive_field(field)]
    # Among many fields a type of lower case may be there; a text of words with one hit is no struct.
    odd = [field for field in fields if not types.plausible(field.child_by_field_name("type"))]
    return {FIELDS} if distinctive and len(odd) < len(distinctive) else set()


def kinds_of_methods(root: Node, types: Types) -> set[str]:
    """Whether the body of the interface below `root` is one."""
    if any(types.distinctive_signature(method) for method in descend(root, "method_elem")):
        return {INTERFACE}
    # `~int8 | ~int16`, the types that a type parameter may have
    return {EXPRESSION} if any(map(types.approximate, descend(root, "negated_type"))) else set()


_SOLE_RESULT = pattern(r"\((?:ok bool|err error|n int\d*)\)\Z")


def _many_kinds(types: Types, named: list[Node]) -> bool:
    """Three names or more with predeclared types of several kinds: `name string, depth int, closed bool`."""
    given = [types.text(one.child_by_field_name("type")) for one in named]
    return len(given) >= 3 and len(set(given)) >= 2 and all(of in PREDECLARED for of in given)


def kinds_of_list(root: Node, types: Types, role: str) -> set[str]:
    """`(int64, error)` are the results of a signature; `Reason string, Scores map[…]…` are fields."""
    function = next(iter(descend(root, "function_type")), None)
    items = (
        function.child_by_field_name("result" if role == "results" else "parameters") if function else None
    )
    if items is None or items.type != "parameter_list":
        return set()
    given = items.named_children
    if len(given) < 2 and not (
        role == "results" and not types.bare and _SOLE_RESULT.match(types.text(items))
    ):
        return set()
    given_types = [one.child_by_field_name("type") for one in given]
    if not all(types.plausible(of) for of in given_types):
        return set()
    named = [one for one in given if one.child_by_field_name("name") is not None]
    if role == "params":
        names = {types.text(one.child_by_field_name("name")) for one in named}
        distinctive = not names & PREDECLARED and (
            any(types.distinctive_parameter(one) for one in named) or _many_kinds(types, named)
        )
        return {FIELDS} if distinctive else set()
    if named:
        distinctive = any(types.distinctive_parameter(one) for one in named)
    else:
        distinctive = types.returns_error(given_types) or any(
            of is not None and types.distinctive_in_list(of) for of in given_types
        )
    return {INTERFACE} if distinctive else set()
