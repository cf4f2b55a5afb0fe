"""Command-line flags: where they are registered (cobra, pflag, flag) and where their values are used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from blistui.patterns import pattern
from blistui.repo.errors import QueryError
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import GoFile, Hit
from blistui.repo.repository import Repository

if TYPE_CHECKING:
    from tree_sitter import Node

_LIBRARIES = frozenset({"flag", "github.com/spf13/pflag"})
# Var binds a variable and comes first among the arguments, P adds a shorthand after the name.
_REGISTERS = pattern(
    r"(?P<kind>(?:Bool|Int|Int8|Int16|Int32|Int64|Uint|Uint8|Uint16|Uint32|Uint64|Float32|Float64|String"
    r"|Duration|Count|IP|IPNet|IPMask|Text|BytesHex|BytesBase64|StringArray|StringToString|StringToInt"
    r"|StringToInt64|(?:String|Int|Int32|Int64|Uint|Bool|Float32|Float64|Duration|IP)Slice)?)"
    r"(?P<var>Var)?(?P<short>PF?)?(?P<bare>F)?\Z"
)
_LOOKS_UP = pattern(r"(?:Get[A-Z]\w*|Changed|Lookup|IsSet)\Z")
_MAY_REGISTER = pattern(rb"Flags\(\)|\bp?flag\.|FlagSet")
_CALLS = "(call_expression function: (selector_expression)) @it"
_TEXT_LIMIT = 200


class Flag(NamedTuple):
    """A registered flag, without its dashes. `default` is as written in the code, and so is `variable`, what
    its value is bound to ("" when to nothing); `kind` is the type in the registering call's name.
    """

    name: str
    kind: str
    default: str
    usage: str
    variable: str
    hit: Hit


def registered_flags(repo: Repository, at: str | None = None) -> tuple[Flag, ...]:
    """All flags that the code registers under a literal name, by path and line; raises RepositoryError."""
    return flags_in(GoCode(repo, at))


def flags_in(code: GoCode) -> tuple[Flag, ...]:
    """As `registered_flags`, in code already opened."""
    return tuple(flag for _, _, flag in _registrations(code))


def is_registered(code: GoCode, name: str) -> bool:
    """Whether the code registers a flag (without dashes) under this literal name."""
    return any(flag.name == name for _, _, flag in _registrations(code, f'"{name}"'))


def reads_of_flag(code: GoCode, name: str) -> set[Hit]:
    """Where the value of the flag is used; raises QueryError when no such flag is registered."""
    wanted = name.lstrip("-")
    all_flags = list(_registrations(code))
    found = [entry for entry in all_flags if entry[2].name == wanted]
    if not found:
        # Imported where it is needed: only a name that is not there is worth the time.
        import difflib

        near = difflib.get_close_matches(wanted, {flag.name for _, _, flag in all_flags}, n=2)
        hint = f"; did you mean --{' or --'.join(near)}?" if near else ""
        raise QueryError(f"no flag --{wanted} is registered in this repository{hint}")
    hits = set(_lookups(code, wanted))
    for file, call, flag in found:
        variable = flag.variable.lstrip("&*").strip("()")
        inside = (file.path, call.start_byte, call.end_byte)
        hits |= set(_uses(code, file.folder, variable, inside)) if variable else set()
    return hits


def _registrations(code: GoCode, literal: str = "") -> Iterator[tuple[GoFile, Node, Flag]]:
    """All registrations, or only those in the files that have a literal."""
    for file in code.holding("lag", literal):
        if not _MAY_REGISTER.search(file.source):
            continue
        for call in file.captures(_CALLS):
            flag = _registration(file, call)
            if flag is not None:
                yield file, call, flag


def _registration(file: GoFile, call: Node) -> Flag | None:
    function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if function is None or arguments is None:
        return None
    operand, field = function.child_by_field_name("operand"), function.child_by_field_name("field")
    shape = _REGISTERS.match(file.text(field)) if field is not None else None
    if shape is None or operand is None or not (shape["kind"] or shape["var"]):
        return None
    given = [node for node in arguments.named_children if node.type != "comment"]
    binds = shape["var"] is not None
    # A value of its own (Var) and a count bring their default themselves.
    has_default = bool(shape["kind"]) and shape["kind"] != "Count"
    expected = binds + 1 + (shape["short"] is not None) + has_default + 1
    if len(given) != expected or not _is_flag_set(file, operand):
        return None
    name = _literal(file, given[int(binds)])
    if not name:
        return None
    variable = file.text(given[0]) if binds else _assigned(file, call)
    default = file.text(given[-2]) if has_default else ""
    usage = _literal(file, given[-1]) or file.text(given[-1])
    return Flag(
        name,
        shape["kind"],
        _in_a_line(default),
        _in_a_line(usage),
        variable,
        file.hit(call),
    )


def _is_flag_set(file: GoFile, operand: Node) -> bool:
    """Whether methods of this expression register flags: the package, a command's flags, a set made here."""
    text = file.text(operand)
    if text.endswith("Flags()"):
        return True
    if operand.type != "identifier":
        return text.casefold().endswith(("flags", "flagset", "fs"))
    if text in file.imports:
        return file.imports[text] in _LIBRARIES
    made = (
        rf"\b{re.escape(text)}\s*(?::?=[^\n]{{0,200}}(?:Flags\(\)|NewFlagSet\()|\*(?:flag|pflag)\.FlagSet\b"
        # One that is held in a field, such as `cfg.cf.flagSet`.
        rf"|:?=\s*(?:\w+\.)+(?:\w*[fF]lag[sS]et|\w*[fF]lags|fs)\s*(?:\n|//))"
    )
    return re.search(made.encode(), file.source) is not None


