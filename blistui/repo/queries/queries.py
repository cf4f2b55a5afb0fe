"""Questions a planner asks of the code, each answered by places that can be cited and counted.

The answers go by names, packages and method sets. Nothing is type-checked: see each question for what it
may miss or mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from blistui.plan.tables.citation import Query
from blistui.repo.errors import QueryError
from blistui.repo.go.type_syntax import Interface
from blistui.repo.queries.broken import perhaps_lost, with_doubt
from blistui.repo.queries.calls import callees, tests_of
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import Hit
from blistui.repo.queries.flags import reads_of_flag
from blistui.repo.queries.grep import matching_lines
from blistui.repo.queries.implementers import Implementer, Implementers
from blistui.repo.queries.mentions import Found, Mentions, is_field_of_type
from blistui.repo.queries.syntax import constructions, is_called
from blistui.repo.queries.targets import Target, target_of
from blistui.repo.repository import Repository
from blistui.repo.text import decode, shown

__all__ = [
    "Hit",
    "Inquiry",
    "QueryError",
    "callers",
    "constructors",
    "implementers",
    "references",
]

_NO_NAME = "this is no name that the code declares: a word of Go, of a comment or of a text, or a label"
_BROKEN = "what this name means is not known: the code around it cannot be parsed"


def implementers(repo: Repository, interface: str, at: str | None = None) -> tuple[Hit, ...]:
    """The types whose methods, own and embedded, include all of the interface's: at their declarations.

    Method sets are Go's; types of test files and of all systems count. Where something is embedded that is
    not here, or type arguments are needed, the hit says so as its `doubt`. Raises QueryError when there is no
    such interface, or it has no methods; RepositoryError when git fails.
    """
    return tuple(sorted(Inquiry(GoCode(repo, at)).implementers(interface)))


def constructors(repo: Repository, type_name: str, at: str | None = None) -> tuple[Hit, ...]:
    """Where values of a type are made: composite literals, their elements without a type too, and new.

    Zero values, as in `var x T`, are not counted, and calls of a function that makes one count where it makes
    it. Raises QueryError, RepositoryError.
    """
    return tuple(sorted(Inquiry(GoCode(repo, at)).constructors(type_name)))


def callers(repo: Repository, function: str, at: str | None = None) -> tuple[Hit, ...]:
    """Where a function or method is called; one hit for each call.

    A method is found by its name on any value, whatever its type. A function handed over as a value is not
    called there. Raises QueryError, RepositoryError.
    """
    return tuple(sorted(Inquiry(GoCode(repo, at)).callers(function)))


def references(repo: Repository, name: str, at: str | None = None) -> tuple[Hit, ...]:
    """Every identifier that may mean `name`, declarations included; raises QueryError, RepositoryError."""
    return tuple(sorted(Inquiry(GoCode(repo, at)).references(name)))


class Inquiry:
    """Several questions about the same code, which is read and parsed once for all of them."""

    def __init__(self, code: GoCode) -> None:
        self._code = code
        self._last: tuple[Target, list[Found]] | None = None

    @property
    def looked_at(self) -> int:
        """How many files were looked at in the pass over all that is going on, or was the last."""
        return self._code.looked_at

    @property
    def is_partial(self) -> bool:
        """Whether a file was met that takes too long to parse: every later answer is refused."""
        return bool(self._code.given_up)

    def forget(self) -> None:
        """Let go of all that was parsed, at once; nothing is asked any more."""
        self._last = None
        self._code.forget()

    @cached_property
    def _implementers(self) -> Implementers:
        return Implementers(self._code.packages)

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self._code)

    def target(self, subject: str | Target) -> Target:
        """What a subject means; raises QueryError with a sentence."""
        return target_of(self._code, subject) if isinstance(subject, str) else subject

    def target_at(self, path: str, byte: int) -> Target | None:
        """What the name at a byte of a Go file means, by the syntax there; None when there is none."""
        return self._mentions.at(path, byte) if path in self._code.packages.by_file else None

    def target_on(self, path: str, line: int, column: int) -> Target:
        """As `target_at`, for a line and the number of characters before; raises QueryError."""
        rows = self._code.file(path).source.split(b"\n", line)
        before = len(decode(rows[line - 1])[:column].encode()) if line <= len(rows) else 0
        target = self.target_at(path, sum(len(row) + 1 for row in rows[: line - 1]) + before)
        if target is None:
            raise QueryError(_BROKEN if self.is_broken_on(path, line) else _NO_NAME)
        return target

    def is_broken_on(self, path: str, line: int) -> bool:
        """Whether something on a line of a Go file cannot be parsed: a name may mean something else there."""
        return path in self._code.packages.by_file and self._code.file(path).is_broken_on(line)

    def line_of(self, target: Target) -> int:
        """The line on which a local name is declared."""
        return self._code.file(target.path).source.count(b"\n", 0, target.start) + 1

    def line_of_field(self, path: str, lines: range, name: str) -> int | None:
        """The line on which the type declared on `lines` has a field; None when it has none of its own."""
        file = self._code.part(path, name)
        places = (node.start_point.row + 1 for node in file.named(name) if is_field_of_type(file, node))
        return next((line for line in places if line in lines), None)

    def implementers(self, interface: str | Target) -> Iterable[Hit]:
        """See the function of that name."""
        target = self.target(interface)
        asked = [package for package in self._code.packages.all if package.id in target.packages]
        asked = [package for package in asked if self._implementers.interface_named(package, target.name)]
        if not asked or target.kind != "package":
            raise QueryError(f"there is no interface `{target.shown}` in this repository")
        found = {
            self._declared(one) for package in asked for one in self._implementers.of(package, target.name)
        }
        words = {name for one in asked for name in self._implementers.methods_of(one, target.name)}
        return self._all(sorted(found.union(perhaps_lost(self._code, words))))

    def satisfies(self, type_name: str | Target) -> Iterable[Hit]:
        """The interfaces of the repository that a type implements; its hits are as those of implementers."""
        target = self.target(type_name)
        if target.kind != "package":
            raise QueryError(f"there is no type `{target.shown}` in this repository")
        asked = [package for package in self._code.packages.all if package.id in target.packages]
        found = {
            self._declared(one)
            for package in asked
            for one in self._implementers.satisfied_by(package, target.name)
        }
        return self._all(sorted(found.union(perhaps_lost(self._code, {target.name, "interface"}))))

    def callees(self, function: str | Target) -> Iterable[Hit]:
        """What a function calls, where that is declared in the repository; see `calls`."""
        return self._all(callees(self._code, self._mentions, self.target(function)))

    def tests(self, name: str | Target) -> Iterable[Hit]:
        """The test functions that use a name, themselves or through functions of the tests."""
        return self._all(tests_of(self._code, self._mentions, self._found(name)))

    def implementers_in(self, folder: str, interface: str) -> list[Hit]:
        """The implementers of the interface of that name in a folder; raises QueryError."""
        found = [
            self._declared(one)
            for package in self._code.packages.by_folder.get(folder, ())
            if self._implementers.interface_named(package, interface)
            for one in self._implementers.of(package, interface)
        ]
        return sorted(set(found))

    def _declared(self, found: Implementer) -> Hit:
        declaration = found.declaration
        path, line, name = declaration.file.path, declaration.line, declaration.name
        hit = Hit(path, line, name, self._code.line_text(path, line), found.doubt)
        return with_doubt(self._code, hit, found.files)

    def constructors(self, type_name: str | Target) -> Iterable[Hit]:
        """See the function of that name."""
        target = self.target(type_name)
        if target.kind == "package":
            self._check_is_made(target)
        found = self._found(target)
        return self._all(hit for one in found for hit in constructions(one.file, one.node))

    def _check_is_made(self, target: Target) -> None:
        """Raises QueryError when there are no values of what a package declares: it is no such type."""
        packages = [package for package in self._code.packages.all if package.id in target.packages]
        declared = [one for package in packages for file in package.files for one in file.types]
        bodies = [one.body for one in declared if one.name == target.name]
        if not bodies:
            raise QueryError(f"`{target.shown}` is no type")
        if all(isinstance(body, Interface) for body in bodies):
            raise QueryError(f"`{target.shown}` is an interface: values are made of types that implement it")

    def callers(self, function: str | Target) -> Iterable[Hit]:
        """See the function of that name."""
        return self._all(_hit(one) for one in self._found(function) if is_called(one.file, one.node))

    def _found(self, subject: str | Target) -> list[Found]:
        """All mentions of a target; those of the target asked about last are remembered."""
        target = self.target(subject)
        if self._last is None or self._last[0] != target:
            self._last = target, list(self._mentions.of(target))
        return self._last[1]

    def flag_reads(self, flag: str) -> Iterable[Hit]:
        """Where the value of a command-line flag is used: the variable it is bound to, or a lookup by name.

        The registration itself is not counted. Raises QueryError when no such flag is registered.
        """
        return self._all(reads_of_flag(self._code, self._mentions, flag))

    def grep(self, text: str) -> Iterable[Hit]:
        """Every line that holds `text`, in all text files but plans; see `matching_lines`."""
        return matching_lines(self._code, text)

    def references(self, name: str | Target) -> Iterable[Hit]:
        """See the function of that name."""
        return self._all(_hit(one) for one in self._found(name))

    def _all(self, hits: Iterable[Hit]) -> list[Hit]:
        """The hits; raises QueryError when there may be more, in a file that could not be parsed."""
        found = list(hits)
        if self._code.given_up:
            path = shown(self._code.given_up[0])
            raise QueryError(f"{path} takes too long to parse: the answer would not be whole without it")
        return found

    def answer(self, query: Query) -> tuple[str, ...]:
        """The answer to a stored query, as `Query.result` keeps it.

        Raises QueryError when it cannot be asked, RepositoryError when the repository cannot be read.
        """
        ask = QUESTIONS.get(query.ask)
        if ask is None:
            known = ", ".join(QUESTIONS)
            raise QueryError(f"`{query.ask}` is no question that can be asked of the code; there are {known}")
        if not query.subject.strip():
            raise QueryError(f"the query for {query.ask} does not say of what")
        return tuple(sorted(hit.entry for hit in ask(self, query.subject.strip())))


QUESTIONS: dict[str, Callable[[Inquiry, str], Iterable[Hit]]] = {
    "implementers": Inquiry.implementers,
    "constructors": Inquiry.constructors,
    "callers": Inquiry.callers,
    "flag-reads": Inquiry.flag_reads,
    "grep": Inquiry.grep,
    "references": Inquiry.references,
    "satisfies": Inquiry.satisfies,
    "callees": Inquiry.callees,
    "tests": Inquiry.tests,
}


def _hit(found: Found) -> Hit:
    return found.file.hit(found.node)._replace(doubt=found.doubt)
