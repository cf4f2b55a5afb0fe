"""Where a name is used: each identifier, decided by the syntax around it and the types that are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from blistui.repo.queries.broken import BROKEN
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import NAMES, GoFile, package_name
from blistui.repo.queries.literals import Literals
from blistui.repo.queries.packages import Package
from blistui.repo.queries.scopes import Mention
from blistui.repo.queries.targets import Target, declares, member_of, member_target, package_target
from blistui.repo.queries.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node


class Found(NamedTuple):
    """A place of a target; with a `doubt` one that may be it."""

    file: GoFile
    node: Node
    doubt: str = ""
    declares: bool = False


class Mentions:
    """Finds what names mean, in both directions."""

    def __init__(self, code: GoCode) -> None:
        self._code = code
        self._packages = code.packages
        self._values = Values(code)
        self._literals = Literals(self._values, code.packages)

    def of(self, target: Target) -> Iterator[Found]:
        """All places of a target."""
        for file in self._code.around(target.name):
            if target.kind == "local" and file.path != target.path:
                continue
            if file.path not in self._packages.by_file:
                continue
            for mention in file.names(target.name).mentions():
                doubt = self._doubt(file, mention, target)
                if doubt is None and file.is_broken_on(mention.node.start_point.row + 1):
                    doubt = BROKEN
                if doubt is not None:
                    # In a file with errors nobody knows which brace ends what.
                    is_broken = not doubt and self._code.is_broken(file.path)
                    yield Found(file, mention.node, doubt or (BROKEN if is_broken else ""))

    def at(self, path: str, byte: int) -> Target | None:
        """What the name at a byte of a file means; None when nothing is known of it, such as of a label."""
        name = self._code.word_at(path, byte)
        if not name:
            return None
        file = self._code.part(path, name)
        package, _ = self._packages.by_file[path]
        node = file.node_at(byte)
        if node is None or node.type not in NAMES:
            return None
        mention = next((one for one in file.names(name).mentions() if one.node.id == node.id), None)
        if mention is None or mention.kind == "other":
            return None
        is_key, owner = self._literals.key(file, mention)
        if is_key is not False:
            # Where the type of the literal is not here, it is a field's name, nearly always.
            return self._member_of(owner, name)
        if mention.kind == "local" and mention.binding is not None:
            return Target(name, "local", "", path=path, start=mention.binding.node.start_byte)
        if mention.kind == "member":
            return self._declared_member(file, package, node, name) or self._any_member(name)
        if mention.kind == "selected" and mention.operand is not None:
            return self._selected(file, mention.operand, name)
        found = self._plain(file, package, name)
        # A type of the language is embedded: only the field is declared.
        if found is None and _is_embedded(file, node):
            return self._declared_member(file, package, node, name)
        return found

    def _any_member(self, name: str) -> Target:
        return Target(name, "member", f".{name}")

    def _declared_member(self, file: GoFile, package: Package, node: Node, name: str) -> Target | None:
        for symbol in file.symbols:
            if (
                symbol.name == name
                and symbol.receiver
                and symbol.start <= node.start_point.row + 1 <= symbol.end
            ):
                return member_target(self._code, package, symbol.receiver, name)
        holder: Node | None = node
        while holder is not None and holder.type != "type_spec":
            holder = file.parent(holder)
        of = holder.child_by_field_name("name") if holder is not None else None
        outer = file.parent(file.parent(holder) or holder) if holder is not None else None
        if of is None or outer is None or outer.type != "source_file":
            return None
        return member_target(self._code, package, file.text(of), name)

    def _selected(self, file: GoFile, operand: Node, name: str) -> Target:
        path = self._values.imported(file, operand)
        if path is not None:
            package = self._packages.imported(path, file.folder)
            if package is not None:
                return package_target(self._code, package, name)
            return Target(name, "import", f"{path}.{name}", path=path)
        member = self._values.member(file, operand, name)
        return self._member_of("" if isinstance(member, str) else member.owner, name)

    def _member_of(self, owner: str, name: str) -> Target:
        """A member of the type with that spelling; of any when that is none of this repository."""
        return member_of(self._code, owner, name) or self._any_member(name)

    def _plain(self, file: GoFile, package: Package, name: str) -> Target | None:
        if declares(self._code, package, name):
            return package_target(self._code, package, name)
        dotted, elsewhere = self._dots(file)
        for other in dotted:
            if declares(self._code, other, name):
                return package_target(self._code, other, name)
        _, declared = self._packages.by_file[file.path]
        imported = self._values.types.path_of(name, declared)
        if imported:
            return Target(name, "import", "", path=imported)
        # The language has no names that begin with a capital.
        if len(elsewhere) == 1 and name[:1].isupper():
            return Target(name, "import", f"{elsewhere[0]}.{name}", path=elsewhere[0])
        return None

    def _dots(self, file: GoFile) -> tuple[list[Package], list[str]]:
        """What a file imports with a dot: packages that are here, and paths of others."""
        _, declared = self._packages.by_file[file.path]
        paths = [path for name, path in declared.imports.items() if name.startswith(".")]
        known = {path: self._packages.imported(path, file.folder) for path in paths}
        return [one for one in known.values() if one], [path for path, one in known.items() if not one]

    def _doubt(self, file: GoFile, mention: Mention, target: Target) -> str | None:
        """Empty when the mention is of the target, a reason when it may be, None when it is not."""
        if mention.kind == "other":
            return None
        if target.kind == "local":
            binding = mention.binding
            is_it = binding is not None and binding.node.start_byte == target.start
            return self._key_doubt(target, *self._literals.key(file, mention)) if is_it else None
        if target.owner and _is_embedded(file, mention.node):
            # It declares a field as well, which has the name of its type.
            package, _ = self._packages.by_file[file.path]
            declared = self._declared_member(file, package, mention.node, target.name)
            return "" if declared is not None and declared.owner == target.owner else None
        if mention.kind in ("selected", "member"):
            return self._member_doubt(file, mention, target)
        is_key, owner = self._literals.key(file, mention)
        if is_key is not False:
            return self._key_doubt(target, is_key, owner)
        if mention.kind == "local" or target.kind == "member":
            return None
        return self._plain_doubt(file, target)

    def _key_doubt(self, target: Target, is_key: bool | None, owner: str) -> str | None:
        if is_key is None and (target.owner or target.kind != "member"):
            return "not certain: the type of the literal is not known"
        if target.kind == "member":
            return "" if owner == target.owner or not target.owner else None
        return None if is_key else ""

    def _plain_doubt(self, file: GoFile, target: Target) -> str | None:
        if target.kind == "name":
            return ""
        package, _ = self._packages.by_file[file.path]
        if package.id in target.packages:
            return ""
        dotted, elsewhere = self._dots(file)
        if target.kind == "package":
            is_it = any(one.id in target.packages for one in dotted)
            return "" if is_it and not declares(self._code, package, target.name) else None
        if target.path not in elsewhere:
            return None
        if any(declares(self._code, one, target.name) for one in (package, *dotted)):
            return None
        return "" if len(elsewhere) == 1 else "not certain: several packages are imported with a dot"

    def _member_doubt(self, file: GoFile, mention: Mention, target: Target) -> str | None:
        path = self._values.imported(file, mention.operand) if mention.operand is not None else None
        if path is not None:
            return "" if self._takes_from(file, path, target) else None
        if target.kind != "member":
            return None
        if not target.owner:
            return ""
        if mention.operand is None:
            package, _ = self._packages.by_file[file.path]
            declared = self._declared_member(file, package, mention.node, target.name)
            return "" if declared is not None and declared.owner == target.owner else None
        member = self._values.member(file, mention.operand, target.name)
        if isinstance(member, str):
            return f"not certain: {member}" if member else None
        if member.owner == target.owner:
            return ""
        return "not certain: called through an interface" if member.in_interface else None

    def _takes_from(self, file: GoFile, path: str, target: Target) -> bool:
        if target.kind == "package":
            package = self._packages.imported(path, file.folder)
            return package is not None and package.id in target.packages
        if target.kind == "import":
            return path == target.path if target.path else package_name(path) == target.package
        return target.kind == "name"


def is_field_of_type(file: GoFile, node: Node) -> bool:
    """Whether a node names a field, an embedded one too, right in the struct that a type is declared as."""
    parent = file.parent(node)
    if parent is None or parent.type != "field_declaration" or node.type != "field_identifier":
        parent = node if _is_embedded(file, node) else None
        while parent is not None and parent.type != "field_declaration":
            parent = file.parent(parent)
    around = ("field_declaration_list", "struct_type", "type_spec")
    for kind in around:
        parent = file.parent(parent) if parent is not None else None
        if parent is None or parent.type != kind:
            return False
    return True


def _is_embedded(file: GoFile, node: Node) -> bool:
    """Whether the name of a type is that of a field that embeds it."""
    if node.type != "type_identifier":
        return False
    inner, outer = node, file.parent(node)
    while outer is not None and outer.type in ("qualified_type", "generic_type"):
        if outer.type == "generic_type" and outer.named_children[0].id != inner.id:
            return False
        inner, outer = outer, file.parent(outer)
    return outer is not None and outer.type == "field_declaration" and not outer.child_by_field_name("name")
