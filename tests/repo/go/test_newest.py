"""The newest Go: the parser reads what it did not know, and nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blistui.repo.go.declarations import declared_types
from blistui.repo.go.newest import only_hidden, rewritten
from blistui.repo.go.outline import outline
from blistui.repo.go.parsing import parsed
from blistui.repo.go.scan import scan

DECLARATIONS = [
    "func (m Maybe[T]) Then[U any](f func(T) U) Maybe[U] {\n\treturn Maybe[U]{}\n}\n",
    "func (m M) Two[\n\tK comparable, // of keys\n\tV interface{ ~int | ~string },\n](k K, v V) {}\n",
    "func (r /* why */ *T /* (so) */) M() {}\n",
    "func (r *T, // why (\n) M() {}\n",
    "func (m *(M)) X() {}\n",
    "func\n(m M) Y() {}\n",
    "func (m M) Z /* c */ [T any] (x T) {}\n",
    "func f() {\n\tx := new(42)\n\ty := new(a + b)\n\tz := new(T{1}).v\n}\n",
    "func g() {\n\t_ = new(-1)\n\t_ = new(\"a\")\n\t_ = new(true)\n\t_ = new(h(3))\n}\n",
    "func i() {\n\t(g[int])(3)\n\t(p.g[[]int, string])(3)\n\tdefer (g[*T])(nil)\n}\n",
    "type Box[T any] struct{ a, b T }\n",
    "type I interface {\n\tM(x int) error\n}\n",
    "const C, D = 1, 2\n",
    "var v = new(map[string]func(int) bool)\n",
    "func (G[F]) m2[P F /* \"why\" ] */ ]() {}\n",
    "var s = new(struct {\n" + "\ta int // of many\n" * 40 + "})\n",
    "type _ interface{ M() }\n",
    "type K interface{ _(); N() }\n",
    "func plain(a int) error { return nil }\n",
    "var text = `\nfunc (m M) No[T any]() {}\n`\n",
]  # fmt: skip


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_the_parser_reads_the_newest_go(declaration: str) -> None:
    source = f"package p\n\n{declaration}\nfunc after() {{}}\n".encode()
    assert not parsed(source).root_node.has_error
    assert [symbol.name for symbol in outline(source)][-1] == "after"


@given(st.lists(st.sampled_from(DECLARATIONS), max_size=6))
def test_outline_index_and_method_sets_read_the_same(declarations: list[str]) -> None:
    source = ("package p\n\n" + "\n".join(declarations)).encode()
    shown = [(s.name, s.kind, s.receiver, s.start, s.end) for s in outline(source)]
    assert shown == [tuple(row) for row in scan(source).rows]
    read = declared_types("a.go", source)
    methods = [(s.receiver, s.name, s.start) for s in outline(source) if s.kind == "method"]
    assert [(m.receiver, m.name, m.line) for m in read.methods] == methods
    types = [s.name for s in outline(source) if s.kind in ("struct", "interface", "type", "alias")]
    assert [declared.name for declared in read.types] == types


@given(st.lists(st.sampled_from([*DECLARATIONS, "new(", "func (", "[", "]", "x", "\n", '"', "`", "/*"])))
def test_no_byte_and_no_line_moves(parts: list[str]) -> None:
    source = "".join(parts).encode()
    text = rewritten(source).source
    assert len(text) == len(source)
    assert [at for at, byte in enumerate(text) if byte == 10] == [
        at for at, byte in enumerate(source) if byte == 10
    ]


@pytest.mark.parametrize(
    ("declaration", "names"),
    [
        ("func (m M) F[K comparable, V map[K]Other](k K) {}\n", "K comparable V K Other"),
        (
            "func (\n\tm M,\n) F[\n\tA, B any, // of ( all\n\tC fmt.Stringer,\n](\n\ta A) {}\n",
            "A B any C Stringer",
        ),
        ("func (m M) Z /* ( */ [T any] /* ) */ () {}\n", "T any"),
    ],
)
def test_hidden_type_parameters_are_parsed_where_they_are(declaration: str, names: str) -> None:
    source = f"package p\n\n{declaration}\nfunc (g G) Other[Z any]() {{}}\n".encode()
    text = only_hidden(source, rewritten(source).hidden)
    assert [len(line) for line in text.split(b"\n")] == [len(line) for line in source.split(b"\n")]
    root = parsed(text).root_node
    assert not root.has_error
    waiting, found = list(reversed(root.named_children)), []
    while waiting:
        node = waiting.pop()
        # The name of the function is one byte of the method's.
        inner = node.named_children[1:] if node.type == "function_declaration" else node.named_children
        waiting += reversed(inner)
        if node.type in ("identifier", "type_identifier"):
            found.append(source[node.start_byte : node.end_byte].decode())
    assert found == [*names.split(), "Z", "any"]


def test_go_that_is_known_is_left_alone() -> None:
    source = b"package p\n\nfunc (m M) F(x [3]int) { _ = new(T); _ = new(pkg.T); _ = new([]int) }\n"
    assert rewritten(source).source is source
