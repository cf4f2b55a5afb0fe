"""The fields and methods that values of a type have, own and embedded, as Go's rules of promotion say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from blistui.repo.errors import QueryError
from blistui.repo.go.declarations import MethodDeclaration
from blistui.repo.go.type_syntax import Interface, Made, Name, Signature, Struct, TypeSyntax
from blistui.repo.queries.spelling import filled, short
from blistui.repo.queries.standard import StandardType, standard_type
from blistui.repo.queries.type_names import Declared, Scope, TypeNames

_MOST_MEMBERS = 5_000_000
"""Members of all types together, embedded ones counted for each: normal code has a thousandth."""
_MOST_KEPT = 300_000
"""Members of the method sets that are kept."""
_MANY = 10_000
_ELSEWHERE = "/"
_DEEPEST = 100
"""Interfaces within interfaces."""
_TOO_OFTEN = "the types of this repository embed each other too often to be compared"


@dataclass
class Member:
    """A field, a method, or what hides others without being either: `kind` is f, m or x."""

    kind: str
    spell: Callable[[], str]
    owner: str = ""
    """The type that declares it, without type arguments; empty for the standard library's."""
    in_interface: bool = False

    @cached_property
    def type(self) -> str:
        """The one spelling of its type."""
        return self.spell()


@dataclass
class _Own:
    """What a type brings itself, by depth and name, the types it embeds, and what of it is not known."""

    members: dict[str, tuple[int, Member]] = field(default_factory=dict)
    embedded: list[str] = field(default_factory=list)
    is_interface: bool = False
    is_constraint: bool = False
    unknown: list[tuple[int, str]] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


@dataclass
class MethodSet:
    """All that can be selected, by name, with its depth. What is embedded and not here may bring more, and
    hides what is as deep or deeper: `unknown` says at which depth which type. `files` are the paths of those
    whose declarations it is made of.
    """

    members: dict[str, tuple[int, Member]]
    unknown: list[tuple[int, str]]
    is_interface: bool
    is_constraint: bool
    files: set[str]

    @property
    def required(self) -> dict[str, Member]:
        """Of an interface: what a type must have to implement it, by name."""
        return {name: member for name, (_, member) in self.members.items()}

    def is_as(self, other: MethodSet) -> bool:
        """Whether both demand the same methods, and the same is not known of them."""
        if (self.members.keys(), self.unknown) != (other.members.keys(), other.unknown):
            return False
        return all(member.type == other.members[key][1].type for key, (_, member) in self.members.items())


