"""Command-line flags: where they are registered (cobra, pflag, flag, kingpin), and where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from blistui.patterns import pattern
from blistui.repo.errors import QueryError
from blistui.repo.queries.clauses import Clause, clauses
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import GoFile, Hit
from blistui.repo.queries.strings import literal
from blistui.repo.repository import Repository

if TYPE_CHECKING:
    from tree_sitter import Node

    from blistui.repo.queries.mentions import Mentions

_LIBRARIES = frozenset({"flag", "github.com/spf13/pflag"})
# Var binds a variable and comes first among the arguments, P adds a shorthand after the name.
_REGISTERS = pattern(
    r"(?P<kind>(?:Bool|Int|Int8|Int16|Int32|Int64|Uint|Uint8|Uint16|Uint32|Uint64|Float32|Float64|String"
    r"|Duration|Count|IP|IPNet|IPMask|Text|BytesHex|BytesBase64|StringArray|StringToString|StringToInt"
    r"|StringToInt64|(?:String|Int|Int32|Int64|Uint|Bool|Float32|Float64|Duration|IP)Slice)?)"
    r"(?P<var>Var)?(?P<short>PF?)?(?P<bare>F)?\Z"
)
_LOOKS_UP = pattern(r"(?:Get[A-Z]\w*|Changed|Lookup|IsSet)\Z")
_MAY_REGISTER = pattern(rb"Flags\(\)|\bp?flag\.|FlagSet|/kingpin")
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


class _Registration(NamedTuple):
    """A call that registers a flag; `variable` is the expression that its value goes to."""

    file: GoFile
    call: Node
    flag: Flag
    variable: Node | None


def registered_flags(repo: Repository, at: str | None = None) -> tuple[Flag, ...]:
    """All flags that the code registers under a literal name, by path and line; raises RepositoryError."""
    return flags_in(GoCode(repo, at))


def flags_in(code: GoCode) -> tuple[Flag, ...]:
    """As `registered_flags`, in code already opened."""
    return tuple(one.flag for one in _registrations(code))


def is_registered(code: GoCode, name: str) -> bool:
    """Whether the code registers a flag (without dashes) under this literal name."""
    return any(one.flag.name == name for one in _registrations(code, f'"{name}"'))


def reads_of_flag(code: GoCode, mentions: Mentions, name: str) -> set[Hit]:
    """Where the value of the flag is used; raises QueryError when no such flag is registered."""
    wanted = name.lstrip("-")
    registered = list(_registrations(code))
    found = [one for one in registered if one.flag.name == wanted]
    if not found:
        # Imported where it is needed: only a name that is not there is worth the time.
        import difflib

        near = difflib.get_close_matches(wanted, {one.flag.name for one in registered}, n=2)
        hint = f"; did you mean --{' or --'.join(near)}?" if near else ""
        raise QueryError(f"no flag --{wanted} is registered in this repository{hint}")
    hits = {(hit.path, hit.line): hit for hit in _lookups(code, wanted)}
    for one in found:
        for hit in _uses(mentions, one):
            known = hits.get((hit.path, hit.line))
            if known is None or known.doubt:
                hits[hit.path, hit.line] = hit
    return set(hits.values())


def _registrations(code: GoCode, text: str = "") -> Iterator[_Registration]:
    """All registrations, or only those in the files that have a text."""
    for file in code.holding("lag", text):
        if not _MAY_REGISTER.search(file.source):
            continue
        for call in file.captures(_CALLS):
            found = _registration(file, call)
            if found is not None:
                yield found
        yield from (_of_clause(file, found) for found in clauses(file))


def _registration(file: GoFile, call: Node) -> _Registration | None:
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
    name = literal(file, given[int(binds)])
    if not name:
        return None
    variable = given[0] if binds else _assigned(file, call)
    default = file.text(given[-2]) if has_default else ""
    usage = literal(file, given[-1]) or file.text(given[-1])
    flag = Flag(
        name,
        shape["kind"],
        _in_a_line(default),
        _in_a_line(usage),
        file.text(variable) if variable is not None else "",
        file.hit(call),
    )
    return _Registration(file, call, flag, variable)


def _of_clause(file: GoFile, found: Clause) -> _Registration:
    variable = found.variable if found.variable is not None else _assigned(file, found.whole)
    flag = Flag(
        found.name,
        found.kind,
        _in_a_line(found.default),
        _in_a_line(found.usage),
        file.text(variable) if variable is not None else "",
        file.hit(found.call),
    )
    return _Registration(file, found.call, flag, variable)


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


def _in_a_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT_LIMIT else f"{line[: _TEXT_LIMIT - 1].rstrip()}…"


def _assigned(file: GoFile, call: Node) -> Node | None:
    """The variable in `name := flag.Int(…)` or `var name = flag.Int(…)`."""
    values = file.parent(call)
    holder = file.parent(values) if values is not None and values.type == "expression_list" else None
    if holder is None or values is None:
        return None
    if holder.type == "var_spec":
        names = [name for name in holder.children_by_field_name("name") if name.is_named]
    elif holder.type in ("short_var_declaration", "assignment_statement"):
        left = holder.child_by_field_name("left")
        names = left.named_children if left is not None else []
    else:
        return None
    position = next((i for i, value in enumerate(values.named_children) if value.id == call.id), -1)
    return names[position] if 0 <= position < len(names) else None


def _bound(found: Node | None) -> Node | None:
    """The name of the variable or field in what the value of a flag goes to, such as `&cfg.limit`."""
    while found is not None and found.type in ("unary_expression", "parenthesized_expression"):
        found = found.named_children[0] if found.named_child_count else None
    if found is not None and found.type == "selector_expression":
        found = found.child_by_field_name("field")
    return found if found is not None and found.type in ("identifier", "field_identifier") else None


def _uses(mentions: Mentions, registered: _Registration) -> Iterator[Hit]:
    """Where the bound variable or field is used, except where it is declared, set or bound."""
    file, call = registered.file, registered.call
    name = _bound(registered.variable)
    target = mentions.at(file.path, name.start_byte) if name is not None else None
    if target is None:
        return
    any_type = "not certain: the type of the value is not known"
    doubt = any_type if target.kind == "member" and not target.owner else ""
    for found in mentions.of(target):
        start = found.node.start_byte
        registering = found.file.path == file.path and call.start_byte <= start < call.end_byte
        sets = _declares_or_sets(found.file, found.node)
        sets = sets or (target.kind == "member" and _is_key(found.file, found.node))
        if not registering and not sets:
            yield found.file.hit(found.node)._replace(doubt=found.doubt or doubt)


def _is_key(file: GoFile, node: Node) -> bool:
    element = file.parent(node)
    pair = file.parent(element) if element is not None and element.type == "literal_element" else None
    key = pair.child_by_field_name("key") if pair is not None else None
    return key is not None and element is not None and key.id == element.id


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
            if given and literal(file, given[0]) == name:
                yield file.hit(call)
