"""What a function calls, and which tests call it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.repo.errors import QueryError
from blistui.repo.go.outline import Symbol
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import GoFile, Hit
from blistui.repo.queries.mentions import Found, Mentions
from blistui.repo.queries.targets import Target, member_target, package_target

if TYPE_CHECKING:
    from tree_sitter import Node

_CALLS = "(call_expression) @it"
FUNCTIONS = frozenset(["func", "test", "method", "interface method"])
_SUITE_TEST = pattern(r"Test(?![a-z])")
_HELPERS = 3
"""Functions of tests that are looked through, one calling the next."""


def declarations(code: GoCode, target: Target) -> Iterator[tuple[Hit, str]]:
    """Where a target of the repository is declared, for all systems, and of which kind it is."""
    for package in code.packages.all:
        if package.id not in target.packages:
            continue
        for file in package.files:
            for name, kind, of, start, _ in code.rows(file.path):
                if name == target.name and (of in target.receivers if of else not target.receivers):
                    symbol = f"{of}.{name}" if of else name
                    yield Hit(file.path, start, symbol, code.line_text(file.path, start)), kind


def callees(code: GoCode, mentions: Mentions, target: Target) -> Iterator[Hit]:
    """The functions and methods that a function calls, where they are declared.

    A method of a value whose type is not known is where it is called, with a doubt; what is declared
    elsewhere is left out. Raises QueryError when the target is no function.
    """
    bodies = [hit for hit, kind in declarations(code, target) if kind in FUNCTIONS]
    if not bodies:
        raise QueryError(f"`{target.shown}` is no function or method of this repository")
    seen: set[Target] = set()
    for body in bodies:
        # The whole file: each name that is called would want another part of it.
        file = code.file(body.path)
        symbol = next((one for one in file.symbols if _is_at(one, body.line, target.name)), None)
        for call in _calls_in(file, symbol) if symbol is not None else ():
            called = mentions.at(file.path, call.start_byte)
            if called is None or called.kind not in ("package", "member") or called in seen:
                continue
            seen.add(called)
            if called.kind == "member" and not called.owner:
                hit = file.hit(call)
                why = "not certain: the type of the value is not known"
                yield Hit(hit.path, hit.line, f".{called.name}", hit.text, why)
            else:
                yield from (hit for hit, kind in declarations(code, called) if kind in FUNCTIONS)


def _is_at(symbol: Symbol, line: int, name: str) -> bool:
    return symbol.start == line and symbol.name == name


def _calls_in(file: GoFile, symbol: Symbol) -> Iterator[Node]:
    """The names that are called between the lines of a symbol."""
    for call in file.captures(_CALLS):
        if not symbol.start <= call.start_point.row + 1 <= symbol.end:
            continue
        function = call.child_by_field_name("function")
        while function is not None and function.type in (
            "parenthesized_expression",
            "index_expression",
            "type_instantiation_expression",
        ):
            function = function.named_children[0] if function.named_child_count else None
        if function is not None and function.type == "selector_expression":
            function = function.child_by_field_name("field")
        if function is not None and function.type in ("identifier", "field_identifier"):
            yield function


def tests_of(code: GoCode, mentions: Mentions, found: list[Found]) -> Iterator[Hit]:
    """The test functions in which the mentions `found` are, or that call such a function of the tests."""
    seen: set[tuple[str, int]] = set()
    for depth in range(_HELPERS + 1):
        helpers: list[Target] = []
        for one in sorted(found, key=lambda one: one.doubt != ""):
            symbol = _function_around(one) if one.file.path.endswith("_test.go") else None
            if symbol is None or (one.file.path, symbol.start) in seen:
                continue
            seen.add((one.file.path, symbol.start))
            if symbol.kind == "test" or _is_of_suite(symbol):
                name, text = symbol.qualified, one.file.line_text(symbol.start)
                yield Hit(one.file.path, symbol.start, name, text, one.doubt)
            elif not one.doubt:
                package, _ = code.packages.by_file[one.file.path]
                if symbol.receiver:
                    helpers.append(member_target(code, package, symbol.receiver, symbol.name))
                else:
                    helpers.append(package_target(code, package, symbol.name))
        if not helpers or depth == _HELPERS:
            return
        found = [one for helper in helpers for one in mentions.of(helper)]


def _is_of_suite(symbol: Symbol) -> bool:
    """Whether it is a method that packages for tests run as a test."""
    return symbol.kind == "method" and _SUITE_TEST.match(symbol.name) is not None


def _function_around(found: Found) -> Symbol | None:
    line = found.node.start_point.row + 1
    around = (one for one in found.file.symbols if one.start <= line <= one.end and one.kind in FUNCTIONS)
    return next(around, None)