class MethodSets:
    """Method sets of the types of one system, by the spelling of the type."""

    def __init__(self, types: TypeNames) -> None:
        self.types = types
        self._own: dict[tuple[str, bool], _Own] = {}
        self._methods: dict[str, dict[str, list[MethodDeclaration]]] = {}
        self._sets: dict[tuple[str, str], MethodSet] = {}
        self._endless: set[tuple[str, bool]] = set()
        self._kept = self._size = self._asked = 0
        self._deep = 0

    def of(self, spelling: str, folder: str) -> MethodSet:
        """The method set of a type as code in `folder` sees it; raises QueryError when it is endless."""
        declared = self.types.declared.get(spelling)
        if declared is not None and declared.package.folder != folder:
            # From outside nobody sees what tests declare: it is the same for all other folders.
            folder = _ELSEWHERE
        found = self._sets.get((spelling, folder))
        self._asked += 1
        if found is None:
            found = self._promoted(spelling, folder)
            self._size += 1 + len(found.members)
            if self._size > _MOST_KEPT:
                self._forget()
            self._sets[spelling, folder] = found
        return found

    def of_itself(self, spelling: str) -> list[str] | None:
        """The methods, seen from its own folder, of a type that takes over none and is no interface.

        None where that is not plain to see: `of` says all.
        """
        declared = self.types.declared.get(spelling)
        body = declared.declaration.body if declared is not None else None
        if declared is None or not isinstance(body, Struct | Made | Signature):
            return None
        if isinstance(body, Struct) and any(part.is_embedded for part in body.fields):
            return None
        return [self.types.key(method.name, declared.package) for method in self._methods_of(declared)]

    def _forget(self) -> None:
        """Keep no set any longer; what is honest code has been asked about often by then."""
        self._sets.clear()
        if self._asked > _MANY:
            self._kept = 0
        self._size = self._asked = 0

    def _promoted(self, spelling: str, folder: str) -> MethodSet:
        found: dict[str, tuple[int, Member]] = {}
        unknown: list[tuple[int, str]] = []
        files: set[str] = set()
        waiting: dict[int, dict[str, Member]] = {}
        first = self._of_type(spelling, folder)
        level, seen = {spelling: False}, set[str]()
        depth = 0
        while level or waiting:
            here = waiting.pop(depth, {})
            following: dict[str, bool] = {}
            for name, is_twice in level.items():
                if name in seen:
                    continue
                seen.add(name)
                own = first if depth == 0 else self._of_type(name, folder)
                unknown += [(depth + below, what) for below, what in own.unknown]
                files |= own.files
                for key, (below, member) in own.members.items():
                    there = here if not below else waiting.setdefault(depth + below, {})
                    there[key] = member if key not in there and not is_twice else _AMBIGUOUS
                for inner in own.embedded:
                    following[inner] = is_twice or inner in following
                self._kept += 1 + len(own.members)
            for key, member in here.items():
                found.setdefault(key, (depth, member))
            if self._kept > _MOST_MEMBERS:
                raise QueryError(_TOO_OFTEN)
            level, depth = following, depth + 1
            if not level and waiting and depth not in waiting:
                depth = min(waiting)
        return MethodSet(found, sorted(unknown), first.is_interface, first.is_constraint, files)

    def _of_type(self, spelling: str, folder: str) -> _Own:
        declared = self.types.declared.get(spelling)
        sees_tests = declared is not None and declared.package.folder == folder
        key = (spelling, sees_tests)
        found = self._own.get(key)
        if found is None:
            if key in self._endless:
                raise QueryError(_TOO_OFTEN)
            # On a circle the type itself has nothing more to bring.
            self._own[key] = _Own()
            self._deep += 1
            try:
                if self._deep > _DEEPEST:
                    raise QueryError(_TOO_OFTEN)
                found = self._own[key] = self._read(spelling, declared, sees_tests, folder)
            except QueryError:
                # The next question must not take it for one that brings nothing, nor try again for long.
                del self._own[key]
                self._endless.add(key)
                raise
            finally:
                self._deep -= 1
        return found

    def _read(self, spelling: str, declared: Declared | None, sees_tests: bool, folder: str) -> _Own:
        if declared is not None:
            own_name = spelling.partition("[")[0]
            found = self._body(declared.declaration.body, declared.scope, folder, own_name)
            found.files.add(declared.declaration.file.path)
            for method in self._methods_of(declared):
                if sees_tests or not method.file.is_test:
                    names = dict(zip(method.parameters, declared.arguments, strict=False))
                    scope = Scope(method.file, declared.package, names)
                    member = Member("m", partial(self._declared_type, method, scope), own_name)
                    found.members[self.types.key(method.name, declared.package)] = (0, member)
                    found.files.add(method.file.path)
            return found
        if spelling in self.types.literal:
            return self._body(*self.types.literal[spelling], folder, "")
        if spelling == "error":
            return _Own({"Error": (0, Member("m", lambda: "func()(string)"))}, is_interface=True)
        if spelling == "any":
            return _Own(is_interface=True)
        if spelling.startswith("?"):
            return _Own(unknown=[(0, short(spelling))])
        standard, arguments = _standard(spelling)
        if standard is None:
            return _Own(is_interface=spelling == "comparable", is_constraint=spelling == "comparable")
        return _of_standard(standard, arguments)

    def _declared_type(self, method: MethodDeclaration, scope: Scope) -> str:
        return self.types.function(method.signature, scope)

    def _methods_of(self, declared: Declared) -> list[MethodDeclaration]:
        package = declared.package
        found = self._methods.get(package.id)
        if found is None:
            found = self._methods[package.id] = {}
            for file in package.files_for(self.types.system):
                for method in file.methods:
                    found.setdefault(package.meant(method.receiver), []).append(method)
        return found.get(declared.declaration.name, [])

    def _body(self, body: TypeSyntax | None, scope: Scope, folder: str, owner: str) -> _Own:
        types = self.types
        if isinstance(body, Struct):
            found = _Own()
            for part in body.fields:
                member = Member("f", partial(types.spelling, part.type, scope), owner)
                found.members[types.key(part.name, scope.package)] = (0, member)
                if part.is_embedded:
                    found.embedded.append(types.spelling(part.type, scope).lstrip("*"))
            return found
        if isinstance(body, Interface):
            return self._interface(body, scope, folder, owner)
        if isinstance(body, Name):
            return self._defined_as(types.spelling(body, scope), folder)
        return _Own(unknown=[(0, f"what cannot be read in {scope.file.path}")] if body is None else [])

    def _interface(self, body: Interface, scope: Scope, folder: str, owner: str) -> _Own:
        found = _Own(is_interface=True, is_constraint=body.is_constraint)
        for part in body.embedded:
            inner = self._of_type(self.types.spelling(part, scope), folder)
            found.members |= inner.members
            found.files |= inner.files
            # Embedded twice, it would double what is not known at each level.
            found.unknown += [one for one in inner.unknown if one not in found.unknown]
            found.is_constraint |= inner.is_constraint or not (inner.is_interface or inner.unknown)
        for name, method in body.methods:
            member = Member("m", partial(self.types.function, method, scope), owner, True)
            found.members[self.types.key(name, scope.package)] = (0, member)
        return found

    def _defined_as(self, spelling: str, folder: str) -> _Own:
        """What `type B A` takes over from A: the fields, of an interface the methods."""
        inner = self._of_type(spelling, folder)
        if inner.is_interface:
            return replace(inner, files=set(inner.files))
        members = {key: entry for key, entry in inner.members.items() if entry[0] or entry[1].kind == "f"}
        # What is below a type that is not here is a depth lower: at its own depth it has no methods left.
        unknown = [(max(depth, 1), what) for depth, what in inner.unknown]
        return _Own(members, list(inner.embedded), False, False, unknown, set(inner.files))


_AMBIGUOUS = Member("x", str)


def _standard(spelling: str) -> tuple[StandardType | None, tuple[str, ...]]:
    name, bracket, inside = spelling.partition("[")
    path, dot, name = name.rpartition(".")
    arguments = (inside[:-1],) if bracket else ()
    return (standard_type(path, name) if dot else None), arguments


def _of_standard(standard: StandardType, arguments: tuple[str, ...]) -> _Own:
    members = {
        key: (member.depth, Member(member.kind, partial(filled, member.type, arguments)))
        for key, member in standard.members.items()
    }
    return _Own(members, [], standard.kind in "ic", standard.kind == "c")