def _literal(file: GoFile, node: Node) -> str:
    """The text of a string literal, or of several put together; empty for anything else."""
    parts: list[str] = []
    pending = [node]
    while pending:
        part = pending.pop()
        if part.type == "binary_expression":
            sides = (part.child_by_field_name("right"), part.child_by_field_name("left"))
            pending += [side for side in sides if side is not None]
        else:
            parts.append(_string(file, part))
    return "".join(parts) if all(parts) else ""


def _string(file: GoFile, node: Node) -> str:
    if node.type not in ("interpreted_string_literal", "raw_string_literal"):
        return ""
    text = file.text(node)
    if text.startswith("`"):
        return text[1:-1]
    try:
        # Go's escapes in names and usages are Python's.
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text.strip('"')
    return str(value)


def _in_a_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT_LIMIT else f"{line[: _TEXT_LIMIT - 1].rstrip()}…"


def _assigned(file: GoFile, call: Node) -> str:
    """The variable in `name := flag.Int(…)` or `var name = flag.Int(…)`."""
    values = file.parent(call)
    holder = file.parent(values) if values is not None and values.type == "expression_list" else None
    if holder is None or values is None:
        return ""
    if holder.type == "var_spec":
        names = [name for name in holder.children_by_field_name("name") if name.is_named]
    elif holder.type in ("short_var_declaration", "assignment_statement"):
        left = holder.child_by_field_name("left")
        names = left.named_children if left is not None else []
    else:
        return ""
    position = next((i for i, value in enumerate(values.named_children) if value.id == call.id), -1)
    return file.text(names[position]) if 0 <= position < len(names) else ""


def _uses(code: GoCode, folder: str, variable: str, inside: tuple[str, int, int]) -> Iterator[Hit]:
    """Where the bound variable is used: a variable in its package, a field wherever a field has that name."""
    _, dot, name = variable.rpartition(".")
    for file in code.holding(name):
        if not dot and file.folder != folder:
            continue
        for node in file.named(name):
            parent = file.parent(node)
            if parent is None or (node.type == "field_identifier") != bool(dot):
                continue
            registering = file.path == inside[0] and inside[1] <= node.start_byte < inside[2]
            if not registering and not _declares_or_sets(file, node):
                yield file.hit(node)


def _declares_or_sets(file: GoFile, node: Node) -> bool:
    parent = file.parent(node)
    if parent is None or parent.type in (
        "var_spec",
        "const_spec",
        "field_declaration",
        "parameter_declaration",
        "method_elem",
    ):
        named = parent.children_by_field_name("name") if parent is not None else []
        return any(name.id == node.id for name in named)
    target = parent if parent.type == "selector_expression" else node
    holder = file.parent(target)
    if holder is None or holder.type != "expression_list":
        return False
    statement = file.parent(holder)
    if statement is None:
        return False
    left = statement.child_by_field_name("left")
    return (
        left is not None
        and left.id == holder.id
        and statement.type in ("assignment_statement", "short_var_declaration", "range_clause")
    )


def _lookups(code: GoCode, name: str) -> Iterator[Hit]:
    """Calls such as Flags().GetInt("name") and Changed("name")."""
    for file in code.holding(f'"{name}"'):
        for call in file.captures(_CALLS):
            function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
            field = function.child_by_field_name("field") if function is not None else None
            if field is None or arguments is None or not _LOOKS_UP.match(file.text(field)):
                continue
            given = arguments.named_children
            if given and _literal(file, given[0]) == name:
                yield file.hit(call)
