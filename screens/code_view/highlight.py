"""Go highlighting of the lines on screen, at a cost that does not grow with the file.

Only the window asked for is parsed, from the nearest declaration above it. A construct that opened before
that (a long raw string, say) may be coloured wrongly until `adopt` receives a tree of the whole file, which
`parse_whole` makes in a thread.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from screens.code_view.text import CodeText

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Point, Query, Tree

KINDS = ("keyword", "type", "function", "call", "string", "number", "constant", "comment")

BACK_SCAN = 400
"""Lines looked back over for a declaration to start from; a declaration longer than this is rare."""

WHOLE_FILE = 300_000
"""Characters up to which a tree of the whole file is made: the last step of a parse cannot be interrupted,
and for a file larger than this it would be felt on the screen."""

AHEAD_SCAN = 60
"""Lines read past the window for the end of a declaration, without which its head may be misread."""

WINDOW = 200_000
"""Characters of a window beyond which it stays plain: lines that long are data, and parsing would be felt."""

_DIRECTIVES = ("//go:", "//export ", "//line ", "// +build ")
"""What is a comment to the language, and an order to its tools."""
_KEPT_LINES = 4000
_READ_STEP = 1 << 12
_DECLARATION = re.compile(r"(?:func|type|var|const|import|package)\b")

_QUERY = """
[ "break" "case" "chan" "const" "continue" "default" "defer" "else" "fallthrough" "for" "func" "go" "goto"
  "if" "import" "interface" "map" "package" "range" "return" "select" "struct" "switch" "type" "var"
] @keyword
(type_identifier) @type
(function_declaration name: (identifier) @function)
(method_declaration name: (field_identifier) @function)
(method_elem name: (field_identifier) @function)
(call_expression function: (identifier) @call)
(call_expression function: (selector_expression field: (field_identifier) @call))
[ (interpreted_string_literal) (raw_string_literal) (rune_literal) ] @string
[ (int_literal) (float_literal) (imaginary_literal) ] @number
[ (true) (false) (nil) (iota) ] @constant
(comment) @comment
"""


class Span(NamedTuple):
    """Characters `start` to `end` (excluded) of a line and what they are: one of `KINDS`."""

    start: int
    end: int
    kind: str


class GoHighlighter:
    """Spans of the lines of one Go file."""

    def __init__(self, text: CodeText) -> None:
        self._text = text
        self._tree: Tree | None = None
        self._spans: dict[int, list[Span]] = {}

    def adopt(self, tree: Tree) -> None:
        """Take the tree of the whole file as the source of all spans from now on."""
        self._tree = tree
        self._spans.clear()

    def prepare(self, first: int, last: int) -> None:
        """Work out the spans of the lines `first` to `last` in one go, where they are not known yet."""
        missing = [number for number in range(first, last + 1) if number not in self._spans]
        if not missing:
            return
        if len(self._spans) > _KEPT_LINES:
            self._spans.clear()
            missing = [first, last]
        self._highlight(missing[0], min(missing[-1], self._text.line_count))

    def spans(self, number: int) -> list[Span]:
        """Spans of line `number`, in order of their start; they do not overlap."""
        if number not in self._spans:
            self._highlight(number, number)
        return self._spans.get(number, [])

    def _highlight(self, first: int, last: int) -> None:
        # Deferred here and below: a file that is not Go needs no parser, and the first frame none at all.
        from tree_sitter import Parser, QueryCursor

        language, query = _go()
        lines = {number: self._text.line(number) for number in range(first, last + 1)}
        found: dict[int, list[Span]] = {number: [] for number in lines}
        if self._tree is None:
            start, end = self._declaration_above(first), self._end_below(last)
            if self._text.offset(end + 1) - self._text.offset(start) > WINDOW:
                self._spans.update(found)
                return
            part = "\n".join(self._text.lines(start, end))
            tree = Parser(language).parse(part.encode("utf-8", "surrogateescape"))
        else:
            start, tree = 1, self._tree
        cursor = QueryCursor(query)
        cursor.set_point_range((first - start, 0), (last - start + 1, 0))
        for kind, nodes in cursor.captures(tree.root_node).items():
            for node in nodes:
                _spread(node, kind, start, lines, found)
        for spans in found.values():
            spans.sort()
        self._spans.update(found)

    def _declaration_above(self, number: int) -> int:
        earliest = max(1, number - BACK_SCAN)
        for candidate in range(number, earliest, -1):
            if _DECLARATION.match(self._text.line(candidate)):
                return candidate
        return earliest

    def _end_below(self, number: int) -> int:
        for candidate in range(number + 1, min(number + AHEAD_SCAN, self._text.line_count) + 1):
            line = self._text.line(candidate)
            if line.startswith(("}", ")")):
                return candidate
            if _DECLARATION.match(line):
                return candidate - 1
        return number


def parse_whole(text: CodeText) -> Tree:
    """Tree of the whole file, made so that other threads run in between every few hundred microseconds."""
    from tree_sitter import Parser

    source = text.text.encode("utf-8", "surrogateescape")

    def read(offset: int, _point: Point) -> bytes:
        return source[offset : offset + _READ_STEP]

    return Parser(_go()[0]).parse(read)


def warm() -> None:
    """Load grammar and query, in a thread, before the first file is shown."""
    GoHighlighter(CodeText("package warm\n")).prepare(1, 1)


def _spread(node: Node, kind: str, start: int, lines: dict[int, str], found: dict[int, list[Span]]) -> None:
    """Add a node's span to each of the `lines` it covers; `start` is the number of the first parsed line."""
    (top, left), (bottom, right) = node.start_point, node.end_point
    for row in range(max(top, min(lines) - start), min(bottom, max(lines) - start) + 1):
        line = lines[row + start]
        begin = _index(line, left) if row == top else 0
        end = _index(line, right) if row == bottom else len(line)
        if end > begin:
            is_directive = kind == "comment" and begin == 0 and line.startswith(_DIRECTIVES)
            found[row + start].append(Span(begin, end, "keyword" if is_directive else kind))


def _index(line: str, byte: int) -> int:
    if line.isascii():
        return min(byte, len(line))
    return len(line.encode("utf-8", "surrogateescape")[:byte].decode("utf-8", "surrogateescape"))


@cache
def _go() -> tuple[Language, Query]:
    import tree_sitter_go
    from tree_sitter import Language, Query

    language = Language(tree_sitter_go.language())
    return language, Query(language, _QUERY)
