"""Small facts of the code by name: how many members, which kind, which signature.

What is not certain is absent. Only files in which the name occurs are read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from blistui.repo.go.declarations import TypeDeclaration
from blistui.repo.go.type_syntax import Interface, Made, Name, Signature, Struct, TypeSyntax
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.words import places_of_word

_UNVERSIONED = re.compile(r"/v\d+\Z")


class Counts(NamedTuple):
    """How many members a type has, and how many of them are exported."""

    all: int
    exported: int


class CodeFacts:
    """Answers about names of Go code."""

    def __init__(self, code: GoCode) -> None:
        self._code = code

    def members(self, name: str, what: str, path: str = "") -> list[Counts] | None:
        """For each type `name` (in the file `path`, when given), how many `methods` or `fields` it has.

        None when that cannot be known: there is no such type, it embeds others, or it cannot be read.
        """
        found: list[Counts] = []
        for file, declared in self._types(name):
            if not file.endswith(path):
                continue
            names = self._names_in(declared.body, file, name, what)
            if names is None or declared.is_alias:
                return None
            found.append(Counts(len(names), sum(one[:1].isupper() for one in names)))
        return found or None

    def has_member(self, name: str, member: str, what: str = "") -> bool | None:
        """Whether a type has a member (of `methods` or `fields`, when given); None when that is not known."""
        found: bool | None = None
        for path, declared in self._types(name):
            whats = [what] if what else ["fields", "methods"]
            lists = [self._names_in(declared.body, path, name, one) for one in whats]
            known = [names for names in lists if names is not None]
            if any(member in names for names in known):
                return True
            body = declared.body
            if declared.is_alias or not isinstance(body, Interface | Struct):
                return None
            # An interface without others in it has methods only, and all of them are known.
            if len(known) < len(lists) and (isinstance(body, Struct) or body.embedded):
                return None
            found = False
        return found

    def embeds(self, name: str, other: str) -> bool | None:
        """Whether a struct or interface embeds another type; None when that is not known."""
        found: bool | None = None
        for _, declared in self._types(name):
            if isinstance(declared.body, Struct):
                parts = [part.name for part in declared.body.fields if part.is_embedded]
            elif isinstance(declared.body, Interface):
                parts = [part.name for part in declared.body.embedded if isinstance(part, Name)]
            else:
                return None
            if other in parts:
                return True
            found = False
        return found

    def made_of(self, name: str) -> frozenset[str]:
        """What types of a name are declared as when it is no struct and no interface: `string` of
        `type Phase string`, `func`, `map`, `slice`, `chan` or `array`.

        Empty when one of them is declared as anything else, such as another named type.
        """
        found = {_made_of(declared.body) for _, declared in self._types(name) if not declared.is_alias}
        return frozenset(found) if "" not in found else frozenset()

    def signatures(self, name: str) -> list[Signature] | None:
        """Those of all functions and methods of a name (or of `Type.Method`); None when one is not known."""
        owner, _, last = name.rpartition(".")
        owner = owner.rpartition(".")[2]
        found: list[Signature | None] = []
        for path, _ in self._code.sources_with(last):
            declared = self._code.declared(path)
            if not owner[:1].isupper() and last in declared.functions:
                found.append(declared.function(last))
            found += [
                method.signature
                for method in declared.methods
                if method.name == last and owner in ("", method.receiver)
            ]
            found += [
                signature
                for one in declared.types
                if isinstance(one.body, Interface) and owner in ("", one.name)
                for method, signature in one.body.methods
                if method == last
            ]
        known = [signature for signature in found if signature is not None]
        return known if known and len(known) == len(found) else None

    def imports(self, package: str, other: str) -> bool | None:
        """Whether the files of a package, tests left out, import another; None when that is not known.

        Both are named as their folders are, or by the end of their paths.
        """
        folders: dict[str, bool] = {}
        for path, _ in self._code.known_sources:
            folder = posixpath.dirname(path)
            if path.endswith("_test.go") or not f"/{folder}".endswith(f"/{package}"):
                continue
            imported = self._code.declared(path).imports.values()
            has = any(f"/{_UNVERSIONED.sub('', one)}".endswith(f"/{other}") for one in imported)
            folders[folder] = folders.get(folder, False) or has
        return next(iter(folders.values())) if len(folders) == 1 else None

    def occurs_in(self, name: str, path: str) -> bool | None:
        """Whether a word is in a Go file (or one whose path ends so); None when there is no such file."""
        files = [
            source for file, source in self._code.known_sources if file == path or file.endswith(f"/{path}")
        ]
        return any(any(places_of_word(name, source)) for source in files) if files else None

    def lacks(self, name: str, interface: str) -> tuple[str, ...]:
        """The methods of an interface that a type has none of that name for; empty when that is not known."""
        required, own = self._methods_of(interface), self._methods_of(name)
        return tuple(method for method in required or () if own is not None and method not in own)

    def _methods_of(self, name: str) -> list[str] | None:
        """The methods of the one type of a name; None when it embeds others, or there are more such types."""
        found = list(self._types(name))
        if len(found) != 1 or found[0][1].is_alias or isinstance(found[0][1].body, Name | None):
            return None
        path, declared = found[0]
        return self._names_in(declared.body, path, name, "methods")

    def callers(self, function: str) -> list[tuple[str, str]] | None:
        """Where a function is called, each as (path, enclosing symbol); None when several have its name.

        Found by its name, with its package's before it in other packages; a function that is handed over as a
        value is not called there.
        """
        places = sorted(self.places(function))
        if len(places) != 1 or self.kinds(function) != {"func"}:
            return None
        folder = posixpath.dirname(places[0])
        package = re.escape(posixpath.basename(folder))
        own = re.compile(rf"(?<![\w.]){re.escape(function)}\(".encode())
        others = re.compile(rf"(?<![\w.]){package}\.{re.escape(function)}\(".encode())
        found: list[tuple[str, str]] = []
        for path, source in self._code.sources_with(f"{function}("):
            is_own = posixpath.dirname(path) == folder
            for call in (own if is_own else others).finditer(source):
                start = source.rfind(b"\n", 0, call.start()) + 1
                before = source[start : call.start()]
                if b"//" not in before and not before.endswith(b"func "):
                    found.append((path, self._around(path, source.count(b"\n", 0, call.start()) + 1)))
        return found

    def _around(self, path: str, line: int) -> str:
        for name, _, receiver, first, last in self._code.rows(path):
            if first <= line <= last:
                return f"{receiver.lstrip('*')}.{name}".lstrip(".")
        return ""

    def _types(self, name: str) -> Iterator[tuple[str, TypeDeclaration]]:
        for path, _ in self._code.sources_with(name):
            yield from ((path, one) for one in self._code.declared(path).types if one.name == name)

    def _names_in(self, body: object, path: str, name: str, what: str) -> list[str] | None:
        if isinstance(body, Interface):
            return [method for method, _ in body.methods] if what == "methods" and not body.embedded else None
        if isinstance(body, Struct):
            if any(part.is_embedded for part in body.fields):
                return None
            if what == "fields":
                return [part.name for part in body.fields]
        return self._methods(path, name) if what == "methods" and body is not None else None

    def _methods(self, path: str, name: str) -> list[str]:
        folder = posixpath.dirname(path)
        return [
            method.name
            for other, _ in self._code.sources_with(name)
            if posixpath.dirname(other) == folder and not other.endswith("_test.go")
            for method in self._code.declared(other).methods
            if method.receiver == name
        ]

    def kinds(self, name: str) -> frozenset[str]:
        """As what `name` (or `Type.Method`) is declared at top level or in an interface, anywhere."""
        found = (kind for _, kind in self._declared(name.rpartition(".")[2]))
        return frozenset("method" if kind == "interface method" else kind for kind in found)

    def places(self, name: str) -> frozenset[str]:
        """The files that declare `name` (or `Type.Method`) at top level or in an interface."""
        return frozenset(path for path, _ in self._declared(name.rpartition(".")[2]))

    def _declared(self, name: str) -> Iterator[tuple[str, str]]:
        """The file and the kind of each declaration of a name."""
        for path, _ in self._code.sources_with(name):
            yield from ((path, kind) for own, kind, *_ in self._code.rows(path) if own == name)


def _made_of(body: TypeSyntax | None) -> str:
    match body:
        case Signature():
            return "func"
        case Made(kind=kind):
            return {"map": "map", "[]": "slice", "*": "pointer"}.get(
                kind, "chan" if "chan" in kind else "array"
            )
        case Name(package="", name=name) if name.islower():
            return name
    return ""
