"""A Go file opened for questions: its tree, and the names in it."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from blistui.patterns import pattern
from blistui.repo.go.newest import Rewritten, only_hidden, rewritten
from blistui.repo.go.outline import Enclosing, Symbol, outline
from blistui.repo.go.parsing import grammar, parsed, parsed_or_given_up
from blistui.repo.queries.words import places_of_word
from blistui.repo.text import decode

if TYPE_CHECKING:
    from tree_sitter import Node, Query, Tree

    from blistui.repo.queries.scopes import Names

_TEXT_LIMIT = 200
NAMES = frozenset(
    [
        *("identifier", "field_identifier", "type_identifier", "package_identifier"),
        # Nothing forbids to declare these.
        *("true", "false", "nil", "iota"),
    ]
)
"""The nodes that are names."""
_ERRORS = "[(ERROR) (MISSING)] @it"
_AT_TOP = frozenset(
    [
        *("package_clause", "import_declaration", "function_declaration", "method_declaration"),
        *("type_declaration", "const_declaration", "var_declaration", "comment"),
    ]
)
"""What a file consists of; the parser takes statements as well."""
_STEPS = 4
"""Siblings that are passed one by one, before their parent is asked for the one wanted."""
_SELECTED_FROM = pattern(rb"[ \t\r\n]*+\.(?!\.\.)")
_VERSION = pattern(r"v[0-9]+\Z")


class Hit(NamedTuple):
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
    """One parsed Go file. One that takes too long to parse is as good as empty, and noted in `given_up`.

    Of a `part` that is given, as long as the file and blank where it is cut, the tree is made.
    """

    def __init__(
        self, path: str, source: bytes, given_up: list[str] | None = None, part: bytes | None = None
    ) -> None:
        self._given_up = given_up if given_up is not None else []
        self.path, self.source = path, source
        self._part = source if part is None else part
        self.folder = posixpath.dirname(path)
        self._captured: list[Node] = []
        self._parents: dict[int, Node] = {}
        self._names: dict[str, Names] = {}

    @cached_property
    def _parsed(self) -> Tree | None:
        return parsed_or_given_up(self._rewritten.source, is_rewritten=True)

    def parse(self) -> bool:
        """Parse it before it is looked into; False when that takes too long, which is not noted yet."""
        return self._parsed is not None

    @cached_property
    def _tree(self) -> Tree:
        if self._parsed is None:
            self._given_up.append(self.path)
            return parsed(b"")
        return self._parsed

    @cached_property
    def _rewritten(self) -> Rewritten:
        return rewritten(self._part)

    @cached_property
    def is_broken(self) -> bool:
        """Whether something in it is no Go."""
        return bool(self._errors)

    @cached_property
    def _errors(self) -> list[Node]:
        # The last line may lack its end.
        end = len(self._part.rstrip())
        found = (
            [
                one
                for one in self.captures(_ERRORS)
                if not (one.is_missing and one.start_byte >= end and one.type == "\n")
            ]
            if self.root.has_error
            else []
        )
        top = [node for node in self.root.named_children if node.type not in _AT_TOP]
        return found + top

    @cached_property
    def _hidden_root(self) -> Node:
        """The tree of what the parser was not shown at first; its bytes and lines are the file's."""
        return parsed(only_hidden(self._part, self.hidden)).root_node

    @property
    def hidden(self) -> tuple[tuple[int, int], ...]:
        """The bytes from and to which the parser was not shown what it does not know: see `newest`."""
        return self._rewritten.hidden

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
        """The node around one that was captured or named, or around such a parent.

        The parser's library looks for a parent from the root down, each time: in deep code that takes the
        square of the depth. Here the ways to all these nodes are walked once.
        """
        if node.id not in self._parents and self._captured:
            nodes, self._captured = self._captured, []
            spans = [(node.start_byte, node.end_byte) for node in nodes]
            for _ in self._innermost(sorted(spans, key=lambda span: (span[0], -span[1]))):
                pass
        known = self._parents.get(node.id)
        return known if known is not None else node.parent

    def _innermost(self, spans: Iterable[tuple[int, int]]) -> Iterator[Node]:
        """The innermost node that holds each span of bytes, which are in the order of the source.

        The parents of all nodes on the ways there are noted.
        """
        cursor = self.root.walk()
        node, way, parents = self.root, [self.root], self._parents
        for start, end in spans:
            # Forth and up, until the current node holds the span.
            steps = 0
            while len(way) > 1 and (node.end_byte < end or start < node.start_byte):
                steps += 1
                if steps < _STEPS and node.end_byte <= start and cursor.goto_next_sibling():
                    way[-1] = node = cast("Node", cursor.node)
                    parents[node.id] = way[-2]
                else:
                    cursor.goto_parent()
                    way.pop()
                    node = way[-1]
            while cursor.goto_first_child_for_byte(start) is not None:
                inner = cast("Node", cursor.node)
                parents[inner.id] = node
                way.append(inner)
                node = inner
                if node.end_byte < end or start < node.start_byte:
                    break
            is_inside = len(way) == 1 or (node.start_byte <= start and end <= node.end_byte)
            yield node if is_inside else way[-2]

    def node_at(self, byte: int) -> Node | None:
        """The innermost node at a byte."""
        root = self._hidden_root if self._is_hidden(byte) else self.root
        return root.descendant_for_byte_range(byte, byte)

    def _is_hidden(self, byte: int) -> bool:
        return bool(self.hidden) and any(start <= byte < end for start, end in self.hidden)

    def is_broken_on(self, line: int) -> bool:
        """Whether something on a line cannot be parsed."""
        return self.is_broken and any(start < line <= end + 1 for start, end in self._broken_rows)

    @property
    def first_error(self) -> int:
        """The first line that cannot be parsed; that of the start where the whole takes too long."""
        return min((start + 1 for start, _ in self._broken_rows), default=1)

    @cached_property
    def _broken_rows(self) -> list[tuple[int, int]]:
        return [(node.start_point.row, node.end_point.row) for node in self._errors]

    def declaration_at(self, byte: int) -> tuple[int, int]:
        """The bytes from and to which the declaration at the top is that holds a byte; all where there are
        errors: nobody knows what ends where.
        """
        at = bisect_right(self._tops, byte)
        return self._tops[at - 1] if at else 0, self._tops[at] if at < len(self._tops) else len(self._part)

    @cached_property
    def _tops(self) -> list[int]:
        return [] if self.root.has_error else [node.start_byte for node in self.root.children]

    def named(self, name: str, declaring_in: tuple[int, int] | None = None) -> Iterator[Node]:
        """All identifiers with this text: not comments, not strings. With `declaring_in` those between these
        bytes that may declare something, which one from which another is selected does not.
        """
        spans = list(places_of_word(name, self._part, *(declaring_in or ())))
        if declaring_in is not None:
            spans = [span for span in spans if not _SELECTED_FROM.match(self._part, span[1])]
        for (start, end), node in zip(spans, self._innermost(spans), strict=True):
            if self._is_hidden(start):
                node = self._hidden_root.descendant_for_byte_range(start, end) or node
            if node.type in NAMES and node.start_byte == start and node.end_byte == end:
                yield node

    def names(self, name: str) -> Names:
        """All mentions of a name, and the local names among them."""
        found = self._names.get(name)
        if found is None:
            # Imported where it is needed: a check that stores no queries asks for no mentions.
            from blistui.repo.queries.scopes import Names

            found = self._names[name] = Names(self, name)
        return found

    def forget_names(self) -> None:
        """Let go of what refers back to the file: its tree, which is large, then goes when the file does."""
        self._names.clear()

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
        return one_line(self._lines[line - 1]) if line <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return decode(self.source).split("\n")


def one_line(line: str) -> str:
    """A line without the blanks around it, cut when it is very long."""
    text = line.strip()
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + "…"


@lru_cache(maxsize=2000)
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
