"""Recon proposals from declarations: packages, data structures, extension points, boundaries, fragility."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.tables.citation import Citation
from blistui.repo.go.constraints import USUAL
from blistui.repo.go.type_syntax import Name
from blistui.repo.queries.file import Hit
from blistui.repo.queries.type_names import Scope, TypeNames
from blistui.repo.recon.guidelines import Module
from blistui.repo.recon.survey import Proposal, Survey, counted, is_test, listed
from blistui.repo.symbols.index import Located

_LONG = 120
_MANY_METHODS = 8
_MOST = 25
_MOST_CITED = 8
_BOUNDARY = 2
"""Packages that import another from which on that one is proposed as a boundary."""
_COUPLED = 6
_LISTED = 4
_NAMED, _NAMED_TESTS = 6, 2
"""Types that are named of those that implement an interface, and of those in tests: all named are cited."""
_CASE = pattern(r'^\s*case\s+("[^"\n]*"(?:\s*,\s*"[^"\n]*")*)\s*:', re.MULTILINE)
_SENTENCE_END = pattern(r"(?<=[.!?])\s")
_IDENTIFIER = pattern(r"[^\W\d]\w*")


def packages(survey: Survey) -> Iterator[Proposal]:
    """Each package with its role, from its doc comment, and its size; the largest first."""
    total = sum(package.lines for package in survey.packages) or 1
    for package in sorted(survey.packages, key=lambda p: (-p.lines, p.folder)):
        if package.files:
            about = package.doc.removeprefix(f"Package {package.name} ")
            role = _SENTENCE_END.split(about)[0].rstrip(".") or "no doc comment"
            size = f"{counted(package.files, 'file')}, {counted(package.lines, 'line')}"
            share = f"{100 * package.lines / total:.0f} % of the code"
            where = package.folder or "."
            statement = f"Package `{package.name}` in `{where}`: {role} ({size}, {share})."
            yield Proposal("packages", statement, _clause(survey, package.folder))


def _clause(survey: Survey, folder: str) -> tuple[Citation, ...]:
    """The package clause with its doc comment, of the file that has one, else of the largest."""
    doc = survey.doc_of(folder)
    path = min((file.doc != doc, -file.lines, path) for path, file in survey.files_in[folder])[2]
    clause = next((s for s in survey.places(path) if s.kind == "package"), None)
    return survey.cite(path, (clause.doc_start, clause.start)) if clause else ()


def data_structures(survey: Survey) -> Iterator[Proposal]:
    """Interfaces with their implementers, most implemented first, then the types with the most methods."""
    survey.leave_out(len(survey.interfaces) - _MOST, "interfaces, implemented by fewer types,")
    for interface, hits in survey.interfaces[:_MOST]:
        methods = [s.name for s in survey.index.in_file(interface.path) if s.receiver == interface.name]
        by, named = _by_whom(hits)
        has = f"{counted(len(methods), 'method')}: {listed(methods)}" if methods else "embedded methods only"
        origin = "Generated interface" if survey.is_generated(interface.path) else "Interface"
        statement = f"{origin} `{interface.name}` ({has}) is implemented by {by}."
        cited = (cite for hit in named for cite in survey.cite(hit.path, (hit.line, hit.line)))
        yield Proposal("data structures", statement, (*survey.cite_symbols([interface]), *cited))
    own = [symbol for symbol in survey.symbols if not survey.is_generated(symbol.path)]
    counts = Counter((posixpath.dirname(s.path), s.receiver) for s in own if s.kind == "method")
    structs = {(posixpath.dirname(s.path), s.name): s for s in own if s.kind == "struct"}
    many = sum(count >= _MANY_METHODS and key in structs for key, count in counts.items())
    survey.leave_out(many - _MOST, f"structs with {_MANY_METHODS} methods and more")
    for key, count in counts.most_common(_MOST):
        if count >= _MANY_METHODS and key in structs:
            statement = f"Struct `{key[1]}` carries much of `{key[0] or '.'}`: {count} methods."
            yield Proposal("data structures", statement, survey.cite_symbols([structs[key]]))


def _by_whom(hits: list[Hit]) -> tuple[str, list[Hit]]:
    """By how many types, and those of them that are named, so that they are cited."""
    code = [hit for hit in hits if not is_test(hit.path)]
    tests = [hit for hit in hits if is_test(hit.path)]
    parts = [f"{counted(len(code), 'type')}: {_symbols(code, _NAMED)}"] if code else []
    if tests:
        parts.append(f"in tests by {_symbols(tests, _NAMED_TESTS)}")
    return "; ".join(parts), [*code[:_NAMED], *tests[:_NAMED_TESTS]]


def _symbols(hits: list[Hit], most: int) -> str:
    return listed([hit.symbol for hit in hits], most)


def extension_points(survey: Survey) -> Iterator[Proposal]:
    """Interfaces whose implementation is chosen by a factory or kept in a registry."""
    made_by, kept_in = _factories(survey), _registries(survey)
    for interface, hits in survey.interfaces:
        package, _ = survey.code.packages.by_file[interface.path]
        makers = made_by.get(f"{package.id}.{interface.name}", [])
        kept = kept_in.get((posixpath.dirname(interface.path), interface.name), [])
        if not makers and not kept:
            continue
        ways = [f"made by {listed([s.name for s in makers])}"] if makers else []
        ways += [f"registered in {listed([s.name for s in kept])}"] if kept else []
        chosen = [name for maker in makers for name in _cases(survey, maker)]
        choice = f", chosen by name: {listed(chosen, 10)}" if chosen else ""
        by, named = _by_whom(hits)
        module = _module_of(survey, interface.name)
        belongs = f"; module {module.name} of the target map" if module else ""
        statement = (
            f"Extension point `{interface.name}`: {' and '.join(ways)}{choice}; implemented by {by}{belongs}."
        )
        cited = (cite for hit in named for cite in survey.cite(hit.path, (hit.line, hit.line)))
        made = survey.cite_symbols([interface, *[*makers, *kept][:_MOST_CITED]])
        yield Proposal("extension points", statement, (*made, *cited))


def _factories(survey: Survey) -> dict[str, list[Located]]:
    """By the spelling of a type without type arguments: the functions that have it as a result."""
    names = TypeNames(survey.code.packages, USUAL)
    found: dict[str, list[Located]] = {}
    for symbol in survey.symbols:
        if symbol.kind != "func":
            continue
        package, file = survey.code.packages.by_file[symbol.path]
        signature = file.function(symbol.name)
        # A result of its own, not an element of one.
        results = [part for part in (signature.results if signature else ()) if isinstance(part, Name)]
        for result in results:
            spelling = names.spelling(result._replace(arguments=()), Scope(file, package, {}))
            makers = found.setdefault(spelling, [])
            makers += [symbol] if symbol not in makers else []
    return found


def _registries(survey: Survey) -> dict[tuple[str, str], list[Located]]:
    """By folder and name of a type: the variables that are maps with it."""
    found: dict[tuple[str, str], list[Located]] = {}
    for symbol in survey.symbols:
        if symbol.kind == "var":
            kind = "\n".join(survey.lines(symbol.path)[symbol.start - 1 : symbol.end]).partition("{")[0]
            for name in dict.fromkeys(_IDENTIFIER.findall(kind)) if "map[" in kind else ():
                found.setdefault((posixpath.dirname(symbol.path), name), []).append(symbol)
    return found


def _cases(survey: Survey, factory: Located) -> list[str]:
    lines = survey.lines(factory.path)[factory.start - 1 : factory.end]
    found = _CASE.findall("\n".join(lines))
    return [name.strip().strip('"') or "(empty)" for case in found for name in case.split(",")]


def _module_of(survey: Survey, interface: str) -> Module | None:
    return next((m for m in survey.guidelines.modules if interface in _IDENTIFIER.findall(m.interface)), None)


def boundaries(survey: Survey) -> Iterator[Proposal]:
    """Modules of the target map beside what the code declares under the names the map gives."""
    for module in survey.guidelines.modules:
        if not module.line:
            continue
        row = survey.cite(survey.guidelines.source, (module.line, module.line))
        names = [name for name in _IDENTIFIER.findall(module.interface) if name[:1].isupper() or "_" in name]
        declared = [s for name in names for s in survey.index.named(name)[:1] if not is_test(s.path)]
        status = f" (map: {module.status})" if module.status else ""
        if declared:
            places = ", ".join(f"the {s.kind} `{s.qualified}` in `{s.path}`" for s in declared)
            statement = f"Module {module.name} of the target map{status} is {places}."
        else:
            sought = f" by the names {listed(names)}" if names else ""
            statement = f"Module {module.name} of the target map{status} has no boundary in the code{sought}."
        yield Proposal("boundaries", statement, (*row, *survey.cite_symbols(declared)))

    yield from _used_packages(survey)


def _used_packages(survey: Survey) -> Iterator[Proposal]:
    """Packages on which others rest, the most imported first: what they export is a boundary."""
    importers: dict[str, list[str]] = {}
    for folder, imports in survey.uses.items():
        for other in imports:
            importers.setdefault(other, []).append(folder)
    for folder, others in sorted(importers.items(), key=lambda one: (-len(one[1]), one[0])):
        if len(others) >= _BOUNDARY:
            statement = (
                f"`{folder or '.'}` is a boundary: {counted(len(others), 'package')} of the module import "
                f"it, among them {listed(others[:_LISTED])}."
            )
            cited = (cite for other in others[:_LISTED] for cite in survey.cite_import(other, folder))
            yield Proposal("boundaries", statement, (*_clause(survey, folder), *cited))


def _wide_packages(survey: Survey) -> Iterator[Proposal]:
    """Packages that a change in many others reaches."""
    for folder, imports in sorted(survey.uses.items(), key=lambda one: (-len(one[1]), one[0]))[:_MOST]:
        if len(imports) >= _COUPLED:
            some = list(imports)[:_LISTED]
            statement = (
                f"`{folder or '.'}` imports {len(imports)} packages of the module, among them "
                f"{listed(some)}: a change of any of them can reach it."
            )
            cited = (cite for other in some for cite in survey.cite_import(folder, other))
            yield Proposal("coupling", statement, (*_clause(survey, folder), *cited))


def coupling(survey: Survey) -> Iterator[Proposal]:
    """Packages that rest on many others, and the longest functions, where many concerns may have met."""
    yield from _wide_packages(survey)
    long = [s for s in survey.symbols if s.end - s.start >= _LONG and s.kind in ("func", "method", "var")]
    long = [symbol for symbol in long if not survey.is_generated(symbol.path)]
    survey.leave_out(len(long) - _MOST, f"functions of more than {_LONG} lines")
    for symbol in sorted(long, key=lambda s: s.start - s.end)[:_MOST]:
        if symbol.kind != "var" or any(
            "func(" in line for line in survey.lines(symbol.path)[symbol.start - 1 : symbol.end]
        ):
            length = symbol.end - symbol.start + 1
            statement = f"`{symbol.qualified}` in `{symbol.path}` is {length:,} lines long."
            yield Proposal("coupling", statement, survey.cite_symbols([symbol]))
