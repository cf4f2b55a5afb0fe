"""What a question is about: a name at the place where it is declared."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.errors import QueryError
from blistui.repo.go.type_syntax import Interface, Struct
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import package_name
from blistui.repo.queries.packages import Package

_NAME = pattern(r"[^\W\d]\w*\Z")
_TYPE_ARGUMENTS = pattern(r"\[[^\[\]]*\]")
_RECEIVER = pattern(r"\(\*?([^\W\d]\w*)\)")
_OLD = pattern(r"(?:([^\W\d]\w*)\.)?([^\W\d]\w*)\Z")


class Target(NamedTuple):
    """A name asked about. `kind` is:

    - package: one that `packages` (ids) declare at their top;
    - member: a method or field of the type `owner` (package's id and name), or of any when that is empty;
    - import: one of the package with import path `path`, which is not here, or of any called `package`;
    - local: the one that is declared in the file `path` at the byte `start`;
    - name: one that nothing declares, wherever it is.

    `text` is the target as a stored query writes it, empty for what a query cannot name.
    """

    name: str
    kind: str
    text: str
    packages: frozenset[str] = frozenset()
    owner: str = ""
    path: str = ""
    package: str = ""
    start: int = 0
    receivers: frozenset[str] = frozenset()
    """All that methods of the `owner` call it: its name, and aliases of it."""

    @property
    def shown(self) -> str:
        """The target as a title names it."""
        return self.text.removeprefix("./") or self.name


def place_text(code: GoCode, package: Package, *names: str) -> str:
    """A declaration as a stored query writes it: folder, package where the folder has several, and names."""
    folder = package.folder if "/" in package.folder else f"./{package.folder}"
    main = code.packages.importable(package.folder)
    other = "" if main is package else f":{package.name}"
    return ".".join([folder + other, *names])


def package_target(code: GoCode, package: Package, name: str) -> Target:
    """A name that the package declares at its top."""
    return Target(name, "package", place_text(code, package, name), frozenset([package.id]))


def member_target(code: GoCode, package: Package, receiver: str, name: str) -> Target:
    """A method or field of a type of the package, which an alias may name."""
    receiver = package.meant(receiver)
    text = place_text(code, package, receiver, name)
    owner = f"{package.id}.{receiver}"
    return Target(name, "member", text, frozenset([package.id]), owner, receivers=package.called(receiver))


def member_of(code: GoCode, owner: str, name: str) -> Target | None:
    """A member of the type with the spelling `owner`; None when the repository declares no such type."""
    identity, _, receiver = owner.rpartition(".")
    package = next((one for one in code.packages.all if one.id == identity), None)
    return member_target(code, package, receiver, name) if package is not None else None


def target_of(code: GoCode, subject: str) -> Target:
    """What a subject means: `folder.Name` and `folder.Type.Name`, with an import path in the place of the
    folder as well, `.Name` for a member of any type, and as older plans have it `Name`, `Type.Name`,
    `package.Name`. Type arguments and brackets as in `(*Type).Name` are passed over. Raises QueryError with a
    sentence.
    """
    text = plain_name(subject)
    if not text:
        raise QueryError("no name is given: write folder.Name or folder.Type.Name, or a Name alone")
    if text.startswith(".") and _NAME.match(text[1:]):
        return Target(text[1:], "member", text)
    if "/" in text or ":" in text or text.count(".") == 2:
        return _placed(code, subject, text)
    found = _OLD.match(text)
    if found is None:
        raise QueryError(f"`{subject}` is no Go name: write folder.Name or folder.Type.Name, or a Name alone")
    return _by_name(code, subject, text, found[1] or "", found[2])


def plain_name(subject: str) -> str:
    """The name without what Go writes around it."""
    text = subject.strip().removeprefix("*").removesuffix("()")
    shorter = _TYPE_ARGUMENTS.sub("", text)
    while shorter != text:
        text, shorter = shorter, _TYPE_ARGUMENTS.sub("", shorter)
    return _RECEIVER.sub(r"\1", text)


def _placed(code: GoCode, subject: str, text: str) -> Target:
    head, slash, tail = text.removeprefix("./").rpartition("/")
    parts = tail.split(".")
    for names in (2, 1):
        if len(parts) <= names or not all(_NAME.match(part) for part in parts[-names:]):
            continue
        last, _, clause = ".".join(parts[:-names]).partition(":")
        folder = head + slash + last
        packages = _packages_at(code, folder, clause, by_name=not slash and not text.startswith("./"))
        declared = ((one.folder, _declared(code, one, parts[-names:])) for one in packages)
        found = [(at, target) for at, target in declared if target is not None]
        # The packages of one folder share its names; the first is the one that an import means.
        if len({at for at, _ in found}) > 1:
            where = ", ".join(f"`{target.text}`" for _, target in found)
            raise QueryError(f"`{subject}` may be any of {where}: write one of these")
        if found:
            return found[0][1]
        if names == 1 and not packages and _is_exported(parts[-1]) and _is_imported(code, folder):
            return Target(parts[-1], "import", text, path=folder)
    raise QueryError(f"`{subject}` is not declared in this repository")


def _packages_at(code: GoCode, folder: str, clause: str, by_name: bool) -> list[Package]:
    """The packages of a folder, else the one with that import path, else those of that name."""
    packages = code.packages.by_folder.get(folder, [])
    if clause:
        return [package for package in packages if package.name == clause]
    if not packages:
        imported = code.packages.imported(folder, "")
        packages = [imported] if imported is not None else []
    if not packages and by_name:
        packages = [package for package in code.packages.all if package.name == folder]
    return packages


def _declared(code: GoCode, package: Package, names: Sequence[str]) -> Target | None:
    """What a package declares by a name, or by those of a type and its member."""
    if len(names) == 2:
        return _member(code, package, names[0], names[1])
    return package_target(code, package, names[0]) if declares(code, package, names[0]) else None


def _member(code: GoCode, package: Package, receiver: str, name: str) -> Target | None:
    """A member of a type, its own or one that it embeds; None when the repository declares none such."""
    receiver = package.meant(receiver)
    if _has_member(package, receiver, name):
        return member_target(code, package, receiver, name)
    # Imported where it is needed: a check that stores no queries asks for no members.
    from blistui.repo.queries.values import Values

    return member_of(code, Values(code).owner_of(package, receiver, name), name)


def _is_imported(code: GoCode, path: str, name: str = "") -> bool:
    """Whether any file imports a package that is not here, by that path or under that name."""
    return any(
        (path == imported or (name != "" and name in (own, package_name(imported))))
        and code.packages.imported(imported, file.folder) is None
        for _, file in code.packages.by_file.values()
        for own, imported in file.imports.items()
    )


def _is_exported(name: str) -> bool:
    return name[:1].isupper()


def declares(code: GoCode, package: Package, name: str) -> bool:
    """Whether a package declares a name at its top, for any system."""
    rows = (row for file in package.files for row in code.rows_with(name, file.path))
    return any(own == name and not receiver for own, _, receiver, _, _ in rows)


def _has_member(package: Package, receiver: str, name: str) -> bool:
    receivers = package.called(receiver)
    for file in package.files:
        if any(method.name == name and method.receiver in receivers for method in file.methods):
            return True
        for declared in file.types:
            if declared.name != receiver:
                continue
            if isinstance(declared.body, Struct) and any(part.name == name for part in declared.body.fields):
                return True
            if isinstance(declared.body, Interface) and name in dict(declared.body.methods):
                return True
    return False


def _by_name(code: GoCode, subject: str, text: str, before: str, name: str) -> Target:
    """As plans wrote it before places: all that is so called."""
    packages = code.packages.all
    if before and any(_has_type(one, before) and _member(code, one, before, name) for one in packages):
        return Target(name, "member", text)
    declaring = {
        package.id
        for package in packages
        if before in ("", package.name.removesuffix("_test"), posixpath.basename(package.folder))
        and declares(code, package, name)
    }
    if len(declaring) == 1:
        return package_target(code, next(one for one in packages if one.id in declaring), name)
    if declaring:
        return Target(name, "package", text, frozenset(declaring), package=before)
    if before and _is_exported(name) and _is_imported(code, "", before):
        return Target(name, "import", text, package=before)
    if before:
        raise QueryError(f"`{subject}` is not declared in this repository")
    return Target(name, "member" if _is_member(code, name) else "name", text)


def _has_type(package: Package, name: str) -> bool:
    return any(declared.name == name for file in package.files for declared in file.types)


def _is_member(code: GoCode, name: str) -> bool:
    """Whether any type declares a method of that name."""
    files = [file for package in code.packages.all for file in package.files]
    return any(method.name == name for file in files for method in file.methods) or any(
        name == method
        for file in files
        for declared in file.types
        if isinstance(declared.body, Interface)
        for method, _ in declared.body.methods
    )


def other_meanings(code: GoCode, subject: str) -> list[str]:
    """Sentences on what else a subject may be meant to be, when it is a name without its place."""
    target = target_of(code, subject)
    if target.kind != "package" or "/" in subject or ":" in subject:
        return []
    packages = [package for package in code.packages.all if package.id in target.packages]
    found: list[str] = []
    if len(packages) > 1:
        where = ", ".join(place_text(code, package, target.name) for package in packages)
        found.append(f"{target.name} is declared in {len(packages)} packages, and all are meant: {where}")
    if "." not in subject and _is_member(code, target.name):
        found.append(
            f"methods are called {target.name} too, and are not meant: .{target.name} asks about them"
        )
    return found
