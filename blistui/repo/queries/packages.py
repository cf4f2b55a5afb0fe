"""The packages of a repository: their files, what imports mean, and the systems they are compiled for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from blistui.patterns import pattern
from blistui.repo.go.constraints import USUAL, System, system_for, systems_of
from blistui.repo.go.declarations import DeclaredFile
from blistui.repo.go.type_syntax import Made, Name

_LEFT_OUT = pattern(r"(?:[^/]+/)*?(?:testdata|[_.][^/]*)(?=/|\Z)")


@dataclass
class Package:
    """The files of a folder with one package clause; a file that Go compiles only where it is named alone is
    a `program` of its own.
    """

    folder: str
    name: str
    program: str = ""
    files: list[DeclaredFile] = field(default_factory=list)

    @cached_property
    def id(self) -> str:
        """What distinguishes it from all others."""
        return f"@{self.folder}:{self.name}" + (f":{self.program}" if self.program else "")

    @cached_property
    def left_out(self) -> str:
        """The outermost folder around it, or itself, that Go leaves out of a module; empty for most."""
        found = _LEFT_OUT.match(self.folder)
        return found[0] if found is not None else ""

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """What its aliases of its own types stand for, pointers left out."""
        found: dict[str, str] = {}
        for declared in (one for file in self.files for one in file.types if one.is_alias):
            body = declared.body
            while isinstance(body, Made) and body.kind == "*":
                body = body.parts[0]
            if isinstance(body, Name) and not body.package:
                found.setdefault(declared.name, body.name)
        return found

    def meant(self, receiver: str) -> str:
        """The name of the type of its own that a method's receiver names, which may be an alias of it."""
        for _ in self._aliases:
            receiver = self._aliases.get(receiver, receiver)
        return receiver

    def called(self, type_name: str) -> frozenset[str]:
        """All names that methods of a type may give to it."""
        return frozenset([type_name, *(one for one in self._aliases if self.meant(one) == type_name)])

    def files_for(self, system: System) -> list[DeclaredFile]:
        """Those that are compiled for a system."""
        if self.program:
            return self.files
        return [file for file in self.files if file.constraint is None or file.constraint.holds(system)]

    def has_other_types_for(self, system: System) -> bool:
        """Whether a file that declares types or methods is compiled for the system alone, or not for it."""
        return not self.program and any(
            file.constraint.holds(system) != file.constraint.holds(USUAL)
            for file in self.files
            if file.constraint is not None and (file.types or file.methods)
        )


class Packages:
    """All packages. `modules` are import paths by the folder that they name: its own and what it replaces."""

    def __init__(self, files: Iterable[DeclaredFile], modules: Mapping[str, tuple[str, ...]]) -> None:
        self._modules = modules
        self._imported: dict[tuple[str, str], Package | None] = {}
        found: dict[tuple[str, str, str], Package] = {}
        for file in files:
            alone = posixpath.basename(file.path).startswith(("_", ".")) or (
                file.constraint is not None and system_for(file.constraint) is None
            )
            key = (file.folder, file.package, file.path if alone else "")
            found.setdefault(key, Package(*key)).files.append(file)
        self.all = tuple(found.values())

    @cached_property
    def by_folder(self) -> dict[str, list[Package]]:
        """The packages of each folder, the one that an import means first."""
        found: dict[str, list[Package]] = {}
        for package in self.all:
            found.setdefault(package.folder, []).append(package)
        for packages in found.values():
            packages.sort(key=_last_to_import)
        return found

    @cached_property
    def by_file(self) -> dict[str, tuple[Package, DeclaredFile]]:
        """The package of each file, and what the file declares."""
        return {file.path: (package, file) for package in self.all for file in package.files}

    def importable(self, folder: str) -> Package | None:
        """The package that an import of the folder means."""
        packages = self.by_folder.get(folder)
        return packages[0] if packages else None

    def imported(self, path: str, importing: str) -> Package | None:
        """The package an import path means in a file of the folder `importing`; None when it is not here."""
        key = path, importing
        if key not in self._imported:
            self._imported[key] = self._looked_up(path, importing)
        return self._imported[key]

    def _looked_up(self, path: str, importing: str) -> Package | None:
        if path.startswith("."):
            return self.importable(posixpath.normpath(posixpath.join(importing, path)).strip("."))
        folders = self._by_path.get(path, [])
        inside = f"{importing}/"
        for above, folder in sorted(folders, key=lambda entry: -len(entry[0] or "")):
            if above is None or inside.startswith(above):
                return self.importable(folder)
        if not self._modules and (found := self._by_ending(path)) is not None:
            return self.importable(found)
        return None

    @cached_property
    def _by_path(self) -> dict[str, list[tuple[str | None, str]]]:
        """Folders by import path, with the folder below which a vendored one is meant."""
        found: dict[str, list[tuple[str | None, str]]] = {}
        for folder in self.by_folder:
            above, vendored, path = f"/{folder}".rpartition("/vendor/")
            if vendored:
                found.setdefault(path, []).append((f"{above[1:]}/" if above else "", folder))
                continue
            for path in self._paths(folder):
                found.setdefault(path, []).append((None, folder))
        return found

    def _paths(self, folder: str) -> list[str]:
        at = folder
        while at not in self._modules:
            if not at:
                return []
            at = posixpath.dirname(at)
        rest = folder[len(at) :].lstrip("/")
        # The standard library's own module has no path of its own.
        modules = ["" if module == "std" else module for module in self._modules[at]]
        return ["/".join(part for part in (module, rest) if part) for module in modules]

    def _by_ending(self, path: str) -> str | None:
        parts = path.split("/")
        endings = ("/".join(parts[start:]) for start in range(len(parts)))
        return next((ending for ending in endings if ending in self.by_folder), None)

    @cached_property
    def systems(self) -> tuple[System, ...]:
        """Few systems that together compile every file, the usual one first."""
        return systems_of(
            file.constraint
            for package in self.all
            for file in package.files
            if file.constraint is not None and not package.program and (file.types or file.methods)
        )

    def different_for(self, system: System) -> frozenset[str]:
        """Ids of the packages that declare other types or methods for the system than for the usual one."""
        return frozenset(package.id for package in self.all if package.has_other_types_for(system))

    def with_importers(self, ids: frozenset[str]) -> frozenset[str]:
        """Ids of these packages and of those that import them, directly or not."""
        found = set(ids)
        waiting = list(ids)
        while waiting:
            for importer in self._importers.get(waiting.pop(), ()):
                if importer not in found:
                    found.add(importer)
                    waiting.append(importer)
        return frozenset(found)

    @cached_property
    def _importers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for package in self.all:
            for file in package.files:
                for path in file.imports.values():
                    imported = self.imported(path, package.folder)
                    if imported is not None:
                        found.setdefault(imported.id, set()).add(package.id)
        return found


def _last_to_import(package: Package) -> tuple[bool, bool, bool, int]:
    is_test = package.name.endswith("_test") and all(file.is_test for file in package.files)
    is_documentation = package.name == "documentation"
    return (bool(package.program) or is_documentation, is_test, package.name == "main", -len(package.files))
