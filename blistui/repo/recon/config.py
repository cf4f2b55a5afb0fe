"""Recon proposals about what a user sets: entrypoints, commands, flags, configuration structs."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.repo.go.constraints import USUAL
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.flags import Flag
from blistui.repo.queries.type_names import TypeNames
from blistui.repo.recon.survey import Proposal, Survey, is_test, is_vendored, listed
from blistui.repo.symbols.index import Located

if TYPE_CHECKING:
    from tree_sitter import Node

_PARSES = pattern(r"(?:Unmarshal\w*|Decode\w*|NewDecoder|ReadInConfig|MustUnmarshal)\Z")
_TAG = pattern(r"`[^`]*\b(?:yaml|json|toml|mapstructure|env):\"")
_CONFIG_NAME = pattern(r"(?:Config|Options|Settings|Bundle|Spec|Params)\Z")
_CONFIG_PARAMETER = pattern(
    r"(?:^|[ *,])(?:(\w+)\.)?(\w*(?:Config|Options|Settings|Bundle|Spec|Params))(?=[,]|$)"
)
_MOST_CITED = 6


def cli(survey: Survey) -> Iterator[Proposal]:
    """Entrypoints, cobra commands, and every registered flag with its default."""
    for symbol in survey.symbols:
        package = survey.index.files[symbol.path].package
        if (symbol.name, symbol.kind, package) == ("main", "func", "main"):
            statement = f"`main` in `{symbol.path}` is an entrypoint."
            yield Proposal("cli", statement, survey.cite_symbols([symbol]))
    yield from _commands(survey)
    by_name: dict[str, list[Flag]] = {}
    for flag in survey.flags:
        by_name.setdefault(flag.name, []).append(flag)
    for name, flags in sorted(by_name.items()):
        defaults = list(dict.fromkeys(flag.default for flag in flags if flag.default))
        default = f", default {listed(defaults)}" if defaults else ""
        kind = f" ({flags[0].kind.lower()}{default})" if flags[0].kind else ""
        usage = flags[0].usage.rstrip(".")
        about = f": {usage}" if usage else ""
        stop = "" if about.endswith("…") else "."
        where = f" Registered in {len(flags)} places." if len(flags) > 1 else ""
        cited = (
            cite for flag in flags for cite in survey.cite(flag.hit.path, (flag.hit.line, flag.hit.line))
        )
        yield Proposal("cli", f"Flag `--{name}`{kind}{about}{stop}{where}", tuple(cited))


def _commands(survey: Survey) -> Iterator[Proposal]:
    for file in survey.code.holding("cobra.Command"):
        if is_vendored(file.path) or is_test(file.path):
            continue
        for literal in file.captures("(composite_literal type: (qualified_type)) @it"):
            of_type = literal.child_by_field_name("type")
            if of_type is None or file.text(of_type) != "cobra.Command":
                continue
            fields = _keyed(file, literal)
            use = fields.get("Use", "").strip('"`').split(" ")[0]
            if use:
                hit = file.hit(literal)
                short = fields.get("Short", "").strip('"`').rstrip(".")
                statement = f"Command `{use}`" + (f": {short}." if short else ".")
                yield Proposal("cli", statement, survey.cite(file.path, (hit.line, hit.line)))


def _keyed(file: GoFile, literal: Node) -> dict[str, str]:
    body = literal.child_by_field_name("body")
    found: dict[str, str] = {}
    for element in body.named_children if body is not None else ():
        key, value = element.child_by_field_name("key"), element.child_by_field_name("value")
        if element.type == "keyed_element" and key is not None and value is not None:
            found[file.text(key)] = file.text(value)
    return found


def configuration(survey: Survey) -> Iterator[Proposal]:
    """Structs that hold configuration, with what parses into them or takes one; the most used first.

    A message that a program wrote is none.
    """
    found: list[tuple[int, Proposal]] = []
    parsed = _parsed_types(survey)
    handed = _takers(survey)
    for symbol in survey.symbols:
        if symbol.kind != "struct" or survey.is_generated(symbol.path):
            continue
        lines = survey.lines(symbol.path)[symbol.start - 1 : symbol.end]
        tagged = any(_TAG.search(line) for line in lines)
        places = parsed.get((posixpath.dirname(symbol.path), symbol.name), [])
        if not places and not _CONFIG_NAME.search(symbol.name):
            continue
        how = " with tags" if tagged else ""
        where = (
            f"parsed in {listed([name for _, _, name in places])}"
            if places
            else "not parsed from a file by name"
        )
        takers = handed.get((posixpath.dirname(symbol.path), symbol.name), [])
        flow = f"; handed to {listed([taker.qualified for taker in takers], 4)}" if takers else ""
        statement = f"`{symbol.name}` in `{symbol.path}` is a configuration struct{how}, {where}{flow}."
        cited = [cite for path, line, _ in places[:_MOST_CITED] for cite in survey.cite(path, (line, line))]
        cited += survey.cite_symbols(takers[:4])
        made = Proposal("configuration", statement, (*survey.cite_symbols([symbol]), *cited))
        found.append((len(places) + len(takers), made))
    yield from (made for _, made in sorted(found, key=lambda one: -one[0]))


def _takers(survey: Survey) -> dict[tuple[str, str], list[Located]]:
    """By folder and name of a configuration struct: the functions that take one.

    A package is meant by its name only where no other one has it.
    """
    named = Counter(package.name for package in survey.packages)
    folder_of = {package.name: package.folder for package in survey.packages if named[package.name] == 1}
    found: dict[tuple[str, str], list[Located]] = {}
    for symbol in survey.symbols:
        if symbol.kind not in ("func", "method"):
            continue
        # The head of the function, from its parameters on.
        head = " ".join(survey.lines(symbol.path)[symbol.start - 1 : symbol.start][:1])
        takes = head.partition(f"{symbol.name}(")[2].partition(")")[0]
        for package, name in dict.fromkeys(_CONFIG_PARAMETER.findall(takes)):
            folder = folder_of.get(package) if package else posixpath.dirname(symbol.path)
            if folder is not None:
                found.setdefault((folder, name), []).append(symbol)
    return found


_Parsed = dict[tuple[str, str], list[tuple[str, int, str]]]
"""By folder and name of a type: path, line and function of each call that decodes into such a variable."""


def _parsed_types(survey: Survey) -> _Parsed:
    found: _Parsed = {}
    packages = survey.code.packages
    names = TypeNames(packages, USUAL)
    files = {file.path: file for word in ("Unmarshal", "Decode") for file in survey.code.holding(word)}
    for path, file in sorted(files.items()):
        if is_vendored(path) or is_test(path) or path not in packages.by_file or survey.is_generated(path):
            continue
        package, declared = packages.by_file[path]
        for call in file.captures("(call_expression function: (selector_expression)) @it"):
            qualifier, name = _decoded_type(file, call)
            folder: str | None = package.folder
            if qualifier:
                imported = packages.imported(names.path_of(qualifier, declared) or "", package.folder)
                folder = imported.folder if imported is not None else None
            if name and folder is not None:
                hit = file.hit(call)
                found.setdefault((folder, name), []).append((path, hit.line, hit.symbol or path))
    return found


def _decoded_type(file: GoFile, call: Node) -> tuple[str, str]:
    """The type of `x` in a call such as yaml.Unmarshal(data, &x), found in its function: what qualifies its
    name, and the name; empty when unknown.
    """
    function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if function is None or arguments is None or not arguments.named_children:
        return "", ""
    name = function.child_by_field_name("field") if function.type == "selector_expression" else None
    if name is None or not _PARSES.match(file.text(name)):
        return "", ""
    target = file.text(arguments.named_children[-1]).lstrip("&")
    if not target.isidentifier():
        return "", ""
    body, around = call, file.parent(call)
    while around is not None and body.type not in (
        "function_declaration",
        "method_declaration",
        "func_literal",
    ):
        body, around = around, file.parent(around)
    before = file.source[body.start_byte : call.start_byte].decode("utf-8", "replace")
    ways = (
        rf"\b{target}\s*:?=\s*(?:&|new\()?(?:(\w+)\.)?(\w+)[{{)]",
        rf"\bvar\s+{target}\s+(?:(\w+)\.)?(\w+)",
        rf"\b{target}\s+\*(?:(\w+)\.)?(\w+)",
    )
    matches = sorted((m for way in ways for m in re.finditer(way, before)), key=lambda m: m.start())
    return (matches[-1][1] or "", matches[-1][2]) if matches else ("", "")
