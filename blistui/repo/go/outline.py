"""The outline of a Go file, read by a parser that tolerates syntax errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from blistui.patterns import pattern
from blistui.repo.go.parsing import grammar, parsed

if TYPE_CHECKING:
    from tree_sitter import Node, QueryCursor, Tree

_SIGNATURE_LIMIT = 240
_RECEIVER = pattern(r"(\w+)\s*(?:\[[^()]*\])?[\s,)]*$")
_COMMENT = pattern(r"//[^\n]*|/\*(?s:.*?)\*/")
_TEST_NAME = pattern(r"(?:Test|Benchmark|Fuzz|Example)(?![a-z])")
# The package may be imported under another name, or with a dot.
_TEST_PARAMETER = pattern(r"\(\s*(?:\w+\s+)?\*(?:\w+\.)?[TBFM]\s*,?\s*\)$")
_GROUPS = {
    "const_declaration": "const",
    "var_declaration": "var",
    "type_declaration": "type",
}
_TYPE_KINDS = {"struct_type": "struct", "interface_type": "interface"}


class Symbol(NamedTuple):
    """A name declared at the top level of a Go file, or a method of an interface.

    Lines count from 1 and are inclusive; `doc_start` is the first line of the comment right above it, or
    `start`. `kind` is one of package, func, test, method, struct, interface, interface method, type, alias,
    const, var.
    """

    name: str
    kind: str
    receiver: str
    start: int
    end: int
    doc_start: int
    signature: str

    @property
    def qualified(self) -> str:
        """`Type.Method`, or the name alone."""
        return f"{self.receiver}.{self.name}" if self.receiver else self.name

    @property
    def exported(self) -> bool:
        """Whether other packages can see it."""
        return self.kind != "package" and self.name[:1].isupper()


Row = tuple[str, str, str, int, int]
"""Name, kind, receiver, first and last line of a symbol: what an index of many files keeps."""


class Declared(NamedTuple):
    """What a file declares: a row for each symbol, and the names of the fields of its struct types."""

    rows: tuple[Row, ...]
    fields: tuple[str, ...]


def outline(text: str | bytes, tree: Tree | None = None) -> tuple[Symbol, ...]:
    """The symbols of a Go file in the order of their lines; what cannot be parsed is left out.

    `tree` is that of the same text, when a caller has it already.
    """
    source = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    root = (tree or parsed(source)).root_node
    return tuple(_Reader(source).symbols(_documented(root.children)))


def declared_in(source: bytes, with_fields: bool = True) -> Declared:
    """The symbols of `outline` in short, and the fields when they are wanted."""
    return _declared(source, parsed(source).root_node, with_fields)


def strictly_declared_in(source: bytes, with_fields: bool = True) -> Declared | None:
    """As `declared_in`, but nothing when there is a syntax error."""
    root = parsed(source).root_node
    return None if root.has_error else _declared(source, root, with_fields)


def _declared(source: bytes, root: Node, with_fields: bool) -> Declared:
    nodes = list(_documented(root.children))
    symbols = _Reader(source, signed=False).symbols(nodes)
    rows = tuple((s.name, s.kind, s.receiver, s.start, s.end) for s in symbols)
    fields = {
        source[name.start_byte : name.end_byte].decode("utf-8", "replace")
        for node, _ in nodes
        if with_fields and node.type == "type_declaration"
        for name in _field_query().captures(node).get("field", ())
    }
    return Declared(rows, tuple(sorted(fields)))


def enclosing(symbols: Iterable[Symbol], line: int) -> Symbol | None:
    """The innermost symbol whose lines hold `line`; its doc comment belongs to it."""
    return enclosing_range(symbols, line, line)


def enclosing_range(symbols: Iterable[Symbol], start: int, end: int) -> Symbol | None:
    """The innermost symbol that holds all lines from `start` to `end`; its doc comment belongs to it."""
    holding = [s for s in symbols if s.doc_start <= start and end <= s.end]
    return min(holding, key=lambda s: s.end - s.doc_start, default=None)


class Enclosing:
    """The innermost symbol around each line, found at once for all lines of a file."""

    def __init__(self, symbols: Iterable[Symbol]) -> None:
        """Package clauses are left out: they hold no code."""
        self._around: dict[int, Symbol] = {}
        first: dict[tuple[int, int], Symbol] = {}
        for symbol in symbols:
            if symbol.kind != "package":
                first.setdefault((symbol.doc_start, symbol.end), symbol)
        # The longest come first, so that what is inside them is in their place.
        for (start, end), symbol in sorted(first.items(), key=lambda item: item[0][0] - item[0][1]):
            self._around.update(dict.fromkeys(range(start, end + 1), symbol))

    def name_at(self, line: int) -> str:
        """The qualified name of the symbol, empty outside of all symbols."""
        symbol = self._around.get(line)
        return symbol.qualified if symbol is not None else ""


@lru_cache(maxsize=1)
def _field_query() -> QueryCursor:
    from tree_sitter import Query, QueryCursor

    return QueryCursor(Query(grammar(), "(field_declaration name: (field_identifier) @field)"))


def _documented(nodes: Sequence[Node]) -> Iterator[tuple[Node, int]]:
    """Each declaration among sibling `nodes` with the line its doc comment starts on, errors looked into."""
    doc_start, doc_end, code_end = -1, -1, -1
    for node in nodes:
        line = node.start_point.row + 1
        if node.type == "comment":
            # A comment after code on its line documents that code, not what follows.
            if line != code_end:
                doc_start = doc_start if doc_end == line - 1 else line
                doc_end = node.end_point.row + 1
            continue
        code_end = node.end_point.row + 1
        if node.type == "ERROR":
            yield from _documented(node.children)
        elif node.is_named:
            yield node, doc_start if doc_end == line - 1 else line


class _Reader:
    """Turns nodes into symbols: the one place where bytes become text."""

    def __init__(self, source: bytes, signed: bool = True) -> None:
        self._source = source
        # Signatures cost more than everything else together, and an index does without.
        self._signed = signed

    def symbols(self, nodes: Iterable[tuple[Node, int]]) -> Iterator[Symbol]:
        for node, doc_start in nodes:
            if node.type == "function_declaration":
                yield from self._function(node, doc_start)
            elif node.type == "method_declaration":
                yield from self._method(node, doc_start)
            elif node.type in _GROUPS:
                yield from self._group(node, doc_start, _GROUPS[node.type])
            elif node.type == "package_clause" and node.named_child_count:
                name = self._text(node.named_children[0])
                yield self._symbol(node, doc_start, name, "package", "", f"package {name}")

    def _function(self, node: Node, doc_start: int) -> Iterator[Symbol]:
        name = self._name(node)
        if name and name != "_":
            signature = self._up_to_body(node) if self._signed or _TEST_NAME.match(name) else ""
            yield self._symbol(node, doc_start, name, function_kind(name, signature), "", signature)

    def _method(self, node: Node, doc_start: int) -> Iterator[Symbol]:
        name, receiver = self._name(node), node.child_by_field_name("receiver")
        of = receiver_type(self._text(receiver)) if receiver else ""
        if name and of and name != "_":
            yield self._symbol(
                node, doc_start, name, "method", of, self._up_to_body(node) if self._signed else ""
            )

    def _group(self, node: Node, doc_start: int, word: str) -> Iterator[Symbol]:
        children = [inner for child in node.children for inner in _unwrapped(child)]
        grouped = any(child.type == "(" for child in children)
        specs = _documented(children) if grouped else [(c, doc_start) for c in children if c.is_named]
        for spec, spec_doc in specs:
            lines = spec if grouped else node
            if word == "type":
                yield from self._type(spec, lines, spec_doc)
            else:
                signature = f"{word} {self._line(spec)}"
                for name in spec.children_by_field_name("name"):
                    if name.is_named and self._text(name) != "_":
                        yield self._symbol(lines, spec_doc, self._text(name), word, "", signature)

    def _type(self, spec: Node, lines: Node, doc_start: int) -> Iterator[Symbol]:
        name, body = self._name(spec), spec.child_by_field_name("type")
        if not name or name == "_" or body is None:
            return
        if spec.type == "type_alias":
            yield self._symbol(lines, doc_start, name, "alias", "", f"type {self._line(spec)}")
            return
        kind = _TYPE_KINDS.get(body.type, "type")
        if kind == "type":
            signature = f"type {self._line(spec)}"
        else:
            head = self._source[spec.start_byte : body.start_byte].decode("utf-8", "replace")
            signature = f"type {' '.join(head.split())} {kind}"
        yield self._symbol(lines, doc_start, name, kind, "", signature)
        if kind == "interface":
            for method, method_doc in _documented(body.children):
                if method.type == "method_elem" and (method_name := self._name(method)) not in ("", "_"):
                    signature = self._line(method)
                    yield self._symbol(method, method_doc, method_name, "interface method", name, signature)

    def _symbol(
        self, node: Node, doc_start: int, name: str, kind: str, receiver: str, signature: str
    ) -> Symbol:
        start, end = node.start_point.row + 1, node.end_point.row + 1
        return Symbol(name, kind, receiver, start, end, min(doc_start, start), signature)

    def _name(self, node: Node) -> str:
        name = node.child_by_field_name("name")
        return self._text(name) if name is not None else ""

    def _text(self, node: Node) -> str:
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def _line(self, node: Node) -> str:
        return _one_line(self._text(node)) if self._signed else ""

    def _up_to_body(self, node: Node) -> str:
        body = node.child_by_field_name("body")
        end = body.start_byte if body is not None else node.end_byte
        return _one_line(self._source[node.start_byte : end].decode("utf-8", "replace"))


def _unwrapped(node: Node) -> Sequence[Node]:
    # The grammar wraps a parenthesised var group once more than a const group.
    return node.children if node.type == "var_spec_list" else (node,)


def receiver_type(receiver: str) -> str:
    """The name of the type in a receiver such as `(r *Router[T])`; empty when there is none."""
    found = _RECEIVER.search(_COMMENT.sub(" ", receiver).rstrip(") \t\n,"))
    return found[1] if found else ""


def function_kind(name: str, signature: str) -> str:
    """Whether a function is one that `go test` runs: test, else func."""
    if not _TEST_NAME.match(name):
        return "func"
    parameters = signature.removeprefix(f"func {name}")
    if name.startswith("Example"):
        return "test" if parameters == "()" else "func"
    return "test" if _TEST_PARAMETER.match(parameters) else "func"


def _one_line(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= _SIGNATURE_LIMIT else joined[: _SIGNATURE_LIMIT - 1] + "…"
