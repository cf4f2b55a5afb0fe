"""What in a Go syntax tree is written as only Go writes it, and which kind of Go it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.rules.go.types import COMPOSED, NAMED, PREDECLARED, STRONG_TYPES, Types, descend, words

if TYPE_CHECKING:
    from tree_sitter import Node

TEST = "test code"
FACTORY = "factory function"
METHOD = "method implementation"
INTERFACE = "interface signature"
FIELDS = "struct field list"
EXPRESSION = "expression"
KINDS = (TEST, FACTORY, METHOD, INTERFACE, FIELDS, EXPRESSION)
"""The kind that says most comes first."""

_STDLIB = words(
    "atomic bufio bytes context errors filepath fmt heap http io json list log logrus maps math os rand "
    "reflect regexp slices slog sort strconv strings sync time"
)
_BODIES = words(
    "go_statement defer_statement select_statement for_statement if_statement "
    "expression_switch_statement type_switch_statement"
)
_PLAIN_LITERALS = frozenset(["int_literal", "float_literal", "true", "false", "nil"])
_FACTORY_NAME = pattern(r"(?:[Nn]ew|[Cc]reate|[Mm]ake|[Bb]uild|Must)(?![a-z])")
_TEST_NAME = pattern(r"(?:Test|Benchmark|Fuzz|Example)(?![a-z])")
_CALLS_OF_TESTS = pattern(r"[tb]\.(?:Run|Error|Fatal|Log|Skip|Helper|Parallel|Cleanup|Setenv|TempDir)\w*\Z")
_ASSERTS = pattern(r"(?:assert|require)\.[A-Z]\w*\Z")
_CHANNEL_NAME = pattern(r"(?i:s|ch|chan|channel|c|out|in|done|quit|stop|queue|errc)\Z")
_GO_PACKAGE = pattern(
    r"(?:[a-z][\w-]*\.)+[a-z]+/[\w./~-]*\Z"
    r"|(?:archive|bufio|bytes|cmp|compress|container|context|crypto|database|embed|encoding|errors|expvar|flag|fmt|go|hash|html|image"
    r"|io|iter|log|maps|math|mime|net|os|path|reflect|regexp|runtime|slices|sort|strconv|strings|sync|syscall|testing"
    r"|text|time|unicode|unique|unsafe)(?:/[a-z\d/]+)?\Z"
)
"""Import paths of the standard library, and those that begin with a domain."""
_OF_TRACE = pattern(r"\((?:\)|0x|\{0x)")
_SHOUTED = pattern(r"[A-Z][A-Z\d_]+\Z")


class Code:
    """Reads declarations, statements and expressions: each method gives the kind of one node, or nothing."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._text = types.text
        self._by_type: dict[str, Callable[[Node], str]] = {
            "function_declaration": self._function,
            "method_declaration": self._function,
            "type_spec": self._type_spec,
            "short_var_declaration": self._short_var,
            "var_spec": self._variable,
            "const_spec": self._constant,
            "return_statement": self._return,
            **dict.fromkeys(("inc_statement", "dec_statement"), self._step),
            "composite_literal": self._composite,
            "call_expression": self._call,
            "assignment_statement": self._assignment,
            "type_alias": self._alias,
            "binary_expression": self._comparison,
            "slice_expression": self._slice,
            "index_expression": self._index,
            "send_statement": self._send,
            "unary_expression": self._receive,
            "import_spec": self._import,
            **dict.fromkeys(_BODIES, self._body),
            **dict.fromkeys(COMPOSED, self._composed),
            "type_assertion_expression": self._assertion,
            **dict.fromkeys(_ALWAYS_GO, lambda node: EXPRESSION),
        }

    def kinds(self, root: Node) -> set[str]:
        """The kinds of Go below `root`; empty when nothing shows that it is Go."""
        found: set[str] = set()
        todo = [root]
        while todo:
            node = todo.pop()
            reads = self._by_type.get(node.type)
            kind = reads(node) if reads else ""
            if kind:
                found.add(kind)
            if kind not in (INTERFACE, FIELDS):
                todo.extend(node.named_children)
        if len(found) > 1:
            # Every body is full of expressions; they say nothing more.
            found.discard(EXPRESSION)
        return found

    def _function(self, node: Node) -> str:
        name = self._text(node.child_by_field_name("name"))
        if name == "_":
            return ""
        parameters = self._text(node.child_by_field_name("parameters"))
        if _TEST_NAME.match(name) and ("testing." in parameters or name.startswith("Example")):
            return TEST
        if node.type == "function_declaration" and _FACTORY_NAME.match(name):
            return FACTORY
        return METHOD if node.child_by_field_name("body") else INTERFACE

    def _type_spec(self, node: Node) -> str:
        of = node.child_by_field_name("type")
        if of is None:
            return ""
        if of.type in ("interface_type", "function_type"):
            return INTERFACE
        if of.type == "struct_type":
            return FIELDS
        exported = self._text(node.child_by_field_name("name"))[:1].isupper()
        predeclared = exported and self._text(of) in PREDECLARED
        # `type checker` and `type Phase of` are words.
        renamed = exported and not self._types.bare and of.type in NAMED and self._types.named(of)
        return EXPRESSION if predeclared or renamed or self._types.distinctive(of) else ""

    def _short_var(self, node: Node) -> str:
        # `CC := gcc` is a Makefile.
        return "" if _SHOUTED.match(self._text(node.child_by_field_name("left"))) else EXPRESSION

    def _variable(self, node: Node) -> str:
        of = node.child_by_field_name("type")
        valued = node.child_by_field_name("value") is not None
        return EXPRESSION if valued or (of is not None and self._types.distinctive(of)) else ""

    def _constant(self, node: Node) -> str:
        return EXPRESSION if node.child_by_field_name("value") is not None else ""

    def _body(self, node: Node) -> str:
        condition = node.child_by_field_name("condition") or node.child_by_field_name("value")
        if condition is not None and condition.type == "parenthesized_expression":
            return ""  # C, Java and JavaScript write their conditions in parentheses; gofmt never does.
        if node.type in ("go_statement", "defer_statement"):
            called = node.named_children and node.named_children[0].type == "call_expression"
            return METHOD if called else ""
        return METHOD

    def _return(self, node: Node) -> str:
        before = node.prev_named_sibling
        if before is not None and before.type == "assignment_statement":
            return METHOD
        values = node.named_children[0].named_children if node.named_children else []
        fallible = any(value.type == "nil" or self._text(value) == "err" for value in values)
        return METHOD if len(values) > 1 and fallible else ""

    def _assignment(self, node: Node) -> str:
        if self._text(node.child_by_field_name("operator")) == "&^=":
            return EXPRESSION
        right = node.child_by_field_name("right")
        given = right.named_children if right is not None else []
        return EXPRESSION if any(self._address(one) for one in given) else ""

    def _alias(self, node: Node) -> str:
        of = node.child_by_field_name("type")
        return EXPRESSION if of is not None and (self._types.named(of) or self._types.distinctive(of)) else ""

    def _step(self, node: Node) -> str:
        # `C++` is a language.
        return (
            EXPRESSION if node.named_children[0].type in ("selector_expression", "index_expression") else ""
        )

    def _composite(self, node: Node) -> str:
        of = node.child_by_field_name("type")
        if of is None or of.type in COMPOSED or of.type == "struct_type":
            return EXPRESSION
        pointed = node.parent is not None and node.parent.type == "unary_expression"
        if not pointed and not self._text(of).rpartition(".")[2][:1].isupper():
            return ""  # x_{i} and {…} of other notations
        body = node.child_by_field_name("body")
        entries = body.named_children if body is not None else []
        keyed = any(entry.type == "keyed_element" for entry in entries)
        return EXPRESSION if pointed or keyed or not entries else ""

    def _call(self, node: Node) -> str:
        arguments = node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        if not given:
            return ""  # mentioned by name
        name = self._text(node.child_by_field_name("function"))
        package, _, called = name.rpartition(".")
        if _CALLS_OF_TESTS.match(name) or (_ASSERTS.match(name) and self._text(given[0]) in ("t", "b")):
            return TEST
        if name == "new" and len(given) == 1 and self._text(given[0])[:1].isupper():
            return EXPRESSION
        if name in STRONG_TYPES or (name in ("append", "delete", "copy") and len(given) > 1):
            return EXPRESSION
        exported = called[:1].isupper()
        if exported and package in _STDLIB and any(one.type not in _PLAIN_LITERALS for one in given):
            return EXPRESSION
        # `Valid(block, ev.Header) == TRUE` is a formula of a specification.
        compared = not package and node.parent is not None and node.parent.type == "binary_expression"
        if exported and any(
            self._text(one) == "ctx" or (self._field_of_value(one) and not compared) for one in given
        ):
            return EXPRESSION
        return EXPRESSION if any(self._address(one) for one in given) else ""

    def _field_of_value(self, node: Node) -> bool:
        """Whether it has a `config.Policy`, an exported name of a value or package, as no formula has."""
        return any(
            self._text(one.child_by_field_name("operand"))[:1].islower()
            and self._text(one.child_by_field_name("field"))[:1].isupper()
            for one in descend(node, "selector_expression")
        )

    def _address(self, node: Node) -> bool:
        return node.type == "unary_expression" and self._text(node).startswith("&")

    def _comparison(self, node: Node) -> str:
        operator = self._text(node.child_by_field_name("operator"))
        sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        if operator == "&^":
            return EXPRESSION
        nil = any(side is not None and side.type == "nil" for side in sides)
        return EXPRESSION if nil and operator in ("==", "!=") else ""

    def _slice(self, node: Node) -> str:
        # Between words, `tokens[0:512]` is a range of tokens.
        return "" if self._types.bare else EXPRESSION

    def _index(self, node: Node) -> str:
        # `ids[len(ids)-1]`; an index alone is of every language.
        index = node.child_by_field_name("index")
        last = index is not None and index.type == "binary_expression" and "len(" in self._text(index)
        return EXPRESSION if last and not self._types.bare else ""

    def _send(self, node: Node) -> str:
        # `best <- highest` is an assignment of other notations.
        to = self._text(node.child_by_field_name("channel")).rpartition(".")[2]
        return EXPRESSION if _CHANNEL_NAME.search(to) and not self._types.bare else ""

    def _receive(self, node: Node) -> str:
        text = self._text(node)
        # `<- A` is an arrow.
        return EXPRESSION if text[:2] == "<-" and text[2:3].isalpha() and not self._types.bare else ""

    def _import(self, node: Node) -> str:
        if node.child_by_field_name("name") is not None:
            return EXPRESSION  # `import _ "image/png"`
        path = self._text(node.child_by_field_name("path")).strip('"`')
        return EXPRESSION if _GO_PACKAGE.match(path) and not self._types.bare else ""

    def _assertion(self, node: Node) -> str:
        # `pool.(*queue).grow(0xc0, ...)` is a line of a trace.
        method = node.parent
        call = method.parent if method is not None and method.type == "selector_expression" else None
        if call is None or call.type != "call_expression":
            return EXPRESSION
        is_trace = _OF_TRACE.match(self._text(call.child_by_field_name("arguments")))
        return "" if is_trace and self._text(node).endswith(")") and "(*" in self._text(node) else EXPRESSION

    def _composed(self, node: Node) -> str:
        return EXPRESSION if self._types.distinctive(node) else ""


_ALWAYS_GO = ("type_conversion_expression", "func_literal", "import_spec_list")
