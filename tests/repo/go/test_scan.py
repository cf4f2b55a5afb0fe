"""The fast scan finds what a full parse finds, however a file is laid out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blistui.repo.go.layout import laid_out
from blistui.repo.go.outline import declared_in, outline, strictly_declared_in
from blistui.repo.go.scan import outline_in_short, scan

# ruff: noqa: E501
ODD = [
    "",
    "package p",
    "// only a comment\n",
    "/* before */ package p // after\n\nvar a = 1",
    "package p\n\nvar text = `\nfunc notCode() {\n`\n\nvar more = `\n}\n`\n\nfunc real() {}\n",
    "package p\n\n/*\nfunc notCode() {\n*/\n\nfunc real() {\n\t/* }\n*/ x()\n}\n",
    'package p\n\nfunc a() {\n\ts := "{"\n\tr := \'}\'\n\tt := `"`\n}\n\nvar b = 1\n',
    "package p\n\nfunc a() {\n\tx() }\n\ttype T struct {\n}\n\nfunc b() {}\n",
    "package p\n\nfunc a() {\nretry:\n\tgoto retry\n}\n\nfunc b() {}\n",
    "package p\n\nfunc a() {\nvar local = 1\n_ = local\n}\n",
    "package p\n\n  func indented() {}\n\tvar alsoIndented = 1\n",
    "package p; func a() {}; var b = 1\n",
    "package p\n\nvar f =\nfunc() int { return 1 }\n\nvar g = 2\n",
    'package p\n\nvar a = "x" +\n\t"y"\n\n// doc\nvar b = 1\n',
    'package p\n\nvar a = "x" + // first\n\t// between\n\t"y" // last\n\nvar b = 1\n',
    'package p\n\nvar a = // c\n\t"y"\n// doc\nvar b = 1\n',
    'package p\n\nvar a = // c\n"y"\n// doc\nvar b = 1\n',
    "package p\n\nvar a = `x\ny` // after\n\nconst c, d = 1, 2 /* e */\n",
    "package p\n\nconst (\n\tA = iota\n\tB\n\n\t// C is\n\tC // tail\n\t_\n\tD, E = 1, 2\n)\n",
    'package p\n\nconst (\n\tA = "x" +\n\t\t"y"\n\tB = // c\n\t"z"\n\tC = 1 +\n\tB\n)\n',
    'package p\n\nvar (\n\ta = map[string]int{\n\t\t"x": 1,\n\t}\n\tb = func() {\n\t\tc := 1\n\t\t_ = c\n\t}\n\td int\n)\n',
    "package p\n\nvar (\n  a = 1\n\n  b = 2\n)\nvar ( c = 1; d = 2 )\nvar ()\n",
    "package p\n\nvar x struct {\n\tField int\n}\nvar a, b int\nvar c []int\nvar d = []int{\n\t1,\n} // tail\n",
    "package p\n\ntype (\n\tA int\n\tB = string\n\tI interface {\n\t\tM()\n\t\tfmt.Stringer\n\t}\n)\n",
    "package p\n\ntype T[K comparable, V any] struct {\n\ta, b int // c\n\tfmt.Stringer\n\tn struct{ deep int }\n}\n",
    "package p\n\nfunc (t *T[K, V]) M() {}\nfunc (T) N() {}\nfunc (_ *T) O() {}\nfunc (t *T,) P() {}\n",
    "package p\n\nfunc asm(x int) int\n\n// doc\nfunc more(\n\ta int,\n) (\n\tb int,\n) {\n\treturn 1\n}\n",
    "package p\n\nfunc f(x interface {\n\tM()\n}) {\n\tx.M()\n}\n\nfunc G[T any](t T) T { return t }\n",
    "package p\n\nfunc TestA(t *testing.T) {}\nfunc TestB(t *testing.T, n int) {}\nfunc ExampleA() {}\nfunc _() {}\n",
    "package p\n\nfunc größe() {}\nvar héllo = 1\nfunc (ü *Ü) Ö() {}\n",
    "package p\r\n\r\nfunc a() {\r\n}\r\n\r\nconst (\r\n\tA = 1\r\n\tB = 2\r\n)\r\n\r\nvar x = 1 // c\r\n",
    "\ufeffpackage p\n\nfunc a() {}\n",
    'package p\n\nimport (\n\t"fmt"\n\tx "y"\n)\nimport "z"\n\nvar a = fmt.X\n',
    "package p\n\nvar a = 'x'\nvar b = '\\''\nvar c = \"\\\"//\"\nvar d = '\"'\n",
    'package p\n\nvar url = "http://x" // c\n\nvar s = "/*"\n\nvar t = 1 /* c */ + 2\n',
    "package p\n\nfunc a() { b() } // c\n\n// d\nfunc b() { if x { y() } }\n",
]


@pytest.mark.parametrize("source", ODD)
def test_odd_layouts(source: str) -> None:
    data = source.encode()
    if strictly_declared_in(data) is not None:
        assert scan(data) == declared_in(data)
        assert declared_in(laid_out(data).short) == declared_in(data)


@pytest.mark.parametrize(
    "source", ["}" * 500, "func", 'package p\nvar a = "open\n', "package p\nvar a = `open", "/*"]
)
def test_broken_files_are_read_as_far_as_they_go(source: str) -> None:
    assert scan(source.encode()) == declared_in(source.encode())


@pytest.mark.parametrize("source", ODD)
def test_without_bodies_everything_is_declared_as_before(source: str) -> None:
    data = source.encode()
    bare = laid_out(data).short
    assert bare.count(b"\n") == data.count(b"\n")
    if strictly_declared_in(data) is not None:
        assert declared_in(bare) == declared_in(data)


def test_bodies_are_emptied_line_for_line() -> None:
    source = b"package p\n\nfunc a(x int) {\n\tb()\n\tc()\n}\n\nfunc d() { e() }\n"
    assert laid_out(source).short == b"package p\n\nfunc a(x int) {\n\n\n}\n\nfunc d() { e() }\n"


_PIECES = [line for source in ODD for line in source.split("\n\n")[1:]]


@settings(max_examples=300, deadline=None)
@given(
    pieces=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8),
    gap=st.sampled_from(["\n\n", "\n", "\n\n// doc\n", "\n\t\n"]),
    indent=st.sampled_from(["", "", "", " ", "\t"]),
    tabs=st.sampled_from(["\t", "\t", "", "  "]),
)
def test_any_mixture_of_declarations(pieces: list[str], gap: str, indent: str, tabs: str) -> None:
    source = "package p\n\n" + gap.join(indent + piece.replace("\t", tabs) for piece in pieces) + "\n"
    data = source.encode()
    if strictly_declared_in(data) is not None:
        assert scan(data) == declared_in(data)
        assert declared_in(laid_out(data).short) == declared_in(data)


@pytest.mark.parametrize("source", ODD)
def test_the_short_outline_is_the_outline_without_signatures(source: str) -> None:
    if strictly_declared_in(source.encode()) is not None:
        short = [(s.qualified, s.kind, s.start, s.end) for s in outline_in_short(source.encode())]
        assert short == [(s.qualified, s.kind, s.start, s.end) for s in outline(source)]


DOCUMENTED = """// Package p is.
package p

// A is.
// Really.
var A = 1 // not of B
var B = 2

/* C
is. */
// too
func C() {} /* not
of D */
func D() {}

const (
	// E is.
	E = 1

	/* F is. */
	F = 2
)

type I interface {
	// M does.
	M()
}
"""


def test_the_short_outline_knows_doc_comments() -> None:
    short = [(s.name, s.doc_start) for s in outline_in_short(DOCUMENTED.encode())]
    assert short == [(s.name, s.doc_start) for s in outline(DOCUMENTED)]
