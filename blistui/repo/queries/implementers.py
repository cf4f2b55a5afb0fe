"""Which types implement an interface, and of which this cannot be known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from blistui.repo.errors import QueryError
from blistui.repo.go.constraints import USUAL, System
from blistui.repo.go.declarations import DeclaredFile, TypeDeclaration
from blistui.repo.go.type_syntax import Interface, Made, Signature, Struct
from blistui.repo.queries.candidates import Candidate, Candidates, fits, is_generic
from blistui.repo.queries.method_sets import MethodSet, MethodSets
from blistui.repo.queries.packages import Package, Packages
from blistui.repo.queries.type_names import TypeNames


class Implementer(NamedTuple):
    """A type that implements an interface; with a `doubt`, one that may, and why that is not known. `files`
    are those that the answer rests on.
    """

    declaration: TypeDeclaration
    doubt: str
    files: frozenset[str]


class Implementers:
    """Answers for all interfaces of the packages."""

    def __init__(self, packages: Packages) -> None:
        self.packages = packages
        self._views: dict[System, _View] = {}

    def interface_named(self, package: Package, name: str) -> bool:
        """Whether a package declares an interface of that name, for any system."""
        return any(view.interface(package, name) is not None for view in self._all_views())

    def methods_of(self, package: Package, name: str) -> frozenset[str]:
        """The names of the methods of an interface."""
        interfaces = (view.interface(package, name) for view in self._all_views())
        keys = (key for one in interfaces if one is not None for key in one.members)
        return frozenset(key.rpartition(".")[2] for key in keys)

    def of(self, package: Package, name: str) -> list[Implementer]:
        """Those of an interface, in no order. Raises QueryError with a sentence when there can be none."""
        found = _Answer()
        is_there = False
        for view in self._all_views():
            interface = view.interface(package, name)
            if interface is not None:
                is_there = True
                found.add(view.system, view.implementers(package, name, interface))
        if not is_there:
            raise QueryError(f"there is no interface `{name}` in `{package.folder or '.'}`")
        return found.all

    def satisfied_by(self, package: Package, name: str) -> list[Implementer]:
        """The interfaces that a type implements, at their declarations, in no order.

        Raises QueryError with a sentence when the package has no such type, or it is an interface.
        """
        found = _Answer()
        is_there = False
        for view in self._all_views():
            for candidate in view.named(package, name):
                is_there = True
                found.add(view.system, view.satisfied_by(candidate), candidate.declaration)
        if not is_there:
            raise QueryError(
                f"`{name}` is an interface: types implement it"
                if self.interface_named(package, name)
                else f"there is no type `{name}` in `{package.folder or '.'}`"
            )
        return found.all

    def _all_views(self) -> Iterator[_View]:
        for system in self.packages.systems:
            if system not in self._views:
                self._views[system] = _View(self.packages, system, self._views.get(USUAL))
            yield self._views[system]


class _Answer:
    """The implementers for all systems, the usual one first."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], Implementer] = {}

    def add(
        self, system: System, more: Iterable[Implementer], asked_about: TypeDeclaration | None = None
    ) -> None:
        """Those of one system, of what is asked about; the first answer that is certain stays."""
        for one in more:
            key = (one.declaration.file.path, one.declaration.line)
            known = self._found.get(key)
            if known is None or (known.doubt and not one.doubt):
                declared = (one.declaration, asked_about) if asked_about is not None else (one.declaration,)
                is_plain = any(not _is_compiled(part.file, USUAL) for part in declared)
                when = "" if is_plain or system == USUAL else f"when compiled {_described(system)}"
                self._found[key] = one._replace(doubt=one.doubt or when)

    @property
    def all(self) -> list[Implementer]:
        """All of them, in no order."""
        return list(self._found.values())


def _is_compiled(file: DeclaredFile, system: System) -> bool:
    return file.constraint is None or file.constraint.holds(system)


def _described(system: System) -> str:
    """In what a system differs from the usual one."""
    parts = [f"for {system.os}"] if system.os != USUAL.os else []
    parts += [f"for {system.machine}"] if system.machine != USUAL.machine else []
    tags = ", ".join(sorted(system.tags))
    return " ".join(parts + ([f"with {tags}"] if tags else []))


