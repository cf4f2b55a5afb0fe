"""Go files opened for questions: only those that hold a word are parsed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast

from blistui.patterns import pattern
from blistui.repo.errors import Unreadable
from blistui.repo.go.declarations import declared_types
from blistui.repo.go.newest import rewritten
from blistui.repo.go.outline import Enclosing, Symbol, outline
from blistui.repo.go.parsing import grammar, parsed, parsed_or_given_up
from blistui.repo.go.scan import scan
from blistui.repo.queries.packages import Packages
from blistui.repo.queries.scopes import Names
from blistui.repo.repository import Repository
from blistui.repo.text import decode

if TYPE_CHECKING:
    from tree_sitter import Node, Query, Tree

_TEXT_LIMIT = 200
_KEPT_BYTES = 16_000_000
"""Bytes of source whose trees are kept: trees are ten times as large."""
_VERSION = pattern(r"v[0-9]+\Z")
_REPLACED = pattern(rb"^(?:replace)?[ \t]*(\S+)(?:[ \t]+v\S+)?[ \t]+=>[ \t]+(\.\S*)", re.MULTILINE)
_MODULE = pattern(rb"^module[ \t]+\"?([^\s\"]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """One place that answers a question: line (from 1), enclosing symbol or "", and the line's text."""

    path: str
    line: int
    symbol: str
    text: str
    doubt: str = ""
    """Why it is not certain that the place belongs to the answer; empty when it is."""

    @property
    def entry(self) -> str:
        """As a stored query keeps it: without the line, so that it does not rot when code moves."""
        entry = f"{self.path} {self.symbol}".rstrip()
        return f"{entry} ({self.doubt})" if self.doubt else entry


class GoFile:
    """One parsed Go file. One that takes too long to parse is as good as empty, and noted in `given_up`."""

    def __init__(self, path: str, source: bytes, given_up: list[str] | None = None) -> None:
        self._given_up = given_up if given_up is not None else []
        self.path, self.source = path, source
        self.folder = posixpath.dirname(path)
        self._captured: list[Node] = []
        self._parents: dict[int, Node] = {}
        self._names: dict[str, Names] = {}

    @cached_property
    def _tree(self) -> Tree:
        tree = parsed_or_given_up(self.source)
        if tree is None:
            self._given_up.append(self.path)
            return parsed(b"")
        return tree

    @cached_property
    def hidden(self) -> tuple[tuple[int, int], ...]:
        """The bytes from and to which the parser was not shown what it does not know: see `newest`."""
        return rewritten(self.source).hidden

    @property
    def root(self) -> Node:
        """The syntax tree; it may hold errors."""
        return self._tree.root_node

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The outline."""
        return outline(self.source, self._tree)

    @cached_property
    def imports(self) -> dict[str, str]:
        """Import paths by the name they have in this file; dot imports under "." and their path."""
        found: dict[str, str] = {}
        for node in self.captures("(import_spec) @it"):
            path_node, name = node.child_by_field_name("path"), node.child_by_field_name("name")
            if path_node is None:
                continue
            path = self.text(path_node).strip('"`')
            alias = self.text(name) if name is not None else package_name(path)
            found[f".{path}" if alias == "." else alias] = path
        return found

    def captures(self, pattern: str) -> list[Node]:
        """The nodes that a tree-sitter pattern captures as `it`, in the order of the source."""
        from tree_sitter import QueryCursor

        captured = QueryCursor(_query(pattern)).captures(self.root).get("it", ())
        found = sorted(captured, key=lambda node: (node.start_byte, -node.end_byte))
        self._captured += found
        return found

    def parent(self, node: Node) -> Node | None:
        """The node around one that was captured, or around such a parent.

        The parser's library looks for a parent from the root down, each time: in deep code that takes the
        square of the depth. Here the ways to all captured nodes are walked once.
        """
        if node.id not in self._parents and self._captured:
            nodes, self._captured = self._captured, []
            self._walk_to(sorted(nodes, key=lambda node: (node.start_byte, -node.end_byte)))
        known = self._parents.get(node.id)
        return known if known is not None else node.parent

    def _walk_to(self, nodes: list[Node]) -> None:
        """Notes the parents of all nodes on the ways to `nodes`, which are in the order of the source."""
        cursor = self.root.walk()
        way = [self.root]
        for node in nodes:
            # Forth and up, until the current node holds the next one.
            while len(way) > 1 and not _holds(way[-1], node):
                if way[-1].end_byte <= node.start_byte and cursor.goto_next_sibling():
                    way[-1] = cast("Node", cursor.node)
                    self._parents[way[-1].id] = way[-2]
                else:
                    cursor.goto_parent()
                    way.pop()
            while way[-1].id != node.id and cursor.goto_first_child_for_byte(node.start_byte) is not None:
                inner = cast("Node", cursor.node)
                self._parents[inner.id] = way[-1]
                way.append(inner)
                if not _holds(inner, node):
                    break

    def named(self, name: str) -> Iterator[Node]:
        """All identifiers with this text: not comments, not strings."""
        # The parser's library compares the names: most identifiers never become Python objects.
        kinds = "(identifier) (field_identifier) (type_identifier) (package_identifier)"
        yield from self.captures(f'([{kinds}] @it (#eq? @it "{name}"))')

    def names(self, name: str) -> Names:
        """All mentions of a name, and the local names among them."""
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = Names(self, name)
        return found

    def text(self, node: Node) -> str:
        """The source of a node."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def hit(self, node: Node) -> Hit:
        """The place of a node."""
        return self.hit_at(node.start_point.row + 1)

    def hit_at(self, line: int) -> Hit:
        """The place of a line, counted from 1."""
        return Hit(self.path, line, self._enclosing.name_at(line), self.line_text(line))

    @cached_property
    def _enclosing(self) -> Enclosing:
        return Enclosing(self.symbols)

    def line_text(self, line: int) -> str:
        """A line without the blanks around it, cut when it is very long."""
        return _cut(self._lines[line - 1]) if line <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return decode(self.source).split("\n")


