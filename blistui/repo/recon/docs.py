"""Recon proposals about what surrounds the code: named invariants, shared tests, golden data, documents."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.repo.errors import QueryError
from blistui.repo.queries.file import GoFile, Hit
from blistui.repo.queries.grep import matching_lines
from blistui.repo.recon.survey import Proposal, Survey, counted, is_test, listed
from blistui.repo.text import decode

_INVARIANT = pattern(r"\bINV-[A-Z0-9]+(?:-[A-Z0-9]+)*[a-z]?\b")
_DEFINES = pattern(r"^\W*(?P<name>INV-[A-Z0-9-]+[a-z]?)\W{0,4}[:(—|.–-]")
_DOCUMENTS = pattern(
    r"(?:CLAUDE|AGENTS|README|CONTRIBUTING|CHANGELOG|ARCHITECTURE)(?:\.\w+)?\Z", re.IGNORECASE
)
_GOLDEN = pattern(r"(?:^|[/_.-])golden", re.IGNORECASE)
_DATA = (".json", ".yaml", ".yml", ".csv", ".txt", ".golden", ".jsonl")
_DATA_NAME = pattern(r"[\w.-]+\.(?:json|yaml|yml|csv|txt|golden|jsonl)\b")
_TEXT = pattern(r'"((?:[^"\\\n]|\\.)+)"')
_MARKUP = pattern(r"\*\*|__")
_NOT_STATED = 4
_MOST = 40


def invariants(survey: Survey) -> Iterator[Proposal]:
    """Invariants with a name, at the line that states them, and what the code asserts by panicking."""
    try:
        hits = tuple(hit for hit in matching_lines(survey.code, "INV-") if not hit.path.startswith("."))
    except QueryError:
        hits = ()
    places_of: dict[str, list[tuple[int, str, int, str]]] = {}
    for hit in hits:
        for name in _INVARIANT.findall(hit.text):
            # A line that begins with the name states it; documents do so better than code, code than tests.
            defines = _DEFINES.match(hit.text)
            states = defines is not None and defines["name"] == name
            rank = _NOT_STATED * (not states) + 2 * is_test(hit.path) + hit.path.endswith(".go")
            places_of.setdefault(name, []).append((rank, hit.path, hit.line, hit.text))
    for name, places in sorted(places_of.items(), key=lambda entry: _natural(entry[0])):
        rank, path, line, text = min(places)
        users = {place[1] for place in places if place[1].endswith(".go")}
        if not users and rank >= _NOT_STATED:
            continue
        words = _MARKUP.sub("", text.strip("/#*|> -")).strip().removeprefix(name).lstrip(" :—–-").rstrip(".")
        what = words if rank < _NOT_STATED else f"not stated in one place; `{path}` relies on it"
        seen = f" Named in {counted(len(users), 'Go file')}." if users else ""
        yield Proposal("invariants", f"`{name}`: {what}.{seen}", survey.cite(path, (line, line)))
    yield from _panics(survey)


def _panics(survey: Survey) -> Iterator[Proposal]:
    found = 0
    for file in survey.code.holding("panic("):
        if is_test(file.path):
            continue
        for call in file.captures('(call_expression function: (identifier) @name (#eq? @name "panic")) @it'):
            if found >= _MOST:
                return
            hit = file.hit(call)
            found += 1
            # A fact is a sentence: of the Go that panics it has the words.
            words = _TEXT.search(hit.text)
            why = f"it panics with “{words[1].strip()}”" if words else "else it panics"
            statement = f"`{hit.symbol or file.path}` takes something for granted: {why}."
            yield Proposal("invariants", statement, survey.cite(file.path, (hit.line, hit.line)))


def _natural(name: str) -> list[tuple[bool, int, str]]:
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in name.split("-")]


def shared_tests(survey: Survey) -> Iterator[Proposal]:
    """Packages that help tests of other packages, and golden data with the code that reads it."""
    helpers: dict[str, list[str]] = {}
    for file in survey.code.holding('"testing"'):
        if not is_test(file.path) and file.imports.get("testing") == "testing":
            helpers.setdefault(posixpath.dirname(file.path), []).append(file.path)
    for folder, files in sorted(helpers.items()):
        symbols = [
            s
            for path in files
            for s in survey.index.in_file(path)
            if s.kind == "func" and s.name[0].isupper()
        ]
        users = _importers(survey, folder)
        names = listed([s.name for s in symbols]) if symbols else "no exported function"
        where = folder or "."
        used = counted(users, "test file")
        statement = f"`{where}` helps tests: {names}; used by {used} of other packages."
        yield Proposal("tests", statement, survey.cite_symbols(symbols[:_MOST]))
    golden = [path for path in survey.code.files if _GOLDEN.search(path) and path.endswith(_DATA)]
    readers = _readers(survey, {posixpath.basename(path) for path in golden})
    for path in golden:
        yield _golden(survey, path, readers.get(posixpath.basename(path), []))


def _importers(survey: Survey, folder: str) -> int:
    packages = survey.code.packages
    return sum(
        file.is_test
        and package.folder != folder
        and any(
            imported is not None and imported.folder == folder
            for imported in (packages.imported(path, file.folder) for path in file.imports.values())
        )
        for package, file in packages.by_file.values()
    )


def _readers(survey: Survey, names: set[str]) -> dict[str, list[Hit]]:
    """By name of a data file: the lines of Go code that name it."""
    found: dict[str, list[Hit]] = {}
    wanted = [name.encode() for name in names]
    for path, source in survey.code.sources:
        if not any(name in source for name in wanted):
            continue
        file = GoFile(path, source)
        for number, line in enumerate(decode(source).split("\n"), 1):
            for name in names.intersection(_DATA_NAME.findall(line)):
                found.setdefault(name, []).append(file.hit_at(number))
    return found


def _golden(survey: Survey, path: str, readers: list[Hit]) -> Proposal:
    by = listed(sorted({hit.symbol or hit.path for hit in readers})) if readers else "no Go file by that name"
    cited = [cite for hit in readers[:4] for cite in survey.cite(hit.path, (hit.line, hit.line))]
    return Proposal(
        "tests", f"Golden data `{path}` is read by {by}.", tuple(cited) or survey.cite(path, (1, 1))
    )


def documents(survey: Survey) -> Iterator[Proposal]:
    """Documents that a change of the code must keep true."""
    for path in survey.files:
        if _DOCUMENTS.match(posixpath.basename(path)) or path == survey.guidelines.source:
            lines = survey.lines(path)
            first = next((n for n, line in enumerate(lines, 1) if line.strip()), 0)
            if first:
                length = counted(len(lines), "line")
                statement = f"`{path}` describes the repository in {length} and must be kept true."
                yield Proposal("documents", statement, survey.cite(path, (first, first)))
