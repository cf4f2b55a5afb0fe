"""What a question is about: a name at the place where it is declared."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.repo.errors import QueryError
from blistui.repo.go.type_syntax import Interface, Struct
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.packages import Package

_NAME = pattern(r"[^\W\d]\w*\Z")
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
    """A method or field of a type of the package."""
    text = place_text(code, package, receiver, name)
    return Target(name, "member", text, frozenset([package.id]), f"{package.id}.{receiver}")


def target_of(code: GoCode, subject: str) -> Target:
    """What a subject means: `folder.Name` and `folder.Type.Name`, `.Name` for a member of any type, and as
    older plans have it `Name`, `Type.Name`, `package.Name`. Raises QueryError with a sentence.
    """
    text = subject.strip().removeprefix("*").removesuffix("()")
    if text.startswith(".") and _NAME.match(text[1:]):
        return Target(text[1:], "member", text)
    if "/" in text or ":" in text or text.count(".") == 2:
        return _placed(code, subject, text)
    found = _OLD.match(text)
    if found is None:
        raise QueryError(f"`{subject}` is no Go name: write folder.Name or folder.Type.Name, or a Name alone")
    return _by_name(code, subject, found[1] or "", found[2])


def _placed(code: GoCode, subject: str, text: str) -> Target:
    head, slash, tail = text.removeprefix("./").rpartition("/")
    parts = tail.split(".")
    for names in (2, 1):
        if len(parts) <= names or not all(_NAME.match(part) for part in parts[-names:]):
            continue
        last, _, clause = ".".join(parts[:-names]).partition(":")
        folder = head + slash + last
        packages = code.packages.by_folder.get(folder, [])
        if clause:
            packages = [package for package in packages if package.name == clause]
        elif not packages and not slash:
            packages = [package for package in code.packages.all if package.name == last]
        for package in packages:
            if names == 2 and _has_member(code, package, parts[-2], parts[-1]):
                return member_target(code, package, parts[-2], parts[-1])
            if names == 1 and declares(code, package, parts[-1]):
                return package_target(code, package, parts[-1])
        if names == 1 and not packages and "." in head.partition("/")[0] + last:
            return Target(parts[-1], "import", text, path=folder)
    path = head + slash + parts[0]
    if slash and not text.startswith("./") and len(parts) == 2 and path not in code.packages.by_folder:
        return Target(parts[1], "import", text, path=path)
    raise QueryError(f"`{subject}` is not declared in this repository")


def declares(code: GoCode, package: Package, name: str) -> bool:
    """Whether a package declares a name at its top, for any system."""
    rows = (row for file in package.files for row in code.rows(file.path))
    return any(own == name and not receiver for own, _, receiver, _, _ in rows)


def _has_member(code: GoCode, package: Package, receiver: str, name: str) -> bool:
    for file in package.files:
        if any(method.name == name and method.receiver == receiver for method in file.methods):
            return True
        for declared in file.types:
            if declared.name != receiver:
                continue
            if isinstance(declared.body, Struct) and any(part.name == name for part in declared.body.fields):
                return True
            if isinstance(declared.body, Interface) and name in dict(declared.body.methods):
                return True
    return False


def _by_name(code: GoCode, subject: str, before: str, name: str) -> Target:
    """As plans wrote it before places: all that is so called."""
    packages, receivers = code.packages.all, False
    declaring: set[str] = set()
    for package in packages:
        if before and not receivers:
            receivers = _has_member(code, package, before, name)
        if before in ("", package.name.removesuffix("_test"), posixpath.basename(package.folder)):
            declaring |= {package.id} if declares(code, package, name) else set()
    if receivers:
        return Target(name, "member", subject)
    if len(declaring) == 1:
        return package_target(code, next(one for one in packages if one.id in declaring), name)
    if declaring:
        return Target(name, "package", subject, frozenset(declaring), package=before)
    if before and not before[0].islower():
        raise QueryError(f"`{subject}` is not declared in this repository")
    if before:
        return Target(name, "import", subject, package=before)
    files = [file for package in packages for file in package.files]
    is_method = any(method.name == name for file in files for method in file.methods)
    is_member = is_method or any(
        name == method
        for file in files
        for declared in file.types
        if isinstance(declared.body, Interface)
        for method, _ in declared.body.methods
    )
    return Target(name, "member" if is_member else "name", subject)