class _View:
    """The types as one system compiles them; most are as for the usual one, whose view is asked then."""

    def __init__(self, packages: Packages, system: System, usual: _View | None) -> None:
        self._packages, self.system = packages, system
        self._types = TypeNames(packages, system)
        self._sets = MethodSets(self._types)
        self._usual = usual
        self._different = packages.different_for(system)
        different = (package for package in packages.all if package.id in self._different)
        self._different_files = {file.path for package in different for file in package.files}
        self._changed = packages.with_importers(self._different)
        self._of_package: dict[str, list[Candidate]] = {}
        self._by_declaration: dict[int, Candidate] = {}

    def interface(self, package: Package, name: str) -> MethodSet | None:
        """The methods of the interface of that name, a type's other name included."""
        if self._usual is not None:
            usual = self._usual.interface(package, name)
            if package.id not in self._changed or (usual is not None and self._are_as_usual(usual)):
                return usual
        for declaration in self._types.types_of(package).get(name, ()):
            if not declaration.is_alias and isinstance(declaration.body, Struct | Made | Signature):
                continue
            spelling = self._types.own_spelling(declaration, package, "%")
            found = self._sets.of(spelling, package.folder)
            if found.is_interface or (found.unknown and not found.members and found.unknown[0][0] <= 1):
                return found
        return None

    def implementers(self, package: Package, name: str, interface: MethodSet) -> Iterator[Implementer]:
        """The concrete types that have all its methods; of another system only what is different there."""
        required = interface.required
        if interface.is_constraint:
            raise QueryError(f"`{name}` is a constraint on type arguments, and is no question of methods")
        doubt = _what_is_unknown(name, interface)
        if not required:
            if doubt:
                raise QueryError(f"{doubt}, which is not in this repository")
            raise QueryError(f"`{name}` has no methods: every type implements it")
        usual = self._usual.interface(package, name) if self._usual is not None else None
        is_as_usual = usual is not None and usual.is_as(interface)
        generic = is_generic(required)
        for candidate in (self._where_changed if is_as_usual else self._everywhere).having(required):
            if candidate.package.program not in ("", package.program):
                continue
            because = fits(candidate, required, generic)
            if because is not None:
                because = because or doubt or _where_left_out(candidate.package, package)
                yield Implementer(candidate.declaration, because, candidate.rests_on(interface))

    def named(self, package: Package, name: str) -> list[Candidate]:
        """The type of that name; several where it is declared for several systems."""
        return [one for one in self._candidates(package) if one.declaration.name == name]

    def satisfied_by(self, candidate: Candidate) -> Iterator[Implementer]:
        """The interfaces with methods that a type implements."""
        has = candidate.members
        usual = (
            self._usual if self._for_usual(candidate.package, candidate.declaration) is candidate else None
        )
        for declaration, package, interface in self._interfaces:
            if candidate.package.program not in ("", package.program):
                continue
            if not (has.unknown or interface.members.keys() <= has.members.keys()):
                continue
            if usual is not None and interface is usual.interface(package, declaration.name):
                # The usual system has said so already.
                continue
            required = interface.required
            because = fits(candidate, required, is_generic(required))
            if because is not None:
                doubt = _what_is_unknown(declaration.name, interface)
                because = because or doubt or _where_left_out(package, candidate.package)
                yield Implementer(declaration, because, candidate.rests_on(interface))

    @cached_property
    def _interfaces(self) -> list[tuple[TypeDeclaration, Package, MethodSet]]:
        """Those that have methods and are no constraints."""
        found: list[tuple[TypeDeclaration, Package, MethodSet]] = []
        for package in self._packages.all:
            for name, declarations in self._types.types_of(package).items():
                interface = self.interface(package, name)
                if interface is not None and interface.members and not interface.is_constraint:
                    found += [(one, package, interface) for one in declarations if not one.is_alias]
        return found

    def _candidates(self, package: Package) -> list[Candidate]:
        """The concrete types of a package."""
        if self._usual is not None and package.id not in self._changed:
            return self._usual._candidates(package)
        found = self._of_package.get(package.id)
        if found is None:
            found = self._of_package[package.id] = []
            for declarations in self._types.types_of(package).values():
                for declaration in declarations:
                    if declaration.is_alias or isinstance(declaration.body, Interface):
                        continue
                    if self._is_as_usual(package, declaration):
                        as_usual = self._for_usual(package, declaration)
                        found += [as_usual] if as_usual is not None else []
                        continue
                    spelling = self._types.own_spelling(declaration, package)
                    candidate = Candidate(declaration, package, spelling, self._sets)
                    if candidate.of_itself is None:
                        as_usual = self._for_usual(package, declaration)
                        if candidate.members.is_interface:
                            continue
                        if candidate.members.unknown and as_usual and not as_usual.members.unknown:
                            # What it embeds is not declared there: no code is compiled for such a system.
                            continue
                    found.append(candidate)
            self._by_declaration.update((id(one.declaration), one) for one in found)
        return found

    def _for_usual(self, package: Package, declaration: TypeDeclaration) -> Candidate | None:
        """The type as the usual system compiles it; None when that does not."""
        if self._usual is None:
            return None
        self._usual._candidates(package)
        return self._usual._by_declaration.get(id(declaration))

    def _is_as_usual(self, package: Package, declaration: TypeDeclaration) -> bool:
        """Whether a type has the methods that it has for the usual system.

        Where a package only imports one that is different, it has, unless it takes methods over, or the
        types in its signatures may mean something else.
        """
        if self._usual is None or package.id in self._different or self._has_aliases:
            return False
        body = declaration.body
        if isinstance(body, Made | Signature):
            return True
        if isinstance(body, Struct) and not any(part.is_embedded for part in body.fields):
            return True
        usual = self._for_usual(package, declaration)
        return usual is not None and self._are_as_usual(usual.members)

    def _are_as_usual(self, usual: MethodSet) -> bool:
        """Whether what a type has for the usual system it has for this one: nothing it is made of differs."""
        return not (self._has_aliases or usual.unknown or usual.files & self._different_files)

    @cached_property
    def _has_aliases(self) -> bool:
        """Whether some system may give another meaning to the name of a type."""
        files = (self._packages.by_file[path][1] for path in self._different_files)
        return any(one.is_alias for file in files if file.constraint is not None for one in file.types)

    @cached_property
    def _everywhere(self) -> Candidates:
        return Candidates(one for package in self._packages.all for one in self._candidates(package))

    @cached_property
    def _where_changed(self) -> Candidates:
        """Those that are not as for the usual system."""
        changed = (package for package in self._packages.all if package.id in self._changed)
        return Candidates(
            one
            for package in changed
            for one in self._candidates(package)
            if not self._is_as_usual(package, one.declaration)
        )


def _what_is_unknown(name: str, interface: MethodSet) -> str:
    """Why it is not certain what an interface demands; empty when it is."""
    return f"not certain: {name} embeds {interface.unknown[0][1]}" if interface.unknown else ""


def _where_left_out(found: Package, asking: Package) -> str:
    """What is doubtful about a declaration in a folder that Go leaves out of the module."""
    if found.left_out in ("", asking.left_out):
        return ""
    return f"not certain: Go leaves the folder {found.left_out} out of the module"
