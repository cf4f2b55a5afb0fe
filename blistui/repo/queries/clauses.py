"""Flags that a chain of calls registers, as in kingpin: `app.Flag("name", "help").Default("1").Int()`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from blistui.patterns import pattern
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.strings import literal

if TYPE_CHECKING:
    from tree_sitter import Node

_CALLS = "(call_expression function: [(selector_expression) (identifier)]) @it"
_ENDS = pattern(
    r"(?P<kind>Bool|Counter|Duration|Enum|ExistingDir|ExistingFile|ExistingFileOrDir|File|Float|Float32|Float64"
    r"|HexBytes|IP|Int|Int8|Int16|Int32|Int64|Regexp|String|StringMap|TCP|URL|Uint|Uint8|Uint16|Uint32|Uint64"
    r"|Bytes|(?:Bool|Duration|Float64|IP|Int|Int64|Regexp|TCP|URL|Uint|Uint64)List|Strings|Enums|Files|URLs)?"
    r"(?P<var>Var)?\Z"
)


class Clause(NamedTuple):
    """A flag without its dashes; `default` and `usage` as written, `variable` what its value goes to.

    `call` names the flag, `whole` is the chain with its end.
    """

    name: str
    kind: str
    default: str
    usage: str
    variable: Node | None
    call: Node
    whole: Node


def clauses(file: GoFile) -> Iterator[Clause]:
    """The flags that a file registers so: by `Flag` of the library, or by a function here that gives that."""
    if not any("/kingpin" in path for path in file.imports.values()):
        return
    for call in file.captures(_CALLS):
        function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        if function is None or arguments is None:
            continue
        given = [node for node in arguments.named_children if node.type != "comment"]
        if function.type == "identifier":
            given = given[1:] if _makes_clauses(file, file.text(function)) else []
        elif not file.text(function).endswith(".Flag"):
            continue
        name = literal(file, given[0]) if len(given) == 2 else ""
        if name:
            yield _followed(file, call, name, literal(file, given[1]) or file.text(given[1]))


def _makes_clauses(file: GoFile, name: str) -> bool:
    """Whether the function takes an application and gives a clause."""
    made = rf"\bfunc {re.escape(name)}\(\w+ \*\w+\.(?:Application|CmdClause)\b[^\n)]*\) \*\w+\.FlagClause\b"
    return re.search(made.encode(), file.source) is not None


def _followed(file: GoFile, call: Node, name: str, usage: str) -> Clause:
    """What the calls behind it say: the default, and by the last the type and what the value goes to."""
    kind, default, variable, whole = "", "", None, call
    while (member := file.parent(whole)) is not None and member.type == "selector_expression":
        after, field = file.parent(member), member.child_by_field_name("field")
        if after is None or after.type != "call_expression" or field is None:
            break
        whole = after
        arguments = after.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        step = file.text(field)
        if step == "Default":
            default = ", ".join(file.text(one) for one in given)
        elif step == "SetValue" and given:
            variable = given[0]
        elif end := _ENDS.match(step):
            kind = end["kind"] or kind
            variable = given[0] if end["var"] and given else variable
    return Clause(name, kind, default, usage, variable, call, whole)