def _cut(line: str) -> str:
    text = line.strip()
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + "…"


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


class GoCode:
    """The Go files of a repository in the work tree, or at the commit `at`; a file is read when asked for.

    `files` are all files of the work tree, when a caller has listed them already.
    """

    def __init__(self, repo: Repository, at: str | None = None, files: tuple[str, ...] | None = None) -> None:
        self.repo = repo
        self.commit = repo.resolve(at) if at else None
        self._files = files
        self._opened: dict[str, GoFile] = {}
        self._opened_bytes = 0
        self._top_names: dict[str, frozenset[str]] = {}
        self.given_up: list[str] = []
        """Files that take too long to parse: what is found in the others is not all there is."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """All Go files, sorted. Raises RepositoryError when they cannot be listed."""
        return tuple(path for path in self.files if path.endswith(".go"))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """All files, sorted. Raises RepositoryError when they cannot be listed."""
        if self.commit is None:
            return self.repo.files() if self._files is None else self._files
        return tuple(sorted(self.repo.objects.tree(self.commit)))

    def holding(self, *words: str) -> Iterator[GoFile]:
        """The files in which all `words` occur somewhere."""
        wanted = [word.encode() for word in words]
        for path, source in self.sources:
            if all(word in source for word in wanted):
                yield self.file(path)

    def file(self, path: str) -> GoFile:
        """One of the Go files, parsed when it is looked into."""
        known = self._opened.pop(path, None)
        file = known or GoFile(path, self._by_path[path], self.given_up)
        self._opened[path] = file
        if known is None:
            self._opened_bytes += len(file.source)
        while self._opened_bytes > _KEPT_BYTES and len(self._opened) > 1:
            self._opened_bytes -= len(self._opened.pop(next(iter(self._opened))).source)
        return file

    def top_names(self, path: str) -> frozenset[str]:
        """What a Go file declares at its top, methods left out."""
        found = self._top_names.get(path)
        if found is None:
            rows = scan(self._by_path[path]).rows
            found = frozenset(row[0] for row in rows if not row[2] and row[1] != "package")
            self._top_names[path] = found
        return found

    @cached_property
    def packages(self) -> Packages:
        """The packages with the types that they declare. Raises RepositoryError as `files` does."""
        files = (declared_types(path, source) for path, source in self.sources)
        return Packages(files, self._import_paths)

    @cached_property
    def sources(self) -> list[tuple[str, bytes]]:
        """All Go files that can be read, with their paths. Raises RepositoryError as `files` does."""
        return list(self._read(self.paths))

    def line_text(self, path: str, line: int) -> str:
        """A line of a Go file, as `GoFile.line_text` shows it."""
        rows = self._by_path[path].split(b"\n", line)
        return _cut(decode(rows[line - 1])) if line <= len(rows) else ""

    @cached_property
    def _by_path(self) -> dict[str, bytes]:
        return dict(self.sources)

    def _read(self, paths: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
        if self.commit is not None:
            tree = self.repo.objects.tree(self.commit)
            blobs = self.repo.objects.blobs((tree[path][1] for path in paths), self.repo.max_bytes)
            yield from ((path, blobs[tree[path][1]]) for path in paths if tree[path][1] in blobs)
            return
        for path in paths:
            try:
                yield path, self.repo.read_bytes(path)
            except Unreadable:
                continue

    @cached_property
    def _import_paths(self) -> dict[str, tuple[str, ...]]:
        """Import paths by the folder that they name: of its go.mod, and of others that it stands for."""
        found: dict[str, tuple[str, ...]] = {}
        replaced: list[tuple[str, str]] = []
        for path, source in self._read(tuple(p for p in self.files if posixpath.basename(p) == "go.mod")):
            folder, module = posixpath.dirname(path), _MODULE.search(source)
            if module is not None:
                found[folder] = (module[1].decode("utf-8", "replace"),)
            for old, new in _REPLACED.findall(source):
                target = posixpath.normpath(posixpath.join(folder, new.decode("utf-8", "replace")))
                replaced.append(("" if target == "." else target, old.decode("utf-8", "replace")))
        for folder, name in replaced:
            if folder in found and name not in found[folder]:
                found[folder] += (name,)
        return found


def package_name(path: str) -> str:
    """The name a package most likely has, from its import path."""
    parts = [part for part in path.split("/") if part]
    if len(parts) > 1 and _VERSION.match(parts[-1]):
        parts.pop()
    last = re.sub(r"\.v[0-9]+\Z", "", parts[-1]) if parts else ""
    return last.removeprefix("go-").removesuffix("-go").replace("-", "_")


@lru_cache(maxsize=64)
def _query(pattern: str) -> Query:
    from tree_sitter import Query

    return Query(grammar(), pattern)
